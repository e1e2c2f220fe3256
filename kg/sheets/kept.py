"""The sheets of a dataset's documents in a file beside it, a line of JSON each, in no particular order."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

from kg.sheets.model import Sheet

__all__ = ["SheetFile", "row_of"]

_NAME = "sheets.jsonl"


def row_of(sheet: Sheet) -> str:
    """The line that a sheet is kept as."""
    return json.dumps([getattr(sheet, field.name) for field in fields(Sheet)], ensure_ascii=False) + "\n"


class SheetFile:
    """The kept sheets of a generation of the store."""

    def __init__(self, generation: Path) -> None:
        self._path = generation / _NAME

    def clear(self) -> None:
        """Keep none."""
        self._path.unlink(missing_ok=True)

    def keep(self, rows: Iterable[str]) -> None:
        """Add the rows of some documents."""
        with self._path.open("a", encoding="utf-8", errors="surrogatepass") as file:
            file.writelines(rows)

    def rows(self, without: Collection[str]) -> Iterator[str]:
        """The rows but for those of some documents."""
        return (row for row in self._rows() if _document(row) not in without)

    def documents(self) -> set[str]:
        """The IRIs of the documents that have a row."""
        return set(map(_document, self._rows()))

    def sheets(self, of: Collection[str]) -> Iterator[Sheet]:
        """The sheets of some documents; it ends early where the file is damaged."""
        with suppress(ValueError, TypeError):
            for row in self._rows():
                if _document(row) in of:
                    yield Sheet(*json.loads(row))

    def _rows(self) -> Iterator[str]:
        with suppress(OSError, ValueError), self._path.open(encoding="utf-8", errors="surrogatepass") as file:
            yield from file


def _document(row: str) -> str:
    return row[2:].partition('"')[0]
