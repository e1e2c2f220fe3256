"""Who "we" is: the organisation of whoever is quoted, "„Wir liefern an X“, sagt Y, Chefin von Z"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.interviews import Turn, turns
from kg.languages import Language
from kg.mentions.tokens import tokens
from kg.model import Entity, Link, Quotation, Reading, Sentence, Span, Statement, Tense
from kg.patterns import Unit, View, sign
from kg.phrases import Phrases
from kg.spans import inside, starting

__all__ = ["Speakers"]

_DASH = re.compile(r"[–—-] ")
_TAG = 3
"""Words before a name of which one is a verb of saying: "säger vd:n Anna Berg"."""
_TIES = ("affiliatedWith", "founded")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Makes views of quotations in which "we" is a name; `firms` are the speakers' organisations."""

    reading: Reading
    language: Language
    firms: Mapping[Entity, Entity]

    @classmethod
    def of(cls, reading: Reading, language: Language, stated: Iterable[Statement]) -> Speakers:
        """With the organisations that a document's statements give its persons; those of now, said outright, first."""
        ties = [s for s in stated if s.predicate in _TIES and s.subject.kind == "Person"]
        ties.sort(key=lambda s: (s.tense is Tense.FORMER, -s.confidence, s.evidence[0]))
        firms: dict[Entity, Entity] = {}
        for statement in ties:
            firms.setdefault(statement.subject, statement.object)
        return cls(reading, language, firms)

    def views(self, phrases: Phrases) -> Iterator[tuple[View, int]]:
        """The views of quotations whose "we" is known, with the number of their sentence."""
        own = frozenset(self.language.words.get("we", ()))
        if not own or not self.firms:
            return
        spoken = turns(self.reading, self.language)
        for number, sentence in enumerate(self.reading.sentences):
            for quotation in self._spoken(sentence):
                places = self._places(quotation.span, own)
                firm = self._firm(number, quotation, spoken) if places else None
                if firm is None:
                    continue
                units = [Unit(span, sign(firm.kind), Link(span, firm, "we", anaphoric=True)) for span in places]
                yield phrases.plain_view(quotation.span, units), number

    def _spoken(self, sentence: Sentence) -> list[Quotation]:
        """The quotations of a sentence; one that a dash opens is spoken as a whole, its tag included."""
        found = inside(self.reading.quotations, sentence.span)
        dash = self.language.dash_dialogue and _DASH.match(self.reading.document.text, sentence.span.start)
        return found or ([Quotation(sentence.span, sentence.span, dash=True)] if dash else [])

    def _places(self, span: Span, own: frozenset[str]) -> list[Span]:
        words = tokens(self.reading.document.text, span.start, span.end, self.language.elisions)
        return [Span(word.start, word.end) for word in words if word.text.casefold() in own]

    def _firm(self, number: int, quotation: Quotation, spoken: Sequence[Turn]) -> Entity | None:
        turn = next((turn.speaker for turn in spoken if turn.words.contains(quotation.span)), None)
        beside = self._person_beside(self.reading.sentences[number], quotation)
        speaker = beside or turn or self._person_before(number)
        return self.firms.get(speaker) if speaker is not None else None

    def _person_beside(self, sentence: Sentence, quotation: Quotation) -> Entity | None:
        """The person of the sentence outside the quotation, the nearest to it."""
        persons = [k for k in starting(self.reading.links, sentence.span) if k.entity.kind == "Person"]
        if quotation.dash:
            return next((k.entity for k in reversed(persons) if self._is_credited(k)), None)
        persons = [k for k in persons if not quotation.outer.contains(k.span)]
        nearest = min(persons, key=lambda k: _distance(k.span, quotation.outer), default=None)
        return nearest.entity if nearest is not None else None

    def _is_credited(self, person: Link) -> bool:
        """Whether a verb of saying stands right before the name, as in the tag of a dash line."""
        before = self.reading.document.text[max(0, person.span.start - 60) : person.span.start].rsplit(maxsplit=_TAG)[
            -_TAG:
        ]
        return any(word.casefold().strip(",") in self.language.words["say"] for word in before)

    def _person_before(self, number: int) -> Entity | None:
        """The person of the last sentence of the paragraph that has one."""
        sentences = self.reading.sentences
        for earlier in reversed(sentences[max(0, number - 3) : number]):
            links = starting(self.reading.links, earlier.span)
            person = next((k.entity for k in links if k.entity.kind == "Person"), None)
            if person is not None and earlier.block == sentences[number].block:
                return person
        return None


def _distance(one: Span, other: Span) -> int:
    return min(abs(one.start - other.end), abs(other.start - one.end))
