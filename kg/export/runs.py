"""Sorting more records than fit into memory: runs are sorted one by one, kept in files, and merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["END", "merged"]

END = b" .\n"
"""Ends a record, and stands nowhere in one: pyoxigraph writes a line's end in a literal as an escape."""


def merged(runs: Iterable[list[bytes]]) -> Iterator[bytes]:
    """The records of all runs in order; each run is sorted, and is let go of before the next is asked for.

    Raises:
        OSError: there is no room for the files.
    """
    rest = iter(runs)
    first, second = next(rest, []), next(rest, None)
    if second is None:
        yield from first
        return
    several = chain([first, second], rest)
    del first, second
    with TemporaryDirectory() as folder:
        files = [_kept(run, Path(folder) / str(number)) for number, run in enumerate(several)]
        yield from merge(*map(_records, files))


def _kept(run: list[bytes], file: Path) -> Path:
    with file.open("wb") as out:
        out.writelines(run)
    return file


def _records(file: Path) -> Iterator[bytes]:
    lines: list[bytes] = []
    with file.open("rb") as kept:
        for line in kept:
            lines.append(line)
            if line.endswith(END):
                yield b"".join(lines)
                lines.clear()
