"""The sheets of a dataset's documents in a file beside it, a line of JSON each, in no particular order."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
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

    def rows(self, without: Collection[str] = ()) -> Iterator[tuple[Sheet, str]]:
        """The sheets, and the rows that they are kept as, but for those of some documents.

        It ends early where the file is damaged, and is empty where there is none.
        """
        try:
            with self._path.open(encoding="utf-8", errors="surrogatepass") as file:
                for row in file:
                    sheet = Sheet(*json.loads(row))
                    if sheet.document not in without:
                        yield sheet, row
        except (OSError, ValueError, TypeError):
            return
