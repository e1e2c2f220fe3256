"""Times that words tell, as precise as they tell them: "eind vorig jaar", "last month", "im Oktober 2023", "by 2028".

What is told from the document's date is left unknown where that date is. A quarter stands for each end of a year
("early" is January to March, "late" October to December), the two between for its middle.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.languages import Language
from kg.model import Span

__all__ = ["Time", "after", "due", "times"]

_PARTS = {"early": (1, 3), "middle": (4, 9), "late": (10, 12)}
_BOUNDS = ("since", "until", "by", "at")
_DURATION = re.compile(r"P(?P<count>\d{1,4})(?P<unit>[YMD])")


@dataclass(frozen=True, slots=True)
class Time:
    """A time in words: `first` and `last` are years, months or days in ISO form; `bound` is "since", "until", "by"."""

    span: Span  # in the words
    bound: str
    first: str
    last: str


def times(words: str, language: Language, issued: date | None) -> Iterator[Time]:
    """The times that the words tell, in order; `issued` is the document's date."""
    for found in language.times.regex.finditer(words):
        bound = next((name for name in _BOUNDS if found[name]), "")
        period = _period(found, bound, language, issued)
        if period is not None:
            yield Time(Span(*found.span()), bound, *period)


def due(words: str, horizon: str | None, language: Language, issued: date | None) -> str | None:
    """By when something is to have happened: the end of the claim's longest horizon, else of a time to come."""
    if horizon is not None:
        return after(issued, horizon) if horizon.startswith("P") else horizon
    today = issued.isoformat() if issued is not None else None
    told = [t.last for t in times(words, language, issued) if t.bound == "by" or (today and t.first > today)]
    ahead = [last for last in told if today is None or last >= today[: len(last)]]
    return ahead[0] if len(ahead) == 1 else None


def after(issued: date | None, duration: str) -> str | None:
    """A duration from a day on, as precise as its unit: years give a year, months a month."""
    found = _DURATION.fullmatch(duration)
    if issued is None or found is None:
        return None
    count = int(found["count"])
    if found["unit"] == "Y":
        return _year(issued.year + count)
    if found["unit"] == "M":
        return _month(issued.year, issued.month + count)
    return (issued + timedelta(days=count)).isoformat()


def _period(found: re.Match[str], bound: str, language: Language, issued: date | None) -> tuple[str, str] | None:
    part = next((name for name in _PARTS if found[name]), "")
    if found["day"] or found["first_month"]:
        return _of_day(found, bound, language, issued)
    if found["month"]:
        return _of_month(found, bound, language, issued)
    if found["told"]:
        return _told(found["told"], part, language, issued)
    return _of_year(int(found["year"]), part) if bound or part else None


def _of_day(found: re.Match[str], bound: str, language: Language, issued: date | None) -> tuple[str, str] | None:
    month = _number_of(found["day_month"] or found["first_month"], language)
    day = int("".join(c for c in found["day"] or found["second_day"] if c.isdecimal()))
    told = found["day_year"] or found["third_year"]
    year = int(told) if told else _nearest(month, bound, issued)
    if year is None or day > monthrange(year, month)[1]:
        return None
    return (date(year, month, day).isoformat(),) * 2


def _of_month(found: re.Match[str], bound: str, language: Language, issued: date | None) -> tuple[str, str] | None:
    month = _number_of(found["month"], language)
    if found["month_year"]:
        return (_month(int(found["month_year"]), month),) * 2
    if found["month_told"]:
        year = _told(found["month_told"], "", language, issued)
        return (_month(int(year[0]), month),) * 2 if year is not None and len(year[0]) == 4 else None
    nearest = _nearest(month, bound, issued) if bound else None
    return (_month(nearest, month),) * 2 if nearest is not None else None


def _nearest(month: int, bound: str, issued: date | None) -> int | None:
    """The year of a month told without one: the last such month, or the next one where it is a limit."""
    if issued is None:
        return None
    if bound in {"by", "until"}:
        return issued.year + (month < issued.month)
    return issued.year - (month > issued.month)


def _told(words: str, part: str, language: Language, issued: date | None) -> tuple[str, str] | None:
    """A time told from the document's date."""
    for pattern in language.times.relative:
        found = pattern.regex.fullmatch(words)
        if found is None or (pattern.part and not part) or issued is None:
            continue
        count = _count(found.groupdict().get("count"), language)
        if count is not None:
            return _units_away(issued, pattern.unit, pattern.offset * count, part)
    return None


def _units_away(issued: date, unit: str, offset: int, part: str) -> tuple[str, str]:
    if unit == "decade":
        first = issued.year // 10 * 10 + 10 * offset
        return _year(first), _year(first + 9)
    if unit == "year":
        return _of_year(issued.year + offset, part)
    if unit == "month":
        return (_month(issued.year, issued.month + offset),) * 2
    if unit == "week":
        monday = issued - timedelta(days=issued.weekday()) + timedelta(weeks=offset)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    return ((issued + timedelta(days=offset)).isoformat(),) * 2


def _of_year(year: int, part: str) -> tuple[str, str]:
    if not part:
        return _year(year), _year(year)
    first, last = _PARTS[part]
    return _month(year, first), _month(year, last)


def _count(text: str | None, language: Language) -> int | None:
    if text is None:
        return 1
    return int(text) if text.isdecimal() else language.numbers.get(text.casefold())


def _number_of(name: str, language: Language) -> int:
    return language.times.months[name.casefold().rstrip(".")]


def _year(year: int) -> str:
    return f"{year:04}"


def _month(year: int, month: int) -> str:
    """A month; thirteen is January of the next year."""
    return f"{year + (month - 1) // 12:04}-{(month - 1) % 12 + 1:02}"
