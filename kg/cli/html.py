"""`kg html`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import OutputDir

__all__ = ["html"]

_NAME = "graph.html"


def html(
    output_dir: OutputDir = Path("output"),
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=f"The file to write; else {_NAME} in the output folder.", show_default=False),
    ] = None,
    max_nodes: Annotated[int, typer.Option(min=1, help="Draw no more entities than so many at first.")] = 300,
    focus: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Draw first what lies around this entity: a name or an IRI.", show_default=False
        ),
    ] = None,
    max_documents: Annotated[
        int, typer.Option(min=1, help="Leave out older articles: a browser cannot open too many.")
    ] = 5_000,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the articles out; their quoted words stay.")
    ] = False,
) -> None:
    """Write the page of the graph that was built anew, with other choices; nothing is read or built again.

    [bold]kg html --focus Nvidia --max-nodes 60 --output nvidia.html[/bold]
    [bold]kg html --no-text --output share.html[/bold]
    """
    from kg.export import replace_file
    from kg.export.html import Choices
    from kg.export.page import write
    from kg.store import open_output

    dataset = open_output(output_dir)
    if not no_text and not dataset.texts and dataset.documents():
        typer.echo("kg: there is no store with the articles, so that the page has only their quoted words", err=True)
    choices = Choices(max_nodes, focus, max_documents)
    typer.echo(replace_file(output or output_dir / _NAME, lambda file: write(dataset, file, choices, text=not no_text)))
