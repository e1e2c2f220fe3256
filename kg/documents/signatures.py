"""What a file is by how it begins: for input without a name, and against names that say something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO

from kg.errors import SourceError

__all__ = ["check_signature", "sniffed"]

_HEAD = 1024  # bytes in which a format shows
_LONG_HEAD = 65_536
_ZIPPED = "a zip archive or a Word document"
_SIGNATURES: Mapping[str, re.Pattern[bytes]] = {
    "a PDF file": re.compile(rb"[^\x00-\x08]{0,200}?%PDF-\d"),
    _ZIPPED: re.compile(rb"PK(?:\x03\x04|\x05\x06)"),
    "a gzip file": re.compile(rb"\x1f\x8b\x08"),
    "a web page": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html\b)",
        re.IGNORECASE | re.DOTALL,
    ),
    "an old Word document": re.compile(rb"\xd0\xcf\x11\xe0"),
    "an RTF document": re.compile(rb"\{\\rtf"),
    "a picture": re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP", re.DOTALL),
    "a program": re.compile(rb"\x7fELF"),
}
_SIGNED = {".pdf": "a PDF file", ".docx": _ZIPPED, ".zip": _ZIPPED, ".gz": "a gzip file", ".html": "a web page"}
_MUST_SIGN = frozenset({".pdf", ".docx", ".zip", ".gz"})
_HTML = {".htm": ".html", ".xhtml": ".html"}
_MAIL = re.compile(
    rb"(?:From |(?:Return-Path|Received|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To):)", re.IGNORECASE
)
_WORD = b"word/"


def sniffed(file: IO[bytes]) -> str:
    """The ending of a name that bytes without one would have."""
    head = _peek(file, _LONG_HEAD)
    kind = _kind(head)
    if kind == _ZIPPED:
        return ".docx" if _WORD in head else ".zip"
    ending = next((ending for ending, signed in _SIGNED.items() if signed == kind), None)
    if ending is not None:
        return ".jsonl.gz" if ending == ".gz" else ending
    if head.lstrip()[:1] == b"{":
        return ".jsonl"
    return ".eml" if _MAIL.match(head) else ".txt"


def check_signature(file: IO[bytes], ending: str) -> None:
    """Raises SourceError where a file is of another kind than the ending of its name says."""
    kind = _kind(_peek(file, _HEAD))
    expected = _SIGNED.get(_HTML.get(ending, ending))
    if kind is not None and kind != expected:
        raise SourceError(f"{kind} by its content, named {ending}", advice="name it by what it is")
    if kind is None and ending in _MUST_SIGN:
        raise SourceError(f"not {expected}, which its name {ending} says it is")


def _kind(head: bytes) -> str | None:
    return next((kind for kind, signature in _SIGNATURES.items() if signature.match(head)), None)


def _peek(file: IO[bytes], size: int) -> bytes:
    head = file.read(size)
    file.seek(0)
    return head
