"""A stretch that looks like a name, and words that are none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.languages import Language
from kg.mentions.ground import SentenceTokens
from kg.mentions.lexicon import zipf
from kg.mentions.tokens import Token
from kg.model import Span

__all__ = ["COMMON", "Candidate", "is_common_noun"]

_ENDINGS = ("n", "en", "e", "s", "es", "er")
_SHORTEST_PART = 4
COMMON = 3.5
"""Zipf frequency (wordfreq) from which a word that opens a sentence is a common word; unlisted names stay under 3.2."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name: words `[first, last)` of a sentence; `cue` is the role or head noun stripped from its front."""

    span: Span
    words: tuple[str, ...]
    where: SentenceTokens
    first: int
    last: int
    initial: bool
    cue: Token | None = None

    @property
    def text(self) -> str:
        """The words, single-spaced."""
        return " ".join(self.words)

    def part(self, begin: int, end: int) -> Candidate:
        """The words `[begin, end)` of the name, as a name."""
        tokens = self.where.words[self.first + begin : self.first + end]
        return replace(
            self,
            span=Span(tokens[0].start, tokens[-1].end),
            words=self.words[begin:end],
            first=self.first + begin,
            last=self.first + end,
            initial=self.initial and not begin,
            cue=None if begin else self.cue,
        )


def is_common_noun(word: str, language: Language) -> bool:
    """A word met in lower case too, an inflected form of one, or a compound of two ("Kohleausstieg")."""
    folded = word.casefold()
    if "-" in word:
        return all(part.isalpha() and not part.isupper() and is_common_noun(part, language) for part in word.split("-"))
    if any(zipf(folded.removesuffix(ending), language.code) >= COMMON - 0.5 for ending in ("", *_ENDINGS)):
        return True
    for at in range(_SHORTEST_PART, len(folded) - _SHORTEST_PART + 1):
        front, back = folded[:at], folded[at:]
        fronts = (front, front.removesuffix("s"), front.removesuffix("n"), front.removesuffix("en"))
        if zipf(back, language.code) >= COMMON and any(zipf(f, language.code) >= COMMON for f in fronts):
            return True
    return False
