"""Plain text and Markdown: the file to the letter."""

from __future__ import annotations

from kg.documents.decoding import decode
from kg.documents.options import Extract

__all__ = ["read"]


def read(data: bytes) -> Extract:
    """The text of a file.

    Raises:
        SourceError: it is no text in any likely encoding.
    """
    return decode(data)
