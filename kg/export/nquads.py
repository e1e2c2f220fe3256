"""N-Quads: every statement with the document that makes it, one a line; a document's lines together, sorted."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.export.runs import END
from kg.export.splice import Former, splice
from kg.store import Dataset

__all__ = ["export", "triples_of", "update"]


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the dataset as N-Quads, a document at a time; the graph's name is the document's IRI."""
    file.writelines(_lines(dataset, document) for document in dataset.documents())


def update(former: Former, dataset: Dataset, file: BinaryIO) -> None:
    """Write what `export` writes, with the lines of a former file for the documents that say what they said."""
    lines = {document.encode(): _lines(dataset, document) for document in former.documents}
    splice(former.file, b"", _graph, lines, file)


def triples_of(dataset: Dataset, document: str) -> list[bytes]:
    """A document's triples as lines of N-Triples, sorted."""
    return sorted(dataset.dump(RdfFormat.N_TRIPLES, document).splitlines(keepends=True))


def _lines(dataset: Dataset, document: str) -> bytes:
    return b"".join(triples_of(dataset, document)).replace(END, b" <%b> .\n" % document.encode())


def _graph(line: bytes) -> bytes:
    return line[line.rindex(b"<") + 1 : -len(END) - 1]
