"""Who a text has named so far, and what it said of them: nouns, countries, places, gender."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kg.knowledge import KnowledgeBase
from kg.languages import Language
from kg.mentions.cues import is_family_first
from kg.mentions.lexicon import given_names
from kg.mentions.nouns import noun_of
from kg.mentions.tokens import Token
from kg.model import Entity, Link, Quotation

__all__ = ["Ground", "Referent", "Referents"]

_COOLING = 0.6
"""What is left after a sentence of how much a text is about somebody."""
_LASTING = 0.25
"""What each time that a text names somebody adds for good, up to `_MANY` times."""
_MANY = 8
_STEM = 4
"""Letters that nouns of one thing share at least."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What resolution stands on: the text, its quotations and names, the language, the knowledge base."""

    text: str
    quotations: Sequence[Quotation]
    links: Sequence[Link]
    language: Language
    world: KnowledgeBase


@dataclass(slots=True)
class Referent:
    """An entity that the text names, `times` so far; `last`, `subject` and `at` tell where last, -1 before that."""

    entity: Entity
    gender: str | None
    nouns: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    heat: float = 0.0
    times: int = 0
    last: int = -1
    subject: int = -1
    at: int = -1


class Referents:
    """Those named so far in a document."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.text, self.language = ground, ground.text, ground.language
        self.known: dict[Entity, Referent] = {}
        self.latest: dict[Entity, Referent] = {}
        self.stems: set[str] = set()

    def of(self, entity: Entity) -> Referent:
        """What the text has said of an entity; a new one when it is named for the first time."""
        entry = self.known.get(entity)
        if entry is None:
            entry = self.known[entity] = Referent(entity, self._gender(entity))
        return entry

    def name(self, entry: Referent, number: int, at: int, weight: float = 1.0) -> None:
        """That sentence `number` names it, at this place of the text; `weight` tells how much it is about it."""
        entry.heat = self.heat(entry, number) + weight
        entry.times += 1
        if entry.last != number:
            entry.at = at
        entry.last = number
        self.latest.pop(entry.entity, None)
        self.latest[entry.entity] = entry

    def heat(self, entry: Referent, number: int) -> float:
        """How much the sentences up to `number` are about it."""
        return entry.heat * _COOLING ** max(0, number - entry.last) if entry.last >= 0 else 0.0

    def prominence(self, entry: Referent, number: int) -> float:
        """How much the text up to sentence `number` is about it: the last sentences, and the whole so far."""
        return self.heat(entry, number) + _LASTING * min(entry.times, _MANY)

    def since(self, number: int) -> list[Referent]:
        """Those named in this sentence or later; all from the text's beginning on."""
        if number < 0:
            return list(self.known.values())
        return list(takewhile(lambda entry: entry.last >= number, reversed(self.latest.values())))

    def described_so(self, noun: str, fits: Callable[[Referent], bool]) -> list[Referent]:
        """Those last named in one sentence, the latest possible, that a noun like this one described."""
        meant: list[Referent] = []
        if noun[:_STEM] in self.stems:
            for entry in reversed(self.latest.values()):
                if meant and entry.last < meant[0].last:
                    break
                if any(_akin(noun, known) for known in entry.nouns) and fits(entry):
                    meant.append(entry)
        return meant

    def is_from(self, entry: Referent, places: Sequence[Link]) -> bool:
        """Whether the text or the knowledge base has the organisation in one of these places."""
        names = {place.entity.name for place in places}
        if names & entry.places:
            return True
        known = self.ground.world.find(entry.entity) if places else None
        homes = [self.ground.world.by_iri(iri) for iri in known.objects("locatedIn")] if known is not None else []
        return any(home is not None and home.entity.name in names for home in homes)

    def countries(self, entry: Referent) -> set[str]:
        """The codes of the countries that the text or the knowledge base ties it to."""
        known = self.ground.world.find(entry.entity)
        codes = set(entry.countries)
        for iri in known.objects("locatedIn") if known is not None else ():
            place = self.ground.world.by_iri(iri)
            if place is not None and place.code:
                codes.add(place.code)
        return codes

    def describe(self, entry: Referent, link: Link, words: Sequence[Token]) -> None:
        """Remember the nouns beside a name: before it, and in the apposition after it."""
        for token in reversed([w for w in words if w.end <= link.span.start][-4:]):
            if not self._touches(token, link.span.start):
                break
            self._take(entry, token)
        after = [w for w in words if w.start >= link.span.end][:9]
        if after and self.text[link.span.end : after[0].start].strip() in {",", "–", "),", ")"}:
            for position, token in enumerate(after):
                if position and "," in self.text[after[position - 1].end : token.start]:
                    break
                self._take(entry, token)

    def _touches(self, token: Token, start: int) -> bool:
        gap = self.text[token.end : start]
        return not set(gap[1:] if gap.startswith(". ") and len(token.text) < 6 else gap) & set(',.;:“”"(')

    def _take(self, entry: Referent, token: Token) -> None:
        title = self.language.titles.get(token.text) or self.language.titles.get(f"{token.text}.")
        entry.gender = title or entry.gender
        if token.text in self.language.demonyms:
            entry.countries.add(self.language.demonyms[token.text])
        noun = noun_of(token.text, self.language)
        if noun is not None and (noun.kind == "Person") == (entry.entity.kind == "Person"):
            entry.nouns.add(noun.form)
            self.stems.add(noun.form[:_STEM])
            entry.gender = noun.gender or entry.gender

    def _gender(self, entity: Entity) -> str | None:
        known = self.ground.world.find(entity)
        if known is not None and known.gender is not None:
            return known.gender
        if entity.kind != "Person":
            return None
        parts = entity.name.split()
        gender = given_names().get(parts[0].split("-")[0]) if not is_family_first(parts) else None
        return gender if gender in {"male", "female"} else None


def _akin(one: str, other: str) -> bool:
    """The same noun up to its ending ("analyste", "analyst"; "ekonomen", "ekonom")."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared >= max(_STEM, min(len(one), len(other)) - 2)
