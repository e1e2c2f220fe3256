"""What firms do, what is done to them and what they have, around a name: cues that it is a firm's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from kg.languages import Language
from kg.mentions.tokens import Token

__all__ = ["Clause", "belongs", "does", "held", "is_done_to"]

_STOPS = set('.;:()?!"“”„«»\n')
_OWNING = frozenset({"competesWith", "develops", "investsIn", "suppliesTo"})
_LONGEST_PHRASE = 3
_BELONGING = 3
_FARTHEST = 4
"""Words after a name among which its verb is looked for."""


class Clause(NamedTuple):
    """The words after a name, and where the name ends in `text`."""

    text: str
    end: int
    words: Sequence[Token]


def does(clause: Clause, language: Language) -> bool:
    """Whether the name is the subject of a verb of what only firms do: "Kvarnby, som levererar kök"."""
    words = islice(_same_clause(clause, language), _FARTHEST)
    return any(word.text.casefold() in _firm_verbs(language) for word in words)


def _same_clause(clause: Clause, language: Language) -> Iterator[Token]:
    """The words after a name up to where another clause or, in lower-case languages, another name begins."""
    at, commas = clause.end, 0
    for word in clause.words:
        gap = clause.text[at : word.start]
        commas += "," in gap
        relative = commas == 1 and at == clause.end
        if set(gap) & _STOPS or (commas and not relative and at != clause.end and "," in gap):
            return
        if (word.text[0].isupper() and not language.nouns_capitalised) or word.text.casefold() in language.words["and"]:
            return
        yield word
        at = word.end


@lru_cache(maxsize=16)
def _firm_verbs(language: Language) -> frozenset[str]:
    """The verbs listed, and the active forms of the frames whose actor can only be a firm or a country."""
    frames = language.frames
    forms = (
        word
        for word, readings in frames.forms.items()
        if readings
        and all(form.frame.predicate in _OWNING and not form.others and not form.participle for form in readings)
    )
    return frozenset({*language.words.get("firm_verbs", ()), *forms})


def is_done_to(before: Sequence[Token], language: Language) -> bool:
    """Whether the words before are what is done to firms or said of them: "bought by", "shares in"."""
    phrases = language.words.get("firm_objects", ())
    runs = (" ".join(token.text for token in before[-n:]).casefold() for n in range(1, _LONGEST_PHRASE + 1))
    return any(run in phrases for run in runs)


def held(before: Sequence[Token], language: Language) -> bool:
    """Whether money is put into the name: a word of holdings some words before "in"."""
    return any(word.text.casefold() in language.words.get("holdings", ()) for word in before[:-1])


def belongs(clause: Clause, language: Language) -> bool:
    """Whether the name stands in the genitive before what firms have: "Sundermere's shares"."""
    genitive = next((g for g in language.genitives if clause.text.startswith(g, clause.end)), None)
    if genitive is None:
        return False
    after = [word for word in clause.words if word.start >= clause.end + len(genitive)][:_BELONGING]
    return any(_is_firms(word.text.casefold(), language) for word in after)


def _is_firms(word: str, language: Language) -> bool:
    lists = ("firm_belongings", "officer", "founder", "spokesperson", "subsidiary", "parent", "rival", "backer")
    return any(word in language.words.get(name, ()) for name in lists)
