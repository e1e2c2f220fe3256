"""Runs of capitalised words, and the small words that names run on over ("van der", "&", "für")."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.lexicon import name_shapes
from kg.mentions.nouns import noun_of
from kg.mentions.tokens import Token

__all__ = ["Runs"]

_BODIES = {"ResearchOrganization", "GovernmentBody", "Organization"}
_SPACES = {" ", "\u00a0"}
_MOST_PARTICLES = 3


@dataclass(frozen=True, slots=True)
class Runs:
    """Finds where runs end; `blocked` are offsets that known names already cover."""

    text: str
    blocked: Collection[int]
    language: Language

    def begins(self, token: Token) -> bool:
        """Whether a run may begin with the word."""
        return token.capital and token.start not in self.blocked and token.text != "&"

    def end(self, words: Sequence[Token], at: int) -> int:
        """The position after the run that begins at position `at`."""
        end = at + 1
        while end < len(words):
            if not self._goes_on(words[end - 1], words[end]):
                break
            if words[end].capital or self._numbers(words[end]) or words[end].text in name_shapes().legal:
                end += 1
                continue
            linked = self._linked(words, at, end)
            if linked is None:
                break
            end = linked
        return end

    def _goes_on(self, word: Token, following: Token) -> bool:
        """Whether only a space stands between two words, or the dot of an initial as in "E. T. A. Hoffmann"."""
        if following.start in self.blocked:
            return False
        gap = self.text[word.end : following.start]
        initial = len(word.text) == 1 and word.text.isupper() and following.text[0].isupper()
        return gap in _SPACES or (initial and gap in {". ", ".\u00a0"})

    def _numbers(self, word: Token) -> bool:
        """Whether a small number after a name belongs to it ("Orion 4") rather than counts what follows."""
        if not word.text.isdigit() or len(word.text) > 2:
            return False
        following = self.text[word.end : word.end + 3]
        return re.match(r"\s?(?:%|[.,]\d|-\d)|\s[^\W\d_]", following) is None

    def _linked(self, words: Sequence[Token], begin: int, at: int) -> int | None:
        """The end of a run that goes on over particles to another capitalised word."""
        ends = name_shapes().suffixes.get(words[at - 1].text.casefold()) in _BODIES
        if ends and words[at].text in self.language.words["and"]:
            return None  # "Kent County Council and Devon County Council"
        particles = self._particles(words, begin, at)
        follow = at
        while follow < len(words) and follow - at < _MOST_PARTICLES:
            if words[follow].text != "&" and words[follow].text not in particles:
                break
            follow += 1
        if follow == at or follow >= len(words) or not words[follow].capital or words[follow].start in self.blocked:
            return None
        between = self.text[words[at].start : words[follow].start]
        return None if set(between) & set(',.;:()\n"“”') else follow + 1

    def _particles(self, words: Sequence[Token], begin: int, at: int) -> frozenset[str]:
        """The particles that may follow: those of names, and those of bodies after a body's noun."""
        particles = self.language.particles
        if any(_heads_body(word, self.language) for word in words[begin:at]):
            particles |= frozenset(self.language.words.get("body_particles", ()))
        return particles


def _heads_body(word: Token, language: Language) -> bool:
    """Whether a body's name may go on over particles after this word: "Institut für Weltwirtschaft"."""
    folded = word.text.casefold().rsplit("-", 1)[-1]
    shapes = name_shapes()
    stems = (folded, folded.removesuffix("s"), folded.removesuffix("es"))
    if any(shapes.prefixes.get(s, shapes.suffixes.get(s)) in _BODIES for s in stems):
        return True
    noun = noun_of(folded, language)
    return noun is not None and noun.kind in _BODIES
