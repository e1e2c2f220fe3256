"""Nouns that say what a name is: roles ("economist") and head nouns ("startup"), also at the end of a compound."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.languages import Language

__all__ = ["Noun", "noun_ending", "noun_of"]

_SHORTEST_TAIL = 4
_LONGEST = 4


class Noun(NamedTuple):
    """`kind` is "Person" for a role, else the class a head noun stands for; `gender` of a role where its form tells."""

    kind: str
    gender: str | None
    form: str


def noun_of(word: str, language: Language) -> Noun | None:
    """The role or head noun that `word` is or, in a compounding language, ends in ("AI-onderzoeker", "chipbedrijf")."""
    return _look_up(word.casefold(), language)


def noun_ending(words: Sequence[str], language: Language) -> tuple[Noun, int] | None:
    """The role or head noun that a run of words ends in, of up to four words, and how many they are."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        noun = noun_of(" ".join(words[-length:]), language)
        if noun is not None and (length == 1 or noun.form.count(" ") == length - 1):
            return noun, length
    return None


@lru_cache(maxsize=1 << 15)
def _look_up(word: str, language: Language) -> Noun | None:
    barred = language.words.get("not_heads", ())
    for start in _starts(word, language):
        tail = word[start:]
        if tail in barred:
            return None
        if tail in language.roles:
            gender = language.roles[tail]
            return Noun("Person", None if gender == "any" else gender, tail)
        if tail in language.heads:
            return Noun(language.heads[tail], None, tail)
    return None


def _starts(word: str, language: Language) -> list[int]:
    starts = [0]
    if "-" in word:
        starts.append(word.rindex("-") + 1)
    if language.compounds:
        starts.extend(range(1, len(word) - _SHORTEST_TAIL + 1))
    return starts
