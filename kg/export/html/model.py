"""What the page shows, as frozen values: entities, relations, claims and documents, each with its evidence.

Everything is sorted by IRI, documents by their source before, so that the same dataset always gives the same page.
Offsets are code points of a document's text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Article", "Mark", "Name", "Quote", "Relation", "Saying", "Stated", "Thing", "View"]


@dataclass(frozen=True, order=True, slots=True)
class Quote:
    """Evidence: the words `text` at `[start, end)` of the document with the IRI `document`."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, order=True, slots=True)
class Name:
    """Words with the language they are in (BCP 47), or "" when they are in none."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: `kind` is the local name of its most specific class, `traits` are further facts as words."""

    iri: str
    label: str
    kind: str
    names: tuple[Name, ...] = ()
    same_as: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    traits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """One document's statement of a relation, with what the text adds to it."""

    iri: str
    evidence: tuple[Quote, ...]
    confidence: str = ""
    roles: tuple[Name, ...] = ()
    former: bool = False
    valid_from: str = ""
    valid_until: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A triple between two things (IRIs) with all the statements of it; `predicate` is a local name."""

    subject: str
    predicate: str
    object: str
    statements: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim: speakers, reporters and `about` are IRIs of things.

    Bounds of probability and horizon, and dates, are lexical forms, "" when absent.
    """

    iri: str
    text: Name
    evidence: tuple[Quote, ...]
    speakers: tuple[str, ...] = ()
    speaker_label: Name | None = None
    reporters: tuple[str, ...] = ()
    relay: Name | None = None
    attribution: tuple[Quote, ...] = ()
    about: tuple[str, ...] = ()
    mode: str = ""
    probability: tuple[str, str] = ("", "")
    likelihood: str = ""
    horizon: tuple[str, str] = ("", "")
    due: str = ""
    hedged: bool = False
    negated: bool = False
    rule: str = ""


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """A place in a document's text that names the thing with the IRI `thing`."""

    start: int
    end: int
    thing: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document; `text` is "" when it was left out."""

    iri: str
    title: str
    language: str = ""
    issued: str = ""
    publisher: str = ""
    source: str = ""
    sha256: str = ""
    text: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """All that the page knows."""

    things: tuple[Thing, ...]
    relations: tuple[Relation, ...]
    sayings: tuple[Saying, ...]
    articles: tuple[Article, ...]
