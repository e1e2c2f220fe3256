"""The patterns of a language file: tables of TOML -> compiled patterns, refused with their key when they do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.errors import DataError
from kg.languages.grammar import marked
from kg.languages.model import AttributionPattern, MeasurePattern, PolicyPattern, RelationPattern
from kg.patterns import LazyPattern, compile_pattern
from kg.vocabulary import vocabulary

__all__ = ["Entry", "Patterns", "policy_kind", "refuse_unknown"]

Entry: TypeAlias = Mapping[str, str]

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
    "relation": {"predicate", "pattern", "example", "not", "former", "named", "name"},
    "policy": {"name", "pattern", "example", "kind", "status"},
    "measure": {"pattern", "example", "bound", "unit", "value"},
}


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiles the patterns of one file with its word lists and shared slots."""

    words: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, str]

    def compile(self, source: str) -> re.Pattern[str]:
        """A pattern over plain views."""
        return compile_pattern(source, self.words, self.slots)

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
            regex=compile_pattern(entry["pattern"], self.words, marked(self.slots)),
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
        if not all(
            f"<{end}:" in entry["pattern"] or f"(?P<{end}>" in entry["pattern"] for end in ("subject", "object")
        ):
            raise DataError(f"a relation pattern needs <subject:…> and <object:…>: {entry['pattern']}", "relation")
        return RelationPattern(
            name=entry.get("name", entry["predicate"]),
            predicate=entry["predicate"],
            pattern=LazyPattern(entry["pattern"], self.compile),
            example=entry["example"],
            counterexample=entry.get("not", ""),
            former=bool(entry.get("former", False)),
            named=bool(entry.get("named", False)),
        )

    def policy(self, entry: Entry) -> PolicyPattern:
        """How a measure is described by verbs."""
        refuse_unknown(entry, _KEYS["policy"], "policy")
        regex = self.compile(entry["pattern"])
        if "policy" not in regex.groupindex:
            raise DataError(f"a policy pattern needs the group policy: {entry['pattern']}", "policy")
        return PolicyPattern(entry["name"], regex, entry["example"], policy_kind(entry["kind"]), entry.get("status"))


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
