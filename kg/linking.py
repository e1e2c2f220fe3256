"""Mentions -> links: which thing each name means.

Known names are weighed: how firmly the name belongs to a thing, whether its country is named beside it, whether things it
is known to belong to occur in the document. A name of a capital is the government there, unless every use has a preposition of
place. Unknown names become entities of their own, short forms joining their full form. Every link keeps its rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.knowledge import KnowledgeBase, Known, Strength
from kg.languages import Language
from kg.mentions import Names
from kg.mentions.lexicon import cities
from kg.mentions.matcher import Hit
from kg.mentions.nouns import noun_of
from kg.model import Entity, Link, Span

__all__ = ["link"]

_WEIGHT = {Strength.ALIAS: 3, Strength.METONYM: 2, Strength.HIDDEN: 0}
_NEEDED = 2
_BESIDE = 3
_RELATED = 2
_HAS_TEAMS = {"AIModel", "Company", "Product"}


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    language: Language
    world: KnowledgeBase
    present: frozenset[str]
    countries: Mapping[int, str]
    placed: frozenset[str]
    home: frozenset[str]


def link(text: str, names: Names, language: Language, world: KnowledgeBase) -> tuple[Link, ...]:
    """The links of a document, sorted, not overlapping."""
    context = _context(text, names.hits, language, world)
    links = [made for hit in names.hits if (made := _known_link(hit, context)) is not None]
    taken = {at for made in links for at in range(made.span.start, made.span.end)}
    for mention, full in names.new:
        if taken.isdisjoint(range(mention.span.start, mention.span.end)):
            part = mention.rule == "place-in-compound"
            links.append(
                Link(mention.span, _new_entity(mention.kind, full), mention.rule, Decimal("0.7"), adjective=part)
            )
            taken.update(range(mention.span.start, mention.span.end))
    return tuple(sorted(links))


def _context(text: str, hits: Sequence[Hit], language: Language, world: KnowledgeBase) -> _Context:
    present: set[str] = set()
    countries: dict[int, str] = {}
    for hit in hits:
        firm = [known.iri for known, strength in hit.candidates if strength is Strength.ALIAS]
        present.update(firm if len(firm) == 1 else ())
        if len(firm) == 1 and hit.candidates[0][0].entity.kind == "Country":
            countries[hit.span.end] = firm[0]
    for iri in list(present):
        known = world.by_iri(iri)
        present.update(
            known.objects("locatedIn") if known is not None and known.entity.kind == "GovernmentBody" else ()
        )
    return _Context(
        text, language, world, frozenset(present), countries, _only_places(text, hits, language), _home(language, world)
    )


def _home(language: Language, world: KnowledgeBase) -> frozenset[str]:
    """The countries whose bodies a text in the language means when it names no country."""
    return frozenset(known.iri for code in language.home if (known := world.country(code)) is not None)


def _only_places(text: str, hits: Sequence[Hit], language: Language) -> frozenset[str]:
    """Surfaces of capitals that the document only ever uses as places ("in Paris")."""
    uses: dict[str, list[bool]] = {}
    for hit in hits:
        if any(strength is Strength.METONYM for _, strength in hit.candidates):
            uses.setdefault(hit.span.of(text), []).append(_is_place(text, hit.span, language))
    return frozenset(surface for surface, placed in uses.items() if all(placed))


def _is_place(text: str, span: Span, language: Language) -> bool:
    """A capital's name that stands for the city: after "in", in a dateline, before a noun ("a London firm")."""
    after = text[span.end : span.end + 30].lstrip(" -").split()[:1]
    noun = noun_of(after[0].strip(".,;:"), language) if after and text[span.end : span.end + 1] in {" ", "-"} else None
    return _after_preposition(text, span, language) or (
        noun is not None and noun.kind not in {"Person", "GovernmentBody"}
    )


def _after_preposition(text: str, span: Span, language: Language) -> bool:
    before = text[max(0, span.start - 20) : span.start].split()
    opens = span.start == 0 or text[span.start - 1] == "\n"
    shouted = span.of(text).isupper() and len(span) > 3
    dateline = shouted or opens and text[span.end : span.end + 2].strip()[:1] in {"(", "–", "-", "/", ","}
    return dateline or (bool(before) and before[-1].casefold() in language.words["in"])


def _known_link(hit: Hit, context: _Context) -> Link | None:
    scored = sorted(
        ((_score(hit, known, strength, context), known.iri, known, strength) for known, strength in hit.candidates),
        key=lambda s: (-s[0], s[1]),
    )
    score, _, known, strength = scored[0]
    surface = hit.span.of(context.text)
    if strength is Strength.METONYM and surface in context.placed:
        return _place_link(hit.span, surface)
    if score < _NEEDED:
        return None
    entity, rule = known.entity, f"known-{strength.value}"
    team = _team(hit.span, context) if known.entity.kind in _HAS_TEAMS else None
    if team is not None:
        return Link(team, Entity("Organization", f"{entity.name} team"), "team-of-known", Decimal("0.9"))
    if hit.variant:
        entity, rule = Entity(known.entity.kind, " ".join(surface.split())), "variant-of-known"
    return Link(hit.span, entity, rule, Decimal("0.95") if score > _NEEDED else Decimal("0.8"), adjective=hit.adjective)


def _team(span: Span, context: _Context) -> Span | None:
    """The span of "Qwen-team" when `span` is that of "Qwen"."""
    if "team" not in context.language.regexes or context.text[span.end : span.end + 1] not in {"-", "‑", " "}:
        return None
    found = context.language.regexes["team"].match(context.text, span.end + 1)
    return Span(span.start, found.end()) if found is not None else None


def _score(hit: Hit, known: Known, strength: Strength, context: _Context) -> int:
    score = _WEIGHT[strength]
    located = known.objects("locatedIn")
    beside = context.countries.get(hit.span.start - 1)
    if beside is not None and beside in located:
        score += _BESIDE
    elif beside is not None and located and known.entity.kind == "GovernmentBody":
        score -= _BESIDE
    if any(iri in context.present for _, iri in known.facts):
        score += _RELATED
    if any(iri in context.home for iri in located):
        score += 1
    return score


def _place_link(span: Span, surface: str) -> Link:
    return Link(span, place_entity(surface), "capital-as-place", Decimal("0.9"))


def place_entity(surface: str) -> Entity:
    """The city of this name under its English name, or a place of the name as written."""
    city = cities().get(surface)
    return Entity("Place", city[0] if city is not None else surface)


def _new_entity(kind: str, name: str) -> Entity:
    return place_entity(name) if kind == "Place" else Entity(kind, " ".join(name.split()))
