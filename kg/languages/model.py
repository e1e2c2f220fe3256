"""What a language file says, as frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.compiling import LazyPattern, Lexicon
from kg.fitting import PatternSet
from kg.languages.frames import Frames

__all__ = [
    "Acts",
    "AttributionPattern",
    "Comparing",
    "ComparisonPattern",
    "Language",
    "MeasurePattern",
    "PolicyPattern",
    "RelationPattern",
    "TimePattern",
    "TimeWords",
]


class AttributionPattern(NamedTuple):
    """How a construction credits words to a speaker.

    `previous` when the words are those of the sentence before; `direct` when they are spoken words without marks;
    `ignored` when they are nobody's claim; `negated` and `hedged` when the construction itself denies or doubts.
    """

    name: str
    pattern: LazyPattern
    example: str
    expected_speaker: str
    expected_claim: str
    previous: bool
    negated: bool
    direct: bool
    ignored: bool
    hedged: bool


class RelationPattern(NamedTuple):
    """How a construction states a relation between the names in the groups `subject` and `object`.

    `named` when both must be names, not pronouns or descriptions; `counterexample` only looks alike. `context` is the
    end that the construction leaves out: who the text speaks of, of one of `context_kinds`.
    """

    name: str
    predicate: str
    pattern: LazyPattern
    example: str
    counterexample: str
    former: bool
    named: bool
    context: str
    context_kinds: tuple[str, ...]


class ComparisonPattern(NamedTuple):
    """How a construction says who is ahead of whom: groups `one` and `other`, of which the latter may be missing.

    `expected` are the names of the one and of the other in the example, and the margin's words; `counterexample` only
    looks alike.
    """

    name: str
    direction: str
    pattern: LazyPattern
    example: str
    expected: tuple[str, str, str]
    counterexample: str


class PolicyPattern(NamedTuple):
    """How a measure is described; groups `policy`, `issuer`, `object`, `target`."""

    name: str
    pattern: LazyPattern
    example: str
    kind: str
    status: str | None


class MeasurePattern(NamedTuple):
    """A probability, horizon or margin: groups `low`, `high` or `value`; `bound` says what the number limits."""

    kind: str
    regex: re.Pattern[str]
    example: str
    bound: str
    unit: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Comparing:
    """What a language says of comparisons; see `kg.languages.comparing`."""

    patterns: PatternSet[ComparisonPattern]
    margins: tuple[MeasurePattern, ...]
    lexicons: tuple[Lexicon, ...] = ()


class TimePattern(NamedTuple):
    """A time told from the document's date: `offset` units from it, times the group `count` where there is one."""

    regex: re.Pattern[str]
    unit: str
    offset: int
    part: bool
    example: str


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What a language file says of times; `regex` finds them, with a group for each thing that they are made of."""

    months: Mapping[str, int]
    relative: tuple[TimePattern, ...]
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Acts:
    """What is done with measures: nouns and general nouns -> their kind, act -> what finds it, frames about measures.

    `none` are nouns that only look like one; `kg.languages.measures` explains the others.
    """

    nouns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    general: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    none: frozenset[str] = frozenset()
    issued_by: frozenset[str] = frozenset()
    laws: frozenset[str] = frozenset()
    law_joints: frozenset[str] = frozenset()
    law_tails: tuple[str, ...] = ()
    words: Mapping[str, re.Pattern[str]] = field(default_factory=lambda: MappingProxyType({}))
    frames: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """All that the program knows of one language; `kg/languages/nl.toml` explains every key. One is equal to itself."""

    code: str
    name: str
    home: tuple[str, ...]
    abbreviations: frozenset[str]
    quotes: tuple[tuple[str, str], ...]
    dash_dialogue: bool
    ordinal_dot: bool
    openers: frozenset[str]
    particles: frozenset[str]
    genitives: tuple[str, ...]
    elisions: tuple[str, ...]
    titles: Mapping[str, str]
    not_names: frozenset[str]
    nouns_capitalised: bool
    compounds: bool
    place_endings: tuple[str, ...]
    adjectives_follow: bool
    roles: Mapping[str, str]
    heads: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    pronouns: Mapping[str, str]
    likelihood: tuple[tuple[str, re.Pattern[str]], ...]
    measures: tuple[MeasurePattern, ...]
    numbers: Mapping[str, int]
    times: TimeWords
    attribution: PatternSet[AttributionPattern]
    relations: PatternSet[RelationPattern]
    frames: Frames
    comparing: Comparing
    measure_nouns: Mapping[str, str]
    acts: Acts
    policies: PatternSet[PolicyPattern]
    demonyms: Mapping[str, str]
    countries: Mapping[str, str]
    regexes: Mapping[str, re.Pattern[str]] = field(repr=False)
    marked: Mapping[str, re.Pattern[str]] = field(repr=False)
    lexicons: tuple[Lexicon, ...] = field(repr=False)

    def expect(self, text: str) -> None:
        """Say that patterns will be tried on parts of a text: it is what they are compiled for."""
        for lexicon in (*self.lexicons, *self.comparing.lexicons):
            lexicon.expect(text)

    def has(self, words: str, text: str) -> bool:
        """True when an entry of the word list occurs in `text`."""
        return self.regexes[words].search(text) is not None
