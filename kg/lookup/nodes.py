"""Nodes of a dataset with all that is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.namespaces import shorten
from kg.store import Dataset

__all__ = ["Node", "among", "nodes"]

Value = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Node:
    """A node and its properties, which are asked for by their short names ("kg:saidBy"); answers are sorted."""

    iri: str
    values: Mapping[str, frozenset[Value]] = field(default_factory=dict)

    def iris(self, name: str) -> tuple[str, ...]:
        """The IRIs that the property leads to."""
        return tuple(sorted(value.value for value in self.values.get(name, ()) if isinstance(value, NamedNode)))

    def literals(self, name: str) -> tuple[Literal, ...]:
        """The property's literals."""
        found = [value for value in self.values.get(name, ()) if isinstance(value, Literal)]
        return tuple(sorted(found, key=lambda value: (value.value, value.language or "")))

    def words(self, name: str) -> tuple[str, ...]:
        """The lexical forms of the property's literals."""
        return tuple(value.value for value in self.literals(name))

    def word(self, name: str) -> str | None:
        """The first of `words`, if any."""
        return next(iter(self.words(name)), None)

    def number(self, name: str) -> int:
        """The property as an integer, 0 where it is missing or none."""
        word = self.word(name) or ""
        return int(word) if word.isdecimal() else 0

    def step(self, name: str) -> str | None:
        """The local name of the first IRI: a class, or a step of a scale."""
        return next((iri.rpartition("#")[2] for iri in self.iris(name)), None)


def nodes(dataset: Dataset, pattern: str) -> dict[str, Node]:
    """The nodes that `?node` stands for in the solutions of a SPARQL pattern, by IRI, sorted.

    Raises:
        QueryError: the pattern is broken.
    """
    answer = dataset.query(
        f"SELECT ?node ?property ?value {{ {{ SELECT DISTINCT ?node {{ {pattern} }} }} ?node ?property ?value }}"
    )
    found: dict[str, dict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
    for row in answer if isinstance(answer, QuerySolutions) else ():
        node, value = row["node"], row["value"]
        if isinstance(node, NamedNode) and isinstance(value, NamedNode | Literal):
            found[node.value][shorten(row["property"])].add(value)
    return {iri: Node(iri, {name: frozenset(values) for name, values in found[iri].items()}) for iri in sorted(found)}


def among(variable: str, iris: Iterable[str]) -> str:
    """A SPARQL clause by which the variable is one of the IRIs, as the graph has them."""
    return f"VALUES ?{variable} {{ {' '.join(str(NamedNode(iri)) for iri in sorted(iris))} }} "
