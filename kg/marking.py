"""Which names of a text a preposition marks: what a sentence is about is rarely among them."""

from __future__ import annotations

from kg.languages import Language

__all__ = ["is_marked"]

_REACH = 80
"""Code points before a name that are looked at."""
_NEAR = 3
"""Words between a preposition and the name that it marks, itself counted."""
_ENDS = ".,;:\n"


def is_marked(text: str, at: int, language: Language) -> bool:
    """Whether a preposition marks the name that begins at `at`, or the list that it stands in: "by X and Y"."""
    before = text[max(0, at - _REACH) : at]
    words = before[max(before.rfind(mark) for mark in _ENDS) + 1 :].split()
    prepositions = language.frames.prepositions
    if any(word.casefold() in prepositions for word in words[-_NEAR:]):
        return True
    listed = {*language.words["and"], *language.words["det"]}
    for word in reversed(words):
        if word.casefold() in prepositions:
            return True
        if not word[0].isupper() and word.casefold() not in listed:
            return False
    return False
