"""A sorted file made from a former one: what changed is put in its place, all else is copied as bytes.

The files are records that end with a full stop and a line's end, as those of Turtle and N-Quads do, sorted by a key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

from kg.export.runs import END
from kg.store import Dataset

__all__ = ["Former", "splice"]

Key = Callable[[bytes], bytes]
"""What a record is sorted by."""


@dataclass(frozen=True, slots=True)
class Former:
    """What an exporter wrote of a former dataset.

    Attributes:
        file: the file, as the exporter wrote it.
        dataset: the former dataset.
        documents: the IRIs of the documents that say something else now, or that only one of the datasets has.
    """

    file: Path
    dataset: Dataset
    documents: frozenset[str]


def splice(former: Path, head: bytes, key: Key, records: Mapping[bytes, bytes], out: BinaryIO) -> bool:
    """Write `head` and the former file's records with others in the place of those with the keys of `records`.

    Args:
        former: a file that begins with `head`, and then has records sorted by `key`.
        head: what stands before the records.
        key: of a record.
        records: what there shall be under each key, in whole records; nothing when it is empty.
        out: where the new file is written.

    Returns:
        False when the former file does not begin so; nothing is written then.
    """
    with former.open("rb") as file:
        if file.read(len(head)) != head:
            return False
        out.write(head)
        if file.read(1):
            with closing(mmap(file.fileno(), 0, access=ACCESS_READ)) as old:
                _merge(_Records(old, len(head), key), records, out)
        else:
            out.writelines(records[name] for name in sorted(records))
    return True


def _merge(old: _Records, records: Mapping[bytes, bytes], out: BinaryIO) -> None:
    copied = old.start
    for name in sorted(records):
        begin, end = old.place(name, copied)
        out.write(old.data[copied:begin])
        out.write(records[name])
        copied = end
    out.write(old.data[copied:])


class _Records:
    """The records of a mapped file, found by bisection."""

    def __init__(self, data: mmap, start: int, key: Key) -> None:
        self.data, self.start = data, start
        self._key = key

    def place(self, name: bytes, start: int) -> tuple[int, int]:
        """Where the records with this key begin and end, or where they would stand, from `start` on."""
        begin = self._bisect(start, lambda found: found < name)
        return begin, self._bisect(begin, lambda found: found <= name)

    def _bisect(self, low: int, before: Callable[[bytes], bool]) -> int:
        """The start of the first record from `low` on whose key is not `before`."""
        high = len(self.data)
        while low < high:
            end_before = self.data.rfind(END, low, (low + high) // 2)
            start = low if end_before < 0 else end_before + len(END)
            end = self.data.find(END, start) + len(END)
            if before(self._key(self.data[start:end])):
                low = end
            else:
                high = start
        return low
