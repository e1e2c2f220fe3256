"""A claim's words: where they begin and end, how they are reported, what they say of their own certainty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.dates import dateline_end
from kg.extract.modality import modality
from kg.extract.times import due
from kg.languages import Language
from kg.model import Claim, Entity, Link, Mode, Quotation, Reading, Span
from kg.spans import inside, is_symbol, near

__all__ = ["EDGES", "ClaimWords", "mostly_within"]

EDGES = " \u00a0\u202f\t\n,;:–—-"
_TIME_STAMP = re.compile(r"(?:[01]?\d|2[0-4])[.:h][0-5]\d(?: ?[a-z]{1,4})?(?:\s*[-–—:|])?\s+(?=[“„«\"]?[^\W\d_a-z])")
_CLOSING = '"”“»«’‘'


class ClaimWords:
    """Cuts and reads the words of claims in one document."""

    def __init__(self, reading: Reading, language: Language) -> None:
        self.reading, self.language = reading, language
        self.text = reading.document.text

    def trimmed(self, start: int, end: int) -> Span | None:
        """Without white space, commas and the final full stop; without marks when one quotation is all there is."""
        text = self.text
        while start < end and (text[start] in EDGES or is_symbol(text[start])):
            start += 1
        while start < end and text[end - 1] in EDGES + ".!?…":
            end -= 1
        for quotation in near(self.reading.quotations, Span(start, end)) if start < end else ():
            if start == quotation.outer.start and end == quotation.outer.end:
                return self.within(quotation)
            if end == quotation.outer.end and quotation.outer.start < start:
                end = quotation.span.end
        return Span(start, end) if start < end else None

    def within(self, quotation: Quotation) -> Span:
        """The quoted words without the comma or full stop that closes them."""
        start, end = quotation.span.start, quotation.span.end
        while end - 1 > start and self.text[end - 1] in ",.;" and self.text[end - 2] != ".":
            end -= 1
        return Span(start, end)

    def clauses(self, span: Span) -> Iterator[Span]:
        """The stretch without a dateline, time of day or emoji before it, cut at semicolons outside quotations."""
        begin = dateline_end(self.text, span.start) if self.text[span.start - 1 : span.start] == "\n" else span.start
        stamp = _TIME_STAMP.match(self.text, begin, span.end)
        begin = stamp.end() if stamp is not None else begin
        while begin < span.end - 1 and (is_symbol(self.text[begin]) or self.text[begin].isspace()):
            begin += 1
        span = Span(begin, span.end) if begin < span.end else span
        start = span.start
        for match in re.finditer(r";\s", span.of(self.text)):
            at = span.start + match.start()
            if not any(q.outer.start <= at < q.outer.end for q in near(self.reading.quotations, Span(at, at + 1))):
                yield Span(start, at + 1)
                start = span.start + match.end()
        if start < span.end:
            yield Span(start, span.end)

    def mode(self, evidence: Sequence[Span]) -> Mode:
        """Direct when a quotation is all of it, mixed when some of it is quoted."""
        quotes = [q for span in evidence for q in near(self.reading.quotations, span) if q.span.overlaps(span)]
        if not quotes:
            return Mode.INDIRECT
        whole = any(span in {q.span, self.within(q)} for q in quotes for span in evidence)
        return Mode.DIRECT if whole else Mode.MIXED

    def finished(self, claim: Claim) -> Claim:
        """The claim with its modality and what it is about."""
        margins = [comparison.margin for comparison in claim.comparisons if comparison.margin]
        words = " ".join(self._without([*margins, claim.attribution], span) for span in claim.evidence)
        said = modality(words, self.language, claim.negated)
        return replace(
            claim,
            about=self._about(claim),
            probability_min=said.probability_min,
            probability_max=said.probability_max,
            likelihood=said.likelihood,
            horizon_min=said.horizon_min,
            horizon_max=said.horizon_max,
            due=due(words, said.horizon_max, self.language, self.reading.document.issued),
            hedged=said.hedged or claim.hedged,
            negated=said.negated,
        )

    def _without(self, others: Sequence[Span | None], span: Span) -> str:
        """The words at a stretch but for those that credit them, or that say by how much one is ahead."""
        words, start = "", span.start
        for other in sorted(other for other in others if other is not None and span.contains(other)):
            words += self.text[start : other.start].rstrip(", –—")
            start = max(start, other.end)
        return words + self.text[start : span.end]

    def _about(self, claim: Claim) -> tuple[Entity, ...]:
        links = [link for span in claim.evidence for link in self.links(span)]
        named = {link.entity for link in links if not (link.anaphoric and link.entity.kind == "Person")}
        return tuple(sorted(e for e in named if e not in claim.speakers or e.kind != "Person"))

    def links(self, span: Span) -> list[Link]:
        """The links inside a stretch."""
        return inside(self.reading.links, span)


def mostly_within(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a third or more of the span is taken already."""
    shared = sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for other in taken)
    return shared * 3 > len(span)
