"""The page: `graph.html`, one file that opens anywhere."""

from __future__ import annotations

from typing import BinaryIO

from kg.export.html import page
from kg.store import Dataset

__all__ = ["export"]


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the page, with the texts of the documents that were read in this process."""
    file.write(page(dataset.quads(), dataset.texts).encode())
