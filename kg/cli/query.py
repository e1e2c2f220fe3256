"""`kg query` and `kg queries`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import UsageError

__all__ = ["Format", "queries", "query"]


class Format(StrEnum):
    """How answers are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL 1.1 query.", show_default=False)] = None,
    name: Annotated[str | None, typer.Option(help="A named query, see `kg queries`.", show_default=False)] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="A variable's value, as entity=China; repeatable.", metavar="VARIABLE=VALUE"),
    ] = None,
    output_dir: Annotated[Path, typer.Option(help="The folder that `kg build` wrote.")] = Path("output"),
    answer_format: Annotated[Format, typer.Option("--format", help="How answers are printed.")] = Format.TABLE,
) -> None:
    """Ask the graph that was built.

    The prefixes kg, rdfs, rdf, skos, schema, prov, dcterms, nif, xsd and wd need no declaration.

    [bold]kg query --name forecasts --set entity=China[/bold]
    [bold]kg query 'SELECT ?name { ?p a kg:Person ; rdfs:label ?name }' --format csv[/bold]
    """
    from kg.cli.answers import print_answer
    from kg.queries import named_query
    from kg.store import open_output

    if (sparql is None) == (name is None):
        raise UsageError("one query, please", advice="a SPARQL text, or --name with one that `kg queries` lists")
    text = sparql if sparql is not None else named_query(name or "").sparql
    parameters = _parameters(settings or [])
    print_answer(open_output(output_dir).query(text, parameters), answer_format.value, sys.stdout)


def _parameters(settings: list[str]) -> dict[str, str]:
    pairs = [setting.partition("=") for setting in settings]
    for name, equals, _ in pairs:
        if not equals or not name.isidentifier():
            raise UsageError(f"not VARIABLE=VALUE: {name!r}", "--set")
    return {name: value for name, _, value in pairs}


def queries() -> None:
    """List the named queries.

    [bold]kg queries[/bold]
    """
    from rich.console import Console
    from rich.table import Table

    from kg.queries import named_queries

    table = Table("Name", "Question", box=None, header_style="bold", pad_edge=False)
    for known in named_queries():
        table.add_row(known.name, known.question)
    Console(highlight=False).print(table)
