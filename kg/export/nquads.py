"""N-Quads: every statement with the document that makes it, one a line, sorted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.store import Dataset

__all__ = ["export", "lines_of"]


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the dataset as N-Quads; the graph's name is the document's IRI."""
    file.writelines(sorted(line for document in dataset.documents() for line in lines_of(dataset, document)))


def lines_of(dataset: Dataset, document: str) -> Iterator[bytes]:
    """The lines of one document, in no particular order."""
    triples = dataset.dump(RdfFormat.N_TRIPLES, document)
    return iter(triples.replace(b" .\n", b" <%b> .\n" % document.encode()).splitlines(keepends=True))
