"""`kg build`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from kg.model import Document
    from kg.pipeline import BuildReport

__all__ = ["OutputDir", "Progress", "build", "finish"]

_DEFAULT_BASE_IRI = "https://example.org/kg/"  # of kg.iris, which takes longer to import than `kg --help` may
_SHOWN = 25  # documents, and problems, that are listed
OutputDir = Annotated[Path, typer.Option(help="The folder that `kg build` wrote.")]
_MANY_DOCUMENTS = 20  # fewer are done before a progress bar could be read


def build(
    paths: Annotated[list[Path], typer.Argument(help="Articles (.txt, .md) and folders of them.", show_default=False)],
    output_dir: Annotated[Path, typer.Option(help="Where the graph is written.")] = Path("output"),
    base_iri: Annotated[str, typer.Option(help="What the IRIs of the things found begin with.")] = _DEFAULT_BASE_IRI,
    world: Annotated[
        list[Path] | None, typer.Option(help="Turtle file of names you know, on top of the built-in ones; repeatable.")
    ] = None,
    validate: Annotated[bool, typer.Option("--validate/--no-validate", help="Check the graph by its shapes.")] = True,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Exit with 0 even if a source was left out.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Build the graph of some articles: graph.ttl, graph.nq, graph.html and a store to query.

    [bold]kg build articles/[/bold]
    [bold]kg build a.txt b.md --output-dir out --base-iri https://news.example.com/id/[/bold]
    [bold]kg build articles/ --world my-companies.ttl --json[/bold]
    """
    from kg import pipeline

    options = pipeline.BuildOptions(output_dir, base_iri, tuple(world or ()), validate, Progress())
    start = time.perf_counter()
    report = pipeline.build(paths, options)
    finish(report, time.perf_counter() - start, quiet=quiet, as_json=as_json)
    if not report.documents or report.violations or (report.problems and not keep_going):
        raise typer.Exit(1)


def finish(report: BuildReport, seconds: float, *, quiet: bool, as_json: bool) -> None:
    """Print the problems of a build, and its summary for people or as JSON."""
    from rich.console import Console

    errors = _errors()
    lines = [*report.problems, *report.violations]
    for line in lines[:_SHOWN]:
        errors.print(f"kg: {line}", markup=False)
    if len(lines) > _SHOWN:
        errors.print(f"kg: and {len(lines) - _SHOWN} more problems (--json has them all)", markup=False)
    if as_json:
        typer.echo(
            json.dumps({**asdict(report), "seconds": round(seconds, 3)}, ensure_ascii=False, indent=2, default=str)
        )
    elif not quiet and report.files:
        _print_summary(Console(highlight=False), report, seconds)
    if not report.files:
        errors.print("kg: nothing could be built", markup=False)


class Progress:
    """Shows a bar on a terminal when there is much to do."""

    def __call__(self, documents: Sequence[Document]) -> Iterable[Document]:
        """The documents, one by one."""
        console = _errors()
        if not console.is_terminal or len(documents) < _MANY_DOCUMENTS:
            return documents
        from rich.progress import track

        return track(documents, "Reading", console=console, transient=True)


def _errors() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def _print_summary(console: Console, report: BuildReport, seconds: float) -> None:
    from rich.table import Table
    from rich.text import Text

    documents = Table("Document", "Language", "Title", box=None, header_style="bold", pad_edge=False)
    for document in report.documents[:_SHOWN]:
        documents.add_row(Text(", ".join(document.sources)), document.language, Text(document.title))
    if len(report.documents) > _SHOWN:
        documents.add_row(f"and {len(report.documents) - _SHOWN} more")
    console.print(documents)
    console.print()
    counts = Table.grid(padding=(0, 2))
    counts.add_column()
    counts.add_column(justify="right")
    for kind, number in report.entities:
        counts.add_row(kind, str(number))
    counts.add_section()
    counts.add_row("[bold]Entities[/bold]", f"[bold]{sum(number for _, number in report.entities)}[/bold]")
    counts.add_row("[bold]Statements[/bold]", f"[bold]{report.statements}[/bold]")
    counts.add_row("[bold]Claims[/bold]", f"[bold]{report.claims}[/bold]")
    counts.add_row("[bold]Problems[/bold]", f"[bold]{len(report.problems) + len(report.violations)}[/bold]")
    console.print(counts)
    console.print()
    console.print(f"{report.read} documents read, {report.withdrawn} withdrawn", style="dim")
    written = " ".join(str(path) for path in report.files)
    console.print(f"{report.triples} triples in {seconds:.1f} s: {written}", markup=False, soft_wrap=True)
