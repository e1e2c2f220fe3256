"""Noun phrases around names: what stands before a name and belongs to it becomes part of its unit in a view.

"the Norwegian bank Nordhavn (NHB)" is one unit headed by Nordhavn, with the adjective's link and the noun as its
prefix; "Baidus VD Robin Li" is headed by Robin Li, with Baidu and "VD" before it. Relation rules read the prefix.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from kg.languages import Language
from kg.mentions.nouns import Noun, noun_ending, noun_of
from kg.mentions.tokens import Token, tokens
from kg.model import Link, Span
from kg.modifiers import Modifiers
from kg.patterns import DEMONYM, Unit, sign
from kg.vocabulary import vocabulary

__all__ = ["PRODUCTS", "TAILS", "chunk"]

PRODUCTS = frozenset({"Chip", "AIModel", "Product"})
"""Classes of what firms make."""
TAILS = ("based_tail", "owned_tail", "backed_tail")
"""Optional word lists of what follows a name and a hyphen before another name ("Hangzhou-based DeepSeek")."""
_PARENTHESIS = re.compile(r"\s\([^()\n]{1,60}\)")
_LONGEST_PREFIX = 6
_REACH = 120
_MOST_WORDS = 24
_STACKED = 2
"""Words between a demonym and the noun that it describes at most."""
_BESIDE = ("det", "modifiers", "former")
_begin = attrgetter("start")


def chunk(text: str, links: Sequence[Link], language: Language) -> list[Unit]:
    """The noun phrases of a text, sorted, not overlapping; `links` are sorted."""
    return list(_without_swallowed(_Chunker(text, links, language).units()))


def _without_swallowed(units: Iterator[Unit]) -> Iterator[Unit]:
    """Leave out what a later phrase took as its prefix and an earlier one as its parenthesis."""
    kept: list[Unit] = []
    for unit in units:
        while kept and kept[-1].span.start >= unit.span.start:
            kept.pop()
        if kept and kept[-1].span.end > unit.span.start:
            if kept[-1].link not in unit.prefix:
                continue
            kept.append(replace(unit, span=Span(kept.pop().span.start, unit.span.end)))
            continue
        kept.append(unit)
    yield from kept


def _is_tail(text: str, link: Link, ends: set[int]) -> bool:
    """A technology that is the last part of a name's compound: "Ernie-chatbot"."""
    hyphen = text[link.span.start - 1 : link.span.start] in {"-", "‑"}
    return link.entity.kind == "Technology" and hyphen and link.span.start - 1 in ends


def _is_firm_of(link: Link, place: Link) -> bool:
    """As in "China’s Wingtech"."""
    return link.entity.kind in {"Company", "ResearchOrganization"} and place.entity.kind in {"Country", "Place"}


class _Chunker:
    def __init__(self, text: str, links: Sequence[Link], language: Language) -> None:
        ends = {link.span.end for link in links}
        self.text, self.language = text, language
        self.links = [link for link in links if not _is_tail(text, link, ends)]
        self.ending = {link.span.end: link for link in self.links}
        self.starting = {link.span.start: link for link in self.links}
        self.modifiers = Modifiers(text, language, self.starting)
        self.words = list(tokens(text, 0, len(text), language.elisions))

    def units(self) -> Iterator[Unit]:
        for link in self.links:
            if self.modifiers.is_technology_of(link):
                continue
            end, genitive = self._end(link)
            prefix = tuple(self._prefix(link)) if not (link.adjective or link.anaphoric) else ()
            start = min([self._begin_of(link), *(p.start if isinstance(p, Span) else p.span.start for p in prefix)])
            shown = DEMONYM if link.adjective else sign(link.entity.kind)
            yield Unit(Span(start, end), shown, link, None, genitive, prefix, self.modifiers.modifies(link))

    def _begin_of(self, link: Link) -> int:
        """Where the name begins; a description leaves its case or preposition to the clause: "Chef des | Konzerns"."""
        first = link.span.of(self.text).partition(" ")[0] if link.anaphoric else ""
        marked = len(first) < len(link.span) and first.casefold() in self.language.frames.prepositions
        return link.span.start + (len(first) + 1 if marked else 0)

    def _end(self, link: Link) -> tuple[int, bool]:
        text, end = self.text, link.span.end
        for suffix in sorted({*self.language.genitives, "'s", "’s"}, key=len, reverse=True):
            stands = text.startswith(suffix, end) and not text[end + len(suffix) : end + len(suffix) + 1].isalnum()
            if stands and not link.adjective:
                return end + len(suffix), True
        if self.modifiers.is_tied(link):
            return end, False
        end += len(self.modifiers.tail(link) or "")
        if text[end : end + 1] in {"’", "'"} and text[end - 1 : end] == "s" and text[end + 1 : end + 2] == " ":
            return end + 1, True
        parenthesis = _PARENTHESIS.match(text, end)
        if parenthesis is not None and not link.adjective:
            end = parenthesis.end()
        return end, False

    def _prefix(self, link: Link) -> Iterator[Span | Link]:
        """What belongs to the name, from right to left."""
        words = self._words_before(link.span.start)
        at, after_role = link.span.start, False
        for _ in range(_LONGEST_PREFIX):
            taken = self._before(at, words, link, after_role)
            if taken is None:
                return
            yield taken
            if isinstance(taken, Link):
                at, after_role = taken.span.start, False
                if not taken.adjective:
                    return
            else:
                word = taken.of(self.text)
                noun = noun_of(word, self.language)
                if noun is not None:
                    after_role = self._after_owner(link, noun)
                at = taken.start
                if word.casefold() in self.language.words["det"]:
                    return
            words = [w for w in words if w.end <= at]

    def _words_before(self, at: int) -> list[Token]:
        """The last words before a place in their line, a word around it cut."""
        first = max(self.text.rfind("\n", 0, at) + 1, at - _REACH)
        behind = bisect_left(self.words, at, key=_begin)
        words = [word for word in self.words[max(0, behind - _MOST_WORDS) : behind] if word.start >= first]
        if words and words[-1].end > at:
            words[-1:] = tokens(self.text, words[-1].start, at, self.language.elisions)
        return words

    def _after_owner(self, link: Link, noun: Noun) -> bool:
        """Whether a name before this noun belongs to the phrase: "Nvidia CEO X", "Nvidia rival X", "OpenAI model X"."""
        if link.entity.kind == "Person" or noun.form in self.language.words.get("definite_nouns", ()):
            return link.entity.kind == noun.kind == "Person"
        return self.modifiers.ties(noun) or (link.entity.kind in PRODUCTS and noun.kind in PRODUCTS)

    def _before(self, at: int, words: Sequence[Token], link: Link, after_role: bool) -> Span | Link | None:
        """What stands right before `at` and belongs to the phrase of `link`."""
        edge = at
        while edge > 0 and self.text[edge - 1] in " \u00a0":
            edge -= 1
        if words and words[-1].end == edge - 1 and self._is_title(words[-1]):
            return Span(words[-1].start, edge)
        hyphen = edge == at and self.text[at - 1 : at] in {"-", "‑"}
        if edge == at and not hyphen and self.text[at - 1 : at] not in {"'", "’"}:
            return self._in_compound(at)
        named = self._name_ending(edge - 1 if hyphen else edge)
        if named is not None and (
            named.adjective
            or hyphen
            or (after_role and named.entity.kind != "Person")
            or (named.span.end < edge and _is_firm_of(link, named))
        ):
            return named
        tailed = self._tailed(words, edge)
        if tailed is not None:
            return tailed
        if hyphen or named is not None or not words or words[-1].end != edge:
            return None if hyphen else self._elided(edge)
        stacked = at < link.span.start and not self.language.adjectives_follow
        return self._noun_before(words, link) or (self._stacked(words, edge) if stacked else None)

    def _in_compound(self, at: int) -> Link | None:
        """The place of "Göteborgsbolaget", of which the noun begins at `at` behind a joining letter."""
        place = self.ending.get(at - 1)
        return place if place is not None and place.adjective else None

    def _name_ending(self, edge: int) -> Link | None:
        """The name that ends at `edge`, a genitive ending left out."""
        if edge in self.ending:
            return self.ending[edge]
        starts = (edge - length for length in (1, 2) if self._genitive_at(edge - length, edge))
        return next((self.ending[start] for start in starts if start in self.ending), None)

    def _tailed(self, words: Sequence[Token], edge: int) -> Link | None:
        """The name in "Hangzhou-based", "Microsoft-backed"."""
        if not words or words[-1].end != edge or "-" not in words[-1].text:
            return None
        named = self.starting.get(words[-1].start)
        tail = words[-1].text.rsplit("-", 1)[-1]
        tied = any(tail in self.language.words.get(name, ()) for name in TAILS)
        return named if named is not None and tied and named.span.end == edge - len(tail) - 1 else None

    def _noun_before(self, words: Sequence[Token], link: Link) -> Span | None:
        word = words[-1]
        several = noun_ending([w.text for w in words], self.language)
        if several is not None and several[1] > 1 and (several[0].kind == "Person") == (link.entity.kind == "Person"):
            return Span(words[-several[1]].start, word.end)
        if not self._belongs(word, link):
            return None
        owner = self._compound_owner(word)
        return Span(owner.span.end + 1 if owner else word.start, word.end)

    def _genitive_at(self, start: int, end: int) -> bool:
        return start >= 0 and self.text[start:end] in self.language.genitives

    def _elided(self, edge: int) -> Span | None:
        for elision in self.language.elisions:
            if (
                elision in self.language.words["det"]
                and self.text[max(0, edge - len(elision)) : edge].casefold().replace("’", "'") == elision
            ):
                return Span(edge - len(elision), edge)
        return None

    def _compound_owner(self, word: Token) -> Link | None:
        """The link of the name in "ASML-topman"."""
        named = self.starting.get(word.start) or self.ending.get(word.start + word.text.rfind("-"))
        return named if named is not None and named.span.end < word.end else None

    def _is_title(self, word: Token) -> bool:
        return word.text.rstrip(".") in self.language.titles or f"{word.text}." in self.language.titles

    def _belongs(self, word: Token, link: Link) -> bool:
        folded = word.text.casefold()
        if any(folded in self.language.words[name] for name in _BESIDE) or self._is_title(word):
            return True
        noun = noun_of(word.text, self.language)
        if noun is None:
            return False
        if self.modifiers.ties(noun) and vocabulary().is_a(link.entity.kind, "Organization"):
            return True
        if link.entity.kind == "Person":
            return noun.kind == "Person"
        return noun.kind != "Person" or self.modifiers.is_head(folded)

    def _stacked(self, words: Sequence[Token], edge: int) -> Span | None:
        """Words between a demonym and the noun that it describes: "Tasmanian whisky | maker X"."""
        for length in range(1, min(_STACKED, len(words)) + 1):
            first = words[-length]
            if not first.text.islower() or self.modifiers.is_small(first.text):
                return None
            before = first.start - 1
            named = self.ending.get(before) if self.text[before : first.start] == " " else None
            if named is not None:
                return Span(first.start, edge) if named.adjective else None
        return None
