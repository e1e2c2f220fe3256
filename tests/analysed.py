"""Texts as kg reads them, for tests: one analyser for all, each text once."""

from __future__ import annotations

from functools import cache

from kg.analysis import Analyser
from kg.documents import read_text
from kg.iris import DEFAULT_BASE_IRI
from kg.model import Fact, Reading, Statement


@cache
def analyser() -> Analyser:
    """The analyser with the knowledge base that comes with kg."""
    return Analyser.load()


@cache
def analysed(code: str, text: str) -> tuple[Reading, tuple[Fact, ...]]:
    """The reading and facts of a text in a language."""
    return analyser().analyse(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))


def facts(code: str, text: str) -> tuple[Fact, ...]:
    """What a text in a language states and reports."""
    return analysed(code, text)[1]


def statements(code: str, text: str) -> list[Statement]:
    """The statements of a text in a language."""
    return [fact for fact in facts(code, text) if isinstance(fact, Statement)]


def stated(code: str, text: str) -> set[tuple[str, str, str]]:
    """The triples that a text in a language states."""
    return {(s.subject.name, s.predicate, s.object.name) for s in statements(code, text)}


def named(text: str, code: str) -> set[tuple[str, str]]:
    """(class, surface) of all names in the text."""
    reading = analyser().read(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))
    return {(link.entity.kind, link.span.of(text)) for link in reading.links if not link.anaphoric}
