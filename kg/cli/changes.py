"""`kg add`, `kg remove`, `kg status` and `kg diff`."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.build import Jobs, OutputDir, Progress, finish
from kg.cli.reading import MAX_BYTES, MAX_SECONDS, Fields, MaxBytes, MaxSeconds, Sources, reading

if TYPE_CHECKING:
    from kg.store import Dataset

__all__ = ["add", "diff", "remove", "status"]

_AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")]


def add(
    paths: Sources,
    output_dir: OutputDir = Path("output"),
    validate: Annotated[bool, typer.Option("--validate/--no-validate", help="Check what is read.")] = True,
    jobs: Jobs = 0,
    max_bytes: MaxBytes = MAX_BYTES,
    max_seconds: MaxSeconds = MAX_SECONDS,
    fields: Fields = None,
    quiet: _Quiet = False,
    as_json: _AsJson = False,
) -> None:
    """Add articles to the graph; what it has already stays as it is.

    [bold]kg add monday.txt tuesday.txt[/bold]
    """
    from kg import pipeline
    from kg.workers import cores

    start = time.perf_counter()
    options = pipeline.BuildOptions(
        output_dir,
        validate=validate,
        reading=reading(max_bytes, max_seconds, fields),
        jobs=jobs or cores(),
        track=Progress(),
    )
    report = pipeline.add(paths, options)
    finish(report, time.perf_counter() - start, quiet=quiet, as_json=as_json)
    if report.problems or report.violations:
        raise typer.Exit(1)


def remove(
    documents: Annotated[
        list[str], typer.Argument(help="Files' names, documents' IRIs or the digests in them.", show_default=False)
    ],
    output_dir: OutputDir = Path("output"),
    quiet: _Quiet = False,
    as_json: _AsJson = False,
) -> None:
    """Withdraw documents from the graph, and with them all that only they say.

    [bold]kg remove monday.txt[/bold]
    [bold]kg remove 5b8557a9c0855af6[/bold]
    """
    from kg import pipeline

    start = time.perf_counter()
    report = pipeline.remove(documents, pipeline.BuildOptions(output_dir, track=Progress()))
    finish(report, time.perf_counter() - start, quiet=quiet, as_json=as_json)


def status(output_dir: OutputDir = Path("output"), as_json: _AsJson = False) -> None:
    """List the documents of the graph, and which of them `kg build` would read again.

    [bold]kg status[/bold]
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.status import State
    from kg.status import status as look

    found = look(output_dir)
    if as_json:
        rows = [
            {"iri": entry.iri, "sources": entry.sources, "language": entry.language, "state": state}
            for entry, state in found.documents
        ]
        answer = {"documents": rows, "base_iri": found.base_iri, "world": found.world, "files": dict(found.files)}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    table = Table("Document", "Language", "State", box=None, header_style="bold", pad_edge=False)
    table.add_column("IRI", overflow="fold")
    for entry, state in found.documents:
        table.add_row(Text(", ".join(entry.sources)), entry.language, state.value, entry.iri)
    console = Console(highlight=False)
    console.print(table)
    outdated = sum(state is State.OUTDATED for _, state in found.documents)
    console.print(f"{len(found.documents)} documents, {outdated} to be read again", style="dim")


def diff(
    old: Annotated[Path, typer.Argument(help="An output folder or an .nq file.", show_default=False)],
    new: Annotated[Path, typer.Argument(help="Another.", show_default=False)],
    as_json: _AsJson = False,
) -> None:
    """Show what appeared (+), changed (~) and left (-) between two graphs, and which documents are the reason.

    [bold]kg diff output-of-monday/ output/[/bold]
    [bold]kg diff old.nq output/graph.nq --json[/bold]
    """
    from kg.changes import How, changes

    found = changes(_dataset(old), _dataset(new))
    if as_json:
        typer.echo(json.dumps([asdict(change) for change in found], ensure_ascii=False, indent=2))
        return
    signs = {How.APPEARED: "+", How.CHANGED: "~", How.LEFT: "-"}
    for change in found:
        name = " ".join(change.name.split())
        typer.echo(f"{signs[change.how]} {change.kind}: {name}  ({', '.join(change.documents)})")
    counts = [f"{sum(change.how is how for change in found)} {how}" for how in How]
    typer.echo(", ".join(counts) if found else "no difference", err=True)


def _dataset(path: Path) -> Dataset:
    from kg.store import Dataset, open_output

    return open_output(path) if path.is_dir() else Dataset.load(path)
