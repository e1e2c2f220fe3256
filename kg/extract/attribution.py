"""Claims: quotations and reported statements with whoever is credited with them.

The constructions are data (`[[attribution]]` in the language files). Quotations that no construction claims go to
whoever holds the floor; a sentence that says "X reports that" names the source of the sentence before; reported
speech without a tag (German Konjunktiv) continues the claim before it; an interviewee's turns are direct claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from kg.extract.claim_words import EDGES, ClaimWords
from kg.extract.comparisons import Comparisons
from kg.extract.constructions import Constructions
from kg.extract.floor import RECENT, Floor, Found
from kg.extract.interviews import Turn, turns
from kg.languages import Language
from kg.model import Claim, Mode, Quotation, Reading, Sentence, Span
from kg.patterns import View
from kg.phrases import Phrases
from kg.vocabulary import vocabulary

__all__ = ["extract"]

_SPEECH_WORDS = 4
_LONGEST_TAG = 200
_DASH = re.compile(r"[–—]|-\s")
_NAMED = re.compile(r"(?P<name>[^\W\d_a-zß-ÿ][\w.’'&-]*(?: (?:&|[^\W\d_a-zß-ÿ][\w.’'&-]*)){0,4}):\s*[“„«\"”]\s?")
_CLAUSE = re.compile(r"[,;:]")


def extract(reading: Reading, language: Language) -> Iterator[Claim]:
    """The claims of a document, in order."""
    reader = _Reader(reading, language)
    reader.run()
    compared = Comparisons(reading.links, language, reader.phrases)
    for found in sorted(reader.found, key=lambda f: f.claim.evidence):
        yield reader.words.finished(replace(found.claim, comparisons=compared.of(found.claim)))


class _Reader:
    def __init__(self, reading: Reading, language: Language) -> None:
        self.reading, self.language = reading, language
        self.text = reading.document.text
        self.phrases = Phrases.of(self.text, reading.links, reading.quotations, language)
        self.words = ClaimWords(reading, language)
        self.floor = Floor(reading, language)
        self.constructions = Constructions(reading, language, self.phrases)
        self.found: list[Found] = []

    def run(self) -> None:
        """Find all claims, sentence by sentence."""
        spoken = turns(self.reading, self.language)
        asked = {turn.label.start: turn.words.start for turn in spoken if turn.question}
        answers = [turn for turn in spoken if not turn.question]
        begins = [turn.words.start for turn in answers]
        for turn in answers:
            self._answer(turn)
        for number, sentence in enumerate(self.reading.sentences):
            last = bisect_left(begins, sentence.span.end) - 1
            if last >= 0 and answers[last].words.overlaps(sentence.span):
                continue
            before = len(self.found)
            start = asked.get(sentence.span.start, sentence.span.start)
            for part in self.words.clauses(Span(min(start, sentence.span.end - 1), sentence.span.end)):
                for claim in self.constructions.claims(part, number, self._recent(number)):
                    self.found.append(Found(claim, number))
            view = self.phrases.view(sentence.span)
            self._loose_quotations(view, number)
            self._loose_line(view, number, sentence)
            if len(self.found) == before:
                self._continued(view, number, sentence)

    def _answer(self, turn: Turn) -> None:
        """An interviewee's turn is one direct claim, its paragraphs included."""
        span = self.words.trimmed(turn.words.start, turn.words.end)
        if span is None or turn.speaker is None:
            return
        claim = Claim((span,), Mode.DIRECT, "interview-answer", turn.label, speakers=(turn.speaker,))
        self.found.append(Found(claim, -1))

    def _recent(self, number: int) -> Sequence[Found]:
        """The claims of this sentence and the one before, and the last few in any case."""
        at = len(self.found)
        while at and (len(self.found) - at < RECENT or self.found[at - 1].sentence >= number - 1):
            at -= 1
        return tuple(self.found[at:])

    # -- without a construction -----------------------------------------------------------------------------------

    def _loose_quotations(self, view: View, number: int) -> None:
        for at, unit in view.units.items():
            quotation = unit.quotation
            if quotation is None or self._is_taken(quotation.span, number):
                continue
            last = self.found[-1] if self.found else None
            splits = last is not None and self._splits(last, quotation)
            goes_on = (
                splits and last is not None and last.sentence == number and view.text[:at].rstrip()[-1:] in {",", ":"}
            )
            if not goes_on and not self._is_speech(quotation, view, at):
                continue
            span = self.words.within(quotation)
            if last is not None and splits:
                self.found[-1] = Found(replace(last.claim, evidence=(*last.claim.evidence, span)), number)
            else:
                self._credit(span, number, "untagged-quotation")

    def _is_taken(self, span: Span, number: int) -> bool:
        """Whether a stretch of a sentence belongs to a claim already, or is nobody's."""
        sentence = self.reading.sentences[number].span
        recent = takewhile(lambda found: found.sentence >= number - 1, reversed(self.found))
        ignored = takewhile(lambda words: words.end > sentence.start, reversed(self.constructions.ignored))
        claimed = (words for found in recent for words in found.claim.evidence)
        return any(words.overlaps(span) for words in (*claimed, *ignored))

    def _is_speech(self, quotation: Quotation, view: View, at: int) -> bool:
        """A sentence in quotation marks, not a title or a word held at arm's length."""
        words = quotation.span.of(self.text)
        before = view.text[:at].rstrip()
        alone = not before.strip(EDGES) or before.endswith(":") or before[-1:] in {".", "!", "?"}
        return words[:1].isupper() and alone and (len(words.split()) >= _SPEECH_WORDS or words[-1] in ".!?…,")

    def _splits(self, last: Found, quotation: Quotation) -> bool:
        """The second half of “A,” says X. “B.”: only the tag stands between."""
        claim = last.claim
        if claim.mode is not Mode.DIRECT or claim.evidence[-1].end > quotation.span.start:
            return False
        between = self.text[claim.evidence[-1].end : quotation.outer.start]
        tagged = claim.attribution is not None and claim.attribution.end <= quotation.outer.start
        one_tag = not re.search(r"[.!?]\s+\S", between.strip(' .,”"»“'))
        return tagged and "\n" not in between and len(between) < _LONGEST_TAG and one_tag

    def _credit(self, span: Span, number: int, rule: str) -> None:
        inside = self.constructions.speaker_inside(span, number)
        if inside is not None:
            claim = replace(inside, evidence=(span,), mode=Mode.DIRECT, rule="tag-inside-quotation")
        elif (label := self._name_before(span, number)) is not None:
            links = (link.entity for link in self.words.links(label) if not link.adjective)
            speakers = tuple(dict.fromkeys(e for e in links if vocabulary().fits("Claim", "saidBy", e.kind)))
            claim = Claim((span,), Mode.DIRECT, "labelled-quotation", label, speakers=speakers)
        else:
            speakers, label = self.floor.holder(number, self.found)
            claim = Claim((span,), Mode.DIRECT, rule, label, speakers=speakers)
        if claim.speakers or claim.speaker_label is not None:
            self.found.append(Found(claim, number))

    def _name_before(self, span: Span, number: int) -> Span | None:
        """The name before a colon, when a sentence has no more before the words (Grand Freight: “We wait”)."""
        start = self.reading.sentences[number].span.start
        found = _NAMED.fullmatch(self.text, start, span.start)
        return Span(*found.span("name")) if found is not None else None

    def _loose_line(self, view: View, number: int, sentence: Sentence) -> None:
        """A spoken line without a tag."""
        if not self.language.dash_dialogue or not _DASH.match(view.text) or not self.found:
            return
        span = self.words.trimmed(sentence.span.start, sentence.span.end)
        if span is not None and not self._is_taken(span, number):
            self._credit(span, number, "untagged-dash-line")

    def _continued(self, view: View, number: int, sentence: Sentence) -> None:
        """Reported speech that runs on in the subjunctive without a tag."""
        if sentence.heading or not number or not self._is_reported(view.text):
            return
        span = self.words.trimmed(sentence.span.start, sentence.span.end)
        before = self.reading.sentences[number - 1]
        same_block = before.block == sentence.block
        last = self.found[-1] if self.found else None
        if span is None or ((last is None or last.sentence != number - 1) and not same_block):
            return
        if last is None or last.sentence != number - 1:
            self._credited_to_subject(span, number, before)
        elif last.claim.mode is Mode.DIRECT or not same_block:
            claim = replace(
                last.claim,
                evidence=(span,),
                mode=self.words.mode([span]),
                rule="reported-speech",
                negated=False,
                attribution=None,
            )
            self.found.append(Found(claim, number))
        else:
            self.found[-1] = Found(replace(last.claim, evidence=(*last.claim.evidence, span)), number)

    def _is_reported(self, words: str) -> bool:
        """A subjunctive in the first clause, or in the second after a subordinate one."""
        if "reported_speech" not in self.language.regexes:
            return False
        clauses = _CLAUSE.split(words)
        opener = words.split(maxsplit=1)[0].casefold() if words.split() else ""
        subordinate = opener in self.language.words.get("subordinators", ())
        return any(self.language.has("reported_speech", clause) for clause in clauses[: 2 if subordinate else 1])

    def _credited_to_subject(self, span: Span, number: int, before: Sentence) -> None:
        """As in "Habeck reagierte zurückhaltend. Man werde die Zahlen prüfen.": the subject of the sentence before."""
        named = [k for k in self.words.links(before.span) if not k.adjective]
        if named and (named[0].entity.kind == "Person" or named[0].entity.kind in _SPEAKING_BODIES):
            claim = Claim(
                (span,), self.words.mode([span]), "reported-speech", named[0].span, speakers=(named[0].entity,)
            )
            self.found.append(Found(claim, number))


_SPEAKING_BODIES = {"Company", "GovernmentBody", "Organization", "ResearchOrganization"}
