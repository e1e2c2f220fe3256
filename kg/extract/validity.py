"""Since when and until when a relation holds, where its own clause says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.statements import Stating
from kg.extract.times import Time, times
from kg.model import Statement
from kg.patterns import GENITIVE, View

__all__ = ["dated"]

_EVENTS = frozenset({"founded", "investsIn", "issues", "permits", "restricts", "suppliesTo", "develops"})
"""Relations that a clause with a verb begins: "in 2023 imposed"; the others may have held long before."""
_BREAK = re.compile(r"[,;:.!?–—()]\s|\s[–—]\s|[()]")
_WORD = re.compile(r"[^\W\d_]{3,}")


def dated(statements: Iterable[Statement], view: View, match: re.Match[str], where: Stating) -> Iterator[Statement]:
    """The statements of a match of a relation's pattern, with the times that its clause tells."""
    told: list[Time] | None = None
    verb = _has_verb(match, where)
    for statement in statements:
        if told is None:
            told = _told(view.text, match, where)
        begun = verb and statement.predicate in _EVENTS and statement.role is None
        times_of_it = [time for time in told if begun or (verb and _is_behind(time, match))]
        begins = [time.first for time in times_of_it if time.bound == "since" or (begun and time.bound in {"", "at"})]
        ends = [time.last for time in times_of_it if time.bound == "until"]
        yield replace(
            statement,
            valid_from=begins[0] if len(begins) == 1 else None,
            valid_until=ends[0] if len(ends) == 1 else None,
        )


def _told(text: str, match: re.Match[str], where: Stating) -> list[Time]:
    """The times of the match's clause; one that opens the sentence belongs to it, comma or not."""
    start = max((found.end() for found in _BREAK.finditer(text, 0, match.start())), default=0)
    following = _BREAK.search(text, match.end())
    end = following.start() if following is not None else len(text)
    told = times(text[:end], where.language, where.issued)
    return [time for time in told if time.span.start >= start or _opens(text, time, match)]


def _opens(text: str, time: Time, match: re.Match[str]) -> bool:
    return not text[: time.span.start].strip() and text[time.span.end : match.start()].strip() == ","


def _is_behind(time: Time, match: re.Match[str]) -> bool:
    """Whether the time stands right behind the two ends: "CEO of X since 2011"."""
    last = max(end for _, end in _ends(match))
    return time.span.start >= last and not match.string[last : time.span.start].strip(f" ,{GENITIVE}")


def _has_verb(match: re.Match[str], where: Stating) -> bool:
    """Whether more than small words stands between the two ends, so that a time of the clause is that of a deed."""
    ends = _ends(match)
    if len(ends) < 2:
        return True
    first, last = sorted(ends)
    small = {word for name in ("det", "of", "modifiers", "at", "in") for word in where.language.words[name]}
    return any(word.casefold() not in small for word in _WORD.findall(match.string, first[1], last[0]))


def _ends(match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the ends stand that the pattern names."""
    return [match.span(name) for name in ("subject", "object") if name in match.re.groupindex]
