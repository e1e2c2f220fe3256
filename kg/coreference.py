"""Pronouns and descriptions -> anaphoric links: "she", "the economist", "het bedrijf", "l'analyste".

One pass from left to right keeps the persons and organisations named so far with what the text said of them: gender by
title, role or given name; the nouns that described them. A pronoun goes to the latest person it agrees with, those who
spoke or were the subject of a sentence first; a description to whoever was described so, else to the latest that fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kg.knowledge import KnowledgeBase
from kg.languages import Language
from kg.mentions.cues import is_family_first
from kg.mentions.lexicon import given_names
from kg.mentions.nouns import Noun, noun_of
from kg.mentions.tokens import Token, tokens
from kg.model import Entity, Link, Quotation, Sentence, Span
from kg.phrases import TIES
from kg.vocabulary import vocabulary

__all__ = ["resolve"]

_REACH = 4
"""Sentences back to which a description without a matching noun may refer."""


@dataclass(slots=True)
class _Known:
    entity: Entity
    gender: str | None
    nouns: set[str] = field(default_factory=set)
    country: set[str] = field(default_factory=set)
    last: int = -1
    subject: int = -1
    at: int = -1


def resolve(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    links: Sequence[Link],
    language: Language,
    world: KnowledgeBase,
) -> tuple[Link, ...]:
    """`links` and the anaphoric ones, sorted."""
    return tuple(sorted([*links, *_Resolver(text, quotations, links, language, world).run(sentences)]))


class _Resolver:
    def __init__(
        self,
        text: str,
        quotations: Sequence[Quotation],
        links: Sequence[Link],
        language: Language,
        world: KnowledgeBase,
    ) -> None:
        self.text, self.language, self.world = text, language, world
        self.links = list(links)
        self.quotations = quotations
        self.starts = [link.span.start for link in links]
        self.known: dict[Entity, _Known] = {}
        self.personal: set[int] = set()
        self.definite_nouns = frozenset(language.words.get("definite_nouns", ()))

    def run(self, sentences: Sequence[Sentence]) -> Iterator[Link]:
        for number, sentence in enumerate(sentences):
            inside = self.links[
                bisect_left(self.starts, sentence.span.start) : bisect_left(self.starts, sentence.span.end)
            ]
            words = list(tokens(self.text, sentence.span.start, sentence.span.end, self.language.elisions))
            topic = self._topic(sentences, number)
            events: list[tuple[int, Link | tuple[Token, ...]]] = [(link.span.start, link) for link in inside]
            events.extend((found[0].start, found) for found in self._anaphors(words, inside))
            first = True
            for _, event in sorted(events, key=lambda e: e[0]):
                if isinstance(event, Link):
                    self._note(event, number, words, first)
                    first = first and event.adjective
                    continue
                made = self._resolve(event, number)
                if (
                    topic is not None
                    and first
                    and event[0].start == (words[0].start if words else -1)
                    and self._stands_for_body(event)
                ):
                    made = Link(
                        Span(event[0].start, event[0].end), topic, "pronoun-of-body", Decimal("0.7"), anaphoric=True
                    )
                if made is not None:
                    yield made
                    self._note(made, number, (), first)
                    first = False

    def _topic(self, sentences: Sequence[Sentence], number: int) -> Entity | None:
        """The organisation that the sentence before is about, when no person stands in it."""
        if not number or sentences[number - 1].block != sentences[number].block or number - 1 in self.personal:
            return None
        span = sentences[number - 1].span
        named = [
            link
            for link in self.links
            if span.start <= link.span.start < span.end and not link.adjective and not self._quoted(link.span.start)
        ]
        if (
            not named
            or any(link.entity.kind == "Person" for link in named)
            or not vocabulary().is_a(named[0].entity.kind, "Organization")
        ):
            return None
        return named[0].entity

    def _stands_for_body(self, found: tuple[Token, ...]) -> bool:
        return len(found) == 1 and found[0].text.casefold() in self.language.words.get("body_pronoun", ())

    def _quoted(self, at: int) -> bool:
        return any(q.outer.start <= at < q.outer.end for q in self.quotations)

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
        if self._quoted(link.span.start):
            return
        if entry.last != number:
            entry.at = link.span.start
        entry.last = number
        if first or self._beside_saying(link.span):
            entry.subject = number

    def _beside_saying(self, span: Span) -> bool:
        before = self.text[max(0, span.start - 40) : span.start].split()
        after = self.text[span.end : span.end + 30].lstrip(", ").split()
        say = self.language.words["say"]
        return bool(before and before[-1].casefold() in say) or bool(after and after[0].casefold().strip(".,:") in say)

    def _gender(self, entity: Entity) -> str | None:
        known = self.world.find(entity)
        if known is not None and known.gender is not None:
            return known.gender
        if entity.kind != "Person":
            return None
        parts = entity.name.split()
        gender = given_names().get(parts[0].split("-")[0]) if not is_family_first(parts) else None
        return gender if gender in {"male", "female"} else None

    def _describe(self, entry: _Known, link: Link, words: Sequence[Token]) -> None:
        """Remember the nouns beside a name: before it, and in the apposition after it."""
        before = [w for w in words if w.end <= link.span.start][-4:]
        after = [w for w in words if w.start >= link.span.end][:9]
        for token in reversed(before):
            if not self._touches(token, link.span.start):
                break
            self._take(entry, token)
        if after and self.text[link.span.end : after[0].start].strip() in {",", "–", "),", ")"}:
            for position, token in enumerate(after):
                if position and "," in self.text[after[position - 1].end : token.start]:
                    break
                self._take(entry, token)

    def _touches(self, token: Token, start: int) -> bool:
        gap = self.text[token.end : start]
        return not set(gap[1:] if gap.startswith(". ") and len(token.text) < 6 else gap) & set(',.;:“”"(')

    def _take(self, entry: _Known, token: Token) -> None:
        if token.text in self.language.titles or f"{token.text}." in self.language.titles:
            entry.gender = self.language.titles.get(token.text) or self.language.titles.get(f"{token.text}.")
        if token.text in self.language.demonyms:
            entry.country.add(self.language.demonyms[token.text])
        noun = noun_of(token.text, self.language)
        if noun is not None and (noun.kind == "Person") == (entry.entity.kind == "Person"):
            entry.nouns.add(noun.form)
            entry.gender = noun.gender or entry.gender

    def _anaphors(self, words: Sequence[Token], inside: Sequence[Link]) -> Iterator[tuple[Token, ...]]:
        covered = {at for link in inside if not link.adjective for at in range(link.span.start, link.span.end)}
        skip = -1
        for position, token in enumerate(words):
            if position <= skip or token.start in covered or self._quoted(token.start):
                continue
            if self._pronoun(token) is not None or (
                not position and token.text.casefold() in self.language.words.get("body_pronoun", ())
            ):
                yield (token,)
            elif (end := self._description(words, position, covered)) is not None:
                yield tuple(words[position : end + 1])
                skip = end

    def _pronoun(self, token: Token) -> str | None:
        gender = self.language.pronouns.get(token.text.casefold().rsplit("-", 1)[-1])
        return gender if gender in {"male", "female"} else None

    def _description(self, words: Sequence[Token], position: int, covered: set[int]) -> int | None:
        """The last word of a description that begins at `position`: a definite word, adjectives, a noun, no name after."""
        token = words[position]
        elided = any(
            self.text[token.start - len(e) : token.start].casefold().replace("’", "'") == e
            for e in self.language.elisions
            if e.startswith("l")
        )
        end = position
        noun = self._noun(token)
        itself = (
            noun is not None
            and noun.form in self.definite_nouns
            and not (token.text[0].isupper() and position and not self._in_compound(token))
        )
        if not (elided or itself):
            owned = token.text.casefold() in self.language.words["possessive"]
            if not owned and token.text.casefold() not in self.language.words["definite"]:
                return None
            end = position + 1
            while end < len(words) and end < position + 3 and self._modifies(words[end]):
                end += 1
        if (
            end > position + 1
            and (end >= len(words) or self._noun(words[end]) is None)
            and words[end - 1].text in self.language.demonyms
        ):
            return end - 1 if self._stands_alone(words, end - 1) else None
        if (
            end >= len(words)
            or self._noun(words[end]) is None
            or any(t.start in covered for t in words[position : end + 1])
        ):
            return None
        if any(
            set(self.text[a.end : b.start]) & set(',.;:()“”"')
            for a, b in zip(words[position:end], words[position + 1 : end + 1], strict=False)
        ):
            return None
        if end > position and words[end].text[0].isupper() and not self.language.nouns_capitalised:
            return None
        end = self._with_adjectives(words, end)
        following = words[end + 1] if end + 1 < len(words) else None
        if following is not None and following.start in covered and self.text[words[end].end : following.start] == " ":
            return None
        if self.text[words[end].end : words[end].end + 1] in {"-", "‑"}:
            return None
        return end

    def _in_compound(self, token: Token) -> bool:
        """Whether a place is part of the word ("Göteborgsbolaget")."""
        return any(
            link.adjective and link.span.start == token.start and link.span.end < token.end for link in self.links
        )

    def _with_adjectives(self, words: Sequence[Token], end: int) -> int:
        """Adjectives after the noun belong to the description: "la empresa china"."""
        while end + 1 < len(words) and self.text[words[end].end : words[end + 1].start] == " ":
            following = words[end + 1].text
            if following not in self.language.demonyms or not following[0].islower():
                break
            end += 1
        return end

    def _stands_alone(self, words: Sequence[Token], at: int) -> bool:
        """ "the Norwegian" without a noun after it."""
        after = words[at + 1] if at + 1 < len(words) else None
        gap = self.text[words[at].end : after.start] if after is not None else "."
        return gap.strip() != "" or (
            after is not None
            and after.text.casefold()
            in {*self.language.words["say"], *self.language.words["in"], *self.language.words["and"]}
        )

    def _modifies(self, token: Token) -> bool:
        folded = token.text.casefold()
        return (
            token.text in self.language.demonyms
            or folded in self.language.words["modifiers"]
            or folded in self.language.words["former"]
        )

    def _noun(self, token: Token) -> Noun | None:
        """The noun of a description; "the rival", "the supplier" are another's, not a name for the one spoken of."""
        noun = noun_of(token.text, self.language)
        if noun is None or any(noun.form in self.language.words.get(name, ()) for name in TIES if name != "maker"):
            return None
        return noun

    def _resolve(self, found: tuple[Token, ...], number: int) -> Link | None:
        gender = self._pronoun(found[0]) if len(found) == 1 else None
        span = Span(found[0].start, found[-1].end)
        if gender is not None:
            if "-" in found[0].text:
                span = Span(found[0].start + found[0].text.rindex("-") + 1, found[0].end)
            entry = self._latest_person(gender, number)
            if entry is None:
                return None
            entry.gender = entry.gender or gender
            return Link(span, entry.entity, "pronoun", Decimal("0.8"), anaphoric=True)
        if self._stands_for_body(found):
            return None
        if (
            found[0].text.casefold() in self.language.words["possessive"]
            and (last := self._noun(found[-1])) is not None
            and last.kind == "Person"
        ):
            return None
        noun = next((n for token in reversed(found) if (n := self._noun(token)) is not None), None) or (
            Noun("Person", None, found[-1].text) if found[-1].text in self.language.demonyms else None
        )
        if noun is None:
            return None
        countries = {self.language.demonyms[t.text] for t in found if t.text in self.language.demonyms}
        entry = self._described(noun, number, countries)
        return Link(span, entry.entity, "description", Decimal("0.7"), anaphoric=True) if entry is not None else None

    def _latest_person(self, gender: str, number: int) -> _Known | None:
        fitting = [
            k
            for k in self.known.values()
            if k.entity.kind == "Person" and k.gender in {gender, None} and k.last >= number - 12
        ]
        return max(
            fitting,
            key=lambda k: (k.subject >= number - 2, max(k.subject, k.last - 1), k.gender is not None, k.at),
            default=None,
        )

    def _described(self, noun: Noun, number: int, countries: set[str]) -> _Known | None:
        is_a = vocabulary().is_a
        fitting = [
            k
            for k in self.known.values()
            if k.last >= 0
            and (is_a(k.entity.kind, noun.kind) or is_a(noun.kind, k.entity.kind))
            and (noun.gender is None or k.gender in {noun.gender, None})
        ]
        if countries:
            fitting = [k for k in fitting if self._countries(k) & countries or k.entity.kind == "Person"]
        matching = [k for k in fitting if any(_akin(noun.form, known) for known in k.nouns)]
        near = [k for k in fitting if k.last >= number - _REACH]
        return max(
            matching or near,
            key=lambda k: (k.last, k.subject == k.last, -k.at),
            default=None,
        )

    def _countries(self, entry: _Known) -> set[str]:
        known = self.world.find(entry.entity)
        codes = set(entry.country)
        for iri in known.objects("locatedIn") if known is not None else ():
            place = self.world.by_iri(iri)
            if place is not None and place.code:
                codes.add(place.code)
        return codes


def _akin(one: str, other: str) -> bool:
    """The same noun up to its ending ("analyste", "analyst"; "ekonomen", "ekonom")."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared >= max(4, min(len(one), len(other)) - 2)
