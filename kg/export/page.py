"""The page: `graph.html`, one file that opens anywhere.

It is made of the documents' sheets, which are kept beside the store, so that nothing of a document that stays has to
be read again.
"""

from __future__ import annotations

from typing import BinaryIO

from kg.export.html import page_of
from kg.export.splice import Former
from kg.sheets import Sheet, SheetFile, row_of, sheet_of
from kg.store import Dataset

__all__ = ["export", "update"]


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the page, with the texts of the documents that are at hand."""
    _write(dataset, _kept(dataset), file)


def update(former: Former, dataset: Dataset, file: BinaryIO) -> None:
    """Write what `export` writes, with the sheets of a former page for the documents that say what they said."""
    known = _kept(dataset)
    if dataset.folder is not None and former.dataset.folder is not None:
        before = list(SheetFile(former.dataset.folder).rows({*former.documents, *known}))
        SheetFile(dataset.folder).keep(row for _, row in before)
        known |= {sheet.document: sheet for sheet, _ in before}
        missing = [_fresh(dataset, iri) for iri in dataset.documents() if iri not in known]
        SheetFile(dataset.folder).keep(map(row_of, missing))
    _write(dataset, known, file)


def _write(dataset: Dataset, known: dict[str, Sheet], file: BinaryIO) -> None:
    sheets = [known.get(iri) or _fresh(dataset, iri) for iri in dataset.documents()]
    file.write(page_of(sheets, dataset.texts).encode())


def _kept(dataset: Dataset) -> dict[str, Sheet]:
    """What this build keeps; what another build kept, perhaps of another version, counts only as a former page's."""
    rows = SheetFile(dataset.folder).rows() if dataset.folder is not None and dataset.new else ()
    return {sheet.document: sheet for sheet, _ in rows}


def _fresh(dataset: Dataset, document: str) -> Sheet:
    return sheet_of(document, dataset.quads_of(document), dataset.texts.get(document, ""))
