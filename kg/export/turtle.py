"""Turtle: the union of all graphs, sorted, so that the same statements give the same bytes.

pyoxigraph writes Turtle a block per subject, in the order of its store. Sorting these blocks and the lines in them
is several times quicker than sorting triples; what is more than fits comfortably into memory is sorted in runs, which
are merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.export.runs import END, merged
from kg.export.splice import Former, splice
from kg.iris import kebab
from kg.namespaces import PREFIXES
from kg.store import Dataset
from kg.vocabulary import vocabulary

__all__ = ["blocks", "export", "header", "prefixes", "sorted_triples", "to_turtle", "update"]

_TYPE = PREFIXES["rdf"] + "type"
_OTHER_KINDS = ("activity", "claim", "extractor", "statement")
_NEXT = b" ;\n\t"
_RUN = 64_000_000  # bytes that are sorted at once; in memory they take some ten times as much
_OBJECT = re.compile(
    rb"""<<\(.*?\)>>|<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^(?:<[^>]*>|[^\s,]+))?|(?:\\.|[^\s,"<\\])+"""
)


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the union of the graphs as Turtle 1.1."""
    names = prefixes(dataset.documents())
    file.write(header(names))
    with NamedTemporaryFile(suffix=".ttl") as raw:
        dataset.dump_to(Path(raw.name), RdfFormat.TURTLE, names)
        file.writelines(merged(_runs(raw.file)))


def _runs(raw: IO[bytes]) -> Iterator[list[bytes]]:
    """The blocks of a file, as many at once as are sorted in memory, sorted."""
    left = b""
    while more := raw.read(_RUN):
        whole, end, left = (left + more).rpartition(END)
        yield sorted(blocks(whole + end).values())


def update(former: Former, dataset: Dataset, file: BinaryIO) -> None:
    """Write what `export` writes, with the blocks of a former file for the subjects of which nothing new is said."""
    names = prefixes(dataset.documents())
    before, now = (_said(each, former.documents) for each in (former.dataset, dataset))
    differ = before ^ now
    subjects = {triple.subject for triple in differ if isinstance(triple.subject, NamedNode)}
    changed = dict.fromkeys(_blocks(differ, names), b"")
    changed |= _blocks((triple for subject in subjects for triple in dataset.triples_of(subject)), names)
    if not splice(former.file, header(names), _subject, changed, file):
        export(dataset, file)


def _said(dataset: Dataset, documents: Iterable[str]) -> set[Triple]:
    return {quad.triple for document in documents for quad in dataset.quads_of(document)}


def _subject(block: bytes) -> bytes:
    return block[: block.index(b" ")]


def _blocks(triples: Iterable[Triple], names: Mapping[str, str]) -> dict[bytes, bytes]:
    return blocks(serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(names)) or b"")


def header(names: Mapping[str, str]) -> bytes:
    """The prefixes' declarations and an empty line."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(names.items())).encode() + b"\n"


def sorted_triples(triples: Iterable[Triple]) -> list[Triple]:
    """The triples by subject, type first, then predicate and object."""
    return sorted(triples, key=_order)


def to_turtle(triples: Iterable[Triple], names: Mapping[str, str]) -> bytes:
    """The triples as sorted Turtle."""
    return header(names) + b"".join(sorted(_blocks(triples, names).values()))


def blocks(turtle: bytes) -> dict[bytes, bytes]:
    """The blocks of a Turtle text of pyoxigraph by their subjects, each once, with a sorted line per triple."""
    several: dict[bytes, list[bytes]] = {}
    for block in _without_header(turtle).split(END):
        subject, _, rest = block.partition(b" ")
        lines = rest.split(_NEXT)
        if b" , " in rest:
            lines = [line for each in lines for line in _apart(each)]
        if subject in several:
            lines += several[subject]
        several[subject] = lines
    several.pop(b"", None)  # what follows the last full stop
    return {subject: b"%b %b .\n" % (subject, _NEXT.join(sorted(lines))) for subject, lines in several.items()}


def _without_header(turtle: bytes) -> bytes:
    start = 0
    while turtle.startswith(b"@prefix ", start):
        start = turtle.index(b"\n", start) + 1
    return turtle[start:]


def _apart(line: bytes) -> list[bytes]:
    """A line for each of the objects that `predicate object , object` has."""
    predicate, _, objects = line.partition(b" ")
    return [b"%b %b" % (predicate, match[0]) for match in _OBJECT.finditer(objects)]


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), predicate != _TYPE, predicate, str(triple.object)


def prefixes(documents: Iterable[str]) -> dict[str, str]:
    """The vocabularies' prefixes and one for every kind of thing that may be below the documents' base IRI.

    Documents have none: the IRIs of their evidence go on with a fragment, which old parsers refuse in a short name.
    """
    kinds = [*map(kebab, vocabulary().kinds), *_OTHER_KINDS]
    bases = {document.rpartition("document/")[0] for document in documents} - {""}
    return dict(sorted({**{kind: f"{base}{kind}/" for base in sorted(bases) for kind in kinds}, **PREFIXES}.items()))
