"""What `kg` knows of the world before it reads: the files of `ontology/world/`, a user's own, and CLDR's countries.

A file says of an entity its class, its canonical name (`rdfs:label`), its other names (`skos:altLabel`), those
that need support from the document (`skos:hiddenLabel`), those that are another thing's name (`kg:metonym`), the
adjectives of a place (`kg:adjective`), and facts about it. Files add up: what two files say of one IRI holds
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from kg.countries import countries
from kg.descriptions import Description, Tagged, read_descriptions
from kg.iris import DEFAULT_BASE_IRI, entity_iri
from kg.model import Entity
from kg.ontology_files import world_files
from kg.vocabulary import vocabulary

__all__ = ["KnowledgeBase", "Known", "Name", "Strength", "load_world"]


class Strength(StrEnum):
    """How far a name stands for an entity, the strongest first."""

    ALIAS = "alias"  # on its own
    HIDDEN = "hidden"  # with support from the rest of the document
    METONYM = "metonym"  # where the other thing that has the name cannot be meant


class Name(NamedTuple):
    """A name as texts write it; in any language when `language` (BCP 47) is None."""

    text: str
    language: str | None
    strength: Strength


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the knowledge base.

    Attributes:
        iri: under the default base IRI, as world files write it; what a graph calls the entity follows from `entity`.
        names: without repetitions, sorted; the canonical name is one of them.
        adjectives: of a place, every inflected form ("kalifornische"), sorted; not repeated in `names`.
        gender: "female", "male" or None, of a person.
        code: ISO 3166-1 alpha-2, of a country.
        issued: xsd:date in ISO form, of a policy.
        facts: (property name, IRI of the object).
    """

    iri: str
    entity: Entity
    names: tuple[Name, ...]
    adjectives: tuple[Name, ...] = ()
    gender: str | None = None
    code: str | None = None
    issued: str | None = None
    facts: frozenset[tuple[str, str]] = frozenset()

    def objects(self, predicate: str) -> tuple[str, ...]:
        """The IRIs that the fact `predicate` points at, sorted."""
        return tuple(sorted(iri for name, iri in self.facts if name == predicate))


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """The known entities by IRI."""

    entities: Mapping[str, Known] = field(repr=False)

    def __len__(self) -> int:
        return len(self.entities)

    def all(self) -> tuple[Known, ...]:
        """All known entities, sorted by IRI."""
        return tuple(self.entities.values())

    def of_kind(self, kind: str) -> tuple[Known, ...]:
        """The known entities of a class and the classes below it, sorted by IRI.

        Raises:
            DataError: the class is undeclared.
        """
        return tuple(known for known in self.all() if vocabulary().is_a(known.entity.kind, kind))

    def by_iri(self, iri: str) -> Known | None:
        """The entity that world files call `iri`."""
        return self.entities.get(iri)

    def find(self, entity: Entity) -> Known | None:
        """What is known of an entity, which is told by its class and canonical name."""
        return self._by_entity.get(entity)

    def country(self, code: str) -> Known | None:
        """The country with an ISO 3166-1 alpha-2 code."""
        return self._by_code.get(code)

    @cached_property
    def _by_entity(self) -> Mapping[Entity, Known]:
        return {known.entity: known for known in self.all()}

    @cached_property
    def _by_code(self) -> Mapping[str, Known]:
        return {known.code: known for known in self.all() if known.code}


def load_world(extra: Sequence[Path] = (), languages: Iterable[str] | None = None) -> KnowledgeBase:
    """The knowledge base: what comes with `kg`, and a user's files or folders `extra` of the same form.

    Countries get their names in `languages`, as CLDR has them; by default in those of the vocabulary's labels.

    Raises:
        DataError: a file cannot be read, is no Turtle, or breaks the form; the line says which file, entity and why.
    """
    files: list[Traversable] = [*world_files(), *(file for path in extra for file in _turtle_files(path))]
    described = read_descriptions(files)
    _add_countries(described, vocabulary().languages if languages is None else languages)
    world = KnowledgeBase({iri: _known(described[iri]) for iri in sorted(described)})
    _check_identities(world, described)
    _check_aliases(world, described)
    _check_facts(world, described)
    return world


def _turtle_files(path: Path) -> Iterable[Path]:
    return sorted(path.glob("*.ttl")) if path.is_dir() else [path]


def _add_countries(described: dict[str, Description], languages: Iterable[str]) -> None:
    """Add CLDR's countries, and its names to the countries that files describe, told by code or by IRI."""
    by_code = {description.code: description for description in described.values() if description.code}
    for country in countries(languages):
        iri = entity_iri(DEFAULT_BASE_IRI, Entity("Country", country.label, known=True))
        description = by_code.get(country.code) or described.get(iri)
        if description is None:
            description = described[iri] = Description(iri, "CLDR", "Country", country.label)
        description.code = country.code
        description.aliases |= {(name, language) for language, name in country.names}


def _known(description: Description) -> Known:
    return Known(
        description.iri,
        Entity(description.kind, description.label, description.wikidata, known=True),
        _names(description),
        _adjectives(description),
        description.gender,
        description.code,
        description.issued,
        frozenset(description.facts),
    )


def _names(description: Description) -> tuple[Name, ...]:
    """The entity's names; one that stands in two lists for the same language counts as the weaker."""
    hidden = description.hidden
    label = description.label
    strengths: dict[Tagged, Strength] = dict.fromkeys(description.aliases, Strength.ALIAS)
    strengths[label, None] = Strength.HIDDEN if any(text == label for text, _ in hidden) else Strength.ALIAS
    strengths |= dict.fromkeys(hidden, Strength.HIDDEN)
    strengths |= dict.fromkeys(description.metonyms, Strength.METONYM)
    in_order = sorted(strengths, key=_by_text) if len(strengths) > 1 else strengths
    return tuple(Name(text, language, strengths[text, language]) for text, language in in_order)


def _adjectives(description: Description) -> tuple[Name, ...]:
    found = sorted(description.adjectives, key=_by_text)
    return tuple(Name(text, language, Strength.ALIAS) for text, language in found)


def _by_text(name: Tagged) -> tuple[str, str]:
    return name[0], name[1] or ""


def _check_identities(world: KnowledgeBase, described: Mapping[str, Description]) -> None:
    seen: dict[Entity, str] = {}
    for known in world.all():
        other = seen.setdefault(known.entity, known.iri)
        if other != known.iri:
            raise described[known.iri].error(f"it has the class and the rdfs:label of <{other}>")


def _check_aliases(world: KnowledgeBase, described: Mapping[str, Description]) -> None:
    """Refuse a name that means two entities in one language; a name without language is one of every language."""
    seen: dict[str, list[tuple[str | None, str]]] = {}
    shared = _shared_names(world)
    for known, (text, tongue, strength) in ((one, name) for one in world.all() for name in one.names):
        if strength is Strength.ALIAS and text in shared:
            others = seen.setdefault(text, [])
            for language, other in others:
                if other != known.iri and (language is None or tongue is None or language == tongue):
                    raise described[known.iri].error(
                        f"the name {text!r} belongs to <{other}> too; make it a skos:hiddenLabel of one"
                    )
            others.append((tongue, known.iri))


def _shared_names(world: KnowledgeBase) -> set[str]:
    """What more than one entity is called: few names, so that the others need not be compared."""
    owners: dict[str, str] = {}
    return {
        name.text
        for known in world.all()
        for name in known.names
        if owners.setdefault(name.text, known.iri) != known.iri
    }


def _check_facts(world: KnowledgeBase, described: Mapping[str, Description]) -> None:
    """Refuse facts between entities of the wrong classes; what they point at need not be known."""
    fits = cache(vocabulary().fits)
    for known in world.all():
        for predicate, iri in sorted(known.facts):
            other = world.by_iri(iri)
            if other and not fits(known.entity.kind, predicate, other.entity.kind):
                kinds = f"a {known.entity.kind} and a {other.entity.kind}"
                raise described[known.iri].error(f"kg:{predicate} cannot hold between {kinds} <{iri}>")
