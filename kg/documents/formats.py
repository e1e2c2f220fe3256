"""Which reader a file is for, by its name; files that hold others, to the bottom."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from gzip import BadGzipFile
from io import BytesIO
from typing import IO

from kg.bounds import time_limit
from kg.documents import docx, html, mail, pdf, records, text
from kg.documents.archives import gunzip, lines, members, too_big
from kg.documents.options import Extract, Found, ReadOptions
from kg.documents.signatures import check_signature, sniffed
from kg.errors import SourceError

__all__ = ["SUFFIXES", "Item", "extracts", "is_readable", "unnamed"]

Item = tuple[Found, Extract | SourceError]
"""A document's place, and its text or why it has none."""

_READERS: Mapping[str, Callable[[bytes], Extract]] = {
    ".txt": text.read,
    ".md": text.read,
    ".markdown": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".eml": mail.read,
}
_LINES = frozenset({".jsonl", ".ndjson"})
_PACKED, _ZIP = ".gz", ".zip"
SUFFIXES = frozenset({*_READERS, *_LINES, _ZIP})
"""Endings of the names of files that can be read; each may have `.gz` after it."""

_PARTS = tuple(sorted({*SUFFIXES, *(suffix + _PACKED for suffix in SUFFIXES)}))
_KINDS = ", ".join(sorted(SUFFIXES))
_SHORT = 120  # characters of what a parser says
_BROKEN = (  # what parsers of other people's formats raise at a broken file
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def is_readable(name: str) -> bool:
    """Whether a file of this name can be read."""
    return name.lower().endswith(_PARTS)


def extracts(found: Found, options: ReadOptions, kind: str | None = None) -> Iterator[Item]:
    """The texts in a file: one, or those of all the documents in it, in order.

    Args:
        found: the file.
        options: how it is read.
        kind: the name that tells its format, where that is not its own.
    """
    try:
        yield from _opened(found, options, _ending(kind or found.name))
    except SourceError as error:
        yield found, error
    except (BadGzipFile, EOFError, zlib.error) as error:
        yield found, SourceError(f"damaged gzip file: {error}")
    except OSError as error:
        yield found, SourceError(error.strerror or "cannot be read")
    except _BROKEN as error:
        yield found, _damaged(error)


def unnamed(file: IO[bytes], options: ReadOptions) -> Iterator[Item]:
    """The texts in what comes without a name, such as standard input; the file can go back to its beginning."""
    return extracts(Found("-", "-", file), options, sniffed(file))


def _opened(found: Found, options: ReadOptions, ending: str) -> Iterator[Item]:
    if found.depth > options.bounds.max_depth:
        raise SourceError(f"archives in archives, more than {options.bounds.max_depth} deep")
    if ending not in SUFFIXES and not ending.endswith(_PACKED):
        raise SourceError("not a kind of file that can be read", advice=f"kg reads {_KINDS}")
    check_signature(found.file, _PACKED if ending.endswith(_PACKED) else ending)
    if ending.endswith(_PACKED):
        inside = Found(found.name, found.where, gunzip(found, options.bounds), found.depth + 1)
        yield from extracts(inside, options, ending.removesuffix(_PACKED))
    elif ending == _ZIP:
        for member in members(found, options.bounds, _PARTS):
            yield from [(found, member)] if isinstance(member, SourceError) else extracts(member, options)
    elif ending in _LINES:
        yield from _records(found, options)
    else:
        yield from _single(found, options, ending)


def _single(found: Found, options: ReadOptions, ending: str) -> Iterator[Item]:
    data = found.file.read(options.bounds.max_bytes + 1)
    if len(data) > options.bounds.max_bytes:
        raise too_big(options.bounds)
    yield found, _read(partial(_READERS[ending], data), options)
    if ending == ".eml":
        for name, file in mail.attachments(data):
            if is_readable(name):
                yield from extracts(found.inside(name, file), options)


def _records(found: Found, options: ReadOptions) -> Iterator[Item]:
    for number, line in lines(found, options.bounds):
        place = found.inside(str(number), BytesIO(), "#")
        if isinstance(line, SourceError):
            yield place, line
        else:
            yield place, _read(partial(records.read, line, options.fields), options)


def _read(reader: Callable[[], Extract], options: ReadOptions) -> Extract | SourceError:
    try:
        with time_limit(options.bounds.max_seconds):
            return reader()
    except SourceError as error:
        return error
    except _BROKEN as error:
        return _damaged(error)


def _damaged(error: Exception) -> SourceError:
    said = " ".join(f"{type(error).__name__} {error}".split())
    return SourceError(f"damaged: {said if len(said) <= _SHORT else said[:_SHORT] + ' …'}")


def _ending(name: str) -> str:
    """The ending that tells a format, with what was packed (".jsonl.gz")."""
    lower = name.lower()
    return next((ending for ending in sorted(_PARTS, key=len, reverse=True) if lower.endswith(ending)), lower)
