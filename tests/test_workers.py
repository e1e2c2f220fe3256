"""Reading in several processes: the same outcomes, whatever happens to the processes."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from kg.bounds import MAX_SECONDS
from kg.catalogue import Entry
from kg.journal import Journal
from kg.validate import Violation
from kg.workers import Outcome, Reader, read_entries

BASE = "https://example.org/kg/"
GOOD = [f"Anna Berg, chief executive of Nvidia, said on day {day} that sales would double." for day in range(12)]


def entry(text: str) -> Entry:
    """The document of a text."""
    iri = f"{BASE}document/{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return Entry(iri, (f"{text[-12:]}.txt",), "en", "key", text)


def read(texts: list[str], jobs: int, max_seconds: float = MAX_SECONDS) -> list[Outcome]:
    """What becomes of the documents."""
    return list(read_entries([entry(text) for text in texts], Reader(BASE, (), max_seconds), jobs, worth=0))


@pytest.fixture
def trap(tmp_path, monkeypatch):
    """An extractor from another package: it ends its process on one word, and never ends on another."""
    code = (
        "import os, signal\n"
        "def extract(reading, language):\n"
        "    if 'deadly' in reading.document.text:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    while 'endless' in reading.document.text:\n"
        "        pass\n"
        "    if 'deep' in reading.document.text:\n"
        "        return extract(reading, language)\n"
        "    return ()\n"
    )
    (tmp_path / "trap.py").write_text(code, "utf-8")
    info = tmp_path / "trap-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: trap\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[kg.extractors]\ntrap = trap:extract\n", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])  # which new processes take over


def test_the_outcomes_are_the_same_in_any_number_of_processes():
    """In the order of the documents, byte for byte."""
    assert read(GOOD, jobs=1) == read(GOOD, jobs=2) == read(GOOD, jobs=5)


def test_a_killed_process_costs_nothing_but_time():
    """What it had at hand is read again."""
    outcomes = read_entries([entry(text) for text in GOOD], Reader(BASE), 2, worth=0)
    found = [next(outcomes)]
    for process in multiprocessing.active_children()[:1]:
        os.kill(process.pid, signal.SIGKILL)
    assert found + list(outcomes) == read(GOOD, jobs=1)


def test_a_document_that_ends_every_process_is_left_out(trap):
    """It is reported with its file; all others are read."""
    texts = [*GOOD[:3], "This is deadly.", *GOOD[3:]]
    outcomes = read(texts, jobs=2)
    assert [outcome.problem is None for outcome in outcomes] == [text != "This is deadly." for text in texts]
    assert str(outcomes[3].problem).startswith(f"{entry(texts[3]).sources[0]}: the process that read it was ended")


@pytest.mark.parametrize(
    ("text", "said"),
    [("This is endless.", "took more than 5 seconds"), ("This is deep.", "cannot be read: RecursionError")],
)
def test_a_document_that_is_never_read_to_its_end_is_left_out(trap, text, said):
    """The time is that of the processor, so that a busy machine refuses nothing more."""
    outcomes = read([*GOOD[:2], text, *GOOD[2:4]], jobs=2, max_seconds=5 if "endless" in text else 60)
    assert [outcome.problem is None for outcome in outcomes] == [True, True, False, True, True]
    assert said in str(outcomes[2].problem)


def test_the_journal_gives_back_what_was_read(tmp_path):
    """By document, sources and key: anything else is read again."""
    entries = [entry(f"Text number {number}.") for number in range(150)]
    wrong = (Violation("https://example.org/x", "kg:evidence", "a claim has evidence"),)
    outcomes = [Outcome(each, f"packed {each.iri}".encode(), f"[{each.iri!r}]\n", wrong) for each in entries]
    assert list(Journal(tmp_path).note(iter(outcomes))) == outcomes
    journal = Journal(tmp_path)
    assert [journal.find(each) for each in entries[:100]] == outcomes[:100]
    other = entry(entries[0].text)
    assert journal.find(Entry(other.iri, ("elsewhere.txt",), "en", "key", other.text)) is None
    journal.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 and rubbish" * 50, os.urandom(5000)])
def test_a_damaged_journal_is_an_empty_one(tmp_path: Path, content):
    """The build begins again, and keeps a new one."""
    (tmp_path / "unfinished.sqlite").write_bytes(content)
    assert Journal(tmp_path).find(entry("Text")) is None
