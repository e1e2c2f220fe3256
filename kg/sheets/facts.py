"""Quads, indexed so that a node's values can be asked for by property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import PREFIXES
from kg.vocabulary import KG

__all__ = ["ALT_LABEL", "LABEL", "Facts", "local", "outside"]


def outside(prefix: str, name: str) -> NamedNode:
    """The term `name` of another vocabulary, by the prefix that files are written with."""
    return NamedNode(PREFIXES[prefix] + name)


LABEL, ALT_LABEL = outside("rdfs", "label"), outside("skos", "altLabel")
_TYPE = outside("rdf", "type").value

_Value = NamedNode | Literal


class Name(NamedTuple):
    """Words with the language they are in (BCP 47), or "" when they are in none."""

    text: str
    language: str


def local(iri: str) -> str:
    """The last part of an IRI, after its last `#` or `/`."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


class Facts:
    """What a document says by subject and property; the quads of its graph are read once, in any order.

    Answers are sorted and without duplicates, whatever the order of the quads.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[str, dict[str, set[_Value]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            self._add(quad)

    def _add(self, quad: Quad) -> None:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            return
        self._values[subject.value][predicate].add(value)

    def kinds(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Each subject with the local names of its classes in the `kg:` namespace, sorted by subject."""
        for subject in sorted(self._values):
            types = self._values[subject].get(_TYPE, ())
            kinds = frozenset(local(t.value) for t in types if isinstance(t, NamedNode) and t.value.startswith(KG))
            if kinds:
                yield subject, kinds

    def iris(self, subject: str, predicate: NamedNode) -> tuple[str, ...]:
        """The IRIs that `predicate` leads to, sorted."""
        return tuple(sorted(v.value for v in self._get(subject, predicate) if isinstance(v, NamedNode)))

    def names(self, subject: str, predicate: NamedNode) -> tuple[Name, ...]:
        """The literals that `predicate` leads to, each with its language, sorted."""
        values = self._get(subject, predicate)
        return tuple(sorted(Name(v.value, v.language or "") for v in values if isinstance(v, Literal)))

    def name(self, subject: str, predicate: NamedNode) -> Name | None:
        """The first of `names`, or None."""
        return next(iter(self.names(subject, predicate)), None)

    def word(self, subject: str, predicate: NamedNode) -> str:
        """The first literal's lexical form, or ""."""
        found = self.name(subject, predicate)
        return found.text if found else ""

    def surfaces(self) -> dict[str, str]:
        """The names of things, and the first thing that each names."""
        found: dict[str, str] = {}
        for subject in sorted(self._values):
            for name in sorted({*self.names(subject, LABEL), *self.names(subject, ALT_LABEL)}):
                found.setdefault(name.text, subject)
        return found

    def _get(self, subject: str, predicate: NamedNode) -> set[_Value]:
        values = self._values.get(subject)
        return values.get(predicate.value, set()) if values else set()
