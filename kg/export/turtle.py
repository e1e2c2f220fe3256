"""Turtle: the union of all graphs, sorted, so that the same statements give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.namespaces import PREFIXES
from kg.store import Dataset

__all__ = ["export", "prefixes", "sorted_triples", "to_turtle"]

_TYPE = PREFIXES["rdf"] + "type"
_HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")
_KIND = re.compile(r"(?P<base>.*/)(?P<kind>[a-z][a-z-]*)/[^/#]+")


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the union of the graphs as Turtle 1.1."""
    triples = sorted_triples(dataset.triples())
    file.write(to_turtle(triples, prefixes(dataset.documents(), triples)))


def sorted_triples(triples: Iterable[Triple]) -> list[Triple]:
    """The triples by subject, type first, then predicate and object."""
    return sorted(triples, key=_order)


def to_turtle(triples: Iterable[Triple], names: Mapping[str, str]) -> bytes:
    """The triples in their order, after sorted prefixes."""
    turtle = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(names)) or b""
    header = _HEADER.match(turtle)
    end = header.end() if header else 0
    return b"".join(sorted(turtle[:end].splitlines(keepends=True))) + b"\n" + turtle[end:]  # serialize shuffles them


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), predicate != _TYPE, predicate, str(triple.object)


def prefixes(documents: Iterable[str], triples: Iterable[Triple]) -> dict[str, str]:
    """The vocabularies' prefixes and one for every kind of thing that occurs below the documents' base IRI.

    Documents have none: the IRIs of their evidence go on with a fragment, which old parsers refuse in a short name.
    """
    found = [match for document in documents if (match := _KIND.fullmatch(document))]
    bases, without = {match["base"] for match in found}, {match["kind"] for match in found}
    subjects = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    matches = [match for subject in subjects if (match := _KIND.fullmatch(subject)) and match["base"] in bases]
    kinds = {each["kind"]: f"{each['base']}{each['kind']}/" for each in matches if each["kind"] not in without}
    return dict(sorted({**kinds, **PREFIXES}.items()))
