"""`kg build`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.reading import MAX_BYTES, MAX_SECONDS, Fields, MaxBytes, MaxSeconds, Sources, reading

if TYPE_CHECKING:
    from rich.console import Console

    from kg.pipeline import BuildReport
    from kg.workers import Outcome

__all__ = ["Jobs", "OutputDir", "Progress", "build", "finish"]

_DEFAULT_BASE_IRI = "https://example.org/kg/"  # of kg.iris, which takes longer to import than `kg --help` may
_SHOWN = 25  # documents, and problems, that are listed
OutputDir = Annotated[Path, typer.Option(help="The folder that `kg build` wrote.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes that read; 0: one for each core.")]
_MANY_DOCUMENTS = 20  # fewer are done before a progress bar could be read


def build(
    paths: Sources,
    output_dir: Annotated[Path, typer.Option(help="Where the graph is written.")] = Path("output"),
    base_iri: Annotated[str, typer.Option(help="What the IRIs of the things found begin with.")] = _DEFAULT_BASE_IRI,
    world: Annotated[
        list[Path] | None, typer.Option(help="Turtle file of names you know, on top of the built-in ones; repeatable.")
    ] = None,
    validate: Annotated[bool, typer.Option("--validate/--no-validate", help="Check the graph by its shapes.")] = True,
    jobs: Jobs = 0,
    max_bytes: MaxBytes = MAX_BYTES,
    max_seconds: MaxSeconds = MAX_SECONDS,
    fields: Fields = None,
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
    [bold]kg build dump.jsonl.gz --field text=body --field publisher=site.name[/bold]
    [bold]curl -s https://news.example.com/a.html | kg build -[/bold]
    """
    from kg import detection

    if not output_dir.exists():
        detection.prepare()  # all texts will be new

    from kg import pipeline
    from kg.workers import cores

    options = pipeline.BuildOptions(
        output_dir,
        base_iri,
        tuple(world or ()),
        validate,
        reading=reading(max_bytes, max_seconds, fields),
        jobs=jobs or cores(),
        track=Progress(),
    )
    start = time.perf_counter()
    report = pipeline.build(paths, options)
    finish(report, time.perf_counter() - start, quiet=quiet, as_json=as_json)
    if not report.documents or report.violations or (report.problems and not keep_going):
        raise typer.Exit(1)


def finish(report: BuildReport, seconds: float, *, quiet: bool, as_json: bool) -> None:
    """Print the problems of a build, and its summary for people or as JSON."""
    from rich.console import Console

    errors = _errors()
    lines = [*report.problems, *report.violations, *(f"note: {note}" for note in report.notes)]
    for line in lines[:_SHOWN]:
        errors.print(f"kg: {line}", markup=False)
    if len(lines) > _SHOWN:
        errors.print(f"kg: and {len(lines) - _SHOWN} more (--json has them all)", markup=False)
    if as_json:
        typer.echo(
            json.dumps({**asdict(report), "seconds": round(seconds, 3)}, ensure_ascii=False, indent=2, default=str)
        )
    elif not quiet and report.files:
        _print_summary(Console(highlight=False), report, seconds)
    if not report.files:
        errors.print("kg: nothing could be built", markup=False)


class Progress:
    """Shows a bar on a terminal when there is much to do: how far, how fast, how long yet, and the problems so far."""

    def __call__(self, outcomes: Iterator[Outcome], number: int) -> Iterator[Outcome]:
        """The outcomes, one by one."""
        console = _errors()
        if not console.is_terminal or number < _MANY_DOCUMENTS:
            yield from outcomes
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        problems = 0
        rate = TextColumn("{task.fields[rate]}")
        with Progress(
            "Reading", BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn(), console=console, transient=True
        ) as shown:
            bar = shown.add_task("", total=number, rate="")
            for outcome in outcomes:
                problems += outcome.problem is not None
                speed = f"{shown.tasks[bar].speed or 0:.0f} a second" + (f", {problems} problems" if problems else "")
                shown.update(bar, advance=1, rate=speed)
                yield outcome


def _errors() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def _print_summary(console: Console, report: BuildReport, seconds: float) -> None:
    from rich.table import Table
    from rich.text import Text

    from kg.languages import language
    from kg.problems import PROBLEMS

    documents = Table("Document", "Language", "Title", box=None, header_style="bold", pad_edge=False)
    for document in report.documents[:_SHOWN]:
        documents.add_row(Text(", ".join(document.sources)), document.language, Text(document.title))
    if len(report.documents) > _SHOWN:
        documents.add_row(f"and {len(report.documents) - _SHOWN} more")
    console.print(documents)
    unknown = sorted({document.language for document in report.documents if language(document.language).code == "und"})
    if unknown:
        only = "only names, places and quotations are read there"
        console.print(f"no language file for {', '.join(unknown)}: {only}", style="dim", markup=False)
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
    if report.notes:
        counts.add_row("[bold]Notes[/bold]", f"[bold]{len(report.notes)}[/bold]")
    console.print(counts)
    console.print()
    console.print(f"{report.read} documents read, {report.withdrawn} withdrawn", style="dim")
    if report.problems or report.notes:
        console.print(f"each problem and note is in {report.files[0].parent / PROBLEMS}", style="dim", markup=False)
    written = " ".join(str(path) for path in report.files)
    console.print(f"{report.triples} triples in {seconds:.1f} s: {written}", markup=False, soft_wrap=True)
