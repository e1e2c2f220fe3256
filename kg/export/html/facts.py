"""Quads, indexed so that a node's values can be asked for by property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.export.html.model import Name
from kg.namespaces import PREFIXES
from kg.vocabulary import KG

__all__ = ["ALT_LABEL", "LABEL", "Facts", "local", "outside"]


def outside(prefix: str, name: str) -> NamedNode:
    """The term `name` of another vocabulary, by the prefix that files are written with."""
    return NamedNode(PREFIXES[prefix] + name)


LABEL, ALT_LABEL = outside("rdfs", "label"), outside("skos", "altLabel")
_NAMES = frozenset({LABEL.value, ALT_LABEL.value})
_TYPE = outside("rdf", "type").value

_Value = NamedNode | Literal


def local(iri: str) -> str:
    """The last part of an IRI, after its last `#` or `/`."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


class Facts:
    """The dataset by subject and property; `quads` are read once, in any order.

    Answers are sorted and without duplicates, whatever the order of the quads.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[str, dict[str, set[_Value]]] = defaultdict(lambda: defaultdict(set))
        self._names: dict[tuple[str, str], set[Name]] = defaultdict(set)
        for quad in quads:
            self._add(quad)

    def _add(self, quad: Quad) -> None:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            return
        self._values[subject.value][predicate].add(value)
        graph = quad.graph_name
        if predicate in _NAMES and isinstance(value, Literal) and isinstance(graph, NamedNode | BlankNode):
            self._names[graph.value, subject.value].add(Name(value.value, value.language or ""))

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

    def surfaces(self) -> dict[str, dict[str, str]]:
        """For each named graph, its surface forms and the thing that each names."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for (graph, subject), names in sorted(self._names.items()):
            for name in sorted(names):
                found[graph].setdefault(name.text, subject)
        return found

    def _get(self, subject: str, predicate: NamedNode) -> set[_Value]:
        values = self._values.get(subject)
        return values.get(predicate.value, set()) if values else set()
