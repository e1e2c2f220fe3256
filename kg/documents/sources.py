"""Every document at some paths, one by one, with what could not be read and what is odd."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from kg.documents.article import digest, read_text
from kg.documents.decoding import check_text, normal, oddities
from kg.documents.folders import open_file, walk
from kg.documents.formats import SUFFIXES, Item, extracts, is_readable, unnamed
from kg.documents.options import Found, ReadOptions
from kg.errors import SourceError, SourceNote
from kg.iris import document_iri
from kg.model import Document

__all__ = ["documents", "read_sources"]

_KINDS = ", ".join(sorted(SUFFIXES))
_STANDARD_INPUT = Path("-")
_CHUNK = 1_000_000  # bytes
_DEFAULT = ReadOptions()
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def read_sources(
    paths: Sequence[Path],
    *,
    base_iri: str,
    languages: Mapping[str, str] | None = None,
    options: ReadOptions = _DEFAULT,
) -> Iterator[Document | SourceError]:
    """Read every file, every readable file below every folder, and what these hold, in the order of their names.

    A source that cannot be read is yielded as the error that says why; the others go on. What is odd about a document
    is yielded before it as a `SourceNote`. `Document.source` is the file's path below the argument, so that it does
    not tell where on the machine it lay.

    Args:
        paths: files and folders; `-` is standard input.
        base_iri: what the IRIs of documents begin with.
        languages: those of documents, by IRI, whose language was told before.
        options: how they are read.
    """
    for path in sorted(set(paths)):
        nothing = True
        for item in _items(path, options):
            nothing = False
            if isinstance(item, SourceError):
                yield item
            else:
                yield from documents(item, base_iri, languages or {})
        if nothing:
            yield SourceError("no text in this folder", str(path), f"kg reads {_KINDS}")


def _items(path: Path, options: ReadOptions) -> Iterator[Item | SourceError]:
    if path == _STANDARD_INPUT:
        with TemporaryFile() as given:
            _copy(sys.stdin.buffer, given)
            yield from unnamed(given, options)
        return
    for found in walk(path, is_readable, options.bounds.max_folders):
        if isinstance(found, SourceError):
            yield found
            continue
        name = found.name if found == path else found.relative_to(path).as_posix()
        try:
            file = open_file(found)
        except SourceError as error:
            yield SourceError(error.what, str(found), error.advice)
            continue
        with file:
            yield from extracts(Found(name, str(found), file), options)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while chunk := source.read(_CHUNK):
        target.write(chunk)
    target.seek(0)


def documents(item: Item, base_iri: str, languages: Mapping[str, str]) -> Iterator[Document | SourceError]:
    """The document of a text that was found, after what is odd about it; or why there is none."""
    found, extract = item
    where = _shown(found.where)
    if isinstance(extract, SourceError):
        yield SourceError(extract.what, extract.where or where, extract.advice)
        return
    source = _shown(found.name)
    try:
        text = normal(extract.text)
        check_text(text, where)
        known = languages.get(document_iri(base_iri, digest(text)))
        document = read_text(text, source, base_iri, language=known)
    except SourceError as error:
        yield SourceError(error.what, where, error.advice)
        return
    for note in extract.notes + oddities(text):
        yield SourceNote(note, where)
    yield document


def _shown(name: str) -> str:
    """A name that can be written in one line: bytes that are no UTF-8 and control characters are replaced."""
    return _UNSHOWN.sub("\ufffd", name)
