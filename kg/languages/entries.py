"""The patterns of a language file: tables of TOML -> compiled patterns, refused with their key when they do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from kg.compiling import LazyPattern, Lexicon, compile_pattern, refuse_unknown_words
from kg.errors import DataError
from kg.fitting import Needs, PatternSet
from kg.languages.model import AttributionPattern, MeasurePattern, PolicyPattern, RelationPattern
from kg.vocabulary import vocabulary

__all__ = ["Entry", "Patterns", "policy_kind", "refuse_unknown"]

Entry: TypeAlias = Mapping[str, str]
P = TypeVar("P", AttributionPattern, RelationPattern, PolicyPattern)
ENDS = ("subject", "object")
_FIRMS = ("Company", "ResearchOrganization")
"""Whom a construction that leaves an end out is about where it does not say."""

_KEYS = {
    "attribution": {
        "name",
        "pattern",
        "example",
        "speaker",
        "claim",
        "previous",
        "negated",
        "direct",
        "ignored",
        "hedged",
    },
    "relation": {"predicate", "pattern", "example", "not", "former", "named", "name", "context"},
    "policy": {"name", "pattern", "example", "kind", "status"},
    "measure": {"pattern", "example", "bound", "unit", "value"},
}


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiles the patterns of one file with its word lists and shared slots."""

    plain: Lexicon
    marked: Lexicon

    def compile(self, source: str) -> re.Pattern[str]:
        """A pattern over plain views."""
        return compile_pattern(source, self.plain.lists, self.plain.slots)

    def likelihood(self, table: Mapping[str, list[str]]) -> Iterator[tuple[str, re.Pattern[str]]]:
        """The expressions of each grade of likelihood."""
        for grade, patterns in table.items():
            yield grade, self.compile("|".join(f"(?<!\\w){pattern}(?!\\w)" for pattern in patterns))

    def measures(self, table: Mapping[str, list[Entry]]) -> Iterator[MeasurePattern]:
        """Probabilities and horizons."""
        for kind, entries in table.items():
            for entry in entries:
                refuse_unknown(entry, _KEYS["measure"], f"measures.{kind}")
                bound = entry.get("bound", "exact")
                regex = self.compile(entry["pattern"])
                yield MeasurePattern(kind, regex, entry["example"], bound, entry.get("unit"), entry.get("value"))

    def attribution(self, entry: Entry) -> AttributionPattern:
        """How words are credited; over marked views."""
        refuse_unknown(entry, _KEYS["attribution"], "attribution")
        return AttributionPattern(
            name=entry["name"],
            pattern=_lazy(entry["pattern"], self.marked),
            example=entry["example"],
            expected_speaker=entry.get("speaker", ""),
            expected_claim=entry.get("claim", ""),
            previous=bool(entry.get("previous", False)),
            negated=bool(entry.get("negated", False)),
            direct=bool(entry.get("direct", False)),
            ignored=bool(entry.get("ignored", False)),
            hedged=bool(entry.get("hedged", False)),
        )

    def relation(self, entry: Entry) -> RelationPattern:
        """How a relation is stated."""
        refuse_unknown(entry, _KEYS["relation"], "relation")
        if entry["predicate"] not in vocabulary().relations:
            raise DataError(f"no such relation {entry['predicate']}", "relation")
        context, kinds = _context(entry)
        return RelationPattern(
            name=entry.get("name", entry["predicate"]),
            predicate=entry["predicate"],
            pattern=_lazy(entry["pattern"], self.plain),
            example=entry["example"],
            counterexample=entry.get("not", ""),
            former=bool(entry.get("former", False)),
            named=bool(entry.get("named", False)),
            context=context,
            context_kinds=kinds,
        )

    def policy(self, entry: Entry) -> PolicyPattern:
        """How a measure is described by verbs."""
        refuse_unknown(entry, _KEYS["policy"], "policy")
        if "(?P<policy>" not in entry["pattern"]:
            raise DataError(f"a policy pattern needs the group policy: {entry['pattern']}", "policy")
        pattern = _lazy(entry["pattern"], self.plain)
        return PolicyPattern(entry["name"], pattern, entry["example"], policy_kind(entry["kind"]), entry.get("status"))

    def together(self, patterns: Sequence[P], *, over_marked: bool = False) -> PatternSet[P]:
        """The patterns as a set that tells which of them a view fits."""
        lexicon = self.marked if over_marked else self.plain
        needs = Needs(lexicon.slots)
        return PatternSet(patterns, lambda pattern: needs.of(pattern.pattern.source), lexicon.lists)


def _lazy(source: str, lexicon: Lexicon) -> LazyPattern:
    refuse_unknown_words(source, lexicon.lists, lexicon.slots)
    return LazyPattern(source, lexicon)


def _context(entry: Entry) -> tuple[str, tuple[str, ...]]:
    """The end that the pattern leaves out ("subject", "object", or ""), and the classes it may be of."""
    context, _, kinds = entry.get("context", "").partition(":")
    pattern = entry["pattern"]
    missing = [end for end in ENDS if f"<{end}:" not in pattern and f"(?P<{end}>" not in pattern]
    if missing != ([context] if context else []):
        raise DataError(f"a relation pattern needs <subject:…> and <object:…>, or context: {pattern}", "relation")
    unknown = set(kinds.split("|")) - {"", *vocabulary().kinds}
    if unknown:
        raise DataError(f"no such class: {min(unknown)}", "relation")
    return context, tuple(kinds.split("|")) if kinds else _FIRMS


def policy_kind(name: str) -> str:
    """The name, when the vocabulary has such a kind of policy."""
    if not vocabulary().is_individual(name, "PolicyKind"):
        raise DataError(f"no such kind of policy {name}", "policies")
    return name


def refuse_unknown(table: Mapping[str, object], known: Iterable[str], where: str) -> None:
    """Raise DataError for the first key that is not among `known`."""
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise DataError(f"unknown key {unknown[0]}", where)
