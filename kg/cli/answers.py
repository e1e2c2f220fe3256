"""What a SPARQL query answers, printed as a table, or as CSV, TSV and JSON as the W3C has them."""

from __future__ import annotations

import csv
import json
from typing import TextIO

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from kg.errors import UsageError
from kg.export.turtle import sorted_triples, to_turtle
from kg.namespaces import PREFIXES, shorten

__all__ = ["print_answer"]


_RESULTS = {"json": QueryResultsFormat.JSON, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV}


def print_answer(answer: QuerySolutions | QueryBoolean | QueryTriples, form: str, out: TextIO) -> None:
    """Print the answer of a query; `form` is "table", "csv", "tsv", "json" or, for triples, "turtle".

    Raises:
        UsageError: Turtle was asked for, and the answer is no triples.
    """
    if isinstance(answer, QueryTriples):
        _print_triples(answer, form, out)
    elif form == "turtle":
        raise UsageError("only a CONSTRUCT or DESCRIBE query has an answer in Turtle", "--format")
    elif isinstance(answer, QueryBoolean) and form != "json":
        out.write("true\n" if answer else "false\n")
    elif form in _RESULTS:
        out.write((answer.serialize(format=_RESULTS[form]) or b"").decode() + ("\n" if form == "json" else ""))
    elif isinstance(answer, QuerySolutions):
        names = [variable.value for variable in answer.variables]
        rows = [[shorten(solution[name]) for name in names] for solution in answer]
        _print_table(names, rows)


def _print_triples(triples: QueryTriples, form: str, out: TextIO) -> None:
    if form == "json":
        rows = [[str(term) for term in (t.subject, t.predicate, t.object)] for t in triples]
        out.write(json.dumps(sorted(rows), ensure_ascii=False, indent=2) + "\n")
    elif form in {"csv", "tsv"}:
        writer = csv.writer(out, delimiter="," if form == "csv" else "\t")
        writer.writerow(("subject", "predicate", "object"))
        writer.writerows(sorted([str(term) for term in (t.subject, t.predicate, t.object)] for t in triples))
    else:
        out.write(to_turtle(sorted_triples(triples), PREFIXES).decode())


def _print_table(names: list[str], rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*names, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim")
