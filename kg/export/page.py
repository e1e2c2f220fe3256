"""The page: `graph.html`, one file that opens anywhere.

The sheets of the documents are kept beside the store, so that the next page reads only the quads of those that changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import fields
from pathlib import Path
from typing import BinaryIO

from kg.export.html import Sheet, page_of, sheet_of
from kg.export.splice import Former
from kg.store import Dataset

__all__ = ["export", "update"]

_SHEETS = "sheets.jsonl"


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the page, with the texts of the documents that were read in this process."""
    _write(dataset, {}, file)


def update(former: Former, dataset: Dataset, file: BinaryIO) -> None:
    """Write what `export` writes, with the sheets of a former page for the documents that say what they said."""
    _write(dataset, _kept(former.dataset.folder, former.documents), file)


def _write(dataset: Dataset, known: Mapping[str, Sheet], file: BinaryIO) -> None:
    sheets = [known.get(iri) or _sheet(dataset, iri) for iri in dataset.documents()]
    if dataset.folder is not None:
        with (dataset.folder / _SHEETS).open("w", encoding="utf-8") as kept:
            kept.writelines(map(_row, sheets))
    file.write(page_of(sheets, dataset.texts).encode())


def _sheet(dataset: Dataset, document: str) -> Sheet:
    return sheet_of(document, dataset.quads_of(document), dataset.texts.get(document, ""))


def _row(sheet: Sheet) -> str:
    return json.dumps([getattr(sheet, field.name) for field in fields(Sheet)], ensure_ascii=False) + "\n"


def _kept(folder: Path | None, changed: Collection[str]) -> dict[str, Sheet]:
    """The sheets in a folder but for those of documents that changed; none where they are missing or damaged."""
    try:
        with ((folder or Path()) / _SHEETS).open(encoding="utf-8") as file:
            sheets = [Sheet(*json.loads(row)) for row in file]
    except (OSError, ValueError, TypeError):
        return {}
    return {sheet.document: sheet for sheet in sheets if sheet.document not in changed}
