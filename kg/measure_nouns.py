"""Nouns that name a measure, who issues it by the words at the noun, and what prepositions tie to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.measure_parts import Parts
from kg.mentions.tokens import Token, tokens
from kg.model import Entity, Link, Sentence, Span
from kg.spans import starting
from kg.vocabulary import vocabulary

__all__ = ["issuers_at", "measure_nouns"]

_SHORTEST_TAIL = 4
_SUBSIDY = "Subsidy"
_ALLOWING = frozenset({"Approval", "LicenceRequirement"})
"""Kinds that are about the firms that they allow something."""
_LONGEST_NOUN = 5
_REACH = 90
"""Code points after the noun in which its complements are looked for."""
_NEAR = 40
_GENITIVE = re.compile(r"['’:]?s(?=\s)")
_RULERS = frozenset({"Country", "GovernmentBody"})


def measure_nouns(text: str, sentence: Sentence, links: Sequence[Link], language: Language) -> Iterator[Parts]:
    """The measures that nouns of a sentence name; `links` are sorted."""
    nouns = _Nouns(text, language, starting(links, sentence.span))
    words = list(tokens(text, sentence.span.start, sentence.span.end, language.elisions))
    skip = 0
    for position in range(len(words)):
        verb = position > 0 and words[position - 1].text.casefold() in language.words.get("verb_markers", ())
        found = nouns.named_at(words, position) if position >= skip and not verb else None
        if found is None:
            continue
        noun = Token(words[position].start, words[position + found.length - 1].end, "")
        if any(link.span.start < noun.end and noun.start < link.span.end for link in nouns.links):
            continue
        skip = position + found.length
        yield nouns.parts(found, noun, words[skip:])


def issuers_at(text: str, start: int, links: Sequence[Link]) -> list[Link]:
    """A country's adjective or genitive right before what starts at a place, or up to two words away."""
    for link in links:
        gap = text[link.span.end : start]
        near = link.span.end <= start and len(gap.split()) <= 3 and len(gap) < _NEAR
        if not near or set(gap) & set(",.;:()"):
            continue
        if link.adjective or (link.entity.kind in _RULERS and _GENITIVE.match(gap)):
            return [link]
    return []


@dataclass(frozen=True, slots=True)
class _Named:
    """A kind of measure and how many words name it; `general` when the noun alone does not make it a measure."""

    kind: str
    length: int
    general: bool = False


@dataclass(frozen=True, slots=True)
class _Nouns:
    text: str
    language: Language
    links: Sequence[Link]

    def named_at(self, words: Sequence[Token], position: int) -> _Named | None:
        """The measure named by the words from `position`; the longest name wins."""
        language = self.language
        for length in range(min(_LONGEST_NOUN, len(words) - position), 0, -1):
            phrase = " ".join(word.text.casefold() for word in words[position : position + length])
            if phrase in language.measure_nouns:
                return _Named(language.measure_nouns[phrase], length)
            if phrase in language.acts.general:
                return _Named(language.acts.general[phrase], length, general=True)
        kind = self._by_tail(words[position].text.casefold()) if language.compounds else None
        return _Named(kind, 1) if kind is not None else None

    def _by_tail(self, word: str) -> str | None:
        nouns = self.language.measure_nouns
        if word in self.language.acts.none:
            return None
        tails = (word[at:] for at in range(1, len(word) - _SHORTEST_TAIL + 2))
        return next(
            (nouns.get(tail, nouns.get(f"~{tail}", "")) for tail in tails if tail in nouns or f"~{tail}" in nouns), None
        )

    def parts(self, found: _Named, noun: Token, following: Sequence[Token]) -> Parts:
        """The measure at a noun, with the words that follow it in the sentence."""
        after = self._adjectives_after(following, noun)
        issuers = issuers_at(self.text, noun.start, self.links) or [
            link for link in self.links if link.adjective and any(word.start == link.span.start for word in after)
        ]
        edge = Token(noun.start, after[-1].end if after else noun.end, "")
        behind = following[len(after) :]
        complements = self._complements(behind, edge)
        if not issuers and complements and _rules(complements[0]) and self._issues(behind[0], complements[0]):
            issuers, complements = complements[:1], complements[1:]
        return _parts(found, noun, issuers, complements)

    def _issues(self, preposition: Token, link: Link) -> bool:
        """Whether a preposition right before a name says whose the measure is."""
        between = self.text[preposition.end : link.span.start].split()
        return preposition.text.casefold() in self.language.acts.issued_by and len(between) < 2

    def _adjectives_after(self, words: Sequence[Token], noun: Token) -> list[Token]:
        """Adjectives that follow the noun: "restrictions américaines"."""
        language, found = self.language, list[Token]()
        for word in words[:2]:
            if self.text[found[-1].end if found else noun.end : word.start] != " ":
                break
            demonym = word.text in language.demonyms and word.text[0].islower()
            if not demonym and word.text.casefold() not in language.words["modifiers"]:
                break
            found.append(word)
        return found

    def _complements(self, after: Sequence[Token], word: Token) -> list[Link]:
        """The names that prepositions tie to the noun; a name of another sort, or a relative word, ends them."""
        text, language = self.text, self.language
        if (
            not after
            or text[word.end : after[0].start].strip()
            or after[0].text.casefold() not in language.words["policy_preposition"]
        ):
            return []
        found: list[Link] = []
        edge = after[0].end
        for link in self.links:
            if link.span.start < edge:
                continue
            gap = text[edge : link.span.start]
            words = gap.casefold().split()
            if link.span.start - word.end > _REACH or set(gap.removesuffix("(")) & set('.;:()“”"') or len(words) > 4:
                break
            if found and not self._goes_on(gap):
                break
            if ("," in gap and gap.strip() != ",") or link.entity.kind in {"Person", "MediaOutlet"}:
                break
            if not language.frames.relative.isdisjoint(words[1:] if language.frames.verb_last else words):
                break
            found.append(link)
            edge = link.span.end
        return found

    def _goes_on(self, gap: str) -> bool:
        """Whether what stands between two names ties the second to the noun as well."""
        words = gap.replace("(", " ").replace(",", " ").casefold().split()
        known = (*self.language.words["policy_preposition"], *self.language.words["and"], *self.language.words["of"])
        return not words or words[0] in known


def _rules(link: Link) -> bool:
    """Whether a name after "of" is that of who issues: "el embargo de China a los chips"."""
    return not link.adjective and link.entity.kind in _RULERS


def _parts(named: _Named, noun: Token, issuers: Sequence[Link], complements: Sequence[Link]) -> Parts:
    tied = [link for link in complements if not link.adjective]
    things = [link.entity for link in tied]
    allows = named.kind in _ALLOWING
    aimed = [e for e in things if e.kind == "Country" or (not allows and _fits("targets", e))]
    objects = tuple(e for e in things if e not in aimed and named.kind != _SUBSIDY and _fits("restricts", e))
    targets = tuple(aimed)
    start = next((k.span.start for k in issuers if k.adjective and k.span.end == noun.start - 1), noun.start)
    return Parts(
        named.kind,
        Span(noun.start, noun.end),
        Span(start, tied[-1].span.end if tied else noun.end),
        issuers=tuple(link.entity for link in issuers if not link.adjective),
        objects=objects,
        targets=targets,
        origins=tuple(link.entity for link in issuers if link.adjective),
        general=named.general,
    )


def _fits(predicate: str, entity: Entity) -> bool:
    return vocabulary().fits("Policy", predicate, entity.kind)
