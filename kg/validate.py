"""Whether a graph keeps what `ontology/shapes.ttl` promises, and whether its evidence is what its documents say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.namespaces import PREFIXES, shorten

__all__ = ["Violation", "validate"]

_NIF = PREFIXES["nif"]
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
    triples = {quad.triple if isinstance(quad, ox.Quad) else quad for quad in quads}
    found = set(_check_shapes(triples))
    if texts:
        found.update(_check_offsets(triples, texts))
    return sorted(found)


def _check_shapes(triples: Collection[ox.Triple]) -> Iterator[Violation]:
    from kg.shacl import check_queries, check_shapes  # noqa: PLC0415  # half a second, which only those who validate pay for

    for focus, path, message, value in (*check_shapes(triples), *check_queries(triples)):
        shown = value if len(value) <= _LONGEST_VALUE else f"{value[: _LONGEST_VALUE - 1]}…"
        yield Violation(
            focus, shorten(ox.NamedNode(path)) if path else "", f"{message}; here it is {shown}" if shown else message
        )


def _check_offsets(triples: Iterable[ox.Triple], texts: Mapping[str, str]) -> Iterator[Violation]:
    """Compare every anchor with the text at its offsets; incomplete evidence is a matter of the shapes."""
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in triples:
        if predicate.value.startswith(_NIF) and not isinstance(value, ox.Triple):
            parts[subject.value][predicate.value.removeprefix(_NIF)] = value.value
    for iri, part in parts.items():
        text = texts.get(part.get("referenceContext", ""))
        begin, end = part.get("beginIndex", ""), part.get("endIndex", "")
        if text is None or not (begin.isdecimal() and end.isdecimal()):
            continue
        if text[int(begin) : int(end)] != part.get("anchorOf"):
            yield Violation(iri, "nif:anchorOf", "the text of evidence is what its document says at its offsets")
