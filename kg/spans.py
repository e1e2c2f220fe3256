"""What of a sorted sequence stands at a stretch of the text, found by bisection: no scan of a whole document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar

from kg.model import Span

__all__ = ["inside", "near", "starting"]


class Spanned(Protocol):
    """Whatever stands at a stretch of the text."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


_T = TypeVar("_T", bound=Spanned)


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
