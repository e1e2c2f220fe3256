"""Turtle: the union of all graphs, sorted, so that the same statements give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.namespaces import PREFIXES
from kg.store import Dataset

__all__ = ["export", "prefixes", "sorted_triples"]

_TYPE = PREFIXES["rdf"] + "type"
_HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")
_KIND = re.compile(r"(?P<base>.*/)(?P<kind>[a-z][a-z-]*)/[^/#]+")


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the union of the graphs as Turtle 1.1."""
    triples = sorted_triples(dataset)
    names = prefixes(dataset.documents(), triples)
    turtle = serialize(triples, format=RdfFormat.TURTLE, prefixes=names) or b""
    header = _HEADER.match(turtle)
    end = header.end() if header else 0
    file.writelines(sorted(turtle[:end].splitlines(keepends=True)))  # the serializer shuffles its prefixes
    file.write(b"\n" + turtle[end:])


def sorted_triples(dataset: Dataset) -> list[Triple]:
    """The distinct triples of all graphs by subject, type first, then predicate and object."""
    return sorted(dataset.triples(), key=_order)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), predicate != _TYPE, predicate, str(triple.object)


def prefixes(documents: Iterable[str], triples: Iterable[Triple]) -> dict[str, str]:
    """The vocabularies' prefixes and one for every kind of thing that occurs below the documents' base IRI."""
    bases = {match["base"] for document in documents if (match := _KIND.fullmatch(document))}
    subjects = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    matches = [match for subject in subjects if (match := _KIND.fullmatch(subject)) and match["base"] in bases]
    kinds = {match["kind"]: f"{match['base']}{match['kind']}/" for match in matches}
    return dict(sorted({**kinds, **PREFIXES}.items()))
