"""Which files are to be read: those named, and those below folders, opened safely."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from kg.errors import SourceError

__all__ = ["open_file", "walk"]


def walk(path: Path, is_wanted: Callable[[str], bool], max_folders: int) -> Iterator[Path | SourceError]:
    """The files at or below a path whose name is wanted, by name; hidden ones are left out.

    A file that is named is wanted whatever its name. What cannot be walked through is the error that says why.
    """
    waiting: list[tuple[Path, frozenset[Path]]] = [(path, frozenset())]
    while waiting:
        here, above = waiting.pop()
        try:
            mode = here.stat().st_mode
            if not stat.S_ISDIR(mode):
                yield here if stat.S_ISREG(mode) else SourceError("not a regular file", str(here))
                continue
            real = here.resolve()
            inside = sorted((entry for entry in here.iterdir() if not entry.name.startswith(".")), reverse=True)
        except (OSError, RuntimeError) as error:
            yield SourceError(_reason(here, error), str(here))
            continue
        if real in above:
            yield SourceError("a link to a folder that it lies in", str(here), "remove the link")
        elif len(above) >= max_folders:
            yield SourceError(f"folders in folders, more than {max_folders} deep", str(here))
        else:
            found = [entry for entry in inside if is_wanted(entry.name) or entry.is_dir()]
            waiting += [(entry, above | {real}) for entry in found]


def open_file(path: Path) -> IO[bytes]:
    """A file to read from; never one that waits for somebody to write, even if it became one a moment ago.

    Raises:
        SourceError: it cannot be opened, or is no regular file.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise SourceError(_reason(path, error)) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise SourceError("not a regular file")
    return open(handle, "rb")  # noqa: PTH123 - it is open already


def _reason(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "symbolic link that leads nowhere" if path.is_symlink() else "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror if isinstance(error, OSError) else None) or "cannot be read"
