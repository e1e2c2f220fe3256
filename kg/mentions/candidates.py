"""Stretches that look like names: runs of capitalised words that are not merely the start of a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.languages import Language
from kg.mentions.candidate import Candidate
from kg.mentions.ground import Ground, SentenceTokens
from kg.mentions.lexicon import zipf
from kg.mentions.nouns import noun_of
from kg.mentions.runs import Runs
from kg.mentions.splitting import Splitter

__all__ = ["candidates", "is_portfolio"]

_EVERYDAY = 4.5
"""Zipf frequency of words that are rather a field than a firm after a role and "of"."""


def candidates(ground: Ground, where: SentenceTokens, blocked: Collection[int]) -> Iterator[Candidate]:
    """The candidate names of a sentence; `blocked` are offsets that known names already cover."""
    if where.shouted:
        return
    runs = Runs(ground.text, blocked, ground.language)
    at = 0
    while at < len(where.words):
        if not runs.begins(where.words[at]):
            at += 1
            continue
        end = runs.end(where.words, at)
        found = Splitter(ground, where, at, end).candidate()
        if found is not None and not is_portfolio(found, ground.language) and not _heads(ground, found, blocked):
            yield found
        at = end


def is_portfolio(candidate: Candidate, language: Language) -> bool:
    """As in "ministro de Industria", "head of Operations": what somebody is in charge of."""
    everyday = all(zipf(word.casefold(), language.code) >= _EVERYDAY for word in candidate.words)
    if candidate.text not in language.words.get("portfolio", ()) and not everyday:
        return False
    before = candidate.where.words[max(0, candidate.first - 4) : candidate.first]
    if not before or before[-1].text.casefold() not in {*language.words["of"], *language.words["and"]}:
        return False
    return any((noun := noun_of(w.text, language)) is not None and noun.kind == "Person" for w in before)


def _heads(ground: Ground, candidate: Candidate, blocked: Collection[int]) -> bool:
    """As in "der Zellhersteller CATL": a capitalised head noun right before a known name."""
    if not ground.language.nouns_capitalised or len(candidate.words) > 1:
        return False
    end = candidate.span.end
    known = ground.text[end : end + 1] in {" ", "\u00a0"} and end + 1 in blocked
    return known and noun_of(candidate.text, ground.language) is not None
