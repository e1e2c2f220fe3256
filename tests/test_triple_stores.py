"""The Turtle of the seeds loads into the triple stores that people use, and the named queries have one answer in all.

python tests/test_triple_stores.py    writes the table of the stores into the README
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest
from commands import ROOT, SEEDS
from pyoxigraph import QueryResultsFormat
from triple_stores import STORES, MissingError, rows_of

import kg
from kg.binding import bind_named, declared
from kg.queries import named_queries
from kg.store import Dataset

NAMES = [query.name for query in named_queries()]
BOUND = {"forecasts": {"about": "China"}, "people": {"organization": "OpenAI"}, "claims-about": {"about": "China"}}
NEEDING_MORE = {"due", "recurring"}
"""Queries that articles with a date, or more than one about somebody, have answers to."""
_TABLE = re.compile(r"(?<=<!-- stores -->\n).*?(?=<!-- /stores -->)", re.DOTALL)


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """The folder of a build of the seeds."""
    folder = tmp_path_factory.mktemp("stores")
    kg.build(SEEDS, output=folder, validate=False)
    return folder


@pytest.fixture(scope="module", params=STORES)
def store(request, output, tmp_path_factory):
    """Each store with the Turtle in it; one that is not installed is left out, unless KG_REQUIRE_STORES is 1."""
    try:
        with STORES[request.param](output / "graph.ttl", tmp_path_factory.mktemp("data")) as select:
            yield select
    except MissingError as missing:
        optional = request.param.startswith("Jena") and os.environ.get("KG_WITHOUT_STORES") == "jena"
        if os.environ.get("KG_REQUIRE_STORES") == "1" and not optional:
            raise
        pytest.skip(f"not installed: {missing}")


def _expected(output: Path, sparql: str) -> list[tuple[str, ...]]:
    return rows_of(Dataset.open(output / "store").query(sparql).serialize(format=QueryResultsFormat.JSON))


def test_every_triple_is_there(store, output):
    """The store has as many triples of each property as the graph has."""
    sparql = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p"
    rows = [row for row in store(sparql) if not row[0].startswith("http://www.openlinksw.com/")]
    assert rows == _expected(output, sparql)


@pytest.mark.parametrize("name", NAMES)
def test_named_query(store, output, name):
    """A named query has the same answer in every store, and on the seeds most have one."""
    [query] = [query for query in named_queries() if query.name == name]
    sparql = declared(query.sparql)
    expected = _expected(output, sparql)
    assert bool(expected) == (name not in NEEDING_MORE)
    assert store(sparql) == expected


@pytest.mark.parametrize("name", BOUND)
def test_named_query_with_a_value(store, output, name):
    """A named query with a value for a parameter has the same answer in every store."""
    [query] = [query for query in named_queries() if query.name == name]
    sparql = declared(bind_named(query, BOUND[name], Dataset.open(output / "store")))
    assert store(sparql) == _expected(output, sparql)


def test_there_are_fifteen_queries():
    """At least fifteen queries have names, and each says what it is for."""
    assert len(NAMES) >= 15
    assert all(query.question.endswith("?") for query in named_queries())


def _row(name: str, output: Path) -> str:
    try:
        with tempfile.TemporaryDirectory() as folder, STORES[name](output / "graph.ttl", Path(folder)) as select:
            triples = int(select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(?o != 'never') }")[0][0])
            same = sum(
                select(declared(query.sparql)) == _expected(output, declared(query.sparql)) for query in named_queries()
            )
    except MissingError:
        return f"| {name} | not tried | |"
    return f"| {name} | {triples} | {same} of {len(NAMES)} |"


def table() -> str:
    """The stores with the triples they loaded and how many named queries they answer alike."""
    with tempfile.TemporaryDirectory() as folder:
        kg.build(SEEDS, output=folder, validate=False)
        rows = [_row(name, Path(folder)) for name in STORES]
    return "\n".join(
        ["| Store | Triples loaded | Named queries with the same answer |", "| --- | --- | --- |", *rows, ""]
    )


def test_table_in_the_readme_says_every_store_agrees():
    """The README's table has every store, each with all queries answered alike."""
    shown = _TABLE.search((ROOT / "README.md").read_text("utf-8"))
    assert shown
    for name in STORES:
        assert re.search(rf"^\| {re.escape(name)} \| \d+ \| {len(NAMES)} of {len(NAMES)} \|$", shown[0], re.MULTILINE)


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(_TABLE.sub(table(), readme.read_text("utf-8")), "utf-8")
