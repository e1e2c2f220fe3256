"""`kg export`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import OutputDir
from kg.errors import UsageError

__all__ = ["export"]


def export(
    name: Annotated[str, typer.Argument(metavar="FORMAT", help="See the list below.", show_default=False)],
    to: Annotated[Path | None, typer.Option(help="The file to write; else standard output.")] = None,
    output_dir: OutputDir = Path("output"),
) -> None:
    """Write the graph that was built in another format.

    ttl, trig, nq, nt, jsonld, rdf (RDF/XML), ttl12 (RDF 1.2 with triple terms), html,
    graphml and gexf (the network of entities), csv-nodes, csv-edges, and those of installed packages.

    [bold]kg export jsonld --to graph.jsonld[/bold]
    [bold]kg export csv-edges > edges.csv[/bold]
    """
    from kg.export import formats, replace_file
    from kg.store import open_output

    known = formats()
    if name not in known:
        raise UsageError(f"no format {name!r}", advice=f"there are {', '.join(known)}")
    dataset = open_output(output_dir)
    if to is None:
        known[name](dataset, sys.stdout.buffer)
        return
    replace_file(to, partial(known[name], dataset))
