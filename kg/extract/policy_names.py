"""Policies that only a noun names in the text, called by what the document states of them elsewhere.

"The export rules", which another sentence says the Department of Commerce issued and that restrict the H800, are the
"Export control on H800 by United States Department of Commerce" in this and in any other document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from kg.extract.policy_relations import settled
from kg.measure_parts import Parts, is_of_its_document, issued_by, policy_name
from kg.model import Claim, Entity, Fact, Measure, PolicyDate, PolicyDetails, Reading, Statement

__all__ = ["renamed"]

_LIMITS = frozenset({"restricts", "permits"})
_Ends: TypeAlias = dict[Entity, dict[Entity, None]]


def renamed(reading: Reading, facts: Sequence[Fact]) -> tuple[Reading, tuple[Fact, ...]]:
    """The reading and its facts, with the names that the facts give to policies known by their noun alone."""
    facts = tuple(settled(reading, facts))
    names = dict(_names(reading, [fact for fact in facts if isinstance(fact, Statement)]))
    if not names:
        return reading, facts
    links = tuple(replace(k, entity=names[k.entity]) if k.entity in names else k for k in reading.links)
    measures = tuple(_measure(measure, names) for measure in reading.measures)
    return replace(reading, links=links, measures=measures), tuple(_fact(fact, names) for fact in facts)


def _names(reading: Reading, stated: Sequence[Statement]) -> Iterable[tuple[Entity, Entity]]:
    issued, limited, aimed = _ends(stated)
    for measure in {measure.link.entity: measure for measure in reversed(reading.measures)}.values():
        policy = measure.link.entity
        issuers = tuple(issued.get(policy, ()))
        if not is_of_its_document(policy, reading.document):
            if len(issuers) == 1:
                yield policy, issued_by(policy, issuers[0])
            continue
        parts = Parts(
            measure.kind,
            measure.link.span,
            measure.description,
            issuers=issuers,
            objects=tuple(limited.get(policy, ())),
            targets=tuple(aimed.get(policy, ())),
        )
        if parts.objects or parts.targets:
            yield policy, Entity("Policy", policy_name(parts, reading.document))


def _ends(stated: Sequence[Statement]) -> tuple[_Ends, _Ends, _Ends]:
    """Who issues each policy, what it limits or permits, and whom it is aimed at, in the order stated."""
    issued: _Ends = {}
    limited: _Ends = {}
    aimed: _Ends = {}
    for statement in stated:
        if statement.predicate == "issues":
            issued.setdefault(statement.object, {})[statement.subject] = None
        elif statement.predicate in _LIMITS:
            limited.setdefault(statement.subject, {})[statement.object] = None
        elif statement.predicate == "targets":
            aimed.setdefault(statement.subject, {})[statement.object] = None
    return issued, limited, aimed


def _measure(measure: Measure, names: Mapping[Entity, Entity]) -> Measure:
    entity = names.get(measure.link.entity)
    return measure if entity is None else replace(measure, link=replace(measure.link, entity=entity))


def _fact(fact: Fact, names: Mapping[Entity, Entity]) -> Fact:
    if isinstance(fact, PolicyDetails | PolicyDate):
        return replace(fact, policy=names.get(fact.policy, fact.policy))
    if isinstance(fact, Claim):
        return replace(fact, about=tuple(names.get(entity, entity) for entity in fact.about))
    return replace(fact, subject=names.get(fact.subject, fact.subject), object=names.get(fact.object, fact.object))
