"""Whether the entities of a graph are those of the gold: a name in common and an accepted class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.figures import Aspect, Score
from kg.evaluation.gold import Gold, GoldEntity
from kg.evaluation.names import normalised
from kg.lookup import Thing

__all__ = ["Found", "found_entities", "score_entities", "sharing_a_name"]

_OPEN_KINDS = frozenset({"Technology", "Policy"})


@dataclass(frozen=True, slots=True)
class Found:
    """An entity of the graph with its names normalised."""

    iri: str
    kind: str
    label: str
    names: frozenset[str]


def found_entities(things: Mapping[str, Thing], kinds: Sequence[str]) -> dict[str, Found]:
    """The entities by IRI, those of the most specific classes first."""
    ranked = sorted(things.values(), key=lambda thing: (kinds.index(thing.kind), thing.iri))
    return {
        thing.iri: Found(
            thing.iri, thing.kind, thing.label, frozenset(key for name in thing.names if (key := normalised(name)))
        )
        for thing in ranked
    }


def sharing_a_name(gold: Gold, found: Mapping[str, Found]) -> dict[str, list[GoldEntity]]:
    """The gold's entities that have a name of the found one, whatever their class, by its IRI."""
    linked: dict[str, list[GoldEntity]] = defaultdict(list)
    for entity in gold.entities:
        for one in found.values():
            if one.names & entity.names:
                linked[one.iri].append(entity)
    return linked


def score_entities(gold: Gold, found: Mapping[str, Found], score: Score) -> None:
    """Count the entities, each at most once on either side."""
    match = _matched(gold, found)
    for entity in gold.entities:
        hit = entity.name in match
        if hit:
            score.right(Aspect.ENTITIES, entity.kind)
        elif not entity.optional:
            score.missed(Aspect.ENTITIES, entity.kind)
            score.differ(gold.id, Aspect.ENTITIES, "-", f"{entity.kind} {entity.name}")
        if entity.open:
            (score.right if hit else score.missed)(Aspect.OPTIONAL, entity.kind)
    if gold.recall_only:
        return
    linked, used = sharing_a_name(gold, found), set(match.values())
    for one in found.values():
        if one.iri in used or one.kind in _OPEN_KINDS or _forgiven(one, linked.get(one.iri, [])):
            continue
        score.spurious(Aspect.ENTITIES, one.kind)
        known = " (a known name, of another class or split)" if linked.get(one.iri) else ""
        score.differ(gold.id, Aspect.ENTITIES, "+", f"{one.kind} {one.label}{known}")


def _matched(gold: Gold, found: Mapping[str, Found]) -> dict[str, str]:
    """Name of a gold entity -> IRI of the first entity that fits and is not taken."""
    match: dict[str, str] = {}
    used: set[str] = set()
    for entity in gold.entities:
        fits = (one.iri for one in found.values() if one.names & entity.names and one.kind in entity.kinds)
        hit = next((iri for iri in fits if iri not in used), None)
        if hit is not None:
            match[entity.name] = hit
            used.add(hit)
    return match


def _forgiven(one: Found, linked: Sequence[GoldEntity]) -> bool:
    """Whether a second entity beside one that need not be found at all."""
    return any(not entity.must and one.kind in entity.kinds for entity in linked)
