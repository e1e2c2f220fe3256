"""Whether words state a fact: what is denied, planned, hoped for or conditional is none."""

from __future__ import annotations

from kg.extract.modality import negates
from kg.languages import Language

__all__ = ["is_denied", "is_unreal"]


def is_unreal(words: str, language: Language) -> bool:
    """Whether a clause's words say that it is not so, or not yet."""
    return language.has("unreal", words) or negates(words, language)


def is_denied(text: str, until: int, language: Language) -> bool:
    """Whether a verb of denying stands in the sentence before."""
    denial = language.regexes.get("deny")
    return denial is not None and denial.search(text, 0, until) is not None
