"""Relations: what a document states between two named things.

Two sources: patterns of the language files over views of sentences and of what is quoted in them; and the inside of a
noun phrase, which reads alike in every language: "Chinese startup X", "Nvidia CEO X", "its H20".
Confidence follows from the kind of rule: see `_CONFIDENCE`.
"""

from __future__ import annotations

import re
from collections import Counter
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
_TIED = {
    "subsidiary": ("partOf", False),
    "parent": ("partOf", True),
    "supplier": ("suppliesTo", False),
    "customer": ("suppliesTo", True),
    "rival": ("competesWith", False),
    "backer": ("investsIn", False),
    "maker": ("develops", False),
}
"""What a noun between two names says: the predicate, and whether the first name is its subject."""
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
                if not self._unreal(match.group(), pattern):
                    yield from self._stated(view, match, pattern, evidence, quoted)

    def _unreal(self, words: str, pattern: RelationPattern) -> bool:
        """Denied, planned, conditional: not a fact."""
        return self.language.has("unreal", words) or self.language.has("negation", words)

    def _stated(
        self, view: View, match: re.Match[str], pattern: RelationPattern, evidence: Span, quoted: bool
    ) -> Iterator[Statement]:
        role = view.group(match, "role")
        former = pattern.former or (role is not None and self.language.has("former", role.of(self.text)))
        for subject in view.links(*match.span("subject")):
            for other in view.links(*match.span("object")):
                if pattern.named and (subject.anaphoric or other.anaphoric):
                    continue
                yield from self._statement(
                    subject, pattern.predicate, other, evidence, "pattern", quoted, role, former, pattern.name
                )

    def _statement(
        self,
        subject: Link,
        predicate: str,
        other: Link,
        evidence: Span,
        how: str,
        quoted: bool,
        role: Span | None,
        former: bool,
        rule: str,
    ) -> Iterator[Statement]:
        if subject.entity == other.entity or not vocabulary().fits(subject.entity.kind, predicate, other.entity.kind):
            return
        confidence = _CONFIDENCE[how]
        confidence *= _ANAPHORIC if subject.anaphoric or other.anaphoric else 1
        confidence *= _QUOTED if quoted else 1
        tense = Tense.FORMER if former else Tense.PRESENT
        made = Statement(
            subject.entity,
            predicate,
            other.entity,
            (evidence,),
            confidence.quantize(Decimal("0.01")),
            rule,
            role,
            tense,
        )
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
                yield from self._of_owner(view, at, unit.link, evidence, number, before, quoted)
                yield from self._described(unit.link, evidence, quoted)
                before.append(unit)

    def _phrase(
        self, unit: Unit, head: Link, evidence: Span, number: int, before: Sequence[Unit], quoted: bool
    ) -> Iterator[Statement]:
        links = [part for part in unit.prefix if isinstance(part, Link)]
        words = [part for part in unit.prefix if isinstance(part, Span)]
        for link in links:
            if link.adjective:
                yield from self._located(head, link, evidence, quoted)
            elif head.entity.kind == "Person":
                role = self._role(words)
                yield from self._statement(
                    head,
                    "affiliatedWith",
                    link,
                    evidence,
                    "phrase",
                    quoted,
                    role,
                    self._former(words),
                    "role-before-name",
                )
            else:
                yield from self._tied(head, link, words, evidence, quoted)
        yield from self._bracketed(unit, head, evidence, quoted)
        owned = any(word.of(self.text).casefold() in self.language.words.get("possessive", ()) for word in words)
        owner = (self._owner(before) or self._firm_spoken_of(number, unit.span.start)) if owned else None
        if owner is not None and head.entity.kind in _PRODUCTS:
            yield from self._statement(owner, "develops", head, evidence, "context", quoted, None, False, "possessive")
        elif owner is not None and head.entity.kind == "Person" and self._role(words) is not None:
            yield from self._statement(
                head,
                "affiliatedWith",
                owner,
                evidence,
                "context",
                quoted,
                self._role(words),
                self._former(words),
                "possessive",
            )
        elif (
            head.entity.kind == "Person"
            and not links
            and (role := self._role(words)) is not None
            and self._is_officer(role)
        ):
            firm = self._firm_spoken_of(number, head.span.start)
            if firm is not None:
                yield from self._statement(
                    head,
                    "affiliatedWith",
                    firm,
                    evidence,
                    "context",
                    quoted,
                    role,
                    self._former(words),
                    "officer-of-the-firm",
                )

    def _of_owner(
        self, view: View, at: int, head: Link, evidence: Span, number: int, before: Sequence[Unit], quoted: bool
    ) -> Iterator[Statement]:
        """A role of the firm spoken of, a comma, the name: "su fundadora, X"."""
        if head.entity.kind != "Person":
            return
        said = self.language.regexes["possessive"].search(view.text, max(0, at - 70), at)
        words = view.text[said.end() : at] if said is not None else ""
        if said is None or not words.endswith(", ") or "," in words[:-2]:
            return
        owner = self._owner(before) or self._firm_spoken_of(number, head.span.start)
        role = view.span(said.end() + 1, at - 2)
        if owner is not None and role is not None and self._holds_role(role):
            yield from self._statement(
                head, "affiliatedWith", owner, evidence, "context", quoted, role, False, "possessive-role"
            )

    def _holds_role(self, role: Span) -> bool:
        nouns = (noun_of(word, self.language) for word in role.of(self.text).split())
        return any(noun is not None and noun.kind == "Person" for noun in nouns)

    def _tied(
        self, head: Link, owner: Link, words: Sequence[Span], evidence: Span, quoted: bool
    ) -> Iterator[Statement]:
        """ "SAP-Tochter X", "Nvidia rival X"."""
        nouns = {noun.form for word in words if (noun := noun_of(word.of(self.text), self.language)) is not None}
        for name, (predicate, reverse) in _TIED.items():
            if nouns & set(self.language.words.get(name, ())):
                ends = (owner, head) if reverse else (head, owner)
                yield from self._statement(
                    ends[0], predicate, ends[1], evidence, "phrase", quoted, None, False, f"{name}-before-name"
                )

    def _bracketed(self, unit: Unit, head: Link, evidence: Span, quoted: bool) -> Iterator[Statement]:
        """A person's party or employer in brackets: "Jens Spahn (CDU)"."""
        if head.entity.kind != "Person":
            return
        for other in self.reading.links:
            if head.span.end < other.span.start and other.span.end < unit.span.end:
                yield from self._statement(
                    head, "affiliatedWith", other, evidence, "phrase", quoted, None, False, "name-in-brackets"
                )

    def _described(self, link: Link, evidence: Span, quoted: bool) -> Iterator[Statement]:
        """ "the Chinese company": what the adjective of a description says of whoever is meant."""
        if link.anaphoric:
            for other in self.reading.links:
                if other.adjective and link.span.contains(other.span):
                    yield from self._located(link, other, evidence, quoted)

    def _located(self, head: Link, country: Link, evidence: Span, quoted: bool) -> Iterator[Statement]:
        if vocabulary().is_a(head.entity.kind, "Organization") and country.entity.kind in {"Country", "Place"}:
            yield from self._statement(head, "locatedIn", country, evidence, "phrase", quoted, None, False, "adjective")

    def _role(self, words: Sequence[Span]) -> Span | None:
        nouns = [
            word
            for word in words
            if (noun := noun_of(word.of(self.text), self.language)) is not None and noun.kind == "Person"
        ]
        return Span(min(w.start for w in nouns), max(w.end for w in nouns)) if nouns else None

    def _former(self, words: Sequence[Span]) -> bool:
        return any(self.language.has("former", word.of(self.text)) for word in words)

    def _is_officer(self, role: Span) -> bool:
        return self.language.has("officer", role.of(self.text))

    def _owner(self, before: Sequence[Unit]) -> Link | None:
        return next(
            (
                u.link
                for u in reversed(before)
                if u.link is not None and vocabulary().is_a(u.link.entity.kind, "Organization")
            ),
            None,
        )

    def _firm_spoken_of(self, number: int, until: int) -> Link | None:
        """The company that the last few sentences name most; of several the one named first."""
        sentences = self.reading.sentences
        previous = sentences[number - 1] if number and sentences[number - 1].block == sentences[number].block else None
        start = sentences[max(0, number - 4)].span.start
        firms = [
            link
            for link in self.reading.links
            if start <= link.span.start < until and link.entity.kind == "Company" and not link.adjective
        ]
        near = next((link for link in firms if previous is not None and previous.span.contains(link.span)), None)
        if near is not None:
            return near
        counts = Counter(link.entity for link in firms)
        return max(firms, key=lambda link: (counts[link.entity], -link.span.start), default=None)
