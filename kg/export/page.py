"""The page: `graph.html`, one file that opens anywhere.

The sheets of the documents are kept beside the store, so that the next page reads only the quads of those that changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import fields
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.export.html import Sheet, page_of, sheet_of
from kg.export.splice import Former
from kg.store import Dataset

__all__ = ["export", "update"]

_SHEETS = "sheets.jsonl"


class _Kept(NamedTuple):
    """A sheet, and the line of JSON that it is kept as."""

    sheet: Sheet
    row: str


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the page, with the texts of the documents that were read in this process."""
    _write(dataset, {}, file)


def update(former: Former, dataset: Dataset, file: BinaryIO) -> None:
    """Write what `export` writes, with the sheets of a former page for the documents that say what they said."""
    _write(dataset, _kept(former.dataset.folder, former.documents), file)


def _write(dataset: Dataset, known: Mapping[str, _Kept], file: BinaryIO) -> None:
    sheets = [known.get(iri) or _fresh(dataset, iri) for iri in dataset.documents()]
    if dataset.folder is not None:
        with (dataset.folder / _SHEETS).open("w", encoding="utf-8") as kept:
            kept.writelines(sheet.row for sheet in sheets)
    file.write(page_of([sheet.sheet for sheet in sheets], dataset.texts).encode())


def _fresh(dataset: Dataset, document: str) -> _Kept:
    sheet = sheet_of(document, dataset.quads_of(document), dataset.texts.get(document, ""))
    values = [getattr(sheet, field.name) for field in fields(Sheet)]
    return _Kept(sheet, json.dumps(values, ensure_ascii=False) + "\n")


def _kept(folder: Path | None, changed: Collection[str]) -> dict[str, _Kept]:
    """The sheets in a folder but for those of documents that changed; none where they are missing or damaged."""
    try:
        with ((folder or Path()) / _SHEETS).open(encoding="utf-8") as file:
            found = [_Kept(Sheet(*json.loads(row)), row) for row in file]
    except (OSError, ValueError, TypeError):
        return {}
    return {kept.sheet.document: kept for kept in found if kept.sheet.document not in changed}
