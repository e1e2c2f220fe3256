"""Why the graph says what it says of a thing: its forms with their rules, its relations with their words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from kg.lookup.names import things
from kg.lookup.nodes import among, nodes
from kg.lookup.places import places
from kg.lookup.records import Place, Thing
from kg.store import Dataset

__all__ = ["Explanation", "Form", "Stated", "explain"]


@dataclass(frozen=True, order=True, slots=True)
class Form:
    """Words that mean the thing, the rule that says so, how sure it is (0..1), and all their places."""

    text: str
    rule: str
    confidence: Decimal
    places: tuple[Place, ...]


@dataclass(frozen=True, order=True, slots=True)
class Stated:
    """A relation of the thing as a document states it; `evidence` are places with the words there."""

    predicate: str
    subject: Thing
    object: Thing
    evidence: tuple[tuple[Place, str], ...]
    rules: tuple[str, ...]
    confidence: Decimal
    roles: tuple[str, ...] = ()
    former: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that the graph rests on for a thing; `said` and `spoken_of` count its claims and those about it."""

    thing: Thing
    forms: tuple[Form, ...]
    relations: tuple[Stated, ...]
    said: int
    spoken_of: int


def explain(dataset: Dataset, thing: Thing) -> Explanation:
    """Gather what the dataset records of how it came to know the thing."""
    one = among("thing", [thing.iri])
    return Explanation(
        thing,
        _forms(dataset, one),
        _relations(dataset, one),
        len(nodes(dataset, one + "?node kg:saidBy ?thing")),
        len(nodes(dataset, one + "?node kg:about ?thing")),
    )


def _forms(dataset: Dataset, one: str) -> tuple[Form, ...]:
    mentions = nodes(dataset, one + "?node a kg:Mention ; kg:refersTo ?thing")
    where = places(dataset, mentions)
    alike: dict[tuple[str, str, Decimal], list[Place]] = defaultdict(list)
    for iri, (place, words) in where.items():
        mention = mentions[iri]
        form = " ".join(words.split()), mention.word("kg:rule") or "", Decimal(mention.word("kg:confidence") or 0)
        alike[form].append(place)
    forms = (Form(*form, tuple(sorted(found))) for form, found in alike.items())
    return tuple(sorted(forms, key=lambda form: (-len(form.places), form)))


def _relations(dataset: Dataset, one: str) -> tuple[Stated, ...]:
    statements = nodes(dataset, one + "?node a kg:Statement ; rdf:subject|rdf:object ?thing").values()
    ends = ("rdf:subject", "rdf:object")
    named = things(dataset, {iri for node in statements for end in ends for iri in node.iris(end)})
    where = places(dataset, {iri for node in statements for iri in node.iris("kg:evidence")})
    found = []
    for node in statements:
        subject, target = (named[node.iris(end)[0]] for end in ends)
        words = sorted(where[iri] for iri in node.iris("kg:evidence") if iri in where)
        stated = Stated(
            node.step("rdf:predicate") or "",
            subject,
            target,
            tuple(words),
            node.words("kg:rule"),
            Decimal(node.word("kg:confidence") or 0),
            node.words("kg:role"),
            node.word("kg:former") == "true",
        )
        found.append(stated)
    return tuple(sorted(found))
