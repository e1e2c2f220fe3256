"""What a policy does to whom follows from its kind: a licence permits, a subsidy is aimed at whom it helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.languages import language
from kg.model import Entity, Fact, Reading, Span, Statement
from kg.vocabulary import vocabulary

__all__ = ["settled"]

_PERMITTING = frozenset({"Approval", "LicenceRequirement"})
_LIMITS = frozenset({"restricts", "targets"})


def settled(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts with the relations of described policies that fit their kinds.

    What is permitted is not restricted by the same words; a measure is not given to the body that gives it.
    """
    kinds = {measure.link.entity: measure.kind for measure in reading.measures}
    frames = language(reading.document.language).acts.frames
    giving = {frame["name"] for frame in frames if frame["predicate"] == "permits"}
    permitted = {
        _triple(fact)
        for fact in facts
        if isinstance(fact, Statement) and fact.predicate == "permits" and kinds.get(fact.subject) in _PERMITTING
    }
    for fact in facts:
        if not isinstance(fact, Statement) or fact.subject not in kinds:
            yield fact
        elif fact.rule in giving and kinds[fact.subject] not in _PERMITTING:
            yield from _aimed(fact)
        elif not (_goes_back(fact) or (fact.predicate in _LIMITS and _triple(fact) in permitted)):
            yield fact


def _triple(fact: Statement) -> tuple[Entity, Entity, tuple[Span, ...]]:
    return fact.subject, fact.object, fact.evidence


def _goes_back(fact: Statement) -> bool:
    """Whether it would be to the state that a measure permits something."""
    return fact.predicate == "permits" and fact.object.kind == "GovernmentBody"


def _aimed(fact: Statement) -> Iterator[Statement]:
    if fact.object.kind != "GovernmentBody" and vocabulary().fits("Policy", "targets", fact.object.kind):
        yield replace(fact, predicate="targets")
