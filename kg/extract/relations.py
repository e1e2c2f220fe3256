"""Relations: what a document states between two named things.

Patterns of the language files are tried on views of the sentences and of what is quoted in them; noun phrases are read
by `kg.extract.noun_phrases`. What is denied, planned or conditional is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.noun_phrases import NounPhrases
from kg.extract.statements import Said, Stating, state
from kg.extract.validity import dated
from kg.languages import Language, RelationPattern
from kg.model import Reading, Sentence, Span, Statement
from kg.patterns import View
from kg.phrases import Phrases
from kg.spans import inside

__all__ = ["extract"]


def extract(reading: Reading, language: Language) -> Iterator[Statement]:
    """The statements of a document, in no particular order; `kg.rdf` merges those of one triple."""
    text = reading.document.text
    phrases = Phrases.of(text, reading.links, reading.quotations, language)
    nouns = NounPhrases(reading, language)
    for number, sentence in enumerate(reading.sentences):
        outer = Stating(text, language, sentence.span, number, quoted=False, issued=reading.document.issued)
        for view, quoted in _views(sentence, reading, phrases):
            where = replace(outer, quoted=quoted)
            yield from _by_pattern(view, where)
            yield from nouns.statements(view, where)


def _views(sentence: Sentence, reading: Reading, phrases: Phrases) -> Iterable[tuple[View, bool]]:
    """The sentence, and each quotation in it on its own."""
    yield phrases.view(sentence.span), False
    for quotation in inside(reading.quotations, sentence.span):
        yield phrases.plain_view(quotation.span), True


def _by_pattern(view: View, where: Stating) -> Iterator[Statement]:
    for pattern in where.language.relations:
        for match in pattern.pattern.matches(view):
            if not _unreal(view.text, match, where.language):
                yield from dated(_stated(view, match, pattern, where), view, match, where)


def _unreal(text: str, match: re.Match[str], language: Language) -> bool:
    """Denied, planned, conditional: not a fact."""
    aside = match.span("apposition") if "apposition" in match.re.groupindex else (-1, -1)
    words = match.group() if aside[0] < 0 else text[match.start() : aside[0]] + text[aside[1] : match.end()]
    if language.has("unreal", words) or language.has("negation", words):
        return True
    denial = language.regexes.get("deny")
    return denial is not None and denial.search(text, 0, match.start()) is not None


def _stated(view: View, match: re.Match[str], pattern: RelationPattern, where: Stating) -> Iterator[Statement]:
    role = view.group(match, "role")
    former = pattern.former or (role is not None and where.language.has("former", role.of(where.text)))
    for subject in view.links(*match.span("subject")):
        for other in view.links(*match.span("object")):
            if pattern.named and (subject.anaphoric or other.anaphoric):
                continue
            past = former or (pattern.predicate == "affiliatedWith" and _has_former_prefix(view, match, where))
            yield from state(subject, Said(pattern.predicate, pattern.name, "pattern", role, past), other, where)


def _has_former_prefix(view: View, match: re.Match[str], where: Stating) -> bool:
    """As in "Anna Berg, a former Micron engineer": the word is part of the firm's noun phrase."""
    unit = view.units.get(match.start("object"))
    spans = [part for part in unit.prefix if isinstance(part, Span)] if unit is not None else []
    return any(where.language.has("former", span.of(where.text)) for span in spans)
