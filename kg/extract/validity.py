"""Since when and until when a relation holds, where its own clause says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.statements import Stating
from kg.extract.times import Time, times
from kg.model import Statement
from kg.patterns import GENITIVE

__all__ = ["Stretch", "dated"]

_EVENTS = frozenset({"founded", "investsIn", "issues", "permits", "restricts", "suppliesTo", "develops"})
"""Relations that a clause with a verb begins: "in 2023 imposed"; the others may have held long before."""
_BREAK = re.compile(r"[,;:.!?–—()]\s|\s[–—]\s|[()]")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in a view a relation is stated, and where the names of its ends stand."""

    start: int
    end: int
    ends: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, match: re.Match[str]) -> Stretch:
        """The stretch of a match of a relation's pattern; one of the ends may lie outside it."""
        names = [name for name in ("subject", "object") if name in match.re.groupindex]
        return cls(match.start(), match.end(), [match.span(name) for name in names])


def dated(statements: Iterable[Statement], text: str, stretch: Stretch, where: Stating) -> Iterator[Statement]:
    """The statements made at a stretch of a view's `text`, with the times that its clause tells."""
    told: list[Time] | None = None
    verb = _has_verb(text, stretch, where)
    for statement in statements:
        if told is None:
            told = _told(text, stretch, where)
        begun = verb and statement.predicate in _EVENTS and statement.role is None
        times_of_it = [time for time in told if begun or (verb and _is_behind(time, text, stretch))]
        begins = [time.first for time in times_of_it if time.bound == "since" or (begun and time.bound in {"", "at"})]
        ends = [time.last for time in times_of_it if time.bound == "until"]
        yield replace(
            statement,
            valid_from=begins[0] if len(begins) == 1 else None,
            valid_until=ends[0] if len(ends) == 1 else None,
        )


def _told(text: str, stretch: Stretch, where: Stating) -> list[Time]:
    """The times of the stretch's clause; one that opens the sentence belongs to it, comma or not."""
    start = max((found.end() for found in _BREAK.finditer(text, 0, stretch.start)), default=0)
    following = _BREAK.search(text, stretch.end)
    end = following.start() if following is not None else len(text)
    told = times(text[:end], where.language, where.issued)
    return [time for time in told if time.span.start >= start or _opens(text, time, stretch)]


def _opens(text: str, time: Time, stretch: Stretch) -> bool:
    return not text[: time.span.start].strip() and text[time.span.end : stretch.start].strip() == ","


def _is_behind(time: Time, text: str, stretch: Stretch) -> bool:
    """Whether the time stands right behind the two ends: "CEO of X since 2011"."""
    last = max(end for _, end in stretch.ends)
    return time.span.start >= last and not text[last : time.span.start].strip(f" ,{GENITIVE}")


def _has_verb(text: str, stretch: Stretch, where: Stating) -> bool:
    """Whether more than small words stands between the two ends, so that a time of the clause is that of a deed."""
    if len(stretch.ends) < 2:
        return True
    first, last = sorted(stretch.ends)
    small = {word for name in ("det", "of", "modifiers", "at", "in") for word in where.language.words[name]}
    return any(word.casefold() not in small for word in _WORD.findall(text, first[1], last[0]))
