"""Claims: quotations and reported statements with whoever is credited with them.

The constructions are data (`[[attribution]]` in the language files). Here they are tried on the view of each sentence;
quotations that no construction claims go to whoever spoke last; a sentence that says "X reports that" names the source
of the sentence before; reported speech without a tag (German Konjunktiv) continues the claim before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.interviews import Turn, turns
from kg.extract.modality import modality
from kg.languages import AttributionPattern, Language
from kg.model import Claim, Entity, Link, Mode, Quotation, Reading, Sentence, Span
from kg.patterns import View
from kg.phrases import Phrases
from kg.vocabulary import vocabulary

__all__ = ["extract"]

_EDGES = " \u00a0\t\n,;:–—-"
_MARKS = '"“”„«»‘’'
_SPEECH_WORDS = 4
_DASH = re.compile(r"[–—]|-\s")


@dataclass(frozen=True, slots=True)
class _Found:
    """A claim with what later sentences need to know of it."""

    claim: Claim
    sentence: int
    region: Span


def extract(reading: Reading, language: Language) -> Iterator[Claim]:
    """The claims of a document, in order."""
    yield from _Reader(reading, language).run()


class _Reader:
    def __init__(self, reading: Reading, language: Language) -> None:
        self.reading, self.language = reading, language
        self.text = reading.document.text
        self.phrases = Phrases.of(self.text, reading.links, reading.quotations, language)
        self.turns = turns(reading, language)
        self.found: list[_Found] = []
        self.ignored: list[Span] = []

    def run(self) -> list[Claim]:
        """All claims, each with its modality and what it is about."""
        answers = [turn for turn in self.turns if not turn.question]
        for turn in answers:
            self._answer(turn)
        for number, sentence in enumerate(self.reading.sentences):
            if any(turn.words.overlaps(sentence.span) for turn in answers):
                continue
            view = self.phrases.view(sentence.span)
            before = len(self.found)
            for part in self._clauses(sentence.span):
                self._constructions(self.phrases.marked_view(part, self.language), number)
            self._loose_quotations(view, number, sentence)
            if len(self.found) == before:
                self._continued(view, number, sentence)
        return [self._finished(found.claim) for found in sorted(self.found, key=lambda f: f.claim.evidence)]

    def _answer(self, turn: Turn) -> None:
        """An interviewee's turn is one direct claim, its paragraphs included."""
        span = self._trimmed(turn.words.start, turn.words.end)
        if span is None or turn.speaker is None:
            return
        claim = Claim(
            evidence=(span,), mode=Mode.DIRECT, rule="interview-answer", speaker_label=turn.label, speakers=(turn.speaker,)
        )
        self.found.append(_Found(claim, -1, span))

    def _clauses(self, span: Span) -> Iterator[Span]:
        """The sentence cut at semicolons outside quotations."""
        start = span.start
        for match in re.finditer(r";\s", span.of(self.text)):
            at = span.start + match.start()
            if not any(q.outer.start <= at < q.outer.end for q in self.reading.quotations):
                yield Span(start, at + 1)
                start = span.start + match.end()
        if start < span.end:
            yield Span(start, span.end)

    # -- constructions ------------------------------------------------------------------------------------------------------

    def _constructions(self, view: View, number: int) -> None:
        taken: list[Span] = []
        for pattern in self.language.attribution:
            for match in pattern.regex.finditer(view.text):
                made = self._claim(view, match, pattern, number)
                if pattern.ignored:
                    taken.extend(self._ignored(view, match))
                    continue
                if made is None or any(_mostly_within(span, taken) for span in made.evidence):
                    continue
                taken.extend(made.evidence)
                self.found.append(_Found(self._nested(made, number), number, self.reading.sentences[number].span))

    def _claim(
        self, view: View, match: re.Match[str], pattern: AttributionPattern, number: int
    ) -> Claim | None:
        evidence = self._previous(number) if pattern.previous else self._evidence(view, match)
        if evidence is None:
            return None
        speakers, reporters, label = self._credited(view, match, evidence, number)
        if label is None and not speakers:
            return None
        return Claim(
            evidence=tuple(evidence),
            mode=Mode.DIRECT if pattern.direct else self._mode(evidence),
            rule=pattern.name,
            speaker_label=label,
            speakers=speakers,
            reporters=reporters,
            attribution=view.span(*_attribution_span(match)),
            negated=pattern.negated,
        )

    def _credited(
        self, view: View, match: re.Match[str], evidence: Sequence[Span], number: int
    ) -> tuple[tuple[Entity, ...], tuple[Entity, ...], Span | None]:
        """Speakers, reporters and the words for the speaker; who holds the floor where the construction names nobody."""
        named = [view.group(match, group) for group in ("speaker", "source", "reporter")]
        label = next((span for span in named if span is not None), None)
        speakers = self._actors(view, match, "speaker")
        reporters = self._reporters(view, match, evidence)
        if label is None or (not speakers and label.of(self.text).casefold() in self.language.pronouns):
            holders, held = self._floor(number)
            return holders, reporters, label or held
        if not speakers and named[0] is None and named[1] is None:
            speakers = reporters
        if speakers and all(s.kind == "MediaOutlet" for s in speakers):
            reporters = speakers
        return speakers, reporters, self._label(label, view, match)

    def _floor(self, number: int) -> tuple[tuple[Entity, ...], Span | None]:
        last = self.found[-1] if self.found else None
        if last is not None and last.sentence == number:
            return last.claim.speakers, last.claim.speaker_label
        return self._current_speaker(number)

    def _ignored(self, view: View, match: re.Match[str]) -> list[Span]:
        """Words that the construction marks as nobody's claim, such as the interviewer's question."""
        spans = self._evidence(view, match) or []
        self.ignored.extend(spans)
        return spans

    def _previous(self, number: int) -> list[Span] | None:
        """The sentence before, unless it has claims of its own."""
        if not number or any(found.sentence == number - 1 for found in self.found):
            return None
        before = self.reading.sentences[number - 1]
        span = self._trimmed(before.span.start, before.span.end)
        return [span] if before.block == self.reading.sentences[number].block and span is not None else None

    def _evidence(self, view: View, match: re.Match[str]) -> list[Span] | None:
        if "quote" in match.re.groupindex and match.start("quote") >= 0:
            unit = view.units[match.start("quote")]
            return [self._within(unit.quotation)] if unit.quotation is not None else None
        start, end = match.span("claim")
        if "rest" in match.re.groupindex and match.group("rest") and len(match.group("rest").strip(" .,")) > 3:
            end = match.end("rest")
        if (
            "claim_ends" in self.language.regexes
            and (cut := self.language.regexes["claim_ends"].search(view.text, start, end)) is not None
        ):
            end = cut.start() if cut.start() > start + 20 else end
        span = view.span(start, end)
        trimmed = self._trimmed(span.start, span.end) if span is not None else None
        return [trimmed] if trimmed is not None and len(trimmed) > 2 else None

    def _trimmed(self, start: int, end: int) -> Span | None:
        """Without white space, commas and the final full stop; without marks when one quotation is all there is."""
        text = self.text
        while start < end and text[start] in _EDGES:
            start += 1
        while start < end and text[end - 1] in _EDGES + ".!?…":
            end -= 1
        for quotation in self.reading.quotations:
            if start == quotation.outer.start and end == quotation.outer.end:
                return self._within(quotation)
        if start < end and text[end - 1] in _MARKS and end - start > 1:
            end -= 1
        return Span(start, end) if start < end else None

    def _within(self, quotation: Quotation) -> Span:
        """The quoted words without the comma or full stop that closes them."""
        start, end = quotation.span.start, quotation.span.end
        while end - 1 > start and self.text[end - 1] in ",.;" and self.text[end - 2] not in ".":
            end -= 1
        return Span(start, end)

    def _label(self, label: Span, view: View, match: re.Match[str]) -> Span:
        apposition = view.group(match, "apposition")
        return (
            label
            if apposition is None or apposition.start != label.end
            else self._trimmed(label.start, apposition.end) or label
        )

    def _actors(self, view: View, match: re.Match[str], group: str) -> tuple[Entity, ...]:
        if group not in match.re.groupindex or match.start(group) < 0:
            return ()
        inner = "actor" if group == "speaker" and match.groupdict().get("actor") else group
        links = [link for link in view.links(*match.span(inner)) if not link.adjective]
        span = view.group(match, group)
        words = span.of(self.text) if span is not None else ""
        if group == "speaker" and not match.groupdict().get("actor") and self.language.has("group", words):
            if not self.language.has("spokesperson", words):
                return ()
        return tuple(
            dict.fromkeys(link.entity for link in links if vocabulary().fits("Claim", "saidBy", link.entity.kind))
        )

    def _reporters(self, view: View, match: re.Match[str], evidence: Sequence[Span]) -> tuple[Entity, ...]:
        """The outlets named in the sentence outside the claim."""
        named = self._actors(view, match, "reporter")
        if named:
            return named
        outlets = [
            unit.link.entity
            for unit in view.units.values()
            if unit.link is not None
            and unit.link.entity.kind == "MediaOutlet"
            and not any(span.overlaps(unit.span) for span in evidence)
        ]
        return tuple(dict.fromkeys(outlets))

    def _mode(self, evidence: Sequence[Span]) -> Mode:
        quotes = [q for q in self.reading.quotations for span in evidence if q.span.overlaps(span)]
        if not quotes:
            return Mode.INDIRECT
        return (
            Mode.DIRECT if any(span in (q.span, self._within(q)) for q in quotes for span in evidence) else Mode.MIXED
        )

    def _nested(self, claim: Claim, number: int) -> Claim:
        """ "Reuters reported that Y said that Z": Y's claim, reported by Reuters."""
        if not claim.speakers or any(s.kind != "MediaOutlet" for s in claim.speakers) or len(claim.evidence) != 1:
            return claim
        view = self.phrases.marked_view(claim.evidence[0], self.language)
        for pattern in self.language.attribution:
            for match in pattern.regex.finditer(view.text):
                inner = self._claim(view, match, pattern, number)
                if (
                    inner is not None
                    and not pattern.previous
                    and (inner.speakers or inner.speaker_label)
                    and inner.speakers != claim.speakers
                ):
                    return replace(inner, reporters=claim.reporters)
        return claim

    # -- without a construction ---------------------------------------------------------------------------------------------

    def _loose_quotations(self, view: View, number: int, sentence: Sentence) -> None:
        for at, unit in view.units.items():
            quotation = unit.quotation
            if quotation is None or any(
                span.overlaps(quotation.span) for found in self.found for span in found.claim.evidence
            ):
                continue
            if any(span.overlaps(quotation.span) for span in self.ignored):
                continue
            last = self.found[-1] if self.found else None
            splits = last is not None and self._splits(last, quotation)
            goes_on = (
                splits and last is not None and last.sentence == number and view.text[:at].rstrip().endswith((",", ":"))
            )
            if not goes_on and not self._is_speech(quotation, view, at):
                continue
            if last is not None and splits:
                self.found[-1] = replace(
                    last,
                    claim=replace(last.claim, evidence=(*last.claim.evidence, self._within(quotation))),
                    sentence=number,
                )
                continue
            self._credit(self._within(quotation), number, Mode.DIRECT, "untagged-quotation")
        if self.language.dash_dialogue and _DASH.match(view.text) and not any(f.sentence == number for f in self.found):
            span = self._trimmed(sentence.span.start, sentence.span.end)
            if span is not None and self.found:
                self._credit(span, number, Mode.DIRECT, "untagged-dash-line")

    def _is_speech(self, quotation: Quotation, view: View, at: int) -> bool:
        """A sentence in quotation marks, not a title or a word held at arm's length."""
        words = quotation.span.of(self.text)
        alone = not view.text[:at].strip(_EDGES) or view.text[:at].rstrip().endswith(":")
        return words[:1].isupper() and alone and (len(words.split()) >= _SPEECH_WORDS or words[-1] in ".!?…,")

    def _splits(self, last: _Found, quotation: Quotation) -> bool:
        """The second half of “A,” says X. “B.”: only the tag stands between."""
        if last.claim.mode is not Mode.DIRECT or last.claim.evidence[-1].end > quotation.span.start:
            return False
        between = self.text[last.claim.evidence[-1].end : quotation.outer.start]
        tagged = last.claim.attribution is not None and last.claim.attribution.end <= quotation.outer.start
        return (
            tagged
            and "\n" not in between
            and len(between) < 200
            and not re.search(r"[.!?]\s+\S", between.strip(' .,”"»“'))
        )

    def _credit(self, span: Span, number: int, mode: Mode, rule: str) -> None:
        speakers, label = self._current_speaker(number)
        self.found.append(
            _Found(
                Claim(evidence=(span,), mode=mode, rule=rule, speaker_label=label, speakers=speakers),
                number,
                self.reading.sentences[number].span,
            )
        )

    def _current_speaker(self, number: int) -> tuple[tuple[Entity, ...], Span | None]:
        """Who holds the floor: the subject of the sentence before where it is a person, else who spoke last."""
        sentences = self.reading.sentences
        if number and sentences[number - 1].block == sentences[number].block:
            persons = [link for link in self._links(sentences[number - 1].span) if link.entity.kind == "Person"]
            if persons:
                return (persons[0].entity,), persons[0].span
        for found in reversed(self.found[-8:]):
            if found.claim.mode is Mode.DIRECT and found.claim.speaker_label is not None:
                return found.claim.speakers, found.claim.speaker_label
        return (self.found[-1].claim.speakers, self.found[-1].claim.speaker_label) if self.found else ((), None)

    def _continued(self, view: View, number: int, sentence: Sentence) -> None:
        """Reported speech that runs on in the subjunctive without a tag."""
        if "reported_speech" not in self.language.words or not self.found or sentence.heading:
            return
        last = self.found[-1]
        if last.sentence != number - 1 or not self.language.has("reported_speech", view.text):
            return
        span = self._trimmed(sentence.span.start, sentence.span.end)
        if span is None:
            return
        same_block = self.reading.sentences[number - 1].block == sentence.block
        if last.claim.mode is Mode.DIRECT or not same_block:
            claim = replace(
                last.claim,
                evidence=(span,),
                mode=self._mode([span]),
                rule="reported-speech",
                negated=False,
                attribution=None,
            )
            self.found.append(_Found(claim, number, sentence.span))
        else:
            self.found[-1] = replace(
                last, claim=replace(last.claim, evidence=(*last.claim.evidence, span)), sentence=number
            )

    # -- what a claim says ----------------------------------------------------------------------------------------------------

    def _finished(self, claim: Claim) -> Claim:
        words = " ".join(self._without_attribution(span, claim.attribution) for span in claim.evidence)
        said = modality(words, self.language, claim.negated)
        return replace(
            claim,
            about=self._about(claim),
            probability_min=said.probability_min,
            probability_max=said.probability_max,
            likelihood=said.likelihood,
            horizon_min=said.horizon_min,
            horizon_max=said.horizon_max,
            hedged=said.hedged,
            negated=said.negated,
        )

    def _without_attribution(self, span: Span, attribution: Span | None) -> str:
        if attribution is None or not span.contains(attribution):
            return span.of(self.text)
        return self.text[span.start : attribution.start].rstrip(", –—") + self.text[attribution.end : span.end]

    def _about(self, claim: Claim) -> tuple[Entity, ...]:
        links = [link for span in claim.evidence for link in self._links(span)]
        kinds = vocabulary()
        named = [
            link.entity
            for link in links
            if kinds.is_a(link.entity.kind, "Entity") and not (link.anaphoric and link.entity.kind == "Person")
        ]
        return tuple(sorted({entity for entity in named if entity not in claim.speakers or entity.kind != "Person"}))

    def _links(self, span: Span) -> Iterable[Link]:
        return (link for link in self.reading.links if span.start <= link.span.start and link.span.end <= span.end)


def _mostly_within(span: Span, taken: Sequence[Span]) -> bool:
    shared = sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for other in taken)
    return shared * 3 > len(span)


def _attribution_span(match: re.Match[str]) -> tuple[int, int]:
    """The part of a match that is not the claim, on the side where the speaker stands."""
    name = "claim" if "claim" in match.re.groupindex and match.start("claim") >= 0 else "quote"
    if name not in match.re.groupindex or match.start(name) < 0:
        return match.span()
    before, after = match.start(name) - match.start(), match.end() - match.end(name)
    return (match.start(), match.start(name)) if before > after else (match.end(name), match.end())
