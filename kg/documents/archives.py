"""Files that hold others: zip, gzip, JSON lines. They are read where they lie; nothing is unpacked to the disk."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from gzip import BadGzipFile, GzipFile
from io import BytesIO
from typing import IO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from kg.bounds import Bounds
from kg.documents.options import Found
from kg.errors import SourceError

__all__ = ["check_parts", "gunzip", "lines", "members", "too_big"]

_SMALL = 1_000_000  # bytes: what is no bigger unpacked is no bomb, however small it was packed
_LOCKED = 0x1


def members(found: Found, bounds: Bounds, names: tuple[str, ...]) -> Iterator[Found | SourceError]:
    """The files in a zip archive that have one of the names' endings, by name.

    Raises:
        SourceError: it is damaged, or its parts lie over one another, as a bomb's do.
    """
    try:
        with ZipFile(found.file) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.filename)
            _check_overlap(found.file, infos)
            for info in infos:
                if _is_wanted(info, names):
                    yield _member(archive, info, found, bounds)
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise SourceError(f"damaged zip archive: {error}", found.where) from error


def check_parts(file: IO[bytes]) -> None:
    """Raises SourceError where a file of zipped parts, as a Word document is, has one that no honest one has."""
    with ZipFile(file) as archive:
        infos = archive.infolist()
        _check_overlap(file, infos)
        for info in infos:
            problem = _problem(info, info.filename.lstrip("/"), Bounds())
            if problem is not None:
                raise SourceError(f"{info.filename}: {problem.what}", advice=problem.advice)
    file.seek(0)


def gunzip(found: Found, bounds: Bounds) -> IO[bytes]:
    """What a gzip file holds, to be read as it is unpacked, and not beyond what an honest one holds."""
    return cast("IO[bytes]", BoundedGzip(found.file, bounds.max_ratio))


def lines(found: Found, bounds: Bounds) -> Iterator[tuple[int, bytes | SourceError]]:
    """The lines of a file that are not blank, with their numbers from 1.

    Raises:
        SourceError: the file is damaged; the lines before that are good.
    """
    number = 0
    try:
        while line := found.file.readline(bounds.max_bytes + 1):
            number += 1
            if len(line) > bounds.max_bytes and not line.endswith(b"\n"):
                _skip_line(found.file)
                yield number, too_big(bounds)
            elif line.strip():
                yield number, line
    except (BadGzipFile, EOFError, OSError, zlib.error) as error:
        raise SourceError(f"damaged after line {number}: {error}", found.where) from error


def too_big(bounds: Bounds, size: int | None = None) -> SourceError:
    """The error for a document of more bytes than the bounds allow."""
    how = f"{size / 1e6:,.0f} MB, more" if size else "more"
    what = f"{how} than the {bounds.max_bytes / 1e6:,.3g} MB that a document may have"
    return SourceError(what, advice="allow more with --max-bytes")


class BoundedGzip(GzipFile):
    """Unpacks no more than a multiple of what was packed, so that a bomb costs little."""

    def __init__(self, file: IO[bytes], max_ratio: int) -> None:
        super().__init__(fileobj=file)
        self._packed, self._max_ratio = file, max_ratio

    def _check(self) -> None:
        unpacked = self.tell()
        if unpacked > _SMALL and unpacked > self._max_ratio * max(self._packed.tell(), 1):
            raise BadGzipFile(f"a bomb: more than {self._max_ratio} times as big unpacked")

    def read(self, size: int | None = -1) -> bytes:
        """At most `size` bytes."""
        data = super().read(-1 if size is None else size)
        self._check()
        return data

    def readline(self, size: int | None = -1) -> bytes:
        """A line, or `size` bytes of it."""
        data = super().readline(-1 if size is None else size)
        self._check()
        return data


def _is_wanted(info: ZipInfo, names: tuple[str, ...]) -> bool:
    parts = info.filename.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in parts) or parts[0] == "__MACOSX"
    return not hidden and parts[-1].lower().endswith(
        names
    )  # a folder's name ends in "/", so that its last part is empty


def _member(archive: ZipFile, info: ZipInfo, found: Found, bounds: Bounds) -> Found | SourceError:
    name = info.filename.replace("\\", "/")
    where = f"{found.where}/{name}"
    problem = _problem(info, name, bounds)
    if problem is not None:
        return SourceError(problem.what, where, problem.advice)
    try:
        return found.inside(name, BytesIO(archive.read(info)))
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error) as error:
        return SourceError(f"damaged in its archive: {error}", where)


def _problem(info: ZipInfo, name: str, bounds: Bounds) -> SourceError | None:
    if name.startswith("/") or ".." in name.split("/") or ":" in name.partition("/")[0]:
        return SourceError("a name that leads out of the archive", advice="nobody packs articles so: is it an attack?")
    if info.flag_bits & _LOCKED:
        return SourceError("locked with a password", advice="pack it without one")
    if stat.S_ISLNK(info.external_attr >> 16):
        return SourceError("a symbolic link in an archive", advice="pack the file itself")
    if info.file_size > _SMALL and info.file_size > bounds.max_ratio * info.compress_size:
        ratio = info.file_size // max(info.compress_size, 1)
        return SourceError(f"a bomb: {ratio:,} times as big unpacked ({info.file_size / 1e6:,.0f} MB)")
    return too_big(bounds, info.file_size) if info.file_size > bounds.max_bytes else None


def _check_overlap(file: IO[bytes], infos: list[ZipInfo]) -> None:
    file.seek(0, 2)
    if sum(info.compress_size for info in infos) > file.tell():
        raise BadZipFile("its parts lie over one another, as a bomb's do")


def _skip_line(file: IO[bytes]) -> None:
    while (rest := file.readline(_SMALL)) and not rest.endswith(b"\n"):
        pass
