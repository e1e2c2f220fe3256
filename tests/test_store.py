"""The dataset in memory and on disk."""

from __future__ import annotations

from errno import ENOSPC
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, serialize

from kg.catalogue import Catalogue, write_catalogue
from kg.errors import QueryError, StoreError
from kg.generations import Generation, current, writing
from kg.store import Dataset, open_output

BASE = "https://example.org/kg/"
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


def _save(dataset: Dataset, folder: Path) -> None:
    with writing(folder) as generation:
        saved = Dataset.create(generation.path)
        saved.add(list(dataset.quads()))
        saved.close()
        write_catalogue(Catalogue(BASE), generation.path)
        generation.commit()


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
    _save(Dataset(), folder)
    _save(_dataset(), folder)
    opened = Dataset.open(folder)
    assert set(opened.quads()) == set(_dataset().quads())
    assert set(opened.triples()) == {quad.triple for quad in opened.quads()}
    assert opened.documents() == [A, B]
    assert len(list(folder.iterdir())) == 3  # the mark, the lock and one generation


def test_several_readers(tmp_path):
    """A store can be read by several at once."""
    _save(_dataset(), tmp_path / "store")
    first, second = Dataset.open(tmp_path / "store"), Dataset.open(tmp_path / "store")
    assert _labels(first) == _labels(second)


def _fill_until_the_disk_is_full(generation: Generation) -> None:
    Dataset.create(generation.path).add(_quads(A, "other"))
    raise OSError(ENOSPC, "disk full")


def test_former_store_survives_a_failing_build(tmp_path):
    """When writing fails half way, the former store is as it was and nothing is left beside it."""
    _save(_dataset(), tmp_path / "store")
    before = sorted(entry.name for entry in (tmp_path / "store").iterdir())
    with pytest.raises(StoreError, match="full"), writing(tmp_path / "store") as generation:
        _fill_until_the_disk_is_full(generation)
    assert len(list(Dataset.open(tmp_path / "store").quads())) == 4
    assert sorted(entry.name for entry in (tmp_path / "store").iterdir()) == before


def test_first_build_that_fails_leaves_nothing(tmp_path):
    """When the first writing fails there is no store folder."""
    with pytest.raises(RuntimeError, match="half way"), writing(tmp_path / "store"):
        raise RuntimeError("half way")
    assert list(tmp_path.iterdir()) == []


def test_only_one_writes(tmp_path):
    """Who wants to write while another does gets one line, and the other is not disturbed."""
    with writing(tmp_path / "store") as generation:
        with pytest.raises(StoreError, match="another kg is writing"), writing(tmp_path / "store"):
            pass
        dataset = Dataset.create(generation.path)
        dataset.add(_quads(A, "Acme"))
        dataset.close()
        generation.commit()
    assert _labels(Dataset.open(tmp_path / "store")) == ["Acme"]


def test_reader_keeps_what_it_opened(tmp_path):
    """Who reads sees what was there when they opened the store; its files go when the last such reader is gone."""
    store = tmp_path / "store"
    _save(_dataset(), store)
    reader = Dataset.open(store)
    _save(Dataset(), store)
    assert _labels(reader) == ["ACME", "Acme", "Acme Inc."]
    assert _labels(Dataset.open(store)) == []
    assert len(list(store.glob("g-*"))) == 2
    del reader
    _save(Dataset(), store)
    assert list(store.glob("g-*")) == [current(store)]


def test_generation_goes_on_from_the_former(tmp_path):
    """A generation made from the former one has its quads and can change them, which leaves the former as it was."""
    store = tmp_path / "store"
    _save(_dataset(), store)
    former = Dataset.open(store)
    with writing(store) as generation:
        dataset = Dataset.create(generation.path, generation.former)
        dataset.texts = {}
        dataset.replace(A, _quads(A, "New"), "")
        dataset.close()
        generation.commit()
    assert _labels(Dataset.open(store)) == ["ACME", "Acme", "New"]
    assert _labels(former) == ["ACME", "Acme", "Acme Inc."]


def test_foreign_folder_is_left_alone(tmp_path):
    """A folder named `store` that kg did not write is neither opened nor replaced."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(StoreError):
        Dataset.open(tmp_path / "store")
    with pytest.raises(StoreError, match="left alone"):
        _save(_dataset(), tmp_path / "store")
    assert (tmp_path / "store" / "thesis.docx").exists()


def test_store_of_another_format(tmp_path):
    """A store that another version wrote in another format is refused with what to do."""
    _save(Dataset(), tmp_path / "store")
    (tmp_path / "store" / "kg-store").write_text("99", "utf-8")
    with pytest.raises(StoreError, match=r"format 99.*build it again"):
        Dataset.open(tmp_path / "store")


def test_damaged_store(tmp_path):
    """A damaged store is a StoreError that says to build again."""
    _save(_dataset(), tmp_path / "store")
    (current(tmp_path / "store") / "rdf" / "CURRENT").write_text("gone", "utf-8")
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
