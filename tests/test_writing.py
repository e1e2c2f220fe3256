"""What several documents say together of one thing is checked where their graphs meet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from readings import FACTS, TEXT, document, reading

from kg.iris import DEFAULT_BASE_IRI
from kg.namespaces import PREFIXES
from kg.rdf import document_quads
from kg.store import Dataset
from kg.writing import shared_violations

ONE, OTHER = document().iri, document(f"{TEXT}\n").iri
LABEL, TYPE = (NamedNode(PREFIXES[prefix] + name) for prefix, name in (("rdfs", "label"), ("rdf", "type")))
CHIP = NamedNode(f"{DEFAULT_BASE_IRI}chip/h200")


def _dataset(*more: tuple[NamedNode, NamedNode | Literal]) -> Dataset:
    """Two documents that say the same, and one of them `more` of a chip."""
    dataset = Dataset()
    for text in (TEXT, f"{TEXT}\n"):
        same = replace(reading(), document=document(text))
        dataset.replace(document(text).iri, list(document_quads(same, FACTS, DEFAULT_BASE_IRI)), text)
    dataset.add([Quad(CHIP, predicate, value, NamedNode(OTHER)) for predicate, value in more])
    return dataset


def test_documents_that_agree():
    """Two documents may name the same things, and say the same of them."""
    assert shared_violations(_dataset(), {NamedNode(ONE), NamedNode(OTHER)}) == []


@pytest.mark.parametrize(
    ("more", "promise"),
    [
        ((LABEL, Literal("H 200")), "one rdfs:label"),
        ((TYPE, NamedNode(PREFIXES["kg"] + "AIModel")), "one class"),
    ],
)
@pytest.mark.parametrize("fresh", [ONE, OTHER])
def test_documents_that_disagree(more, promise, fresh):
    """A thing that has two names or classes because two documents say so is reported when either is read."""
    found = shared_violations(_dataset(more), {NamedNode(fresh)})
    assert {violation.focus for violation in found} == {CHIP.value}
    assert any(promise in violation.message for violation in found)


def test_documents_that_were_checked_before():
    """What none of the documents that were read speaks of is not checked again."""
    assert shared_violations(_dataset((LABEL, Literal("H 200"))), set()) == []
