"""Comparisons in words: the tables `[comparing]`, `[[comparison]]` and `[[margin]]` of a language file.

`[comparing]` holds the word lists that its patterns share. A `[[comparison]]` is a pattern over plain views
(`kg.patterns`) with these slots besides; `direction` says how the one stands to the other.

    <one>     names joined by commas and {and}, an adjective of a country ("Chinese firms"), {self}, the speakers, or
              {country_noun}, the country named last
    <other>   the same but for the last, a few words before it allowed ("those of")
    <near>    a gap without such names
    <topic>   what the comparison is in, when an adjective of a country tells it ("Swedish law"); may be missing

A `[[margin]]` tells by how much: a number in the group `value`, or two in `low` and `high`, and a `unit` ("Y", "M",
"W", "D", "%"); one without a unit is kept in words only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from kg.compiling import LazyPattern, Lexicon, refuse_unknown_words
from kg.errors import DataError
from kg.fitting import Needs, PatternSet
from kg.languages.entries import Patterns, refuse_unknown
from kg.languages.grammar import builtins
from kg.languages.model import Comparing, ComparisonPattern, Language, MeasurePattern
from kg.patterns import DEMONYM, GENITIVE, QUOTE, signs
from kg.vocabulary import vocabulary
from kg.word_lists import words_regex

__all__ = ["NO_COMPARING", "read_comparing"]

_KEYS = {"name", "pattern", "direction", "example", "one", "other", "margin", "not"}
_MARGIN_KEYS = {"pattern", "example", "bound", "unit", "value"}
_UNITS = {None, "Y", "M", "W", "D", "%"}
_COMPARED = "Person|Organization|Place|Product"


NO_COMPARING = Comparing(PatternSet((), lambda _: (), {}), ())
"""What is said of comparisons in a language that has no file for them."""


def read_comparing(text: str, where: str, tongue: Language) -> Comparing:
    """A file's tables; `tongue` has the language's own words. Raises DataError for what does not fit."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", where) from error
    try:
        return _comparing(data, tongue)
    except DataError as error:
        raise DataError(f"{error.where}: {error.what}" if error.where else error.what, where) from error
    except KeyError as error:
        raise DataError(f"missing key {error}", where) from error


def _comparing(data: Mapping[str, Any], tongue: Language) -> Comparing:
    refuse_unknown(data, {"comparing", "comparison", "margin"}, "table")
    if not data:
        return NO_COMPARING
    words = {**tongue.words, **{name: tuple(entries) for name, entries in data.get("comparing", {}).items()}}
    pronouns = {"": tuple(tongue.pronouns)}
    lexicon = Lexicon(words, lambda lists: {**builtins(lists, pronouns, tongue.compounds), **_sides(lists)})
    read = [_comparison(entry, lexicon) for entry in data.get("comparison", ())]
    needs = Needs(lexicon.slots)
    margins = tuple(_margin(entry, Patterns(lexicon, lexicon)) for entry in data.get("margin", ()))
    return Comparing(PatternSet(read, lambda pattern: needs.of(pattern.pattern.source), words), margins, (lexicon,))


def _comparison(entry: Mapping[str, str], lexicon: Lexicon) -> ComparisonPattern:
    refuse_unknown(entry, _KEYS, "comparison")
    source, direction = entry["pattern"], entry["direction"]
    if "<one>" not in source:
        raise DataError(f"a comparison pattern needs <one>: {source}", "comparison")
    if not vocabulary().is_individual(direction, "Direction"):
        raise DataError(f"no such direction {direction}", "comparison")
    refuse_unknown_words(source, lexicon.lists, lexicon.slots)
    return ComparisonPattern(
        name=entry.get("name", direction.casefold()),
        direction=direction,
        pattern=LazyPattern(source, lexicon),
        example=entry["example"],
        expected=(entry["one"], entry.get("other", ""), entry.get("margin", "")),
        counterexample=entry.get("not", ""),
    )


def _margin(entry: Mapping[str, str], patterns: Patterns) -> MeasurePattern:
    refuse_unknown(entry, _MARGIN_KEYS, "margin")
    if entry.get("unit") not in _UNITS:
        raise DataError(f"no such unit {entry['unit']}", "margin")
    regex = patterns.compile(f"(?<![\\w-])(?:{entry['pattern']})(?![\\w-])")
    bound = entry.get("bound", "exact")
    return MeasurePattern("margin", regex, entry["example"], bound, entry.get("unit"), entry.get("value"))


def _sides(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    name = signs(_COMPARED)
    conjunction = words_regex(words["and"])
    determiner = rf"(?:{words_regex(words['det'])}\s?)?" if words["det"] else ""
    whose = rf"(?:{name}{GENITIVE}\s(?:[\w’'-]+\s){{0,2}}?)?"
    item = rf"{whose}{name}{GENITIVE}?"
    names = rf"{item}(?:(?:,\s|,?\s{conjunction}\s){determiner}{item}){{0,6}}"
    such_as = words_regex(words.get("such_as", ()))
    examples = rf"(?:{DEMONYM}(?:\s[\w’'-]+){{1,3}}?\s{such_as}\s)?"
    of_whom = rf"(?:\s{words_regex(words['of'])}\s?{determiner}{name}{GENITIVE}?)?"
    ours, country = words_regex(words.get("self", ())), words_regex(words.get("country_noun", ()))
    within = f"{name[1:-1]}{DEMONYM}{QUOTE}"
    return {
        "one": rf"(?P<one>{examples}{names}|{DEMONYM}|{ours}|(?P<country>{country})){of_whom}",
        "other": rf"(?:[^\s.,;:{within}]+[\s’']\s?){{0,4}}?(?P<other>{examples}{names}|{DEMONYM}|{ours})",
        "near": rf"(?:\s[^.;:!?{within}]{{0,60}}?)?",
        "topic": rf"(?:\s(?:[\w’'-]+\s){{0,2}}?{DEMONYM}(?:\s[\w’'-]+)?)?",
    }
