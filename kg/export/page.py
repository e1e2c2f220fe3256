"""The page: `graph.html`, one file that opens anywhere.

It is made of the documents' sheets, which are kept beside the store, so that nothing of a document that stays has to
be read again. A browser cannot open the page of a hundred thousand articles: it shows the newest of them, and says so.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import BinaryIO

from pyoxigraph import NamedNode

from kg.export.html import Choices, page_of
from kg.export.splice import Former
from kg.namespaces import PREFIXES
from kg.sheets import Sheet, SheetFile, row_of, sheet_of
from kg.store import Dataset

__all__ = ["export", "update", "write"]

_ISSUED = NamedNode(PREFIXES["dcterms"] + "issued")


def export(dataset: Dataset, file: BinaryIO) -> None:
    """Write the page, with the texts of the documents that are at hand."""
    write(dataset, file)


def update(former: Former, dataset: Dataset, file: BinaryIO) -> None:
    """Write what `export` writes, with the sheets of a former page for the documents that say what they said."""
    if dataset.folder is not None and former.dataset.folder is not None:
        own, before = SheetFile(dataset.folder), SheetFile(former.dataset.folder)
        own.keep(before.rows({*former.documents, *own.documents()}))
        kept = own.documents()
        own.keep(row_of(_fresh(dataset, iri)) for iri in dataset.documents() if iri not in kept)
    write(dataset, file)


def write(dataset: Dataset, file: BinaryIO, choices: Choices | None = None, *, text: bool = True) -> None:
    """Write the page with other choices, or without the articles' texts.

    Raises:
        UsageError: `choices.focus` names nothing on the page, or another choice is out of bounds.
    """
    chosen = choices or Choices()
    shown = _newest(dataset, chosen.max_documents)
    known = _kept(dataset, shown)
    texts = {iri: dataset.texts[iri] for iri in shown if iri in dataset.texts} if text else {}
    sheets = [known.get(iri) or _fresh(dataset, iri) for iri in sorted(shown)]
    file.write(page_of(sheets, texts, chosen, len(dataset.documents()) - len(shown)).encode())


def _newest(dataset: Dataset, number: int) -> set[str]:
    """So many documents, those without a day of issue last."""
    documents = dataset.documents()
    if len(documents) <= number:
        return set(documents)
    days = {str(quad.subject): str(quad.object) for quad in dataset.saying(_ISSUED)}
    return set(sorted(documents, key=lambda iri: (days.get(f"<{iri}>", ""), iri), reverse=True)[:number])


def _kept(dataset: Dataset, shown: Collection[str]) -> dict[str, Sheet]:
    """What this build keeps; what another build kept, perhaps of another version, counts only as a former page's."""
    if dataset.folder is None or not dataset.new:
        return {}
    return {sheet.document: sheet for sheet in SheetFile(dataset.folder).sheets(shown)}


def _fresh(dataset: Dataset, document: str) -> Sheet:
    return sheet_of(document, dataset.quads_of(document), dataset.texts.get(document, ""))
