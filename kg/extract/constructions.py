"""Constructions of attribution: a match of a language's pattern on a sentence's view -> a claim and its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.claim_words import ClaimWords, mostly_within
from kg.extract.floor import Floor, Found
from kg.languages import AttributionPattern, Language
from kg.model import Claim, Entity, Mode, Reading, Span
from kg.patterns import View
from kg.phrases import Phrases
from kg.vocabulary import vocabulary

__all__ = ["Constructions"]

_SENTENCE_END = re.compile(r"[.!?]\s+")
_INNER = 3
_SHORTEST_REST = 3
_TOLD = 2
"""Words before an outlet: at least a noun and a preposition."""
Credit = tuple[tuple[Entity, ...], tuple[Entity, ...], Span | None]


class Constructions:
    """Tries a language's attribution patterns on stretches of one document."""

    def __init__(self, reading: Reading, language: Language, phrases: Phrases) -> None:
        self.reading, self.language, self.phrases = reading, language, phrases
        self.text = reading.document.text
        self.words = ClaimWords(reading, language)
        self.floor = Floor(reading, language)
        self.ignored: list[Span] = []

    def claims(self, span: Span, number: int, found: Sequence[Found]) -> Iterator[Claim]:
        """The claims that constructions in a stretch of sentence `number` make, the first pattern that fits winning."""
        view = self.phrases.marked_view(span, self.language)
        taken: list[Span] = []
        made: list[Found] = []
        for pattern in self.language.attribution.fitting(view.text):
            for match in pattern.pattern.finditer(view.text):
                if pattern.ignored:
                    taken.extend(self._evidence(view, match, pattern) or [])
                    self.ignored.extend(taken)
                    continue
                claim = self._claim(view, match, pattern, number, [*found, *made])
                if claim is None or any(mostly_within(words, taken) for words in claim.evidence):
                    continue
                taken.extend(claim.evidence)
                nested = self._nested(claim, number, found)
                made.append(Found(nested, number))
                yield nested

    def speaker_inside(self, span: Span, number: int) -> Claim | None:
        """The claim of a tag inside a quotation: «Personne n'y croit, dit Anne Riou. Ni vous, ni moi.»."""
        for part in self._sentences(span):
            view = self.phrases.inner_view(part, self.language)
            for pattern in self.language.attribution.fitting(view.text):
                match = pattern.pattern.search(view.text)
                if match is None or pattern.previous or "speaker" not in match.re.groupindex:
                    continue
                claim = self._claim(view, match, pattern, number, ())
                if claim is not None and claim.speakers and claim.evidence[0].start == part.start:
                    return claim
        return None

    def _sentences(self, span: Span) -> Iterator[Span]:
        """The first sentences of a quotation, each with its end."""
        start = span.start
        for match in list(_SENTENCE_END.finditer(self.text, span.start, span.end))[:_INNER]:
            yield Span(start, match.start() + 1)
            start = match.end()
        if start < span.end:
            yield Span(start, span.end)

    def _claim(
        self, view: View, match: re.Match[str], pattern: AttributionPattern, number: int, found: Sequence[Found]
    ) -> Claim | None:
        evidence = self._previous(number, found) if pattern.previous else self._evidence(view, match, pattern)
        if not evidence:
            return None
        speakers, reporters, label = self._credited(view, match, evidence, self.floor.in_sentence(number, found))
        if label is None and not speakers:
            return None
        return Claim(
            evidence=tuple(evidence),
            mode=Mode.DIRECT if pattern.direct else self.words.mode(evidence),
            rule=pattern.name,
            speaker_label=label,
            speakers=speakers,
            reporters=reporters,
            attribution=view.span(*_attribution_span(match)),
            hedged=pattern.hedged,
            negated=pattern.negated,
        )

    # -- the words ------------------------------------------------------------------------------------------------

    def _previous(self, number: int, found: Sequence[Found]) -> list[Span] | None:
        """The sentence before, unless it has claims of its own."""
        if not number or any(earlier.sentence == number - 1 for earlier in found):
            return None
        before = self.reading.sentences[number - 1]
        span = self.words.trimmed(before.span.start, before.span.end)
        return [span] if before.block == self.reading.sentences[number].block and span is not None else None

    def _evidence(self, view: View, match: re.Match[str], pattern: AttributionPattern) -> list[Span] | None:
        if match.groupdict().get("quote"):
            quotation = view.units[match.start("quote")].quotation
            return [self.words.within(quotation)] if quotation is not None else None
        if not match.groupdict().get("claim"):
            return None
        start, end = match.span("claim")
        rest = view.group(match, "rest")
        if rest is not None and len(rest.of(self.text).strip(" .,")) > _SHORTEST_REST:
            end = match.end("rest")
        ends = self.language.regexes.get("claim_ends")
        cut = ends.search(view.text, start, end) if ends is not None else None
        if cut is not None and cut.start() > start + 20:
            end = cut.start()
        span = view.span(start, end)
        trimmed = self.words.trimmed(span.start, span.end) if span is not None else None
        if trimmed is None or len(trimmed) < _SHORTEST_REST:
            return None
        return [trimmed, *self._after_tag(view, match, pattern)]

    def _after_tag(self, view: View, match: re.Match[str], pattern: AttributionPattern) -> Iterator[Span]:
        """What a spoken line goes on with after its tag: "– A, säger X. B."."""
        if not pattern.direct or "rest" in match.re.groupindex:
            return
        after = re.compile(r"[.!?]\s+(?=\S)").search(view.text, match.end("claim"))
        span = view.span(after.end(), len(view.text)) if after is not None else None
        words = self.words.trimmed(span.start, span.end) if span is not None else None
        if words is not None:
            yield words

    # -- who said it ----------------------------------------------------------------------------------------------

    def _credited(
        self, view: View, match: re.Match[str], evidence: Sequence[Span], floor: tuple[tuple[Entity, ...], Span | None]
    ) -> Credit:
        """Speakers, reporters and the words for the speaker; the floor's holder where nobody is named."""
        named = [view.group(match, group) for group in ("speaker", "source", "reporter")]
        label = next((span for span in named if span is not None), None)
        speakers = self._actors(view, match, "speaker")
        reporters = self._reporters(view, match, evidence)
        pronoun = self.language.pronouns.get(label.of(self.text).casefold()) if label is not None else None
        if label is None or (not speakers and pronoun is not None):
            holders, held = floor
            plural = pronoun == "plural" and [h.kind for h in holders] == ["Person"]
            return () if plural else holders, reporters, label or held
        if not speakers and named[0] is None and named[1] is None:
            speakers = reporters
        if speakers and all(s.kind == "MediaOutlet" for s in speakers):
            reporters = speakers
        return speakers, reporters, self._label(label if speakers else self._without_outlet(label), view, match)

    def _without_outlet(self, label: Span) -> Span:
        """The words for unnamed sources without the outlet they told it: of "insiders to Reuters" the insiders."""
        outlet = next((k for k in self.words.links(label) if k.entity.kind == "MediaOutlet"), None)
        before = self.text[label.start : outlet.span.start].split() if outlet is not None else []
        if outlet is None or len(before) < _TOLD:
            return label
        end = self.text.rindex(before[-1], label.start, outlet.span.start)
        return self.words.trimmed(label.start, end) or label

    def _label(self, label: Span, view: View, match: re.Match[str]) -> Span:
        apposition = view.group(match, "apposition")
        if apposition is None or apposition.start != label.end:
            return label
        return self.words.trimmed(label.start, apposition.end) or label

    def _actors(self, view: View, match: re.Match[str], group: str) -> tuple[Entity, ...]:
        """The persons and bodies a group names; an unnamed group or a person of no name is none of them."""
        span = view.group(match, group)
        if span is None:
            return ()
        actor = match.groupdict().get("actor") if group == "speaker" else None
        unnamed = group == "speaker" and actor is None and "actor" in match.re.groupindex
        words = span.of(self.text)
        loose = unnamed and (self.language.has("group", words) or self.language.has("indefinite", words))
        if loose and not self.language.has("spokesperson", words):
            return ()
        links = [link for link in view.links(*match.span("actor" if actor else group)) if not link.adjective]
        return tuple(dict.fromkeys(k.entity for k in links if vocabulary().fits("Claim", "saidBy", k.entity.kind)))

    def _reporters(self, view: View, match: re.Match[str], evidence: Sequence[Span]) -> tuple[Entity, ...]:
        """The outlets named in the sentence outside the claim."""
        named = self._actors(view, match, "reporter")
        if named:
            return named
        links = [unit.link for unit in view.units.values() if unit.link is not None]
        outlets = [k for k in links if k.entity.kind == "MediaOutlet" and not any(s.overlaps(k.span) for s in evidence)]
        return tuple(dict.fromkeys(k.entity for k in outlets))

    def _nested(self, claim: Claim, number: int, found: Sequence[Found]) -> Claim:
        """As in "Reuters reported that Y said that Z": Y's claim, reported by Reuters."""
        if not claim.speakers or any(s.kind != "MediaOutlet" for s in claim.speakers) or len(claim.evidence) != 1:
            return claim
        view = self.phrases.marked_view(claim.evidence[0], self.language)
        for pattern in self.language.attribution.fitting(view.text):
            for match in pattern.pattern.finditer(view.text):
                if pattern.previous or pattern.ignored:
                    continue
                inner = self._claim(view, match, pattern, number, found)
                if inner is not None and inner.speakers != claim.speakers:
                    return replace(inner, reporters=claim.reporters)
        return claim


def _attribution_span(match: re.Match[str]) -> tuple[int, int]:
    """The part of a match that is not the claim, on the side where the speaker stands."""
    name = next((n for n in ("claim", "quote") if match.groupdict().get(n)), None)
    if name is None:
        return match.span()
    if "speaker" in match.re.groupindex and match.start(name) <= match.start("speaker") < match.end(name):
        return match.span("speaker")
    before, after = match.start(name) - match.start(), match.end() - match.end(name)
    return (match.start(), match.start(name)) if before > after else (match.end(name), match.end())
