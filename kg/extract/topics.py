"""Whom a text speaks of: the organisation that a phrase means without naming it ("its H20", "Customers include X")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.model import Entity, Link, Reading, Sentence, Span
from kg.spans import starting
from kg.vocabulary import vocabulary

__all__ = ["FIRMS", "Topics"]

FIRMS = ("Company",)
_BODIES = ("Company", "ResearchOrganization", "GovernmentBody", "Organization")
_BACK = 4
"""Sentences back in which an organisation may have been named."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Finds whom the text of a reading speaks of."""

    reading: Reading

    def firm(self, number: int, until: int) -> Link | None:
        """The company of the sentence before, else the one that the last few sentences name most."""
        return self.of(number, until, FIRMS)

    def body(self, number: int, until: int) -> Link | None:
        """The organisation that the sentence before is about, else the company spoken of; an outlet only reports."""
        previous = _same_paragraph(self.reading.sentences, number)
        named = self._fitting(previous.span, _BODIES, ()) if previous is not None else []
        return named[0] if named else self.firm(number, until)

    def subject(self, number: int, at: int, kinds: Sequence[str], apart: Collection[Entity]) -> Link | None:
        """Whom a clause at `at` of sentence `number` is about that does not say so.

        Args:
            number: the sentence's number in the reading.
            at: where the clause begins, in code points of the document.
            kinds: classes of which it must be one.
            apart: whom it cannot be, because the clause names them.
        """
        sentence = self.reading.sentences[number].span
        here = self._fitting(Span(sentence.start, at), kinds, apart) if at > sentence.start else []
        return here[0] if here else self.of(number, sentence.start, kinds, apart)

    def of(self, number: int, until: int, kinds: Sequence[str], apart: Collection[Entity] = ()) -> Link | None:
        """Of these kinds the first of the sentence before, else the one that the last few sentences name most."""
        sentences = self.reading.sentences
        start = sentences[max(0, number - _BACK)].span.start
        named = self._fitting(Span(start, max(until, start + 1)), kinds, apart)
        previous = _same_paragraph(sentences, number)
        near = next((link for link in named if previous is not None and previous.span.contains(link.span)), None)
        if near is not None:
            return near
        counts = Counter(link.entity for link in named)
        return max(named, key=lambda link: (counts[link.entity], -link.span.start), default=None)

    def _fitting(self, span: Span, kinds: Sequence[str], apart: Collection[Entity]) -> list[Link]:
        links = starting(self.reading.links, span)
        return [link for link in links if not link.adjective and link.entity not in apart and _is_any(link, kinds)]


def _is_any(link: Link, kinds: Sequence[str]) -> bool:
    kind = link.entity.kind
    return kind != "MediaOutlet" and any(vocabulary().is_a(kind, above) for above in kinds)


def _same_paragraph(sentences: Sequence[Sentence], number: int) -> Sentence | None:
    """The sentence before, where it stands in the same paragraph."""
    return sentences[number - 1] if number and sentences[number - 1].block == sentences[number].block else None
