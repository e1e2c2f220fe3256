"""Whether the claims of a graph are those of the gold: the same words, the same speaker, the same shades."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.evaluation.entities import Found
from kg.evaluation.figures import Aspect, Score
from kg.evaluation.gold import Gold, GoldClaim
from kg.evaluation.names import normalised
from kg.lookup import ClaimRecord, Thing

__all__ = ["score_claims"]

_ENOUGH = 0.5  # of the code points of both together
_LONG_WORD = 4  # letters, where words tell the speaker
_SHOWN = 70  # code points of a claim


def score_claims(gold: Gold, found: Mapping[str, Found], claims: Sequence[ClaimRecord], score: Score) -> None:
    """Count the claims, each found one for at most one of the gold."""
    judge = _Judge(gold, found, score)
    left = list(claims)
    for wanted in gold.claims:
        best, overlap = _best(wanted, left)
        if best is None or overlap < _ENOUGH:
            judge.miss(wanted, overlap)
            continue
        left.remove(best)
        judge.match(wanted, best)
    for claim in left:
        judge.spurious(claim)


def _best(wanted: GoldClaim, claims: Sequence[ClaimRecord]) -> tuple[ClaimRecord | None, float]:
    """The claim with the largest overlap, the first of several, and that overlap: intersection over union."""
    best, most = None, 0.0
    for claim in claims:
        own = {at for place in claim.places for at in range(place.start, place.end)}
        words = set(range(wanted.span.start, wanted.span.end))
        overlap = len(own & words) / len(own | words)
        if overlap > most:
            best, most = claim, overlap
    return best, most


class _Judge:
    def __init__(self, gold: Gold, found: Mapping[str, Found], score: Score) -> None:
        self.gold, self.found, self.score = gold, found, score

    def miss(self, wanted: GoldClaim, overlap: float) -> None:
        self.score.missed(Aspect.CLAIMS)
        self.score.missed(Aspect.ATTRIBUTED)
        if wanted.mode == "direct":
            self.score.missed(Aspect.QUOTATIONS)
        if self._is_unnamed(wanted):
            self.score.missed(Aspect.SPEAKERS_UNNAMED)
        who = wanted.speaker or wanted.label
        self._differ(Aspect.CLAIMS, "-", f"[{who}] {self._words(wanted)} (best overlap {overlap:.2f})")

    def spurious(self, claim: ClaimRecord) -> None:
        for aspect in (Aspect.CLAIMS, Aspect.ATTRIBUTED):
            self.score.spurious(aspect)
        if claim.mode == "Direct":
            self.score.spurious(Aspect.QUOTATIONS)
        self._differ(Aspect.CLAIMS, "+", f"[{_speaker(claim)}] “{claim.text[:_SHOWN]}”")

    def match(self, wanted: GoldClaim, claim: ClaimRecord) -> None:
        self.score.right(Aspect.CLAIMS)
        if claim.mode == "Direct":
            self.score.right(Aspect.QUOTATIONS)
        self._attribution(wanted, claim)
        if any(bound is not None for bound in wanted.probability):
            bounds = tuple(None if bound is None else float(bound) for bound in claim.probability)
            self._hit(Aspect.PROBABILITIES, wanted.probability == bounds, wanted, f"{bounds}, not {wanted.probability}")
        if wanted.horizon:
            right = _same_horizon(wanted.horizon, claim.horizon)
            self._hit(Aspect.HORIZONS, right, wanted, f"{claim.horizon}, not {wanted.horizon}")
        if not self.gold.speaker_by_words:
            self._ties(wanted, claim)
        for aspect, want, have in (
            (Aspect.HEDGED, wanted.hedged, claim.hedged),
            (Aspect.NEGATED, wanted.negated, claim.negated),
        ):
            self.score.compare(aspect, want, have)
            if want != have:
                self._differ(aspect, "-" if want else "+", self._words(wanted))

    def _attribution(self, wanted: GoldClaim, claim: ClaimRecord) -> None:
        right = self._right_speaker(wanted, claim)
        if right:
            self.score.right(Aspect.ATTRIBUTED)
        else:
            self.score.missed(Aspect.ATTRIBUTED)
            self.score.spurious(Aspect.ATTRIBUTED)
            who = f"[{_speaker(claim)}], not [{wanted.speaker or wanted.label}]"
            self._differ(Aspect.ATTRIBUTED, "~", f"{who}: {self._words(wanted)}")
        if self._is_unnamed(wanted):
            (self.score.right if right else self.score.missed)(Aspect.SPEAKERS_UNNAMED)

    def _right_speaker(self, wanted: GoldClaim, claim: ClaimRecord) -> bool:
        names = self._names(claim.speakers)
        label = claim.speaker_label or ""
        if self.gold.speaker_by_words:
            words = wanted.label.casefold().split()
            said = set(" ".join([*names, label.casefold()]).split())
            alike = any(word in said for word in words if len(word) >= _LONG_WORD)
            return not words or alike or normalised(wanted.label) in {*names, normalised(label)}
        if wanted.speaker:
            return bool(names & self.gold.names(wanted.speaker))
        return not claim.speakers and bool(label)

    def _ties(self, wanted: GoldClaim, claim: ClaimRecord) -> None:
        """The reporter, and what the claim is about."""
        if wanted.reporter:
            right = bool(self._names(claim.reporters) & self.gold.names(wanted.reporter))
            self._hit(Aspect.REPORTERS, right, wanted, f"not [{wanted.reporter}]")
        hits = [
            {name for name in wanted.about if self.found[thing.iri].names & self.gold.names(name)}
            for thing in claim.about
        ]
        right_ones = set().union(*hits)
        self.score.right(Aspect.ABOUT, times=len(right_ones))
        self.score.missed(Aspect.ABOUT, times=len(wanted.about) - len(right_ones))
        self.score.spurious(Aspect.ABOUT, times=sum(not hit for hit in hits))

    def _hit(self, aspect: Aspect, right: bool, wanted: GoldClaim, words: str) -> None:
        (self.score.right if right else self.score.missed)(aspect)
        if not right:
            self._differ(aspect, "~", f"{words}: {self._words(wanted)}")

    def _is_unnamed(self, wanted: GoldClaim) -> bool:
        """Whether the text has a pronoun or a description where the speaker is a known person or body."""
        if wanted.speaker is None or self.gold.speaker_by_words:
            return False
        label = f" {normalised(wanted.label)} "
        return not any(f" {name} " in label for name in self.gold.names(wanted.speaker))

    def _names(self, things: Sequence[Thing]) -> set[str]:
        return {name for thing in things for name in self.found[thing.iri].names}

    def _words(self, wanted: GoldClaim) -> str:
        return f"“{wanted.span.of(self.gold.text)[:_SHOWN]}”"

    def _differ(self, aspect: Aspect, sign: str, words: str) -> None:
        self.score.differ(self.gold.id, aspect, sign, " ".join(words.split()))


def _same_horizon(wanted: str, found: tuple[str | None, str | None]) -> bool:
    """Whether the longest horizon agrees, and the shortest where the gold has one ("P3Y/P5Y"); a year is 12 months."""
    low, _, high = wanted.rpartition("/")
    return _months(high) == _months(found[1]) and (not low or _months(low) == _months(found[0]))


def _months(horizon: str | None) -> str | None:
    years = re.fullmatch(r"P(\d+)Y", horizon or "")
    return f"P{int(years[1]) * 12}M" if years else horizon


def _speaker(claim: ClaimRecord) -> str:
    return ", ".join(thing.label for thing in claim.speakers) or claim.speaker_label or "nobody"
