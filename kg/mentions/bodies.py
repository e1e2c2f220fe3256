"""Bodies named by what they are and of what: "Ministry of Water and Forests", "Syndicat national des fondeurs".

A capitalised head noun (`[bodies]` of `ontology/names.toml`), words before it that belong to the name, and what
follows after prepositions. Which prepositions those are and whether nouns may be in lower case is the language's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.mentions.candidate import COMMON
from kg.mentions.ground import Ground, SentenceTokens
from kg.mentions.lexicon import name_shapes, zipf
from kg.mentions.matcher import Hit
from kg.mentions.nouns import noun_of
from kg.mentions.tokens import Token
from kg.model import Mention, Span

__all__ = ["bodies"]

_RULE = "named-by-purpose"
_SPACES = {" ", "\u00a0"}
_MOST_LINKS, _MOST_LOWER, _MOST_BEFORE = 3, 2, 3
_MIXED = {"Country", "Place"}


def bodies(ground: Ground, hits: Sequence[Hit]) -> list[tuple[Mention, str]]:
    """The bodies that the text names by head and purpose, less those that are known names or parts of one."""
    found: list[tuple[Mention, str]] = []
    if "body_links" not in ground.language.words:
        return found
    finder = _Finder(ground, hits)
    for sentence in ground.sentences:
        if not sentence.shouted and not sentence.titled:
            found += finder.of(sentence)
    return found


class _Finder:
    """Finds the bodies of a sentence."""

    def __init__(self, ground: Ground, hits: Sequence[Hit]) -> None:
        self._ground = ground
        self._text = ground.text
        self._language = ground.language
        self._links = frozenset(ground.language.words["body_links"])
        self._articles = frozenset(ground.language.words["det"]) | frozenset(ground.language.words.get("lo", ()))
        self._endings = tuple(ground.language.words.get("adjective_ends", ()))
        self._hits = {at: hit for hit in hits for at in range(hit.span.start, hit.span.end)}

    def of(self, sentence: SentenceTokens) -> Iterator[tuple[Mention, str]]:
        words, at = sentence.words, 0
        while at < len(words):
            kind = self._head(words[at])
            end = self._after(words, at, kind) if kind is not None else at
            if kind is None or end == at:
                at += 1
                continue
            span = Span(words[self._before(words, at)].start, words[end].end)
            if not self._is_known(span) and not self._is_organ(words[at : end + 1]):
                yield Mention(span, kind, _RULE), " ".join(span.of(self._text).split())
            at = end + 1

    def _head(self, word: Token) -> str | None:
        """The class of the bodies whose name this word heads, also as the last part of one with hyphens."""
        if not word.text[0].isupper():
            return None
        stem = word.text.casefold().rsplit("-", 1)[-1]
        return name_shapes().bodies.get(stem)

    def _is_organ(self, words: Sequence[Token]) -> bool:
        """Whether it is an organ that every firm has: "Conseil d'administration"."""
        return " ".join(word.text for word in words).casefold() in self._language.words.get("organs", ())

    def _is_known(self, span: Span) -> bool:
        """Whether known names other than places and adjectives cover the body's head, or more than the body."""
        inside = {id(hit): hit for at in range(span.start, span.end) if (hit := self._hits.get(at)) is not None}
        return any(
            not (hit.adjective or hit.kinds <= _MIXED or hit.is_place)
            and (hit.span.start < span.start or hit.span.end > span.end or len(hit.span) * 2 > len(span))
            for hit in inside.values()
        )

    def _before(self, words: Sequence[Token], head: int) -> int:
        """Where the name begins: capitalised words right before the head, at a sentence's start rare ones only."""
        begin = head
        while begin and head - begin < _MOST_BEFORE:
            word, language = words[begin - 1], self._language
            gap = self._text[word.end : words[begin].start]
            folded = word.text.casefold()
            if gap not in _SPACES or not word.text[0].isupper() or folded in self._articles or word.text.isupper():
                break
            noun = noun_of(word.text, language)
            if word.text in language.not_names or (noun is not None and noun.kind == "Person"):
                break
            opens = word.start in self._ground.openings
            common = zipf(folded, language.code) >= COMMON and not self._is_adjective_hit(word)
            if common and (opens or language.nouns_capitalised):
                break
            begin -= 1
        return begin

    def _is_adjective_hit(self, word: Token) -> bool:
        hit = self._hits.get(word.start)
        return hit is not None and (hit.adjective or hit.kinds <= _MIXED)

    def _after(self, words: Sequence[Token], head: int, kind: str) -> int:
        """The position of the name's last word; that of the head when nothing belongs to it."""
        end, at = head, head + 1
        while at < len(words) and at - head <= _MOST_LOWER and self._is_adjective(words, at):
            at += 1
        placed = words[head].text.casefold() in name_shapes().prefixes  # "Universidad de Oviedo"
        for link in range(_MOST_LINKS):
            begin = self._linked(words, at)
            last = self._complement(words, begin) if begin is not None else None
            if last is None or ((link or not placed) and self._is_seat(words[last], kind)):
                break
            end, at = last, last + 1
        return end

    def _is_seat(self, word: Token, kind: str) -> bool:
        """Whether a place after the purpose is where the body is: "Institut de physique appliquée de Nice"."""
        hit = self._hits.get(word.start)
        return kind == "ResearchOrganization" and hit is not None and hit.kinds <= _MIXED

    def _linked(self, words: Sequence[Token], at: int) -> int | None:
        """Where the words begin that a preposition, or one elided before them, ties to what stands before."""
        if at >= len(words):
            return None
        gap = self._text[words[at - 1].end : words[at].start]
        if gap.strip().casefold().replace("’", "'") in self._links:
            return at
        link = words[at].text.casefold()
        if gap not in _SPACES or link not in self._links:
            return None
        seat = link in self._language.words["in"]
        if seat and f"{words[at - 1].text} {link}".casefold() not in name_shapes().prefixes:
            return None  # "das Institut in Halle", but "Högskolan i Halmstad"
        at += 1
        while at < len(words) and words[at].text.casefold() in self._articles:
            at += 1
        return at

    def _complement(self, words: Sequence[Token], at: int) -> int | None:
        """The last word of the noun phrase that begins at a position."""
        last = self._noun(words, at)
        while last is not None:
            more = self._joined(words, last + 1)
            if more is None:
                return last
            last = more
        return None

    def _joined(self, words: Sequence[Token], at: int) -> int | None:
        """The last word of a further noun after "and"."""
        if at + 1 >= len(words) or words[at].text.casefold() not in self._language.words["and"]:
            return None
        begin = self._linked(words, at + 1)
        begin = at + 1 if begin is None else begin
        while begin < len(words) and words[begin].text.casefold() in self._articles:
            begin += 1
        if begin >= len(words) or begin > at + 1 == self._linked(words, at + 1):
            return None
        word = words[begin]
        fits = self._head(word) is None and self._hits.get(word.start) is None
        fits = fits and zipf(word.text.casefold(), self._language.code) >= COMMON - 1
        return self._noun(words, begin) if fits and self._starts_alike(words[at - 1], word) else None

    def _starts_alike(self, one: Token, other: Token) -> bool:
        return one.text[0].isupper() == other.text[0].isupper()

    def _noun(self, words: Sequence[Token], at: int) -> int | None:
        """The last word of a noun with its adjectives; in lower case only where the language's names have that."""
        first = at
        while at < len(words) and at - first < _MOST_LOWER and self._goes_before(words, at):
            at += 1
        if at >= len(words) or not self._is_noun(words[at]):
            return None
        if at > first and self._text[words[at - 1].end : words[at].start] not in _SPACES:
            return None
        last = at
        while last + 1 < len(words) and self._goes_on(words, last + 1):
            last += 1
        return last

    def _goes_before(self, words: Sequence[Token], at: int) -> bool:
        """Whether a word in lower case is an adjective before its noun."""
        if words[at].text[0].isupper() or at + 1 >= len(words):
            return False
        if self._language.nouns_capitalised:
            return words[at].text.casefold() not in self._language.words["and"]
        if self._language.adjectives_follow:
            return words[at].text.casefold() in self._language.words["modifiers"]
        return self._ends(words[at])

    def _is_noun(self, word: Token) -> bool:
        hit = self._hits.get(word.start)
        if hit is not None and not (hit.adjective or hit.kinds <= _MIXED or hit.kind == "Technology"):
            return False
        return word.text[0].isupper() or bool(self._endings)

    def _goes_on(self, words: Sequence[Token], at: int) -> bool:
        """Whether the word belongs to the noun before it: capitalised like it, or an adjective that follows."""
        if self._text[words[at - 1].end : words[at].start] not in _SPACES:
            return False
        before = self._hits.get(words[at - 1].start)
        if before is not None and before.span.end >= words[at].end:
            return True
        both = words[at].text[0].isupper() and words[at - 1].text[0].isupper()
        if both and self._language.nouns_capitalised:
            return words[at - 1].text in self._language.demonyms or words[at - 1].text.endswith("e")
        return self._is_noun(words[at]) if both else self._is_adjective(words, at)

    def _is_adjective(self, words: Sequence[Token], at: int) -> bool:
        """Whether a word in lower case is an adjective after its noun."""
        if self._text[words[at - 1].end : words[at].start] not in _SPACES or not self._language.adjectives_follow:
            return False
        return self._ends(words[at])

    def _ends(self, word: Token) -> bool:
        text = word.text.casefold()
        known = text in self._language.demonyms or text in self._language.words["modifiers"]
        return known or (len(text) > 5 and bool(self._endings) and text.endswith(self._endings))
