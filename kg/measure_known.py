"""Known policies whose common name ("export controls") is that of another state's measure here: links left out.

Only names that need support are looked at ("the export ban" is a name of one well-known measure among many). Such a
name gives way where the words at it, or a possessive whose owner acts in the sentence, name another country's measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.knowledge import KnowledgeBase
from kg.languages import Language
from kg.measure_nouns import issuers_at
from kg.model import Entity, Link, Sentence
from kg.spans import starting

__all__ = ["without_borrowed"]

_HIDDEN = "known-hidden"
_RULERS = frozenset({"Country", "GovernmentBody"})
_REACH = 40
"""Code points around the name in which a possessive or a preposition stands."""


def without_borrowed(
    text: str, sentences: Sequence[Sentence], links: Sequence[Link], language: Language, world: KnowledgeBase
) -> tuple[Link, ...]:
    """The links without those of a known policy at the name of another state's."""
    if not any(_is_common(link) for link in links):
        return tuple(links)
    left_out = {link for sentence in sentences for link in _borrowed(text, sentence, links, language, world)}
    return tuple(link for link in links if link not in left_out)


def _is_common(link: Link) -> bool:
    return link.entity.kind == "Policy" and link.rule == _HIDDEN


def _borrowed(
    text: str, sentence: Sentence, links: Sequence[Link], language: Language, world: KnowledgeBase
) -> Iterator[Link]:
    inside = starting(links, sentence.span)
    for link in inside:
        if not _is_common(link):
            continue
        owners = _owners(text, link, inside, language)
        own = {
            country
            for issuer in _facts(link.entity, world).get("issuedBy", ())
            for country in _countries(issuer, world)
        }
        if owners and own and not any(own & _countries(owner, world) for owner in owners):
            yield link


def _owners(text: str, link: Link, links: Sequence[Link], language: Language) -> list[Entity]:
    """Whose the measure is by an adjective, a genitive, a name after "of" or a possessive."""
    told = issuers_at(text, link.span.start, links)
    if told:
        return [owner.entity for owner in told]
    for after in links:
        gap = text[link.span.end : after.span.start].casefold().split() if after.span.start > link.span.end else []
        if after.adjective and not gap and 0 < after.span.start - link.span.end < 2:
            return [after.entity]
        if after.entity.kind in _RULERS and not after.adjective and gap and " ".join(gap) in language.words["of"]:
            return [after.entity]
    before = text[max(0, link.span.start - _REACH) : link.span.start].casefold().split()[-2:]
    if not set(before) & set(language.words["possessive"]):
        return []
    rulers = [k for k in links if k.span.end < link.span.start and k.entity.kind in _RULERS and not k.adjective]
    return [rulers[-1].entity] if rulers else []


def _facts(entity: Entity, world: KnowledgeBase) -> Mapping[str, list[Entity]]:
    known = world.find(entity)
    found: dict[str, list[Entity]] = {}
    for predicate, iri in sorted(known.facts) if known is not None else ():
        other = world.by_iri(iri)
        if other is not None:
            found.setdefault(predicate, []).append(other.entity)
    return found


def _countries(entity: Entity, world: KnowledgeBase) -> set[Entity]:
    """The country itself, or where the body is."""
    if entity.kind == "Country":
        return {entity}
    return {entity, *_places(_facts(entity, world).get("locatedIn", ()))}


def _places(entities: Iterable[Entity]) -> Iterator[Entity]:
    yield from (entity for entity in entities if entity.kind == "Country")
