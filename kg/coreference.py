"""Pronouns and descriptions -> anaphoric links: "she", "the economist", "het bedrijf", "l'analyste".

One pass from left to right keeps the persons and organisations named so far with what the text said of them: gender by
title, role or given name; the nouns that described them. A pronoun goes to the latest person it agrees with, those who
spoke or were the subject of a sentence first; a description to the firm of the place that it names, to whoever was
described so, else to the latest that fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kg.anaphors import Anaphor, anaphors
from kg.marking import is_marked
from kg.mentions.tokens import Token, tokens
from kg.model import Entity, Link, Sentence, Span
from kg.referents import Ground, Referent, Referents
from kg.spans import near
from kg.vocabulary import vocabulary

__all__ = ["Ground", "resolve"]

_REACH = 4
"""Sentences back to which a description without a matching noun may refer."""
_MEMORY = 12
"""Sentences back to which a pronoun may refer."""
_BESIDE = 40
"""Code points between an organisation and its place."""
_BODIES = {"Company", "GovernmentBody", "MediaOutlet", "Organization", "ResearchOrganization"}
_CLAUSE = 200
"""Code points of a clause at most."""
_LIST = 8
"""Names in a list that are looked at."""
_BREAKS = set(",;:()–—")


def resolve(ground: Ground, sentences: Sequence[Sentence]) -> tuple[Link, ...]:
    """The links given and the anaphoric ones, sorted; one that refers back replaces what stands at its place."""
    found = list(_Resolver(ground).run(sentences))
    taken = {link.span for link in found}
    return tuple(sorted([*(link for link in ground.links if link.span not in taken), *found]))


class _Resolver:
    def __init__(self, ground: Ground) -> None:
        self.ground, self.text, self.language = ground, ground.text, ground.language
        self.links = list(ground.links)
        self.starts = [link.span.start for link in self.links]
        self.named = Referents(ground)
        self.personal: set[int] = set()
        self.topics: dict[int, Entity] = {}
        self.topical: dict[int, float] = {}

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
        first, before = True, None
        for event in events:
            if isinstance(event, Anaphor):
                made = self._resolve(event, topic if first else None, number)
                if made is None:
                    continue
                yield made
                self._note(made, number, (), first)
                first, before = False, made
            else:
                self._place(before, event)
                self._note(event, number, words, first)
                first, before = first and event.adjective, event

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
        entry = self.named.of(link.entity)
        if words:
            self.named.describe(entry, link, words)
        saying = self._beside_saying(link.span)
        if self._is_quoted(link.span.start) and not saying:
            return
        weight = self._weight(link, first)
        if link.entity.kind in _BODIES and weight > self.topical.get(number, 0.0):
            self.topics[number], self.topical[number] = link.entity, min(weight, 1.0)
        self.named.name(entry, number, link.span.start, weight)
        if first or saying:
            entry.subject = number

    def _weight(self, link: Link, first: bool) -> float:
        """A sentence is about its first name more than about others, least about one behind a preposition."""
        marked = is_marked(self.text, link.span.start, self.language)
        return 0.5 if marked else 2.0 if first else 1.0

    def _place(self, before: Link | None, link: Link) -> None:
        """Remember the town of "the Eindhoven firm X", "X aus Jena"."""
        if before is None or {before.entity.kind, link.entity.kind} & {"Place"} != {"Place"}:
            return
        gap = self.text[before.span.end : link.span.start]
        if len(gap) > _BESIDE or set(gap) & _BREAKS:
            return
        words = gap.casefold().split()
        tied = any(word in self.language.words[name] for name in ("from", "in") for word in words[-2:])
        if link.entity.kind == "Place" and before.entity.kind in _BODIES and tied:
            self.named.of(before.entity).places.add(link.entity.name)
        elif before.adjective and link.entity.kind in _BODIES:
            self.named.of(link.entity).places.add(before.entity.name)

    def _beside_saying(self, span: Span) -> bool:
        before = self.text[max(0, span.start - 40) : span.start].split()
        after = self.text[span.end : span.end + 30].lstrip(", ").split()
        say = self.language.words["say"]
        return bool(before and before[-1].casefold() in say) or bool(after and after[0].casefold().strip(".,:") in say)

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
        names_place = found.of_body and found.noun is not None and found.noun.kind == "Place"
        entry = None if found.body or names_place else self._described(found, number)
        if entry is None:
            return None
        return Link(found.span, entry.entity, "description", Decimal("0.7"), anaphoric=True)

    def _latest_person(self, gender: str, number: int) -> Referent | None:
        persons = [k for k in self.named.since(number - _MEMORY) if k.entity.kind == "Person"]
        fitting = [k for k in persons if k.gender in {gender, None}]
        return max(
            fitting,
            key=lambda k: (k.subject >= number - 2, max(k.subject, k.last - 1), k.gender is not None, k.at),
            default=None,
        )

    def _described(self, found: Anaphor, number: int) -> Referent | None:
        if found.noun is None:
            return self._from_country(found.countries, number)
        noun = found.noun
        is_a = vocabulary().is_a

        def fits(k: Referent) -> bool:
            if not is_a(k.entity.kind, noun.kind) and not is_a(noun.kind, k.entity.kind):
                return False
            if noun.gender is not None and k.gender not in {noun.gender, None}:
                return False
            return not found.countries or bool(self.named.countries(k) & found.countries) or k.entity.kind == "Person"

        spoken_for = noun.form in self.language.words["spokesperson"]
        reach = 1 if found.of_body else 2 if spoken_for else _REACH
        within = [k for k in self.named.since(max(0, number - reach)) if fits(k)]
        within = [k for k in within if not self._is_beside(k, found, number)] or within
        alike = [k for k in within if is_a(k.entity.kind, noun.kind)]
        plain = alike if noun.form in self.language.words.get("plain_heads", ()) else []
        remembered = self.named.since(number - _MEMORY) if found.places else ()
        home = [k for k in remembered if fits(k) and self.named.is_from(k, found.places)]
        if plain and not home:
            several = len([k for k in plain if k.last >= number - 1]) > 1
            weigh = self.named.prominence if several else self.named.heat
            return max(plain, key=lambda k: (weigh(k, number), -k.at))
        meant = home or self.named.described_so(noun.form, fits) or alike or within
        return max(meant, key=lambda k: (k.last, k.subject == k.last, -k.at), default=None)

    def _is_beside(self, entry: Referent, found: Anaphor, number: int) -> bool:
        """Whether the clause of a description names the organisation before: "X put money into the firm" is another."""
        if entry.last != number or entry.entity.kind == "Person":
            return False
        if not 0 <= found.span.start - entry.at <= _CLAUSE:
            return False
        between = self.text[self._list_end(entry.at) : found.span.start]
        name, comma, behind = between.partition(", ")
        if comma and set(behind.split()[:1]) & set(self.language.words["indefinite"]):
            between = f"{name} {behind}"  # an apposition to it: "X, a supplier of the group"
        opening = self.language.frames.opening
        return not set(between) & _BREAKS and opening.isdisjoint(between.casefold().split())

    def _list_end(self, at: int) -> int:
        """Where the last name begins of the list of names that the one at `at` begins: "X, Y and Z"."""
        place = bisect_left(self.starts, at)
        joints = {"", *self.language.words["and"]}
        for before, link in pairwise(self.links[place : place + _LIST]):
            gap = self.text[before.span.end : link.span.start]
            if len(gap) > _BESIDE or gap.replace(",", " ").strip() not in joints or not gap.strip():
                break
            at = link.span.start
        return at

    def _from_country(self, countries: frozenset[str], number: int) -> Referent | None:
        """As in "the Norwegian": a firm or a person known to be of the country."""
        within = [k for k in self.named.since(number - _REACH * 2) if self.named.countries(k) & countries]
        within = [k for k in within if k.entity.kind == "Person" or k.entity.kind in _BODIES]
        persons = [k for k in self.named.since(number - 2) if k.entity.kind == "Person"]
        return max(within or persons, key=lambda k: (k.last, k.at), default=None)
