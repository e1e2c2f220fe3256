"""Relations: what a document states between two named things.

Two sources: patterns of the language files over views of sentences and of what is quoted in them; and the inside of a
noun phrase, which reads alike in every language: "Chinese startup X", "Nvidia CEO X", "its H20".
Confidence follows from the kind of rule: see `_CONFIDENCE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kg.languages import Language, RelationPattern
from kg.mentions.nouns import noun_of
from kg.model import Link, Reading, Sentence, Span, Statement, Tense
from kg.patterns import Unit, View
from kg.phrases import Phrases
from kg.vocabulary import vocabulary

__all__ = ["extract"]

_CONFIDENCE = {"phrase": Decimal("0.95"), "pattern": Decimal("0.9"), "context": Decimal("0.7")}
"""A noun phrase's own inside; a clause; a relation that needs the sentence before."""
_ANAPHORIC = Decimal("0.8")
"""Factor for an end that is a pronoun or a description."""
_QUOTED = Decimal("0.8")
"""Factor for words that somebody said rather than the document."""
_PRODUCTS = {"Chip", "AIModel", "Product"}


def extract(reading: Reading, language: Language) -> Iterator[Statement]:
    """The statements of a document, in no particular order; `kg.rdf` merges those of one triple."""
    text = reading.document.text
    phrases = Phrases.of(text, reading.links, reading.quotations, language)
    reader = _Reader(reading, language, phrases)
    for number, sentence in enumerate(reading.sentences):
        for view, quoted in reader.views(sentence):
            yield from reader.by_pattern(view, sentence.span, quoted)
            yield from reader.by_phrase(view, sentence.span, number, quoted)


class _Reader:
    def __init__(self, reading: Reading, language: Language, phrases: Phrases) -> None:
        self.reading, self.language, self.phrases = reading, language, phrases
        self.text = reading.document.text

    def views(self, sentence: Sentence) -> Iterable[tuple[View, bool]]:
        """The sentence, and each quotation in it on its own."""
        yield self.phrases.view(sentence.span), False
        for quotation in self.reading.quotations:
            if sentence.span.contains(quotation.span):
                yield self.phrases.plain_view(quotation.span), True

    def by_pattern(self, view: View, evidence: Span, quoted: bool) -> Iterator[Statement]:
        """What the language's patterns find in a view."""
        for pattern in self.language.relations:
            for match in pattern.regex.finditer(view.text):
                yield from self._stated(view, match, pattern, evidence, quoted)

    def _stated(self, view: View, match: re.Match[str], pattern: RelationPattern, evidence: Span, quoted: bool) -> Iterator[Statement]:
        role = view.group(match, "role")
        former = pattern.former or (role is not None and self.language.has("former", role.of(self.text)))
        for subject in view.links(*match.span("subject")):
            for other in view.links(*match.span("object")):
                yield from self._statement(subject, pattern.predicate, other, evidence, "pattern", quoted, role, former, pattern.name)

    def _statement(
        self, subject: Link, predicate: str, other: Link, evidence: Span, how: str, quoted: bool, role: Span | None, former: bool, rule: str
    ) -> Iterator[Statement]:
        if subject.entity == other.entity or not vocabulary().fits(subject.entity.kind, predicate, other.entity.kind):
            return
        confidence = _CONFIDENCE[how]
        confidence *= _ANAPHORIC if subject.anaphoric or other.anaphoric else 1
        confidence *= _QUOTED if quoted else 1
        tense = Tense.FORMER if former else Tense.PRESENT
        made = Statement(subject.entity, predicate, other.entity, (evidence,), confidence.quantize(Decimal("0.01")), rule, role, tense)
        yield made
        if predicate == "affiliatedWith" and role is not None and self.language.has("founder", role.of(self.text)):
            yield from self._statement(subject, "founded", other, evidence, how, quoted, role, False, "founder-role")

    # -- inside noun phrases ----------------------------------------------------------------------------------------------------

    def by_phrase(self, view: View, evidence: Span, number: int, quoted: bool) -> Iterator[Statement]:
        """What noun phrases say by themselves."""
        before: list[Unit] = []
        for at in sorted(view.units):
            unit = view.units[at]
            if unit.link is not None and not unit.link.adjective:
                yield from self._phrase(unit, unit.link, evidence, number, before, quoted)
                before.append(unit)

    def _phrase(self, unit: Unit, head: Link, evidence: Span, number: int, before: Sequence[Unit], quoted: bool) -> Iterator[Statement]:
        links = [part for part in unit.prefix if isinstance(part, Link)]
        words = [part for part in unit.prefix if isinstance(part, Span)]
        for link in links:
            if link.adjective:
                yield from self._located(head, link, evidence, quoted)
            elif head.entity.kind == "Person":
                role = self._role(words)
                yield from self._statement(head, "affiliatedWith", link, evidence, "phrase", quoted, role, self._former(words), "role-before-name")
        owned = any(word.of(self.text).casefold() in self.language.words.get("possessive", ()) for word in words)
        owner = self._owner(before) if owned else None
        if owner is not None and head.entity.kind in _PRODUCTS:
            yield from self._statement(owner, "develops", head, evidence, "context", quoted, None, False, "possessive")
        elif owner is not None and head.entity.kind == "Person" and self._role(words) is not None:
            yield from self._statement(head, "affiliatedWith", owner, evidence, "context", quoted, self._role(words), self._former(words), "possessive")
        elif head.entity.kind == "Person" and not links and (role := self._role(words)) is not None and self._is_officer(role):
            firm = self._firm_spoken_of(number, head.span.start)
            if firm is not None:
                yield from self._statement(head, "affiliatedWith", firm, evidence, "context", quoted, role, self._former(words), "officer-of-the-firm")

    def _located(self, head: Link, country: Link, evidence: Span, quoted: bool) -> Iterator[Statement]:
        if vocabulary().is_a(head.entity.kind, "Organization") and country.entity.kind in {"Country", "Place"}:
            yield from self._statement(head, "locatedIn", country, evidence, "phrase", quoted, None, False, "adjective")

    def _role(self, words: Sequence[Span]) -> Span | None:
        nouns = [word for word in words if (noun := noun_of(word.of(self.text), self.language)) is not None and noun.kind == "Person"]
        return Span(min(w.start for w in nouns), max(w.end for w in nouns)) if nouns else None

    def _former(self, words: Sequence[Span]) -> bool:
        return any(self.language.has("former", word.of(self.text)) for word in words)

    def _is_officer(self, role: Span) -> bool:
        return self.language.has("officer", role.of(self.text))

    def _owner(self, before: Sequence[Unit]) -> Link | None:
        return next((u.link for u in reversed(before) if u.link is not None and vocabulary().is_a(u.link.entity.kind, "Organization")), None)

    def _firm_spoken_of(self, number: int, until: int) -> Link | None:
        """The company that was the subject of the latest sentence that has one."""
        sentences = self.reading.sentences
        for index in range(number, max(-1, number - 4), -1):
            span = sentences[index].span
            firms = [link for link in self.reading.links if span.start <= link.span.start < min(span.end, until) and link.entity.kind == "Company" and not link.adjective]
            if firms:
                return firms[0]
        return None


