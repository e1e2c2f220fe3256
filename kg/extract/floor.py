"""Who holds the floor: whom words belong to that no construction credits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.model import Claim, Entity, Link, Mode, Reading, Span
from kg.spans import inside, near

__all__ = ["RECENT", "Floor", "Found"]

RECENT = 8
"""Claims back that may hold the floor."""


@dataclass(frozen=True, slots=True)
class Found:
    """A claim and the number of the sentence that it ends in."""

    claim: Claim
    sentence: int


Holder = tuple[tuple[Entity, ...], Span | None]


class Floor:
    """Follows who spoke in a document."""

    def __init__(self, reading: Reading, language: Language) -> None:
        self.reading, self.language = reading, language
        self.text = reading.document.text
        self.persons = [link for link in reading.links if _is_person(link)]

    def in_sentence(self, number: int, found: Sequence[Found]) -> Holder:
        """The speaker of the sentence's last claim, else whoever holds the floor."""
        if found and found[-1].sentence == number:
            return found[-1].claim.speakers, found[-1].claim.speaker_label
        return self.holder(number, found)

    def holder(self, number: int, found: Sequence[Found]) -> Holder:
        """The person of the sentence before, else the last direct speaker, else the last person named."""
        last = found[-1] if found else None
        if last is not None and last.sentence == number - 1 and self._goes_on(last.claim, number):
            return last.claim.speakers, last.claim.speaker_label
        beside = self._before(number) or self._after(number)
        if beside is not None:
            return (beside.entity,), beside.span
        for earlier in reversed(found[-RECENT:]):
            if earlier.claim.mode is Mode.DIRECT and earlier.claim.speaker_label is not None:
                return earlier.claim.speakers, earlier.claim.speaker_label
        if found:
            return found[-1].claim.speakers, found[-1].claim.speaker_label
        start = self.reading.sentences[number].span.start
        named = self._last_person(start)
        return ((named.entity,), named.span) if named is not None else ((), None)

    def _goes_on(self, claim: Claim, number: int) -> bool:
        """Whether the speaker of the sentence before may go on: a person, or in the same paragraph anybody named."""
        sentences = self.reading.sentences
        same = sentences[number - 1].block == sentences[number].block
        return [s.kind for s in claim.speakers] == ["Person"] or (same and bool(claim.speakers))

    def _last_person(self, until: int) -> Link | None:
        before = bisect_left(self.persons, until, key=lambda link: link.span.start)
        return next((link for link in self.persons[max(0, before - 2) : before][::-1] if link.span.end <= until), None)

    def _before(self, number: int) -> Link | None:
        sentences = self.reading.sentences
        if not number:
            return None
        before = sentences[number - 1]
        announced = self.text[before.span.end - 1] == ":"
        if not announced and before.block != sentences[number].block:
            return None
        persons = [link for link in inside(self.reading.links, before.span) if _is_person(link)]
        speaking = [k for k in persons if announced and self._says(k.span)]
        return next(iter([*speaking, *persons]), None)

    def _after(self, number: int) -> Link | None:
        """Who begins the next sentence, when the words open their paragraph: “It stays.” Rachel Dunn is sure of it."""
        sentences = self.reading.sentences
        block = sentences[number].block
        opens = not number or sentences[number - 1].block != block
        if not opens or number + 1 == len(sentences) or sentences[number + 1].block != block:
            return None
        span = sentences[number + 1].span
        first = next(iter(inside(self.reading.links, span)), None)
        quoted = any(q.outer.overlaps(span) for q in near(self.reading.quotations, span))
        named = first is not None and first.span.start == span.start and _is_person(first)
        return first if named and not quoted else None

    def _says(self, span: Span) -> bool:
        words = self.text[max(0, span.start - 30) : span.start].split()[-2:]
        words += self.text[span.end : span.end + 30].split()[:2]
        return any(word.casefold().strip(",.:") in self.language.words["say"] for word in words)


def _is_person(link: Link) -> bool:
    return link.entity.kind == "Person"
