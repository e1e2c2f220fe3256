"""A text as name finding sees it: its sentences with their words, in a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.languages import Language
from kg.mentions.tokens import Token, tokens
from kg.model import Sentence

__all__ = ["Ground", "SentenceTokens"]

_MOSTLY = 0.75


@dataclass(frozen=True, slots=True)
class SentenceTokens:
    """A sentence with its words; `shouted` when all of it is in capitals, `titled` when most words are capitalised."""

    sentence: Sentence
    words: tuple[Token, ...]
    shouted: bool
    titled: bool


@dataclass(frozen=True)
class Ground:
    """A text with its sentences' words."""

    text: str
    language: Language
    sentences: tuple[SentenceTokens, ...]

    @classmethod
    def of(cls, text: str, sentences: Sequence[Sentence], language: Language) -> Ground:
        """The ground of a text."""
        return cls(text, language, tuple(_sentence_tokens(text, sentences, language)))

    @property
    def begin(self) -> int:
        """Where the first sentence begins."""
        return self.sentences[0].sentence.span.start if self.sentences else len(self.text)

    @property
    def words(self) -> Iterator[Token]:
        """All words, in order."""
        return (word for sentence in self.sentences for word in sentence.words)

    @cached_property
    def places(self) -> dict[int, tuple[SentenceTokens, int]]:
        """Where a word stands: its offset -> its sentence and position there."""
        return {w.start: (s, position) for s in self.sentences for position, w in enumerate(s.words)}

    @cached_property
    def openings(self) -> frozenset[int]:
        """Offsets of words whose capital says nothing: a sentence's first, all of a headline in capitals."""
        first = {s.words[0].start for s in self.sentences if s.words}
        return frozenset(first | {w.start for s in self.sentences if s.titled for w in s.words})

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The words as the text writes them."""
        return frozenset(word.text for word in self.words)


def _sentence_tokens(text: str, sentences: Sequence[Sentence], language: Language) -> Iterator[SentenceTokens]:
    for sentence in sentences:
        words = tuple(tokens(text, sentence.span.start, sentence.span.end, language.elisions))
        letters = [w for w in words if w.text[0].isalpha() and len(w.text) > 1]
        shouted = len(letters) > (0 if sentence.heading else 1) and all(w.text.isupper() for w in letters)
        long = [w for w in letters if len(w.text) > 3]
        capitals = sum(w.text[0].isupper() for w in long)
        titled = sentence.heading and len(long) > 3 and capitals > _MOSTLY * len(long)
        yield SentenceTokens(sentence, words, shouted, titled)
