"""PDF files, by pypdf: the lines of the pages in their order, made into paragraphs again."""

from __future__ import annotations

import logging
from dataclasses import replace
from io import BytesIO
from math import hypot
from typing import TYPE_CHECKING

from kg.documents.layout import Line, headline, paragraphs
from kg.documents.options import Extract
from kg.documents.told import Told, compose
from kg.errors import SourceError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["read"]

_MAX_PAGES = 2000
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read(data: bytes) -> Extract:
    """The text of a PDF file.

    Its day is not told: the one in the file is when it was printed.

    Raises:
        SourceError: it is damaged or locked, has no text (as scanned pages have not), or too many pages.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return _text(PdfReader(BytesIO(data)))
    except PyPdfError as error:
        raise SourceError(f"damaged PDF file: {error}") from error


def _text(reader: PdfReader) -> Extract:
    _open(reader)
    count = len(reader.pages)
    if count > _MAX_PAGES:
        raise SourceError(f"{count:,} pages, more than {_MAX_PAGES:,}")
    pages = [_lines(page) for page in reader.pages]
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    if len(empty) == count:
        raise SourceError("no text on its pages: scanned?", advice="recognise its text (OCR) first")
    notes = (f"no text on page {', '.join(empty[:10])}{' …' if len(empty) > 10 else ''}",) if empty else ()
    return Extract(compose(_told(reader, pages[0]), paragraphs(pages)), notes)


def _open(reader: PdfReader) -> None:
    """Unlock a file that anybody may read, but not change."""
    from pypdf.errors import DependencyError

    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except DependencyError as error:
        raise SourceError("encrypted with AES", advice="pip install cryptography, or save it unlocked") from error
    if not opened:
        raise SourceError("locked with a password", advice="save it without one")


def _told(reader: PdfReader, first: list[Line]) -> Told:
    """The authors, and the headline: the title among the properties is a file's name or a template's too often."""
    info = reader.metadata
    author = info.author if info else None
    return Told(headline(first), (" ".join(author.split()),) if isinstance(author, str) and author.strip() else ())


def _lines(page: PageObject) -> list[Line]:
    """The page's lines; pypdf hands its words on piece by piece, line breaks and spaces among them."""
    lines: list[Line] = []
    whole = True

    def collect(text: str, matrix: list[float], words: list[float], _font: object, size: float) -> None:
        """Called with a piece, and the two matrices that say where it stands."""
        nonlocal whole
        x = words[4] * matrix[0] + words[5] * matrix[2] + matrix[4]
        y = words[4] * matrix[1] + words[5] * matrix[3] + matrix[5]
        scale = hypot(words[2], words[3]) * hypot(matrix[2], matrix[3])
        for number, part in enumerate(text.split("\n")):
            whole = whole or number > 0
            if whole and part.strip():
                lines.append(Line(part, x, y, abs(size * scale)))
                whole = False
            elif not whole:
                lines[-1] = replace(lines[-1], text=lines[-1].text + part)

    page.extract_text(visitor_text=collect)
    return [replace(line, text=" ".join(line.text.translate(_LIGATURES).split())) for line in lines]
