"""What differs between two graphs: things, statements and claims that appeared, changed or left, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from kg.namespaces import PREFIXES, shorten
from kg.store import Dataset
from kg.vocabulary import KG, vocabulary

__all__ = ["Change", "How", "changes"]

_TYPE, _LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
_SOURCE, _TEXT = PREFIXES["dcterms"] + "source", KG + "text"
_PARTS = [PREFIXES["rdf"] + part for part in ("subject", "predicate", "object")]


class How(StrEnum):
    """What happened to a thing."""

    APPEARED = "appeared"
    CHANGED = "changed"
    LEFT = "left"


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """A node that differs.

    Attributes:
        kind: the local name of its class ("Company", "Statement", "Claim", "Document").
        name: its label, its words, or the relation that it states.
        how: what happened.
        iri: its IRI.
        documents: the sources of the documents that say now, or said before, what differs.
    """

    kind: str
    name: str
    how: How
    iri: str
    documents: tuple[str, ...]


def changes(old: Dataset, new: Dataset) -> tuple[Change, ...]:
    """Every entity, statement, claim and document that differs, by class and name."""
    before, after = set(old.quads()), set(new.quads())
    sources = {**_values(before, _SOURCE), **_values(after, _SOURCE)}
    nodes = _Nodes(old), _Nodes(new)
    different: dict[str, set[str]] = defaultdict(set)
    for quad in before ^ after:
        different[_iri(quad.subject)].add(_iri(quad.graph_name))
    found = []
    for iri, graphs in different.items():
        was, now = nodes[0].kinds.get(iri), nodes[1].kinds.get(iri)
        kind = now or was
        if kind in _shown():
            how = How.CHANGED if was and now else How.APPEARED if now else How.LEFT
            name = nodes[bool(now)].name(iri)
            found.append(Change(kind, name, how, iri, tuple(sorted(sources.get(g, g) for g in graphs))))
    return tuple(sorted(found))


def _shown() -> frozenset[str]:
    return frozenset({*vocabulary().kinds, "Statement", "Claim", "Document"})


def _iri(node: NamedNode | BlankNode | Triple | DefaultGraph) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _values(quads: Iterable[Quad], predicate: str) -> dict[str, str]:
    rows = sorted((_iri(quad.subject), shorten(quad.object)) for quad in quads if quad.predicate.value == predicate)
    return dict(reversed(rows))  # the first of several


class _Nodes:
    """Classes and names of the nodes of a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.kinds: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        wanted = {_LABEL, _TEXT, _SOURCE, *_PARTS}
        for triple in dataset.triples():
            subject, predicate = _iri(triple.subject), triple.predicate.value
            if predicate == _TYPE and shorten(triple.object).startswith("kg:"):
                self.kinds[subject] = shorten(triple.object).removeprefix("kg:")
            elif predicate in wanted and not isinstance(triple.object, Triple):
                value = triple.object.value
                self._names[subject][predicate] = min(value, self._names[subject].get(predicate, value))

    def name(self, iri: str) -> str:
        """What people call the node."""
        names: Mapping[str, str] = self._names[iri]
        if all(part in names for part in _PARTS):
            subject, predicate, value = (names[part] for part in _PARTS)
            return f"{self._label(subject)} {predicate.removeprefix(KG)} {self._label(value)}"
        return names.get(_LABEL) or names.get(_TEXT) or names.get(_SOURCE) or iri

    def _label(self, iri: str) -> str:
        return self._names[iri].get(_LABEL, iri) if iri in self._names else iri
