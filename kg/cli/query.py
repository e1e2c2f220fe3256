"""`kg query` and `kg queries`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import QueryError, UsageError

__all__ = ["Format", "queries", "query"]


class Format(StrEnum):
    """How answers are printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    TURTLE = "turtle"


def query(
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL 1.1 query.", show_default=False)] = None,
    name: Annotated[str | None, typer.Option(help="A named query, see `kg queries`.", show_default=False)] = None,
    file: Annotated[Path | None, typer.Option(help="A file with a query; - is standard input.")] = None,
    bindings: Annotated[
        list[str] | None,
        typer.Option(
            "--bind", help="A variable's value: a name, an IRI or a literal; repeatable.", metavar="NAME=VALUE"
        ),
    ] = None,
    output_dir: Annotated[Path, typer.Option(help="The folder that `kg build` wrote.")] = Path("output"),
    answer_format: Annotated[Format, typer.Option("--format", help="How answers are printed.")] = Format.TABLE,
    timeout: Annotated[float | None, typer.Option(min=0.01, help="Seconds after which to give up.")] = None,
) -> None:
    """Ask the graph that was built.

    The prefixes kg, rdfs, rdf, skos, schema, prov, dcterms, nif, xsd and wd need no declaration.

    [bold]kg query --name forecasts --bind about=China[/bold]
    [bold]kg query --name claims-about --bind about=wd:Q148 --format csv[/bold]
    [bold]kg query 'SELECT ?name { ?p a kg:Person ; rdfs:label ?name }' --timeout 10[/bold]
    """
    if [sparql, name, file].count(None) != 2:
        raise UsageError(
            "one query, please", advice="a SPARQL text, --file, or --name with one that `kg queries` lists"
        )
    given = _pairs(bindings or [])
    text = _read(file) if file is not None else sparql

    def answer() -> None:
        _answer(text, name, given, (output_dir, answer_format))

    if timeout is None:
        answer()
    else:
        from kg.cli.limits import within

        within(timeout, answer)


def _answer(text: str | None, name: str | None, given: dict[str, str], how: tuple[Path, Format]) -> None:
    from kg.binding import bind, bind_named
    from kg.cli.answers import print_answer
    from kg.queries import named_query
    from kg.store import open_output

    known = named_query(name) if name is not None else None
    dataset = open_output(how[0])
    bound = bind_named(known, given, dataset) if known else bind(text or "", given, dataset)
    print_answer(dataset.query(bound), how[1].value, sys.stdout)


def _read(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QueryError(f"cannot be read: {said}", str(file)) from error


def _pairs(bindings: list[str]) -> dict[str, str]:
    pairs = [binding.partition("=") for binding in bindings]
    for name, equals, _ in pairs:
        if not equals or not name.removeprefix("?").isidentifier():
            raise UsageError(f"not NAME=VALUE: {name!r}", "--bind")
    return {name.removeprefix("?"): value for name, _, value in pairs}


def queries(
    name: Annotated[str | None, typer.Argument(help="One query, to be shown in full.", show_default=False)] = None,
) -> None:
    """List the named queries, or show one with its parameters.

    [bold]kg queries[/bold]
    [bold]kg queries forecasts[/bold]
    """
    from rich.console import Console
    from rich.table import Table

    from kg.queries import named_queries, named_query

    if name is not None:
        typer.echo(named_query(name).sparql.rstrip())
        return
    table = Table("Name", "Question", "Parameters", box=None, header_style="bold", pad_edge=False)
    for known in named_queries():
        table.add_row(known.name, known.question, ", ".join(parameter.name for parameter in known.parameters))
    Console(highlight=False).print(table)
