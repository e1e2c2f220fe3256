"""One statement of a triple from all the places of a document that state it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.errors import KgError
from kg.iris import entity_iri
from kg.model import Entity, Span, Statement, Tense
from kg.vocabulary import vocabulary

__all__ = ["Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Merged:
    """A triple with all that the places of a document say of it.

    Attributes:
        evidence: every stretch that states it, in order.
        confidence: that of the surest place.
        former: True only when every place says so.
        roles: as all the places give them, likewise `valid_from`, `valid_until` and `rules`; none is dropped.
    """

    subject: Entity
    predicate: str
    object: Entity
    evidence: tuple[Span, ...]
    confidence: Decimal
    former: bool
    roles: tuple[Span, ...]
    valid_from: tuple[str, ...]
    valid_until: tuple[str, ...]
    rules: tuple[str, ...]


def merge(statements: Iterable[Statement], base_iri: str) -> list[Merged]:
    """One for each triple, in the order of their first places; a symmetric relation counts once, whichever way round.

    Raises:
        KgError: a statement has no evidence, or its property does not hold between such entities.
    """
    groups: dict[tuple[Entity, str, Entity], list[Statement]] = {}
    for statement in statements:
        _check(statement)
        subject, target = statement.subject, statement.object
        if vocabulary().is_symmetric(statement.predicate) and entity_iri(base_iri, target) < entity_iri(
            base_iri, subject
        ):
            subject, target = target, subject
        groups.setdefault((subject, statement.predicate, target), []).append(statement)
    return sorted((_merged(triple, group) for triple, group in groups.items()), key=lambda merged: merged.evidence)


def _merged(triple: tuple[Entity, str, Entity], group: list[Statement]) -> Merged:
    return Merged(
        *triple,
        evidence=tuple(sorted({span for statement in group for span in statement.evidence})),
        confidence=max(statement.confidence for statement in group),
        former=all(statement.tense is Tense.FORMER for statement in group),
        roles=tuple(sorted({statement.role for statement in group if statement.role})),
        valid_from=tuple(sorted({statement.valid_from for statement in group if statement.valid_from})),
        valid_until=tuple(sorted({statement.valid_until for statement in group if statement.valid_until})),
        rules=tuple(sorted({statement.rule for statement in group})),
    )


def _check(statement: Statement) -> None:
    subject, predicate, target = statement.subject, statement.predicate, statement.object
    triple = f"{subject.kind} {subject.name!r} {predicate} {target.kind} {target.name!r}"
    if not statement.evidence:
        raise KgError(f"no evidence for {triple}", f"rule {statement.rule}")
    if predicate not in vocabulary().relations or not vocabulary().fits(subject.kind, predicate, target.kind):
        raise KgError(f"the vocabulary does not allow {triple}", f"rule {statement.rule}")
