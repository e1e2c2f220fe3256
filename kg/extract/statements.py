"""How extractors make statements: what fits the ontology, with a confidence that follows from how it was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.languages import Language
from kg.model import Link, Span, Statement, Tense
from kg.vocabulary import vocabulary

__all__ = ["Said", "Stating", "state"]

CONFIDENCE = {"phrase": Decimal("0.95"), "pattern": Decimal("0.9"), "context": Decimal("0.7")}
"""A noun phrase's own inside; a clause; a relation that needs the sentence before."""
ANAPHORIC = Decimal("0.8")
"""Factor for an end that is a pronoun or a description."""
QUOTED = Decimal("0.8")
"""Factor for words that somebody said rather than the document."""


@dataclass(frozen=True, slots=True)
class Stating:
    """Where a relation is stated: the sentence, its number, whether somebody is quoted, and the document's date."""

    text: str
    language: Language
    evidence: Span
    number: int
    quoted: bool
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule read: the predicate, the rule's name, how ("phrase", "pattern", "context"), the role's words."""

    predicate: str
    rule: str
    how: str = "phrase"
    role: Span | None = None
    former: bool = False


def state(subject: Link, said: Said, other: Link, where: Stating) -> Iterator[Statement]:
    """The statement, and that of a founder's role; nothing when the ends do not fit the predicate."""
    if subject.entity == other.entity or not vocabulary().fits(subject.entity.kind, said.predicate, other.entity.kind):
        return
    confidence = CONFIDENCE[said.how]
    confidence *= ANAPHORIC if subject.anaphoric or other.anaphoric else 1
    confidence *= QUOTED if where.quoted else 1
    yield Statement(
        subject=subject.entity,
        predicate=said.predicate,
        object=other.entity,
        evidence=(where.evidence,),
        confidence=confidence.quantize(Decimal("0.01")),
        rule=said.rule,
        role=said.role,
        tense=Tense.FORMER if said.former else Tense.PRESENT,
    )
    role = said.role.of(where.text) if said.role is not None else ""
    if said.predicate == "affiliatedWith" and where.language.has("founder", role):
        yield from state(subject, Said("founded", "founder-role", said.how, said.role), other, where)
