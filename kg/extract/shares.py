"""Shares of firms: who holds most of one owns it, who holds less has invested in it, whatever the verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from kg.extract.validity import Stretch
from kg.languages import Language
from kg.model import Entity, Statement
from kg.patterns import GENITIVE, View
from kg.vocabulary import vocabulary
from kg.word_lists import words_regex

__all__ = ["by_share"]

_OWNER_FIRST = {"investsIn": True, "partOf": False, "suppliesTo": False}
"""Relations that words for the trade in shares may be read as, and whether their subject is the owner."""
_HALF = 50.0
_NAME = f"(?=[\ue000-\ue00f](?!{GENITIVE}))"
_WORDS = r"(?:[ ’'][\w-]+){0,4}?[ ’']"


def by_share(statements: Iterable[Statement], view: View, stretch: Stretch, language: Language) -> Iterator[Statement]:
    """The statements made at a stretch of a view; where it names the share of a firm, what that share makes of them."""
    shares: dict[Entity, float] | None = None
    for statement in statements:
        owner_first = _OWNER_FIRST.get(statement.predicate)
        if owner_first is None:
            yield statement
            continue
        shares = _shares(view, stretch, language) if shares is None else shares
        ends = (statement.subject, statement.object)
        owner, part = ends if owner_first else ends[::-1]
        yield _settled(statement, owner, part, shares.get(part)) if part in shares else statement


def _settled(statement: Statement, owner: Entity, part: Entity, share: float | None) -> Statement:
    if share is None:
        return statement
    subject, predicate, other = (part, "partOf", owner) if share > _HALF else (owner, "investsIn", part)
    if not vocabulary().fits(subject.kind, predicate, other.kind):
        return statement
    return replace(statement, subject=subject, predicate=predicate, object=other)


def _shares(view: View, stretch: Stretch, language: Language) -> dict[Entity, float]:
    """The firms of which a stretch names a share, in percent: "75 percent of X", "a majority stake in X"."""
    found: dict[Entity, float] = {}
    frames = language.frames
    for regex, share in _regexes(frames.percent, frames.majority, frames.minority):
        for match in regex.finditer(view.text, stretch.start, stretch.end + 1):
            unit = view.units.get(match.end())
            if unit is not None and unit.link is not None:
                told = float(match.group("number").replace(",", ".")) if share is None else share
                found.setdefault(unit.link.entity, told)
    return found


@lru_cache(maxsize=8)
def _regexes(
    percent: frozenset[str], majority: frozenset[str], minority: frozenset[str]
) -> tuple[tuple[re.Pattern[str], float | None], ...]:
    """Expressions that end before the firm, with the share that each tells where it is no number."""
    number = r"(?<![\d.,])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?"
    made: list[tuple[re.Pattern[str], float | None]] = []
    if percent:
        made.append((re.compile(f"{number}(?:%|{words_regex(sorted(percent))}){_WORDS}{_NAME}"), None))
    for words, share in ((majority, 51.0), (minority, 1.0)):
        if words:
            made.append((re.compile(f"{words_regex(sorted(words))}{_WORDS}{_NAME}"), share))
    return tuple(made)
