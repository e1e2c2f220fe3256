"""Relations: what a document states between two named things.

Patterns of the language files are tried on views of the sentences and of what is quoted in them; noun phrases are read
by `kg.extract.noun_phrases`. What is denied, planned or conditional is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.employers import GUESSED
from kg.extract.frames import by_frame
from kg.extract.modality import negates
from kg.extract.noun_phrases import NounPhrases
from kg.extract.reality import is_denied, is_unreal
from kg.extract.shares import by_share
from kg.extract.speakers import Speakers
from kg.extract.statements import Said, Stating, state
from kg.extract.topics import Topics
from kg.extract.validity import Stretch, dated
from kg.languages import Language, RelationPattern
from kg.model import Entity, Link, Reading, Sentence, Span, Statement, Tense
from kg.patterns import View
from kg.phrases import Phrases
from kg.spans import inside

__all__ = ["extract"]

_BEHIND = re.compile(r"(?: [\w’']+){1,2}")
"""The words behind what a pattern found, where a negation may end the clause: "X beliefert Y nicht"."""


def extract(reading: Reading, language: Language) -> Iterator[Statement]:
    """The statements of a document, in no particular order; `kg.rdf` merges those of one triple."""
    text = reading.document.text
    phrases = Phrases.of(text, reading.links, reading.quotations, language)
    topics = Topics(reading, language)
    nouns = NounPhrases(reading, language, topics)
    outer = [
        Stating(text, language, sentence.span, number, quoted=False, issued=reading.document.issued)
        for number, sentence in enumerate(reading.sentences)
    ]
    stated: list[Statement] = []
    for number, sentence in enumerate(reading.sentences):
        for view, quoted in _views(sentence, reading, phrases):
            where = replace(outer[number], quoted=quoted)
            stated.extend(_by_clause(view, where, topics))
            stated.extend(nouns.statements(view, where))
    for view, number in Speakers.of(reading, language, stated).views(phrases):
        stated.extend(_by_clause(view, replace(outer[number], quoted=True), topics))
    yield from _by_kind(_sure(stated), {measure.link.entity: measure.kind for measure in reading.measures})


def _sure(stated: Sequence[Statement]) -> Iterator[Statement]:
    """Leave out the firms that a person is guessed to be of where the document says of which one."""
    ties = [s for s in stated if s.predicate in {"affiliatedWith", "founded"}]
    told: dict[Entity, set[Entity]] = {}
    for statement in ties:
        if statement.rule not in GUESSED and statement.rule != "founder-role" and statement.tense is Tense.PRESENT:
            told.setdefault(statement.subject, set()).add(statement.object)
    for statement in stated:
        known = told.get(statement.subject) if statement.rule in GUESSED else None
        if known is None or statement.object in known:
            yield statement


def _by_kind(stated: Iterable[Statement], kinds: Mapping[Entity, str]) -> Iterator[Statement]:
    """An approval permits what it is for; a subsidy limits nothing."""
    for statement in stated:
        kind = kinds.get(statement.subject) if statement.predicate == "restricts" else None
        if kind != "Subsidy":
            yield replace(statement, predicate="permits") if kind == "Approval" else statement


def _by_clause(view: View, where: Stating, topics: Topics) -> Iterator[Statement]:
    yield from _by_pattern(view, where, topics)
    yield from by_frame(view, where)


def _views(sentence: Sentence, reading: Reading, phrases: Phrases) -> Iterable[tuple[View, bool]]:
    """The sentence, and each quotation in it on its own."""
    yield phrases.view(sentence.span), False
    for quotation in inside(reading.quotations, sentence.span):
        yield phrases.plain_view(quotation.span), True


def _by_pattern(view: View, where: Stating, topics: Topics) -> Iterator[Statement]:
    for pattern in where.language.relations.fitting(view.text):
        for match in pattern.pattern.finditer(view.text):
            if not _unreal(view.text, match, where.language):
                stated = _Matched(view, match, pattern, where).statements(topics)
                stretch = Stretch.of(match)
                yield from dated(by_share(stated, view, stretch, where.language), view.text, stretch, where)


def _unreal(text: str, match: re.Match[str], language: Language) -> bool:
    """Denied, planned, conditional: not a fact."""
    aside = match.span("apposition") if "apposition" in match.re.groupindex else (-1, -1)
    words = match.group() if aside[0] < 0 else text[match.start() : aside[0]] + text[aside[1] : match.end()]
    behind = _BEHIND.match(text, match.end()) if language.frames.verb_last else None
    negated = behind is not None and negates(behind.group(), language)
    return negated or is_unreal(words, language) or is_denied(text, match.start(), language)


@dataclass(frozen=True, slots=True)
class _Matched:
    """A match of a pattern, and what it states."""

    view: View
    match: re.Match[str]
    pattern: RelationPattern
    where: Stating

    def statements(self, topics: Topics) -> Iterator[Statement]:
        """One for each pair of ends that fit the relation."""
        pattern = self.pattern
        role = self.view.group(self.match, "role")
        former = pattern.former or (role is not None and self.where.language.has("former", role.of(self.where.text)))
        former = former or (pattern.predicate == "affiliatedWith" and self._has_former_prefix())
        said = Said(pattern.predicate, pattern.name, "context" if pattern.context else "pattern", role, former)
        subjects, others = self._ends("subject", topics), self._ends("object", topics)
        for subject in subjects:
            for other in others:
                if not pattern.named or not (subject.anaphoric or other.anaphoric):
                    yield from state(subject, said, other, self.where)

    def _ends(self, end: str, topics: Topics) -> list[Link]:
        if end != self.pattern.context:
            places = range(*self.match.span(end))
            return [link for at in places for link in self.view.links(at, at + 1) if not self.view.units[at].modifies]
        span = self.view.span(*self.match.span())
        if span is None or self.where.quoted:
            return []
        apart = {link.entity for link in self.view.links(*self.match.span())}
        meant = topics.subject(self.where.number, span.start, self.pattern.context_kinds, apart)
        if meant is None:
            return []
        topics.remember(self.where.number, meant)
        return [meant]

    def _has_former_prefix(self) -> bool:
        """As in "Anna Berg, a former Micron engineer": the word is part of the firm's noun phrase."""
        if self.pattern.context == "object":
            return False
        unit = self.view.units.get(self.match.start("object"))
        spans = [part for part in unit.prefix if isinstance(part, Span)] if unit is not None else []
        return any(self.where.language.has("former", span.of(self.where.text)) for span in spans)
