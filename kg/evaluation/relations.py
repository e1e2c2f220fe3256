"""Whether the relations of a graph are those of the gold: the same property between the same things."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.evaluation.entities import Found, sharing_a_name
from kg.evaluation.figures import Aspect, Score
from kg.evaluation.gold import Gold, GoldRelation
from kg.evaluation.names import country_key
from kg.vocabulary import vocabulary

__all__ = ["score_relations"]

_IMPLIED = {"affiliatedWith": "founded"}
"""A relation that is no mistake where the gold has the other one between the same things."""

_NOT_ANNOTATED = frozenset({"reverses"})

_Ends = tuple[frozenset[str], str, frozenset[str]]


def score_relations(
    gold: Gold, found: Mapping[str, Found], triples: Collection[tuple[str, str, str]], score: Score
) -> None:
    """Count the relations; a country and its government are taken for one."""
    keys = _keys(gold, found)
    got = {(keys[s], predicate, keys[o]) for s, predicate, o in triples if predicate not in _NOT_ANNOTATED}
    hit: set[_Ends] = set()
    for relation in gold.relations:
        same = [each for each in got if _same(relation, relation.predicate, each)]
        hit.update(same)
        if same:
            score.right(Aspect.RELATIONS, relation.predicate)
        else:
            score.missed(Aspect.RELATIONS, relation.predicate)
            words = f"{relation.subject} {relation.predicate} {relation.object}"
            score.differ(gold.id, Aspect.RELATIONS, "-", words)
    for each in sorted(got - hit, key=lambda ends: (ends[1], sorted(ends[0]), sorted(ends[2]))):
        subject, predicate, target = each
        stronger = _IMPLIED.get(predicate)
        if any(relation.predicate == stronger and _same(relation, predicate, each) for relation in gold.relations):
            continue
        score.spurious(Aspect.RELATIONS, predicate)
        words = f"{'/'.join(sorted(subject))} {predicate} {'/'.join(sorted(target))}"
        score.differ(gold.id, Aspect.RELATIONS, "+", words)


def _keys(gold: Gold, found: Mapping[str, Found]) -> dict[str, frozenset[str]]:
    """What an entity may be called in the gold's relations, by IRI."""
    linked = sharing_a_name(gold, found)
    return {
        iri: frozenset({country_key(one.label), *(country_key(entity.name) for entity in linked.get(iri, ()))})
        for iri, one in found.items()
    }


def _same(relation: GoldRelation, predicate: str, ends: _Ends) -> bool:
    subject, got, target = ends
    if predicate != got:
        return False
    wanted = country_key(relation.subject), country_key(relation.object)
    if wanted[0] in subject and wanted[1] in target:
        return True
    return vocabulary().is_symmetric(predicate) and wanted[0] in target and wanted[1] in subject
