"""Each named query has a known answer on the seeds: `tests/answers/NAME.tsv`, with a value `NAME@VARIABLE=VALUE.tsv`.

python tests/test_answers.py    writes the answers of this version; read the difference before you commit it
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from commands import SEEDS

import kg
from kg.graph import Graph
from kg.queries import named_queries, named_query

ANSWERS = Path(__file__).parent / "answers"
VALUES = {"about": "China", "organization": "OpenAI", "speaker": "Lin Junyang", "outlet": "The Information"}
"""A value for parameters of these names; the seeds have something to say of each."""
SILENT = {"due", "recurring"}
"""Queries that the seeds do not answer: nobody names a date, and nobody says anything twice."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The graph of the seeds."""
    return kg.build(SEEDS, output=tmp_path_factory.mktemp("answers"), validate=False)


def cases() -> list[str]:
    """Every named query, and every one with a value for each of its parameters that has one."""
    bound = [f"{q.name}@{p.name}={VALUES[p.name]}" for q in named_queries() for p in q.parameters if p.name in VALUES]
    return sorted([*(query.name for query in named_queries()), *bound])


def answer(graph: Graph, case: str) -> str:
    """The answer as tab-separated lines, the first with the variables, the others sorted."""
    name, _, binding = case.partition("@")
    variable, _, value = binding.partition("=")
    rows = graph.query(name, **({variable: value} if value else {}))
    lines = ["\t".join(" ".join(text.split()) for text in row.values()) for row in rows]
    head = "\t".join(rows[0]) if rows else "no rows"
    return "".join(f"{line}\n" for line in [head, *sorted(lines)])


@pytest.mark.parametrize("case", cases())
def test_answer_on_the_seeds(graph, case):
    """The query answers what the file says; if meant otherwise: `python tests/test_answers.py` writes the files."""
    assert answer(graph, case) == (ANSWERS / f"{case}.tsv").read_text("utf-8")


def test_every_answer_is_asked_for():
    """No file is left of a query that is gone, and every query but the silent ones has an answer with rows."""
    assert {path.stem for path in ANSWERS.glob("*.tsv")} == set(cases())
    rows = {query.name: (ANSWERS / f"{query.name}.tsv").read_text("utf-8").count("\n") - 1 for query in named_queries()}
    assert {name for name, number in rows.items() if not number} == SILENT


def test_values_are_for_parameters():
    """Every parameter that has a value here is one of a query."""
    assert set(VALUES) <= {
        parameter.name for query in named_queries() for parameter in named_query(query.name).parameters
    }


def write() -> None:
    """Write the answers of this version, and remove those that nobody asks for."""
    ANSWERS.mkdir(exist_ok=True)
    for path in ANSWERS.glob("*.tsv"):
        path.unlink()
    with tempfile.TemporaryDirectory() as folder:
        graph = kg.build(SEEDS, output=folder, validate=False)
        for case in cases():
            (ANSWERS / f"{case}.tsv").write_text(answer(graph, case), "utf-8")


if __name__ == "__main__":
    write()
