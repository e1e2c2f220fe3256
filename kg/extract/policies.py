"""Described measures -> what each restricts or permits, whom it targets, who issues it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.languages import Language
from kg.model import Entity, Fact, Measure, PolicyDetails, Reading, Span, Statement
from kg.spans import near
from kg.vocabulary import vocabulary

__all__ = ["extract"]

_CONFIDENCE = Decimal("0.85")
"""What a measure's own noun phrase says of it."""


def extract(reading: Reading, _language: Language) -> Iterator[Fact]:
    """The facts about the policies that a document describes without naming them."""
    for measure in reading.measures:
        policy = measure.link.entity
        yield PolicyDetails(policy, measure.kind, measure.status, measure.description)
        evidence = _sentence(reading, measure.link.span)
        for subject, predicate, other in _triples(policy, measure):
            if vocabulary().fits(subject.kind, predicate, other.kind):
                yield Statement(subject, predicate, other, (evidence,), _CONFIDENCE, "described-policy")


def _triples(policy: Entity, measure: Measure) -> Iterator[tuple[Entity, str, Entity]]:
    acts_on = "permits" if measure.kind == "Approval" else "restricts"
    yield from ((issuer, "issues", policy) for issuer in measure.issuers)
    yield from ((policy, acts_on, thing) for thing in measure.objects)
    yield from ((policy, "targets", country) for country in measure.targets)


def _sentence(reading: Reading, span: Span) -> Span:
    return next((s.span for s in near(reading.sentences, span) if s.span.contains(span)), span)
