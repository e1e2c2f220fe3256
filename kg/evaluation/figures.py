"""Right, spurious and missed, counted by aspect and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Aspect", "Difference", "Figure", "Score"]


class Aspect(StrEnum):
    """What is scored, and what counts as right.

    The first four are counted over all that is found and all that is in the gold. Those below ATTRIBUTED are counted
    over the claims that were found, except SPEAKERS_UNNAMED and QUOTATIONS, which are counted over all.
    """

    ENTITIES = "entities"  # a name in common and a class that a careful reader accepts
    RELATIONS = "relations"  # the same relation between the same things
    CLAIMS = "claims"  # at least half of the characters in common
    ATTRIBUTED = "attributed claims"  # and the right speaker
    SPEAKERS_UNNAMED = "speakers by pronoun or description"  # the right person or body behind "she", "the company"
    QUOTATIONS = "direct quotations"
    REPORTERS = "reporters"
    ABOUT = "about"
    PROBABILITIES = "probabilities"  # both bounds
    HORIZONS = "horizons"  # the longest, and the shortest where the gold has one
    HEDGED = "hedged"
    NEGATED = "negated"
    OPTIONAL = "optional entities"  # technologies and policies, which count when found but not when missed


class _Outcome(StrEnum):
    RIGHT = "right"
    SPURIOUS = "spurious"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Figure:
    """Numbers of what is right, what should not be there, and what is missing."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 when nothing was found."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 when there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def counted(self) -> int:
        """How many there are, right and wrong."""
        return self.right + self.spurious + self.missed


@dataclass(frozen=True, order=True, slots=True)
class Difference:
    """Something that gold and graph do not agree on: `sign` is "-" for missed, "+" for spurious, "~" for wrong."""

    document: str
    aspect: Aspect
    sign: str
    words: str


class Score:
    """What was counted; scores add up."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Aspect, str, _Outcome]] = Counter()
        self.differences: list[Difference] = []

    def right(self, aspect: Aspect, kind: str = "", times: int = 1) -> None:
        """Count something right."""
        self._counts[aspect, kind, _Outcome.RIGHT] += times

    def spurious(self, aspect: Aspect, kind: str = "", times: int = 1) -> None:
        """Count something that the gold does not have."""
        self._counts[aspect, kind, _Outcome.SPURIOUS] += times

    def missed(self, aspect: Aspect, kind: str = "", times: int = 1) -> None:
        """Count something that only the gold has."""
        self._counts[aspect, kind, _Outcome.MISSED] += times

    def compare(self, aspect: Aspect, wanted: bool, found: bool) -> None:
        """Count a mark that the gold sets or does not, and so does the graph."""
        if wanted or found:
            count = self.right if wanted and found else self.missed if wanted else self.spurious
            count(aspect)

    def differ(self, document: str, aspect: Aspect, sign: str, words: str) -> None:
        """Keep a difference to show."""
        self.differences.append(Difference(document, aspect, sign, words))

    def add(self, other: Score) -> None:
        """Take in what another score counted."""
        self._counts.update(other._counts)
        self.differences += other.differences

    def figure(self, aspect: Aspect, kind: str | None = None) -> Figure:
        """The numbers of an aspect: of a kind of it, or of all."""
        return Figure(*(self._sum(aspect, kind, outcome) for outcome in _Outcome))

    def kinds(self, aspect: Aspect) -> tuple[str, ...]:
        """The kinds that were counted, sorted."""
        return tuple(sorted({kind for counted, kind, _ in self._counts if counted is aspect and kind}))

    def _sum(self, aspect: Aspect, kind: str | None, outcome: _Outcome) -> int:
        found: Iterable[tuple[Aspect, str, _Outcome]] = self._counts
        return sum(self._counts[key] for key in found if key[::2] == (aspect, outcome) and kind in {None, key[1]})
