"""Times in words: the months as CLDR names them, and the optional table `[dates]` of a language file.

`since`, `until`, `by` and `at` are the words before a time that say what it bounds; `early`, `middle` and `late` name a
part of a year. `relative` are times told from the document's date: a pattern, its unit and how many units away it is;
with the group `count` that many times as far, with `part` only after a word for a part ("the end of the decade").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from babel.core import Locale, UnknownLocaleError

from kg.errors import DataError
from kg.languages.entries import refuse_unknown
from kg.languages.model import TimePattern, TimeWords

__all__ = ["UNITS", "months", "time_words"]

UNITS = frozenset({"day", "week", "month", "year", "decade"})
_LISTS = ("since", "until", "by", "at", "early", "middle", "late")
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er|:a|:e|[.º])?"


@cache
def months(code: str) -> Mapping[str, int]:
    """Month names and their abbreviations, folded and without full stop -> number; English ones in every language."""
    names: dict[str, int] = {"sept": 9}
    for locale in ("en", code):
        try:
            formats = Locale.parse(locale, sep="-").months["format"]
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            names |= {name.casefold().rstrip("."): number for number, name in formats[width].items()}
    return MappingProxyType({name: number for name, number in names.items() if not name[:1].isdigit()})


def time_words(table: Mapping[str, Any], code: str) -> TimeWords:
    """The table `[dates]` of a language file. Raises DataError for what does not fit."""
    refuse_unknown(table, {*_LISTS, "relative"}, "dates")
    relative = tuple(_relative(entry) for entry in table.get("relative", ()))
    names = months(code)
    lists = {name: rf"(?P<{name}>{_any(table.get(name, ()))})" for name in _LISTS}
    bound = "|".join(lists[name] for name in ("since", "until", "by", "at"))
    part = "|".join(lists[name] for name in ("early", "middle", "late"))
    month = _any(names)
    told = "|".join(re.sub(r"\?P<count>", "?:", entry.regex.pattern) for entry in relative) or "(?!)"
    of = r"(?:\s+(?:de|del|of))?"
    dated = (
        rf"(?P<day>{_DAY}){of}\s+(?P<day_month>{month})\.?(?:,?{of}\s+(?P<day_year>{_YEAR}))?"
        rf"|(?P<first_month>{month})\.?\s+(?P<second_day>{_DAY}),?\s+(?P<third_year>{_YEAR})"
        rf"|(?P<month>{month})(?:\.?,?{of}\s+(?:(?P<month_year>{_YEAR})|(?P<month_told>{told})))?"
        rf"|(?P<told>{told})|(?P<year>{_YEAR})"
    )
    regex = rf"(?<![\w-])(?:(?:{bound})\s+)?(?:(?:{part})[\s-]+)?(?:{dated})(?![\w-]|[.,]\d)"
    return TimeWords(names, relative, re.compile(regex, re.IGNORECASE))


def _relative(entry: Mapping[str, Any]) -> TimePattern:
    refuse_unknown(entry, {"pattern", "unit", "offset", "part", "example"}, "dates.relative")
    if entry["unit"] not in UNITS:
        raise DataError(f"no such unit {entry['unit']}", "dates.relative")
    source = re.sub(" ", r"\\s+", entry["pattern"].replace("{number}", r"\d{1,3}|[^\W\d_]+"))
    regex = re.compile(source, re.IGNORECASE)
    return TimePattern(regex, entry["unit"], entry["offset"], bool(entry.get("part", False)), entry["example"])


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) or "(?!)"
