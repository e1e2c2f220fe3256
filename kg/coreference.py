"""Pronouns and descriptions -> anaphoric links: "she", "the economist", "het bedrijf", "l'analyste".

One pass from left to right keeps the persons and organisations named so far with what the text said of them: gender by
title, role or given name; the nouns that described them. A pronoun goes to the latest person it agrees with, those who
spoke or were the subject of a sentence first; a description to whoever was described so, else to the latest that fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

from kg.anaphors import Anaphor, anaphors
from kg.knowledge import KnowledgeBase
from kg.languages import Language
from kg.mentions.cues import is_family_first
from kg.mentions.lexicon import given_names
from kg.mentions.nouns import noun_of
from kg.mentions.tokens import Token, tokens
from kg.model import Entity, Link, Quotation, Sentence, Span
from kg.spans import near
from kg.vocabulary import vocabulary

__all__ = ["resolve"]

_REACH = 4
"""Sentences back to which a description without a matching noun may refer."""
_MEMORY = 12
"""Sentences back to which a pronoun may refer."""
_STEM = 4
"""Letters that nouns of one thing share at least."""
_BODIES = {"Company", "GovernmentBody", "MediaOutlet", "Organization", "ResearchOrganization"}


@dataclass(slots=True)
class _Known:
    entity: Entity
    gender: str | None
    nouns: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    last: int = -1
    subject: int = -1
    at: int = -1


@dataclass(frozen=True, slots=True)
class Ground:
    """What resolution stands on: the text, its quotations and names, the language, the knowledge base."""

    text: str
    quotations: Sequence[Quotation]
    links: Sequence[Link]
    language: Language
    world: KnowledgeBase


def resolve(ground: Ground, sentences: Sequence[Sentence]) -> tuple[Link, ...]:
    """The links given and the anaphoric ones, sorted."""
    return tuple(sorted([*ground.links, *_Resolver(ground).run(sentences)]))


class _Resolver:
    def __init__(self, ground: Ground) -> None:
        self.ground, self.text, self.language = ground, ground.text, ground.language
        self.links = list(ground.links)
        self.starts = [link.span.start for link in self.links]
        self.known: dict[Entity, _Known] = {}
        self.latest: dict[Entity, _Known] = {}
        self.stems: set[str] = set()
        self.personal: set[int] = set()
        self.topics: dict[int, Entity] = {}

    def run(self, sentences: Sequence[Sentence]) -> Iterator[Link]:
        """The anaphoric links, sentence by sentence."""
        for number, sentence in enumerate(sentences):
            span = sentence.span
            inside = self.links[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
            words = list(tokens(self.text, span.start, span.end, self.language.elisions))
            unquoted = [w for w in words if not self._is_quoted(w.start)]
            found = anaphors(self.text, unquoted, inside, self.language)
            events: list[Link | Anaphor] = sorted([*inside, *found], key=lambda event: event.span.start)
            yield from self._sentence(events, words, self._topic(sentences, number), number)

    def _sentence(
        self, events: Sequence[Link | Anaphor], words: Sequence[Token], topic: Entity | None, number: int
    ) -> Iterator[Link]:
        first = True
        for event in events:
            if isinstance(event, Anaphor):
                made = self._resolve(event, topic if first else None, number)
                if made is None:
                    continue
                yield made
                self._note(made, number, (), first)
                first = False
            else:
                self._note(event, number, words, first)
                first = first and event.adjective

    # -- what is known so far -------------------------------------------------------------------------------------

    def _topic(self, sentences: Sequence[Sentence], number: int) -> Entity | None:
        """The organisation that the sentence before is about, if it stands in the same paragraph."""
        if not number or sentences[number - 1].block != sentences[number].block:
            return None
        return self.topics.get(number - 1)

    def _is_quoted(self, at: int) -> bool:
        return any(q.outer.start <= at < q.outer.end for q in near(self.ground.quotations, Span(at, at + 4)))

    def _note(self, link: Link, number: int, words: Sequence[Token], first: bool) -> None:
        if link.adjective:
            return
        if link.entity.kind == "Person":
            self.personal.add(number)
        entry = self.known.get(link.entity)
        if entry is None:
            entry = self.known[link.entity] = _Known(link.entity, self._gender(link.entity))
        if words:
            self._describe(entry, link, words)
        saying = self._beside_saying(link.span)
        if self._is_quoted(link.span.start) and not saying:
            return
        if link.entity.kind in _BODIES:
            self.topics.setdefault(number, link.entity)
        if entry.last != number:
            entry.at = link.span.start
        entry.last = number
        self.latest.pop(link.entity, None)
        self.latest[link.entity] = entry
        if first or saying:
            entry.subject = number

    def _beside_saying(self, span: Span) -> bool:
        before = self.text[max(0, span.start - 40) : span.start].split()
        after = self.text[span.end : span.end + 30].lstrip(", ").split()
        say = self.language.words["say"]
        return bool(before and before[-1].casefold() in say) or bool(after and after[0].casefold().strip(".,:") in say)

    def _gender(self, entity: Entity) -> str | None:
        known = self.ground.world.find(entity)
        if known is not None and known.gender is not None:
            return known.gender
        if entity.kind != "Person":
            return None
        parts = entity.name.split()
        gender = given_names().get(parts[0].split("-")[0]) if not is_family_first(parts) else None
        return gender if gender in {"male", "female"} else None

    def _describe(self, entry: _Known, link: Link, words: Sequence[Token]) -> None:
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

    def _take(self, entry: _Known, token: Token) -> None:
        title = self.language.titles.get(token.text) or self.language.titles.get(f"{token.text}.")
        entry.gender = title or entry.gender
        if token.text in self.language.demonyms:
            entry.countries.add(self.language.demonyms[token.text])
        noun = noun_of(token.text, self.language)
        if noun is not None and (noun.kind == "Person") == (entry.entity.kind == "Person"):
            entry.nouns.add(noun.form)
            self.stems.add(noun.form[:_STEM])
            entry.gender = noun.gender or entry.gender

    # -- who is meant ---------------------------------------------------------------------------------------------

    def _resolve(self, found: Anaphor, topic: Entity | None, number: int) -> Link | None:
        spoken_of = found.gender is None or number - 1 not in self.personal
        if found.body and topic is not None and spoken_of:
            return Link(found.span, topic, "pronoun-of-body", Decimal("0.7"), anaphoric=True)
        if found.gender is not None:
            person = self._latest_person(found.gender, number)
            if person is None:
                return None
            person.gender = person.gender or found.gender
            return Link(found.span, person.entity, "pronoun", Decimal("0.8"), anaphoric=True)
        entry = None if found.body else self._described(found, number)
        if entry is None:
            return None
        return Link(found.span, entry.entity, "description", Decimal("0.7"), anaphoric=True)

    def _latest_person(self, gender: str, number: int) -> _Known | None:
        persons = [k for k in self._since(number - _MEMORY) if k.entity.kind == "Person"]
        fitting = [k for k in persons if k.gender in {gender, None}]
        return max(
            fitting,
            key=lambda k: (k.subject >= number - 2, max(k.subject, k.last - 1), k.gender is not None, k.at),
            default=None,
        )

    def _described(self, found: Anaphor, number: int) -> _Known | None:
        if found.noun is None:
            return self._from_country(found.countries, number)
        noun = found.noun
        is_a = vocabulary().is_a

        def fits(k: _Known) -> bool:
            if not is_a(k.entity.kind, noun.kind) and not is_a(noun.kind, k.entity.kind):
                return False
            if noun.gender is not None and k.gender not in {noun.gender, None}:
                return False
            return not found.countries or bool(self._countries(k) & found.countries) or k.entity.kind == "Person"

        spoken_for = noun.form in self.language.words["spokesperson"]
        reach = 1 if found.of_body else 2 if spoken_for else _REACH
        near = [k for k in self._since(max(0, number - reach)) if fits(k)]
        alike = [k for k in near if is_a(k.entity.kind, noun.kind)]
        plain = alike if noun.form in self.language.words.get("plain_heads", ()) else []
        home = [k for k in alike if self._is_from(k, found.places)]
        meant = home or plain or self._described_so(noun.form, fits) or alike or near
        return max(meant, key=lambda k: (k.last, k.subject == k.last, -k.at), default=None)

    def _is_from(self, entry: _Known, places: Sequence[Link]) -> bool:
        """Whether the knowledge base has the organisation in one of these places."""
        known = self.ground.world.find(entry.entity) if places else None
        homes = [self.ground.world.by_iri(iri) for iri in known.objects("locatedIn")] if known is not None else []
        names = {place.entity.name for place in places}
        return any(home is not None and home.entity.name in names for home in homes)

    def _described_so(self, noun: str, fits: Callable[[_Known], bool]) -> list[_Known]:
        """Those last named in one sentence, the latest possible, that a noun like this one described."""
        meant: list[_Known] = []
        if noun[:_STEM] in self.stems:
            for entry in reversed(self.latest.values()):
                if meant and entry.last < meant[0].last:
                    break
                if any(_akin(noun, known) for known in entry.nouns) and fits(entry):
                    meant.append(entry)
        return meant

    def _since(self, number: int) -> list[_Known]:
        """Those named in this sentence or later; all from the text's beginning on."""
        if number < 0:
            return list(self.known.values())
        return list(takewhile(lambda entry: entry.last >= number, reversed(self.latest.values())))

    def _from_country(self, countries: frozenset[str], number: int) -> _Known | None:
        """As in "the Norwegian": a firm or a person known to be of the country."""
        near = [k for k in self._since(number - _REACH * 2) if self._countries(k) & countries]
        near = [k for k in near if k.entity.kind == "Person" or k.entity.kind in _BODIES]
        persons = [k for k in self._since(number - 2) if k.entity.kind == "Person"]
        return max(near or persons, key=lambda k: (k.last, k.at), default=None)

    def _countries(self, entry: _Known) -> set[str]:
        known = self.ground.world.find(entry.entity)
        codes = set(entry.countries)
        for iri in known.objects("locatedIn") if known is not None else ():
            place = self.ground.world.by_iri(iri)
            if place is not None and place.code:
                codes.add(place.code)
        return codes


def _akin(one: str, other: str) -> bool:
    """The same noun up to its ending ("analyste", "analyst"; "ekonomen", "ekonom")."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared >= max(_STEM, min(len(one), len(other)) - 2)
