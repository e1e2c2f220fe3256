"""N-Quads: every statement with the document that makes it, one a line, sorted."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from kg.store import Dataset

__all__ = ["export"]


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the dataset as N-Quads; the graph's name is the document's IRI."""
    data = serialize(dataset.quads(), format=RdfFormat.N_QUADS) or b""
    file.writelines(sorted(data.splitlines(keepends=True)))
