"""Who holds the floor: whom words belong to that no construction credits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.model import Claim, Entity, Link, Mode, Reading, Span

__all__ = ["Floor", "Found"]

_RECENT = 8


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

    def in_sentence(self, number: int, found: Sequence[Found]) -> Holder:
        """The speaker of the sentence's last claim, else whoever holds the floor."""
        if found and found[-1].sentence == number:
            return found[-1].claim.speakers, found[-1].claim.speaker_label
        return self.holder(number, found)

    def holder(self, number: int, found: Sequence[Found]) -> Holder:
        """The person of the sentence before, else the last direct speaker, else the last person named."""
        last = found[-1] if found else None
        if last is not None and last.sentence == number - 1 and [s.kind for s in last.claim.speakers] == ["Person"]:
            return last.claim.speakers, last.claim.speaker_label
        before = self._before(number)
        if before is not None:
            return (before.entity,), before.span
        for earlier in reversed(found[-_RECENT:]):
            if earlier.claim.mode is Mode.DIRECT and earlier.claim.speaker_label is not None:
                return earlier.claim.speakers, earlier.claim.speaker_label
        if found:
            return found[-1].claim.speakers, found[-1].claim.speaker_label
        start = self.reading.sentences[number].span.start
        named = [link for link in self.reading.links if link.entity.kind == "Person" and link.span.end <= start]
        return ((named[-1].entity,), named[-1].span) if named else ((), None)

    def _before(self, number: int) -> Link | None:
        sentences = self.reading.sentences
        if not number:
            return None
        before = sentences[number - 1]
        announced = self.text[before.span.end - 1] == ":"
        if not announced and before.block != sentences[number].block:
            return None
        persons = [k for k in self.reading.links if before.span.contains(k.span) and k.entity.kind == "Person"]
        speaking = [k for k in persons if announced and self._says(k.span)]
        return next(iter([*speaking, *persons]), None)

    def _says(self, span: Span) -> bool:
        near = self.text[max(0, span.start - 30) : span.start].split()[-2:]
        near += self.text[span.end : span.end + 30].split()[:2]
        return any(word.casefold().strip(",.:") in self.language.words["say"] for word in near)
