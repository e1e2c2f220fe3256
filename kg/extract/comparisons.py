"""Comparisons in the words of claims: who is said to be ahead of whom, and by how much."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.modality import amounts, negates
from kg.languages import ComparisonPattern, Language, MeasurePattern
from kg.model import Claim, Comparison, Entity, Link, Span
from kg.patterns import View
from kg.phrases import Phrases
from kg.vocabulary import vocabulary

__all__ = ["Comparisons"]

_NEVER_COMPARED = {"Technology", "Policy"}
_CLAUSE = re.compile(r"[,;:–—.!?]")
Margin = tuple[Span | None, str | None, str | None]


class Comparisons:
    """Finds the comparisons that the claims of one document make."""

    def __init__(self, links: Sequence[Link], language: Language, phrases: Phrases) -> None:
        self.links, self.language, self.phrases = links, language, phrases

    def of(self, claim: Claim) -> tuple[Comparison, ...]:
        """The comparisons in a claim's words, in order; the first pattern that fits a stretch wins."""
        return tuple(sorted({found for span in claim.evidence for found in self._in_stretch(claim, span)}))

    def _in_stretch(self, claim: Claim, span: Span) -> Iterator[Comparison]:
        view = self.phrases.plain_view(span)
        taken: list[tuple[int, int]] = []
        for pattern in self.language.comparing.patterns.fitting(view.text):
            for match in pattern.pattern.finditer(view.text):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                comparison = self._comparison(claim, view, match, pattern)
                if comparison is not None:
                    taken.append(match.span())
                    yield comparison

    def _comparison(
        self, claim: Claim, view: View, match: re.Match[str], pattern: ComparisonPattern
    ) -> Comparison | None:
        ones, others = (self._side(view, match, group, claim.speakers) for group in ("one", "other"))
        others = tuple(entity for entity in others if entity not in ones)
        words, low, high = self._margin(view, match)
        evidence = view.span(*match.span())
        if evidence is None or not ones or (not others and "other" in match.re.groupindex):
            return None
        if words is None and others and _sort(ones[0]) != _sort(others[0]):
            return None
        return Comparison(
            evidence=evidence,
            subjects=ones,
            direction=pattern.direction,
            others=others,
            rule=pattern.name,
            margin=words,
            margin_min=low,
            margin_max=high,
            negated=claim.negated or negates(_clause(view.text, match), self.language),
        )

    def _side(self, view: View, match: re.Match[str], group: str, speakers: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """What a group names: things, else the country of an adjective or a noun, else the speakers themselves."""
        if group not in match.re.groupindex:
            return ()
        if group == "one" and match["country"]:
            return self._country_before(view.spans[match.start(group)][0])
        links = [link for link in _unpossessed(view, match, group) if link.entity.kind not in _NEVER_COMPARED]
        named = [link for link in links if not link.adjective]
        return tuple(dict.fromkeys(link.entity for link in named or links)) or speakers

    def _country_before(self, start: int) -> tuple[Entity, ...]:
        """The country that is named last before a place in the text."""
        before = range(bisect_left(self.links, start, key=lambda link: link.span.start) - 1, -1, -1)
        countries = (self.links[at] for at in before)
        return next(((k.entity,) for k in countries if k.entity.kind == "Country" and not k.adjective), ())

    def _margin(self, view: View, match: re.Match[str]) -> Margin:
        """By how much, told in the match; a time within which something is to happen is no margin."""
        horizons = [found for _, found in self._found("horizon", self.language.measures, view, match)]
        for pattern, found in self._found("margin", self.language.comparing.margins, view, match):
            if not any(self._is_within(found, horizon) for horizon in horizons):
                return view.span(*found.span()), *amounts(found, pattern, self.language)
        return None, None, None

    def _is_within(self, margin: re.Match[str], horizon: re.Match[str]) -> bool:
        """Whether the amount is that of a horizon: "within two years", but not "a lead of two years"."""
        before = horizon.string[horizon.start() : margin.start()].strip()
        overlap = horizon.start() < margin.start() < horizon.end()
        return overlap and before.casefold() not in self.language.words["of"]

    def _found(
        self, kind: str, patterns: Sequence[MeasurePattern], view: View, match: re.Match[str]
    ) -> Iterator[tuple[MeasurePattern, re.Match[str]]]:
        for pattern in patterns:
            if pattern.kind == kind:
                for found in pattern.regex.finditer(view.text, match.start(), match.end()):
                    yield pattern, found


def _unpossessed(view: View, match: re.Match[str], group: str) -> Iterator[Link]:
    """The links of a group, of "Huawei's Ascend 910C" the last only."""
    start, end = match.span(group)
    units = {at: unit for at, unit in view.units.items() if start <= at < end and unit.link is not None}
    for at, unit in units.items():
        next_at = min((other for other in units if other > at), default=None)
        owns = unit.genitive and next_at is not None and "," not in view.text[at:next_at]
        if unit.link is not None and not owns:
            yield unit.link


def _sort(entity: Entity) -> bool:
    """Whether it is something made; a maker is compared to a maker."""
    return vocabulary().is_a(entity.kind, "Product")


def _clause(text: str, match: re.Match[str]) -> str:
    """The match with what stands before it in its clause."""
    start = max((found.end() for found in _CLAUSE.finditer(text, 0, match.start())), default=0)
    return text[start : match.end()]
