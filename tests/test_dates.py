"""The day that a text says it is of, and where its dateline ends."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.analysis import Analyser
from kg.dates import dateline_end, told_date
from kg.documents import read_text
from kg.iris import DEFAULT_BASE_IRI
from kg.model import Claim


@cache
def analyser() -> Analyser:
    """One for all tests."""
    return Analyser.load()


BODY = "\n\nDe regering kondigde nieuwe regels aan. Op 1 mei 2019 was dat anders."


@pytest.mark.parametrize(
    ("line", "code", "day"),
    [
        ("09-Feb-07", "nl", date(2007, 2, 9)),
        ("23 januari 2026", "nl", date(2026, 1, 23)),
        ("vrijdag 23 januari 2026, 14:05", "nl", date(2026, 1, 23)),
        ("3. November 2025", "de", date(2025, 11, 3)),
        ("Berlin | Montag, 3. November 2025, 10:30 Uhr", "de", date(2025, 11, 3)),
        ("den 5 november 2025", "sv", date(2025, 11, 5)),
        ("1er décembre 2025", "fr", date(2025, 12, 1)),
        ("9 de abril del 2008", "es", date(2008, 4, 9)),
        ("9 aprile 2008", "it", date(2008, 4, 9)),
        ("March 06, 2008", "en", date(2008, 3, 6)),
        ("By Jane Doe | 14 August 2025", "en", date(2025, 8, 14)),
        ("Published: 2025-08-14 09:30", "en", date(2025, 8, 14)),
        ("23/01/2026", "en", date(2026, 1, 23)),
        ("03.04.2025", "de", date(2025, 4, 3)),
    ],
)
def test_a_date_line_dates_the_text(line: str, code: str, day: date) -> None:
    """A line below the headline that says when a text is of dates it, in any language of CLDR."""
    assert told_date(f"Nieuwe regels voor chips\n\n{line}{BODY}", 0, code) == day


@pytest.mark.parametrize(
    ("line", "code", "day"),
    [
        ("Valencia, 12 de marzo de 2024. Solaria ha abierto su parque.", "es", date(2024, 3, 12)),
        ("PRESSMEDDELANDE, 9 april 2024. Volvo har valt en ny chef.", "sv", date(2024, 4, 9)),
        ("LONDON, 3 March 2026 (Reuters) - Ministers met.", "en", date(2026, 3, 3)),
    ],
)
def test_a_dateline_dates_the_text(line: str, code: str, day: date) -> None:
    """A dateline with a year dates the text."""
    assert told_date(f"A headline\n\n{line}", 0, code) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A headline\n\nWASHINGTON, Aug 14 - Sales went on.", "en"),
        ("A headline\n\nGuadalajara (México), 4 dic (EFE).- La industria pidió plazos.", "es"),
    ],
)
def test_a_dateline_without_a_year_leaves_the_day_unknown(text: str, code: str) -> None:
    """Month and day without a year are no date."""
    assert told_date(text, 0, code) is None


@pytest.mark.parametrize("line", ["03/04/2025", "31 February 2025", "30-30-2025"])
def test_an_ambiguous_or_impossible_day_is_no_date(line: str) -> None:
    """Where day and month could be swapped, or there is no such day, the day stays unknown."""
    assert told_date(f"A headline\n\n{line}\n\nThe text.", 0, "en") is None


@pytest.mark.parametrize(
    "text",
    [
        "Der Anschlag vom 3. November 2025\n\nEs war ein Montag.",
        "Chips\n\nAm 3. November 2025 kündigte Intel ein Werk an.",
        "Chips\n\nIntel kündigte ein Werk an, Samsung am 3. November 2025 ein zweites.",
    ],
)
def test_a_date_in_a_sentence_is_not_the_texts(text: str) -> None:
    """A day that a headline or a sentence speaks of is not the day of the text."""
    assert told_date(text, 0, "de") is None


def test_metadata_come_before_a_date_line() -> None:
    """The front matter's date stands, whatever a line below says."""
    text = "---\ndate: 2025-01-02\n---\nA headline\n\n14 August 2025\n\nThe text."
    assert read_text(text, "a.txt", DEFAULT_BASE_IRI, language="en").issued == date(2025, 1, 2)


def test_a_date_line_is_the_documents_date() -> None:
    """Without metadata the document's date is that of its date line."""
    document = read_text("A headline\n\n14 August 2025\n\nThe text.", "a.txt", DEFAULT_BASE_IRI, language="en")
    assert document.issued == date(2025, 8, 14)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("SEOUL, Jan 7 (AP) - Samsung may", "Samsung may"),
        ("Madrid/Pekín (EFE).- China ha", "China ha"),
        ("STOCKHOLM (TT-Reuters) När USA", "När USA"),
        ("DEN HAAG (ANP) – De plicht", "De plicht"),
        ("The Maritime Organization (IMO) Did it", "The Maritime Organization (IMO) Did it"),
        ("Lotte Visser (41) koos", "Lotte Visser (41) koos"),
    ],
)
def test_where_a_dateline_ends(text: str, rest: str) -> None:
    """A dateline is a place with an agency or a dash behind it, not any name with brackets."""
    assert text[dateline_end(text, 0) :] == rest


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SEOUL, Jan 7 (Reuters) - Samsung said that demand was strong.", "en"),
        ("STOCKHOLM (TT-Reuters) Nvidia säger att efterfrågan är stark.", "sv"),
        ("Madrid (Reuters).- Nvidia dijo que la demanda es fuerte.", "es"),
    ],
)
def test_the_agency_of_a_dateline_reports_nothing(text: str, code: str) -> None:
    """The agency that a dateline names is credited with no claim."""
    _, facts = analyser().analyse(read_text(f"A headline\n\n{text}", "a.txt", DEFAULT_BASE_IRI, language=code))
    claims = [fact for fact in facts if isinstance(fact, Claim)]
    assert claims
    assert not any(claim.reporters for claim in claims)
