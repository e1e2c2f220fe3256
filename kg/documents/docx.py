"""Word documents, by python-docx: paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from kg.documents.archives import check_parts
from kg.documents.options import Extract
from kg.documents.told import Told, compose
from kg.errors import SourceError

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table, _Cell

__all__ = ["read"]

_MAX_TABLES = 10  # in one another


def read(data: bytes) -> Extract:
    """The text of a Word document.

    Its day is not told: the one in a file is when it was saved, or when its template was made.

    Raises:
        SourceError: it is damaged.
    """
    from docx import Document
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    file = BytesIO(data)
    try:
        check_parts(file)
        word = Document(file)
    except (BadZipFile, OpcError, PythonDocxError) as error:
        raise SourceError(f"damaged Word document: {error}") from error
    core = word.core_properties
    told = Told(title=_headline(word), authors=tuple(filter(None, [core.author])), language=core.language or "")
    return Extract(compose(told, "\n\n".join(_blocks(word))))


def _headline(word: Word) -> str:
    """The title that is written above the text; the one among the properties is often a template's."""
    first = next((p for p in word.paragraphs if p.text.strip()), None)
    return "" if first is not None and len(first.text) < 200 else word.core_properties.title


def _blocks(container: Word | _Cell, depth: int = 0) -> Iterator[str]:
    from docx.table import Table

    for block in container.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
        elif depth < _MAX_TABLES:
            yield from _cells(block, depth)


def _cells(table: Table, depth: int) -> Iterator[str]:
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:  # a merged cell stands in every row that it reaches
                seen.add(cell._tc)
                yield from _blocks(cell, depth + 1)
