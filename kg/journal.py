"""What a build has read so far, so that one that was ended goes on where it stopped (SQLite, in the store's folder)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, astuple
from pathlib import Path

from kg.catalogue import Entry
from kg.fingerprint import exports_key
from kg.generations import JOURNAL
from kg.validate import Violation
from kg.workers import Outcome

__all__ = ["Journal"]

_EVERY = 100  # outcomes that are written at once


class Journal:
    """Outcomes by the document, its sources and what it was read with. A journal that is damaged is an empty one.

    A build of few documents leaves none: to read them again costs less.
    """

    def __init__(self, store: Path) -> None:
        self._file = store / JOURNAL
        self._waiting: list[tuple[str, bytes, str, str]] = []
        self._database = self._opened() if self._file.exists() else None

    def find(self, entry: Entry) -> Outcome | None:
        """The outcome of a document that was read already."""
        if self._database is None:
            return None
        row = self._database.execute("SELECT packed, sheet, violations FROM outcome_2 WHERE stamp = ?", [_stamp(entry)])
        for packed, sheet, violations in row:
            return Outcome(entry, packed, sheet, tuple(Violation(*said) for said in json.loads(violations)))
        return None

    def note(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Hand the outcomes on, and remember those without a problem."""
        for outcome in outcomes:
            if outcome.problem is None:
                violations = json.dumps([astuple(violation) for violation in outcome.violations])
                self._waiting.append((_stamp(outcome.entry), outcome.packed, outcome.sheet, violations))
            if len(self._waiting) >= _EVERY:
                self._write()
            yield outcome

    def remove(self) -> None:
        """Forget all: the build is done."""
        if self._database is not None:
            self._database.close()
            self._file.unlink()

    def _opened(self) -> sqlite3.Connection:
        with suppress(sqlite3.DatabaseError):
            return _prepared(self._file)
        self._file.unlink()
        return _prepared(self._file)

    def _write(self) -> None:
        if self._database is None:
            self._database = self._opened()
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO outcome_2 VALUES (?, ?, ?, ?)", self._waiting)
        self._waiting.clear()


def _prepared(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file)
    database.execute("PRAGMA synchronous=OFF")  # it need not outlive a power cut
    columns = "stamp TEXT PRIMARY KEY, packed BLOB, sheet TEXT, violations TEXT"
    database.execute(f"CREATE TABLE IF NOT EXISTS outcome_2 ({columns}) WITHOUT ROWID")
    return database


def _stamp(entry: Entry) -> str:
    """A digest of all that an outcome depends on; the keys stand for the code and the data."""
    stamp = json.dumps([asdict(entry), exports_key()], ensure_ascii=False)
    return hashlib.sha256(stamp.encode("utf-8", "surrogatepass")).hexdigest()
