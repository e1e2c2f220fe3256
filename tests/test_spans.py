"""What of a sorted sequence stands at a stretch of the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Sentence, Span
from kg.spans import inside, near, starting

bounds = st.lists(st.integers(0, 60), min_size=2, max_size=20, unique=True).map(sorted)
stretches = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def apart(edges: list[int]) -> list[Sentence]:
    """Things that do not overlap, sorted."""
    return [Sentence(Span(a, b), 0) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@settings(deadline=None)
@given(bounds, stretches)
def test_inside_is_all_that_the_stretch_contains(edges: list[int], span: Span) -> None:
    """What lies inside a stretch is what a scan of everything would find."""
    things = apart(edges)
    assert inside(things, span) == [thing for thing in things if span.contains(thing.span)]


@settings(deadline=None)
@given(bounds, stretches)
def test_starting_is_all_that_begins_in_the_stretch(edges: list[int], span: Span) -> None:
    """What starts in a stretch may end beyond it."""
    things = apart(edges)
    assert list(starting(things, span)) == [thing for thing in things if span.start <= thing.span.start < span.end]


@settings(deadline=None)
@given(bounds, stretches)
def test_near_has_all_that_overlaps(edges: list[int], span: Span) -> None:
    """Nothing that overlaps a stretch is missing from what is near it."""
    things = apart(edges)
    assert {thing for thing in things if thing.span.overlaps(span)} <= set(near(things, span))
