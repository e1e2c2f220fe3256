"""Stretches of text: what of a sorted sequence stands at one, found by bisection, and where their words begin."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar

from kg.model import Span

__all__ = ["inside", "is_symbol", "near", "starting", "trimmed"]


class Spanned(Protocol):
    """Whatever stands at a stretch of the text."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


_T = TypeVar("_T", bound=Spanned)


def is_symbol(char: str) -> bool:
    """Whether a character is no part of any word: an emoji, or one that only steers how others are shown."""
    return unicodedata.category(char) in {"So", "Sk", "Cf", "Mn"}


def _start(thing: Spanned) -> int:
    return thing.span.start


def starting(things: Sequence[_T], span: Span) -> Sequence[_T]:
    """Those that begin in the stretch; `things` are sorted by where they begin."""
    return things[bisect_left(things, span.start, key=_start) : bisect_left(things, span.end, key=_start)]


def inside(things: Sequence[_T], span: Span) -> list[_T]:
    """Those that lie in the stretch with all their length."""
    return [thing for thing in starting(things, span) if thing.span.end <= span.end]


def near(things: Sequence[_T], span: Span) -> Sequence[_T]:
    """Those that begin in the stretch and the one before: where none overlap, all that could touch it."""
    first = bisect_left(things, span.start, key=_start)
    return things[max(0, first - 1) : bisect_left(things, span.end, key=_start)]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without the white space at its ends; None when there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
