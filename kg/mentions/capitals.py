"""How far the capital of a word says that it is a name: by how common the word is and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.candidate import COMMON, Candidate, is_common_noun
from kg.mentions.lexicon import zipf
from kg.mentions.shapes import ENOUGH, FAIR, WEAK
from kg.mentions.tokens import Token

__all__ = ["Capital"]

_NEVER_SEEN, _RARE, _EVERYDAY = 1.5, 2.8, 4.2
"""Zipf frequencies under which a capitalised word is a proper name at the start of a sentence, and inside; and from
which it is rather the word."""
_LONGEST_ENDING, _SHORTEST_STEM = 4, 5
_SMALL_WORDS = ("in", "of", "at", "from", "and")


@dataclass(frozen=True, slots=True)
class Capital:
    """A candidate with the words around it in a text."""

    text: str
    language: Language
    candidate: Candidate
    before: Sequence[Token]
    after: Sequence[Token]

    @property
    def _several(self) -> bool:
        return len(self.candidate.words) > 1

    def points(self) -> int:
        """Points for being a name of whatever class."""
        if not self._several and self.candidate.words[0].isupper() and not self._is_rare(_NEVER_SEEN):
            return WEAK
        if not self.candidate.initial:
            return ENOUGH if self._is_rare(_RARE) else 0 if self.is_everyday else WEAK
        if self._is_rare(_NEVER_SEEN):
            return ENOUGH if self._is_subject() else FAIR
        return WEAK if self._several and not self.candidate.where.titled else 0

    @property
    def is_everyday(self) -> bool:
        """Whether the name is one word that is common in lower case: "Boards", "Ingen"."""
        return not self._several and zipf(self.candidate.words[0].casefold(), self.language.code) >= _EVERYDAY

    def _is_rare(self, limit: float) -> bool:
        """Whether the first word is rare enough for a name; where nouns are capitalised, only unheard ones are."""
        word, code = self.candidate.words[0], self.language.code
        if not self.language.nouns_capitalised:
            return zipf(word, code) < limit
        return zipf(word, code) < _NEVER_SEEN and not is_common_noun(word, self.language) and self._is_bare()

    def _is_bare(self) -> bool:
        """Whether no article and no adjective stands before the name."""
        if not self.before:
            return True
        last, words = self.before[-1].text.casefold(), self.language.words
        if last in words["det"] or last in self.language.numbers or last.isdigit():
            return False
        small = any(last in words[name] for name in _SMALL_WORDS)
        return small or not last.endswith(words.get("inflections", ()))

    def _is_subject(self) -> bool:
        """Whether a word in lower case follows right after a name that opens a sentence."""
        if self.candidate.where.titled or not self.after or is_common_noun(self.candidate.words[0], self.language):
            return False
        if not self._several and self._is_derived():
            return False
        gap = self.text[self.candidate.span.end : self.after[0].start]
        return gap in {" ", ", "} and self.after[0].text[0].islower()

    def _is_derived(self) -> bool:
        """Whether a known word with an ending makes the word: "Prohibiría"."""
        word = self.candidate.words[0].casefold()
        stems = (word[:-cut] for cut in range(1, _LONGEST_ENDING + 1) if len(word) - cut >= _SHORTEST_STEM)
        return any(zipf(stem, self.language.code) >= COMMON - 1 for stem in stems)
