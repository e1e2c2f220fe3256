"""Persons whose names hold a known name: "Anna Siemens", "Claude Martin", "Yi Meilan"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.languages import Language
from kg.mentions.ground import Ground
from kg.mentions.lexicon import name_shapes, surnames
from kg.mentions.matcher import Hit
from kg.mentions.shapes import is_family_first, is_given_name
from kg.mentions.tokens import Token
from kg.model import Span

__all__ = ["Persons", "begins_person", "is_whole"]

_GENERATION = re.compile(r",? (?:Jr|Sr)\.|,? I{2,3}(?!\w)")
_GOES_ON = re.compile(r"[ \u00a0](?:([^\W\d_]{1,4})[ \u00a0])?([^\W\d_][\w’'-]+)")
_MOST_GIVEN = 3
_INITIALS = {" ", "\u00a0", ". "}


def begins_person(ground: Ground, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a known name is the first word of a person's ("Lotte van Dam", "Claude Martin", "Yi Meilan")."""
    if hit.adjective or hit.is_person or hit.kinds <= {"Country"}:
        return False
    following = _GOES_ON.match(ground.text, hit.span.end)
    if following is None:
        return False
    particle, word = following.groups()
    first = hit.span.of(ground.text)
    if particle is None and is_family_first([first, word]):
        return True
    if particle is not None and particle not in ground.language.particles:
        return False
    if not is_given_name(first, ground.language) or not _is_surname(word):
        return False
    begin = following.start(2)
    return not any(other.span.start <= begin < other.span.end for other in hits)


def _is_surname(word: str) -> bool:
    shapes = name_shapes()
    if not word[0].isupper() or any(c.isupper() for c in word[1:]):
        return False
    return word.casefold() not in shapes.suffixes and word not in shapes.variants


def is_whole(words: Sequence[Token], position: int, language: Language) -> bool:
    """Whether a name of two words ends at `position` before a preposition of whose it is: "Iris Faber van ING"."""
    if words[position + 1].text not in language.words.get("own_name_ends", ()) or position < 1:
        return False
    first, last = words[position - 1].text, words[position].text
    if not first[0].isupper() or not last[0].isupper():
        return False
    return is_given_name(first, language) or (name_shapes().prefixes.get(first.casefold()) == "Company")


class Persons:
    """Given names before known names of one word make persons of both."""

    def __init__(self, ground: Ground, hits: Sequence[Hit]) -> None:
        self._ground = ground
        self._hits = hits
        self._starts = {hit.span.start: hit for hit in hits}
        self._covered = {at for hit in hits for at in range(hit.span.start, hit.span.end)}

    def split(self) -> tuple[list[Hit], dict[str, list[Span]]]:
        """The hits that stay, and the persons by name with their places."""
        persons: dict[str, list[Span]] = {}
        taken: list[Span] = []
        for sentence in self._ground.sentences:
            for position, token in enumerate(sentence.words):
                span = self._person(sentence.words, position, self._starts.get(token.start))
                if span is not None:
                    persons.setdefault(" ".join(span.of(self._ground.text).split()), []).append(span)
                    taken.append(span)
        return [hit for hit in self._hits if not any(span.overlaps(hit.span) for span in taken)], persons

    def _person(self, words: Sequence[Token], position: int, hit: Hit | None) -> Span | None:
        if hit is None or hit.is_person or not self._may_be_surname(hit):
            return None
        first = self._first_name(words, position)
        if first is None:
            return None
        generation = _GENERATION.match(self._ground.text, hit.span.end)
        return Span(first, generation.end() if generation is not None else hit.span.end)

    def _may_be_surname(self, hit: Hit) -> bool:
        surface = hit.span.of(self._ground.text)
        if hit.adjective or " " in surface or not surface[0].isupper():
            return False
        if hit.kinds <= {"Country"} and surface not in surnames():
            return False
        return surface.casefold() not in name_shapes().suffixes

    def _first_name(self, words: Sequence[Token], position: int) -> int | None:
        """Where the name begins whose last word is at `position`: one to three words, a given name first."""
        begin = None
        for back in range(1, min(_MOST_GIVEN, position) + 1):
            word, following = words[position - back], words[position - back + 1]
            given = is_given_name(word.text, self._ground.language)
            if self._ground.text[word.end : following.start] not in _INITIALS:
                break
            if word.start in self._covered and not (given and self._is_one_word(word)):
                break
            if not word.text[0].isupper() and word.text not in self._ground.language.particles:
                break
            tied = begin is None and back > 1 and following.text in self._ground.language.particles
            if tied and (not given or is_whole(words, position - back, self._ground.language)):
                break  # "Guy Sips van KBC": the name is whole before the particle
            if given:
                begin = word.start
        return begin

    def _is_one_word(self, word: Token) -> bool:
        """Whether a known name of just this word, no country, covers it."""
        hit = self._starts.get(word.start)
        return hit is not None and hit.span.end == word.end and not hit.kinds <= {"Country"} and not hit.adjective
