"""`kg validate` and `kg languages`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["languages", "validate"]


def validate(
    file: Annotated[Path | None, typer.Argument(help="An RDF file, else the last build.", show_default=False)] = None,
    output_dir: Annotated[Path, typer.Option(help="The folder that `kg build` wrote.")] = Path("output"),
) -> None:
    """Check a graph by the ontology's SHACL shapes; exit with 1 when something breaks them.

    [bold]kg validate[/bold]
    [bold]kg validate graph.ttl[/bold]
    """
    from kg.store import Dataset, open_output
    from kg.validate import validate as check

    dataset = open_output(output_dir) if file is None else Dataset.load(file)
    violations = check(dataset.triples())
    for violation in violations:
        typer.echo(str(violation))
    typer.echo(f"{len(violations)} violations" if violations else "valid", err=bool(violations))
    if violations:
        raise typer.Exit(1)


def languages() -> None:
    """List the languages that texts are read in; a text in any other still gets its names and quotations.

    [bold]kg languages[/bold]
    """
    from kg.languages import available, language

    for code in available():
        typer.echo(f"{code}  {language(code).name}")
