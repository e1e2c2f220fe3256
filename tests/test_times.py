"""Times in words, resolved against the document's date."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.errors import DataError
from kg.extract.times import after, due, times
from kg.iris import DEFAULT_BASE_IRI
from kg.languages import available, language
from kg.languages.dates import time_words
from kg.model import Claim, Fact, Statement
from kg.rdf.literals import moment

TODAY = date(2026, 1, 15)


@cache
def analyser() -> Analyser:
    """One for all tests."""
    return Analyser.load()


def facts(text: str, code: str, issued: date | None) -> tuple[Fact, ...]:
    """What is found in a text of that day."""
    return analyser().analyse(read_text(text, "a.txt", DEFAULT_BASE_IRI, language=code, issued=issued))[1]


def periods(words: str, code: str, issued: date | None = TODAY) -> list[tuple[str, str]]:
    """The first and last year, month or day of each time in the words."""
    return [(time.first, time.last) for time in times(words, language(code), issued)]


def relative() -> list[tuple[str, str]]:
    """The examples of the language files."""
    return [(code, pattern.example) for code in available() for pattern in language(code).times.relative]


@pytest.mark.parametrize(("code", "example"), relative())
def test_relative_example(code: str, example: str) -> None:
    """The example of a time told from the document's date is read as one time."""
    assert len(periods(example, code)) == 1


@pytest.mark.parametrize(("code", "example"), relative())
def test_a_relative_time_needs_the_documents_date(code: str, example: str) -> None:
    """What is told from the document's date is left unknown where that date is."""
    assert periods(example, code, None) == []


@pytest.mark.parametrize(
    ("words", "code", "first", "last"),
    [
        ("Eind vorig jaar", "nl", "2025-10", "2025-12"),
        ("last month", "en", "2025-12", "2025-12"),
        ("im Oktober 2023", "de", "2023-10", "2023-10"),
        ("förra veckan", "sv", "2026-01-05", "2026-01-11"),
        ("en avril", "fr", "2025-04", "2025-04"),
        ("à la mi-2025", "fr", "2025-04", "2025-09"),
        ("a principios de 2025", "es", "2025-01", "2025-03"),
        ("in april vorig jaar", "nl", "2025-04", "2025-04"),
        ("för tre år sedan", "sv", "2023", "2023"),
        ("am 3. November 2025", "de", "2025-11-03", "2025-11-03"),
        ("on April 9, 2008", "en", "2008-04-09", "2008-04-09"),
        ("avant fin mars", "fr", "2026-03", "2026-03"),
        ("by the end of the decade", "en", "2020", "2029"),
        ("yesterday", "en", "2026-01-14", "2026-01-14"),
    ],
)
def test_a_time_is_as_precise_as_its_words(words: str, code: str, first: str, last: str) -> None:
    """A time has the granularity of its words: a year, a month, a day, or the days of a week."""
    assert periods(words, code) == [(first, last)]


@pytest.mark.parametrize(("words", "code"), [("We may march on.", "en"), ("2025 chips", "en"), ("chip-2024-x", "nl")])
def test_what_is_no_time(words: str, code: str) -> None:
    """A month's name or a number alone is no time."""
    assert periods(words, code) == []


@pytest.mark.parametrize(
    ("duration", "then"),
    [("P5Y", "2031"), ("P12M", "2027-01"), ("P11M", "2026-12"), ("P42D", "2026-02-26"), ("P3X", None)],
)
def test_a_duration_from_the_documents_date(duration: str, then: str | None) -> None:
    """A horizon is due as precisely as its unit: years give a year, months a month, days a day."""
    assert after(TODAY, duration) == then


def test_a_duration_from_an_unknown_date_is_due_never() -> None:
    """Without the document's date a duration gives no date."""
    assert due("within five years", "P5Y", language("en"), None) is None


def test_a_years_horizon_needs_no_date() -> None:
    """A limit of 2028 is due in 2028, whenever it was said."""
    assert due("by 2028", "2028", language("en"), None) == "2028"


def test_weeks_are_days() -> None:
    """xsd:duration has no weeks: a horizon of six weeks is one of 42 days."""
    (claim,) = facts("Jensen Huang said that Nvidia will ship the chip within six weeks.", "en", TODAY)[:1]
    assert isinstance(claim, Claim)
    assert (claim.horizon_max, claim.due) == ("P42D", "2026-02-26")
    assert moment(claim.horizon_max).value == "P42D"


@pytest.mark.parametrize(("issued", "then"), [(TODAY, "2027"), (None, None)])
def test_a_claim_of_next_year_is_due_then(issued: date | None, then: str | None) -> None:
    """A time to come in a claim's words is when it is due, where the document's date is known."""
    claims = [
        f for f in facts("Nvidia säger att produktionen fördubblas nästa år.", "sv", issued) if isinstance(f, Claim)
    ]
    assert [claim.due for claim in claims] == [then]


@pytest.mark.parametrize(
    ("text", "code", "predicate", "begin", "end"),
    [
        ("De Europese Unie voerde eind vorig jaar de Chips Act in.", "nl", "issues", "2025-10", None),
        ("Lin Wei, director of ASML since 2019, is content.", "en", "affiliatedWith", "2019", None),
        ("L'entreprise Mistral AI a été fondée en 2023 par Arthur Mensch.", "fr", "founded", "2023", None),
    ],
)
def test_a_statements_clause_dates_it(text: str, code: str, predicate: str, begin: str, end: str | None) -> None:
    """A statement holds since or until the time that its own clause tells."""
    found = [f for f in facts(text, code, TODAY) if isinstance(f, Statement) and f.predicate == predicate]
    assert (begin, end) in {(f.valid_from, f.valid_until) for f in found}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Since 2022 Yangtze Memory Technologies, the Chinese rival of Micron, has been on the Entity List.", "en"),
        ("Microsofts Outlook ist seit Oktober 2025 Geschichte.", "de"),
        ("In 2023 Nvidia CEO Jensen Huang visited Beijing.", "en"),
    ],
)
def test_a_time_of_something_else_dates_no_state(text: str, code: str) -> None:
    """A time that belongs to another verb says nothing of where a firm is, who works there, or what it makes."""
    states = {"locatedIn", "affiliatedWith", "develops", "competesWith", "partOf"}
    found = [f for f in facts(text, code, TODAY) if isinstance(f, Statement) and f.predicate in states]
    assert not any(f.valid_from or f.valid_until for f in found)


@pytest.mark.parametrize(
    "table",
    [{"offset": 1}, {"relative": [{"pattern": "x", "unit": "moon", "offset": 1, "example": "x"}]}],
)
def test_a_dates_table_that_does_not_fit_is_refused(table: dict) -> None:
    """An unknown key or unit in the table [dates] is refused."""
    with pytest.raises(DataError):
        time_words(table, "nl")
