"""Whether a graph keeps what `ontology/shapes.ttl` promises, and whether its evidence is what its documents say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import starmap

import pyoxigraph as ox

from kg.namespaces import shorten
from kg.shacl import check
from kg.sparql import ask

__all__ = ["Violation", "validate"]

_EVIDENCE = """
    SELECT ?this ?context ?begin ?end ?anchor {
        ?this nif:referenceContext ?context ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor
    }"""
_LONGEST_VALUE = 80  # characters of a value that a message quotes


@dataclass(frozen=True, order=True, slots=True)
class Violation:
    """A promise that a graph breaks.

    Attributes:
        focus: the IRI of the node that breaks it.
        path: the property that it is about, shortened ("kg:evidence"), or "".
        message: the promise, and the value that breaks it where there is one.
    """

    focus: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"<{self.focus}>{' ' + self.path if self.path else ''}: {self.message}"


def validate(quads: Iterable[ox.Quad | ox.Triple], texts: Mapping[str, str] | None = None) -> list[Violation]:
    """All breaches, sorted and each once.

    Args:
        quads: the graph, or the dataset whose union is checked.
        texts: the text of documents by IRI; the evidence in them is compared with it.

    Raises:
        DataError: the shapes themselves are broken.
    """
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    wrong = set(_check_offsets(store, texts or {}))
    return sorted(wrong.union(starmap(_violation, check(store))))


def _violation(focus: str, path: str, message: str, value: str) -> Violation:
    own = value == f"<{focus}>"
    shown = "" if own else value if len(value) <= _LONGEST_VALUE else f"{value[: _LONGEST_VALUE - 1]}…"
    name = shorten(ox.NamedNode(path)) if path else ""
    return Violation(focus, name, f"{message}; here it is {shown}" if shown else message)


def _check_offsets(store: ox.Store, texts: Mapping[str, str]) -> Iterator[Violation]:
    """Compare every anchor with the text at its offsets; incomplete evidence is a matter of the shapes."""
    solutions = ask(store, _EVIDENCE, {})
    for row in solutions if texts and isinstance(solutions, ox.QuerySolutions) else ():
        text, begin, end = texts.get(row["context"].value), row["begin"].value, row["end"].value
        if text is None or not (begin.isdecimal() and end.isdecimal()):
            continue
        if text[int(begin) : int(end)] != row["anchor"].value:
            yield Violation(
                row["this"].value, "nif:anchorOf", "the text of evidence is what its document says at its offsets"
            )
