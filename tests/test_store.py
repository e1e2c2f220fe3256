"""The dataset in memory and on disk."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, serialize

from kg.errors import QueryError, StoreError
from kg.store import Dataset, open_output

A, B = ("https://example.org/kg/document/a", "https://example.org/kg/document/b")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
THING = NamedNode("https://example.org/kg/company/acme")


def _quads(document: str, *labels: str) -> list[Quad]:
    return [Quad(THING, LABEL, Literal(label), NamedNode(document)) for label in labels]


def _labels(dataset: Dataset, **parameters: str) -> list[str]:
    answer = dataset.query("SELECT ?label { ?thing rdfs:label ?label }", parameters)
    assert isinstance(answer, QuerySolutions)
    return sorted(solution["label"].value for solution in answer)


def _dataset() -> Dataset:
    dataset = Dataset()
    dataset.replace(A, _quads(A, "Acme", "Acme Inc."), "text of a")
    dataset.replace(B, _quads(B, "Acme", "ACME"), "text of b")
    return dataset


def test_replace_leaves_nothing_of_the_former_graph():
    """A document that is replaced says only what it says now; the others say what they said."""
    dataset = _dataset()
    dataset.replace(A, _quads(A, "New"), "text")
    assert _labels(dataset) == ["ACME", "Acme", "New"]


def test_withdraw_takes_only_what_nobody_else_says():
    """A withdrawn document is gone with its graph, and what another document says too stays."""
    dataset = _dataset()
    dataset.withdraw(A)
    assert dataset.documents() == [B]
    assert _labels(dataset) == ["ACME", "Acme"]
    assert set(dataset.triples()) == {quad.triple for quad in dataset.quads()}
    assert dataset.texts == {B: "text of b"}


def test_query_sees_the_union_and_each_triple_once():
    """Without GRAPH a query sees all documents' triples as one graph."""
    assert _labels(_dataset()) == ["ACME", "Acme", "Acme Inc."]


def test_parameters_bind_variables():
    """A parameter gives a variable its value."""
    assert _labels(_dataset(), label="ACME") == ["ACME"]


@pytest.mark.parametrize(
    ("sparql", "parameters"),
    [
        ("SELECT ?x { ?x", {}),
        ("nonsense", {}),
        ("SELECT ?x { ?x a kg:Claim }", {"y": "1"}),
        ("SELECT * { ?x nope:y 1 }", {}),
    ],
)
def test_broken_query(sparql, parameters):
    """A query that is broken or lacks the parameter's variable is a QueryError of one line."""
    with pytest.raises(QueryError) as caught:
        Dataset().query(sparql, parameters)
    assert "\n" not in str(caught.value)


def test_saved_store_is_the_dataset(tmp_path):
    """What is saved is what is opened again, with the same graphs, also over a former store."""
    folder = tmp_path / "output" / "store"
    Dataset().save(folder)
    _dataset().save(folder)
    opened = Dataset.open(folder)
    assert set(opened.quads()) == set(_dataset().quads())
    assert set(opened.triples()) == {quad.triple for quad in opened.quads()}
    assert opened.documents() == [A, B]
    assert [entry.name for entry in folder.parent.iterdir()] == ["store"]


def test_several_readers(tmp_path):
    """A store can be read by several at once."""
    _dataset().save(tmp_path / "store")
    first, second = Dataset.open(tmp_path / "store"), Dataset.open(tmp_path / "store")
    assert _labels(first) == _labels(second)


def test_former_store_survives_a_failing_build(tmp_path, monkeypatch):
    """When writing fails half way, the former store is as it was and nothing is left beside it."""
    folder = tmp_path / "store"
    _dataset().save(folder)
    monkeypatch.setattr("kg.store.FORMAT", "no\udcff")  # cannot be encoded: fails after the quads were written
    with pytest.raises(UnicodeEncodeError):
        Dataset().save(folder)
    monkeypatch.undo()
    assert len(list(Dataset.open(folder).quads())) == 4
    assert [entry.name for entry in tmp_path.iterdir()] == ["store"]


def test_foreign_folder_is_left_alone(tmp_path):
    """A folder named `store` that kg did not write is neither opened nor replaced."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "thesis.docx").write_bytes(b"years of work")
    for attempt in (Dataset().save, Dataset.open):
        with pytest.raises(StoreError):
            attempt(tmp_path / "store")
    assert (tmp_path / "store" / "thesis.docx").exists()


def test_store_of_another_format(tmp_path):
    """A store that another version wrote in another format is refused with what to do."""
    Dataset().save(tmp_path / "store")
    (tmp_path / "store" / "kg-store").write_text("99", "utf-8")
    with pytest.raises(StoreError, match=r"format 99.*build it again"):
        Dataset.open(tmp_path / "store")


def test_damaged_store(tmp_path):
    """A damaged store is a StoreError that says to build again."""
    _dataset().save(tmp_path / "store")
    (tmp_path / "store" / "CURRENT").write_text("gone", "utf-8")
    with pytest.raises(StoreError, match="damaged"):
        Dataset.open(tmp_path / "store")


def test_output_without_store(tmp_path):
    """Where the store is gone, the N-Quads are loaded; without either there is an error that says what to do."""
    with pytest.raises(StoreError, match="kg build"):
        open_output(tmp_path)
    (tmp_path / "graph.nq").write_bytes(serialize(_dataset().quads(), format=RdfFormat.N_QUADS))
    assert set(open_output(tmp_path).triples()) == set(_dataset().triples())


@pytest.mark.parametrize(("name", "data"), [("g.ttl", "<a"), ("g.txt", "x"), ("g.nq", None)])
def test_rdf_file_that_cannot_be_loaded(tmp_path, name, data):
    """A broken file, one of an unknown kind and a missing one are each a StoreError with the file's name."""
    if data is not None:
        (tmp_path / name).write_text(data, "utf-8")
    with pytest.raises(StoreError, match=name):
        Dataset.load(tmp_path / name)
