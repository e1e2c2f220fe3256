"""Mentions -> links: which thing each name means.

A name of a capital is the government there, unless every use has a preposition of place. Unknown names become entities
of their own, short forms joining their full form. Every link keeps its rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg.iris import DEFAULT_BASE_IRI, entity_iri
from kg.knowledge import KnowledgeBase, Strength
from kg.languages import Language
from kg.mentions import Names
from kg.mentions.lexicon import cities, name_shapes
from kg.mentions.matcher import Hit
from kg.mentions.nouns import noun_of
from kg.mentions.weighing import NEEDED, Weighing
from kg.model import Entity, Link, Mention, Span

__all__ = ["link", "place_entity"]

_JOINT = re.compile(r" (\w{1,3}) ")
_IN_CITIES = {"Company", "MediaOutlet", "Organization", "Place", "ResearchOrganization"}
_HAS_TEAMS = {"AIModel", "Company", "Product"}
_SURE, _LIKELY, _FAIR, _GUESSED = Decimal("0.95"), Decimal("0.9"), Decimal("0.8"), Decimal("0.7")


def link(text: str, names: Names, language: Language, world: KnowledgeBase) -> tuple[Link, ...]:
    """The links of a document, sorted, not overlapping."""
    linker = _Linker(text, names, language, world)
    links = [made for hit in names.hits if (made := linker.known(hit)) is not None]
    taken = {at for made in links for at in range(made.span.start, made.span.end)}
    known = {made.span: made.entity for made in links}
    aliases = (Link(span, known[of], "initials", _LIKELY) for span, of in names.aliases if of in known)
    for made in (*aliases, *(_new(mention, full, world) for mention, full in names.new)):
        if taken.isdisjoint(range(made.span.start, made.span.end)):
            links.append(made)
            taken.update(range(made.span.start, made.span.end))
    return tuple(sorted(_settled(made, world) for made in links))


def _settled(made: Link, world: KnowledgeBase) -> Link:
    """The link with the known entity where its entity is one, also by another spelling of the name ("At T")."""
    iri = entity_iri(DEFAULT_BASE_IRI, replace(made.entity, known=True))
    known = world.find(made.entity) or world.by_iri(iri)
    return replace(made, entity=known.entity) if known is not None else made


def place_entity(surface: str) -> Entity:
    """The city of this name under its English name, or a place of the name as written."""
    city = cities().get(surface)
    return Entity("Place", city[0] if city is not None else surface)


@cache
def _places(world: KnowledgeBase) -> Mapping[str, Entity]:
    """The known places by their names, those with two bearers left out."""
    found: dict[str, set[Entity]] = {}
    for known in world.of_kind("Place"):
        for name in known.names if known.entity.kind == "Place" else ():
            found.setdefault(name.text, set()).add(known.entity)
    return {name: entities.pop() for name, entities in found.items() if len(entities) == 1}


def _new(mention: Mention, full: str, world: KnowledgeBase) -> Link:
    name = " ".join(full.split())
    entity = Entity(mention.kind, name)
    if mention.kind == "Place":
        entity = place_entity(name)
        entity = _places(world).get(entity.name, entity)
    return Link(mention.span, entity, mention.rule, _GUESSED, adjective=mention.rule == "place-in-compound")


class _Linker:
    """Links the known names of one document."""

    def __init__(self, text: str, names: Names, language: Language, world: KnowledgeBase) -> None:
        self._text = text
        self._language = language
        self._world = world
        self._weighing = Weighing.of(text, names.hits, language, world)
        places = [hit.span for hit in names.hits if hit.kinds <= {"Place"} and not hit.adjective]
        places += [mention.span for mention, _ in names.new if mention.kind == "Place"]
        self._firms = frozenset(hit.span.start for hit in names.hits if hit.kinds <= {"Company"})
        self._starts = frozenset(span.start for span in places)
        self._ends = frozenset(span.end for span in places)
        self._placed = self._only_places(names.hits)

    def known(self, hit: Hit) -> Link | None:
        """The link of a known name; None when too little speaks for what it could mean."""
        score, known, strength = self._weighing.best(hit)
        surface = hit.span.of(self._text)
        if strength is Strength.METONYM and (surface in self._placed or self._is_place(hit.span)):
            return _new(Mention(hit.span, "Place", "capital-as-place"), surface, self._world)
        if score < NEEDED:
            return None
        entity = known.entity
        team = self._team(hit.span) if entity.kind in _HAS_TEAMS else None
        if team is not None:
            return Link(team, Entity("Organization", f"{entity.name} team"), "team-of-known", _LIKELY)
        certainty = _SURE if score > NEEDED else _FAIR
        if hit.variant:
            variant = Entity(entity.kind, " ".join(surface.split()))
            return Link(hit.span, variant, "variant-of-known", certainty)
        return Link(hit.span, entity, f"known-{strength.value}", certainty, adjective=hit.adjective)

    def _team(self, span: Span) -> Span | None:
        """The span of "Qwen-team" when `span` is that of "Qwen"."""
        if "team" not in self._language.regexes or self._text[span.end : span.end + 1] not in {"-", "‑", " "}:
            return None
        found = self._language.regexes["team"].match(self._text, span.end + 1)
        return Span(span.start, found.end()) if found is not None else None

    def _only_places(self, hits: Sequence[Hit]) -> frozenset[str]:
        """Surfaces of capitals that the document only ever uses as places ("in Paris")."""
        uses: dict[str, list[bool]] = {}
        for hit in hits:
            if any(strength is Strength.METONYM for _, strength in hit.candidates):
                placed = self._after_preposition(hit.span) or self._is_place(hit.span)
                uses.setdefault(hit.span.of(self._text), []).append(placed)
        return frozenset(surface for surface, placed in uses.items() if all(placed))

    def _is_place(self, span: Span) -> bool:
        return self._before_noun(span) or self._after_noun(span) or self._beside_place(span) or self._has_firm(span)

    def _has_firm(self, span: Span) -> bool:
        """As in "Paris's Mistral AI": a firm after the genitive."""
        genitives = (g for g in self._language.genitives if self._text.startswith(g, span.end))
        return any(span.end + len(genitive) + 1 in self._firms for genitive in genitives)

    def _after_noun(self, span: Span) -> bool:
        """As in "the port of London": what is of a city and not of a government."""
        before = self._text[max(0, span.start - 40) : span.start].casefold().split()
        of = next((n for n in (2, 1) if " ".join(before[-n:]) in self._language.words["of"]), 0)
        if not of or len(before) <= of:
            return False
        word = before[-of - 1]
        noun = noun_of(word, self._language)
        return word in name_shapes().parts or (noun is not None and noun.kind in _IN_CITIES)

    def _beside_place(self, span: Span) -> bool:
        """As in "between Lima and Iquitos": together with a city that is no capital."""
        after = _JOINT.match(self._text, span.end)
        if after is not None and after.group(1) in self._language.words["and"] and after.end() in self._starts:
            return True
        before = _JOINT.search(self._text, max(0, span.start - 8), span.start)
        joined = before is not None and before.group(1) in self._language.words["and"] and before.end() == span.start
        return joined and before is not None and before.start() in self._ends

    def _before_noun(self, span: Span) -> bool:
        """As in "a London firm", "Paris-based": a capital's name before what is there."""
        after = self._text[span.end : span.end + 30].lstrip(" -").split()[:1]
        if not after or self._text[span.end : span.end + 1] not in {" ", "-"}:
            return False
        word = after[0].strip(".,;:")
        if word in name_shapes().parts:
            return True
        noun = noun_of(word, self._language)
        tail = self._text[span.end] == "-" and word in self._language.words.get("based_tail", ())
        return tail or (noun is not None and noun.kind not in {"Person", "GovernmentBody"})

    def _after_preposition(self, span: Span) -> bool:
        """Whether the name stands after "in", or as a dateline."""
        before = self._text[max(0, span.start - 20) : span.start].split()
        opens = span.start == 0 or self._text[span.start - 1] == "\n"
        shouted = span.of(self._text).isupper() and len(span) > 3
        after = self._text[span.end : span.end + 2].strip()[:1]
        if shouted or (opens and after in {"(", "–", "-", "/", ","}):
            return True
        return bool(before) and before[-1].casefold() in self._language.words["in"]
