"""Where stretches of text stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.lookup.nodes import Node, among, nodes
from kg.lookup.records import Place
from kg.store import Dataset

__all__ = ["place_of", "places"]


def places(dataset: Dataset, evidence: Collection[str]) -> dict[str, tuple[Place, str]]:
    """Each piece of evidence with its place and its words."""
    found = nodes(dataset, among("node", evidence) + "?node nif:beginIndex ?start")
    documents = _documents(dataset, found.values())
    return {
        iri: (place_of(node, documents), node.word("nif:anchorOf") or "")
        for iri, node in found.items()
        if node.iris("nif:referenceContext")
    }


def place_of(node: Node, documents: dict[str, Node]) -> Place:
    """The place of a node of evidence; of a document with several sources the first is named."""
    iri = node.iris("nif:referenceContext")[0]
    document = documents.get(iri, Node(iri))
    sources = (*document.words("dcterms:source"), *document.iris("dcterms:source"), iri)
    start, end = node.number("nif:beginIndex"), node.number("nif:endIndex")
    return Place(sources[0], node.number("kg:line"), start, end, iri, document.word("dcterms:language") or "und")


def _documents(dataset: Dataset, evidence: Iterable[Node]) -> dict[str, Node]:
    iris = {iri for node in evidence for iri in node.iris("nif:referenceContext")}
    return nodes(dataset, among("node", iris) + "?node a kg:Document")
