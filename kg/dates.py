"""The day that a text says it is of: a date line below the headline, a byline or a dateline.

Month names are CLDR's (through babel). A day of which the year or the order of day and month is not told is no date:
"WASHINGTON, Aug 14 -" and "03/04/2025" in English leave it open. What stands before a dateline's dash is where the
report was written and by which agency, not who said what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel.core import Locale, UnknownLocaleError

from kg.languages.dates import months

__all__ = ["dateline_end", "told_date"]

_HEAD = 1500  # code points that a text's head may have
_LINES = 8
_LONGEST_LINE = 120
_CENTURY = 70  # two digits below it are of this century
_DATELINE = re.compile(
    r"[^\W\d_][^\n.;:!?“”«»]{1,60}?(?:\(\s?(?P<agency>[^()\n]{2,40})\)\s?(?P<mark>\.?\s?[–—-]+\s|(?=[^\W\d_]))|\s[–—-]\s)"
)
_PLACE = re.compile(r"(?:[^\W\d_][\w.’'()/-]*\s?){1,6}")
_SEPARATOR = r"[:|·•,;(–—/]"
_CLOCK = re.compile(
    r"(?:\W|\bkl\b|\bom\b|\bat\b|\bum\b|\bà\b|\b[A-Z]{2,4}\b|\d{1,2}[:.h]\d\d|\b[AaPp]\.?[Mm]\b|\b[Uu]hr\b|\buur\b)*"
)


def told_date(text: str, begin: int, code: str) -> date | None:
    """The day in the head of a text that begins at `begin`, in the language of this BCP 47 code."""
    first = True
    for line in _head(text, begin):
        found = _of_line(line, code, alone=first) or _of_dateline(line, code)
        if found is not None:
            return found
        first = False
    return None


def dateline_end(text: str, start: int) -> int:
    """Where the dateline of the paragraph that begins at `start` ends; `start` when there is none."""
    found = _DATELINE.match(text, start, start + _LONGEST_LINE)
    if found is None:
        return start
    place = re.split(r"[(–—]|\s-", found.group())[0]
    words = place.split()
    capitals = [word for word in words if word[:1].isupper() or word[:1].isdigit() or len(word) < 4]
    dashed = found["agency"] is None or found["mark"]
    return found.end() if (len(capitals) == len(words) if dashed else place.isupper()) else start


def _head(text: str, begin: int) -> Iterator[str]:
    lines = (line.strip() for line in text[begin : begin + _HEAD].split("\n"))
    yield from [line for line in lines if line][:_LINES]


def _of_line(line: str, code: str, *, alone: bool) -> date | None:
    """The date of a line that says nothing else than when, by whom and where a text was published."""
    if len(line) > _LONGEST_LINE:
        return None
    for found in _dates(code).finditer(line):
        before, after = line[: found.start()].rstrip(), line[found.end() :]
        bare = not _words(before, code)
        labelled = re.search(rf"{_SEPARATOR}\s*$", before) is not None and len(before.split()) < 10
        closed = _CLOCK.fullmatch(after) is not None or re.match(rf"\s*{_SEPARATOR}", after) is not None
        whole = bare and _CLOCK.fullmatch(after) is not None
        if whole or (not alone and closed and (bare or labelled) and not line.endswith((".", "!", "?"))):
            return _day(found, code)
    return None


def _of_dateline(line: str, code: str) -> date | None:
    """The date of "Zaragoza, 25 de noviembre de 2025. La empresa ha …"."""
    for found in _dates(code).finditer(line[:_LONGEST_LINE]):
        place = re.fullmatch(r"(?P<place>[^.;:!?“”«»]{2,60}?),?\s+", line[: found.start()])
        closes = re.match(r",?\s*(?:\([^()\n]{2,40}\)\s*)?(?:[.:/]|\.?\s?[–—-]+)\s*\S", line[found.end() :])
        if place is not None and closes is not None and _is_place(place["place"]):
            return _day(found, code)
    return None


def _is_place(words: str) -> bool:
    """Capitalised throughout, but for small words."""
    return _PLACE.fullmatch(words) is not None and all(w.strip("(")[:1].isupper() or len(w) < 4 for w in words.split())


def _words(before: str, code: str) -> list[str]:
    """What stands before a date in its line, without weekday and small words ("on", "den", "le")."""
    weekdays = _weekdays(code)
    words = [word.strip(",.:;(|·•–—- ").casefold() for word in before.split()]
    return [word for word in words if word and word not in weekdays and len(word) > 3]


@cache
def _dates(code: str) -> re.Pattern[str]:
    month = "|".join(re.escape(name) for name in sorted(months(code), key=len, reverse=True))
    of = r"(?:\s(?:de|del|of))?"
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?<![\w.])(?:(?P<iso>{year}-\d\d-\d\d)(?=\b|T)"
        rf"|(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|[.º])?{of}[\s-](?P<m>{month})\.?,?{of}[\s-](?P<y>{year}|\d\d(?!\d|\s?[:.h]\d))"
        rf"|(?P<m2>{month})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>{year})"
        rf"|(?P<n1>\d{{1,2}})(?P<sep>[./-])(?P<n2>\d{{1,2}})(?P=sep)(?P<y3>{year}))(?!\w|[.,]\d)",
        re.IGNORECASE,
    )


def _day(found: re.Match[str], code: str) -> date | None:
    groups = found.groupdict()
    try:
        if groups["iso"]:
            return date.fromisoformat(groups["iso"])
        if groups["n1"]:
            return _in_figures(int(groups["n1"]), int(groups["n2"]), int(groups["y3"]), code)
        year, month, day = (groups[name] or groups[f"{name}2"] for name in "ymd")
        return date(_full(int(year)), months(code)[month.casefold()], int(day))
    except ValueError:
        return None


def _in_figures(first: int, second: int, year: int, code: str) -> date | None:
    """Day and month in the language's order; in English, which has two, only where one of them cannot be a month."""
    if first > 12 or second > 12 or first == second:
        return date(year, min(first, second), max(first, second))
    if code.partition("-")[0] in {"en", "und"}:
        return None
    return date(year, second, first)


def _full(year: int) -> int:
    if year > 99:
        return year
    return year + (2000 if year < _CENTURY else 1900)


@cache
def _weekdays(code: str) -> frozenset[str]:
    try:
        formats = Locale.parse(code, sep="-").days["format"]
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(
        name.casefold().rstrip(".") for width in ("wide", "abbreviated") for name in formats[width].values()
    )
