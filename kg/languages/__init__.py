"""Languages are data: `kg/languages/xx.toml` -> a frozen, validated `Language`.

Every file has the same tables; see `nl.toml`, which explains each key. `und.toml` serves a language without a file.
Unknown keys, classes, predicates and word lists are refused with the file and the key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, partial
from importlib import resources
from types import MappingProxyType
from typing import Any

from kg.compiling import Lexicon
from kg.errors import DataError
from kg.languages.comparing import NO_COMPARING, read_comparing
from kg.languages.dates import time_words
from kg.languages.entries import Patterns, refuse_unknown
from kg.languages.frames import NO_FRAMES, Form, Frame, Frames, read_frames
from kg.languages.grammar import builtins, mark_regexes, marked
from kg.languages.measures import NO_ACTS, measure_nouns, read_acts
from kg.languages.model import (
    AttributionPattern,
    ComparisonPattern,
    Language,
    MeasurePattern,
    PolicyPattern,
    RelationPattern,
)
from kg.vocabulary import vocabulary

__all__ = [
    "AttributionPattern",
    "ComparisonPattern",
    "Form",
    "Frame",
    "Frames",
    "Language",
    "MeasurePattern",
    "PolicyPattern",
    "RelationPattern",
    "available",
    "language",
    "parse",
]

Table = Mapping[str, Any]
"""A table of a TOML file."""

_TABLES = frozenset(
    "attribution comparing comparison dates fragments heads language likelihood margin measures names numbers policies "
    "policy pronouns relation roles text words".split()
)
_TEXT_KEYS = frozenset({"abbreviations", "quotes", "dash_dialogue", "ordinal_dot", "openers"})
_NAME_KEYS = frozenset(
    "adjectives_follow compounds elisions genitives not_names nouns_capitalised particles place_endings titles_female "
    "titles_male".split()
)
REQUIRED_WORDS = tuple(
    "and at definite det former founder from group hedge in indefinite modifiers negation of officer "
    "policy_preposition possessive say spokesperson unreal".split()
)
"""Word lists that every file has; the engine reads them."""
OPTIONAL_WORDS = frozenset(
    "claim_ends deny named_by_place not_hedge not_negation reported_speech resumptive team".split()
)
"""Word lists that the engine searches for where a file has them."""


def available() -> tuple[str, ...]:
    """Codes of the languages that have a file, sorted; the neutral one is not counted."""
    files = resources.files("kg.languages").iterdir()
    return tuple(sorted(f.name[:-5] for f in files if f.name.endswith(".toml") and f.name != "und.toml"))


@cache
def language(code: str) -> Language:
    """The language of this BCP 47 code, or the neutral one where there is no file for it."""
    base = code.partition("-")[0].casefold()
    known = base if base in available() else "und"
    folder = resources.files("kg.languages")
    demonyms = folder.joinpath("demonyms", f"{known}.toml")
    extra = demonyms.read_text("utf-8") if demonyms.is_file() else ""
    verbs = folder.joinpath("frames", f"{known}.toml")
    done = folder.joinpath("measures", f"{known}.toml")
    acts = read_acts(done.read_text("utf-8"), f"measures/{known}.toml") if done.is_file() else NO_ACTS
    where = f"frames/{known}.toml"
    frames = read_frames(verbs.read_text("utf-8"), where, acts.frames) if verbs.is_file() else NO_FRAMES
    tongue = parse(folder.joinpath(f"{known}.toml").read_text("utf-8"), f"{known}.toml", extra)
    compared = folder.joinpath("comparisons", f"{known}.toml")
    text = compared.read_text("utf-8") if compared.is_file() else ""
    comparing = read_comparing(text, f"comparisons/{known}.toml", tongue)
    nouns = MappingProxyType({**tongue.measure_nouns, **acts.nouns})
    return replace(tongue, frames=frames, acts=acts, measure_nouns=nouns, comparing=comparing)


def parse(text: str, where: str, demonyms: str = "") -> Language:
    """Read a language file. Raises DataError with file and key for whatever does not fit."""
    try:
        data = tomllib.loads(text)
        extra = tomllib.loads(demonyms)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", where) from error
    try:
        return _language(_expanded(data), extra)
    except DataError as error:
        raise DataError(f"{error.where}: {error.what}" if error.where else error.what, where) from error
    except KeyError as error:
        raise DataError(f"missing key {error}", where) from error


def _language(data: Table, extra: Table) -> Language:
    refuse_unknown(data, _TABLES, "table")
    refuse_unknown(data["text"], _TEXT_KEYS, "text")
    refuse_unknown(data["names"], _NAME_KEYS, "names")
    data = {**data, **{table: _joined(data[table], extra.get(table, {})) for table in ("heads", "words")}}
    words = _words(data)
    names = {**extra.get("names", {}), **data["names"]}
    plain = Lexicon(words, partial(builtins, pronouns=data["pronouns"], compounds=names["compounds"]))
    patterns = Patterns(plain, Lexicon(words, lambda lists: marked(plain.shape(lists)), plain.index))
    marks = mark_regexes(words, names["compounds"])
    searched = (*REQUIRED_WORDS, *sorted(OPTIONAL_WORDS & set(words)))
    return Language(
        **_general(data),
        **_naming(names),
        roles=MappingProxyType({_unelided(noun, names): gender for noun, gender in _roles(data).items()}),
        heads=_heads(data["heads"], names),
        words=MappingProxyType(words),
        pronouns=MappingProxyType({p: g for g, forms in data["pronouns"].items() for p in forms}),
        likelihood=tuple(patterns.likelihood(data["likelihood"])),
        measures=tuple(patterns.measures(data["measures"])),
        numbers=MappingProxyType(dict(data["numbers"])),
        times=time_words(data.get("dates", {}), data["language"]["code"]),
        attribution=patterns.together(
            [patterns.attribution(entry) for entry in data.get("attribution", ())], over_marked=True
        ),
        relations=patterns.together([patterns.relation(entry) for entry in data.get("relation", ())]),
        frames=NO_FRAMES,
        comparing=NO_COMPARING,
        measure_nouns=measure_nouns(data.get("policies", {})),
        acts=NO_ACTS,
        policies=patterns.together([patterns.policy(entry) for entry in data.get("policy", ())]),
        demonyms=MappingProxyType(_forms(extra, "demonyms")),
        countries=MappingProxyType(_forms(extra, "countries")),
        regexes=MappingProxyType({name: _search(name, words, patterns) for name in searched}),
        lexicons=(patterns.plain, patterns.marked),
        marked=MappingProxyType({name: re.compile(regex) for name, regex in marks.items()}),
    )


def _joined(table: Table, more: Table) -> Table:
    """The lists of a table, with what the file of demonyms adds to them."""
    return {**table, **{name: [*table.get(name, ()), *entries] for name, entries in more.items()}}


def _general(data: Table) -> dict[str, Any]:
    about, text = data["language"], data["text"]
    return {
        "code": about["code"],
        "name": about["name"],
        "home": tuple(about.get("home", ())),
        "abbreviations": frozenset(entry.casefold().rstrip(".") for entry in text["abbreviations"]),
        "quotes": tuple((pair[0], pair[1]) for pair in text["quotes"]),
        "dash_dialogue": text["dash_dialogue"],
        "ordinal_dot": text["ordinal_dot"],
        "openers": frozenset(text["openers"]),
    }


def _naming(names: Table) -> dict[str, Any]:
    return {
        "particles": frozenset(names["particles"]),
        "genitives": tuple(names["genitives"]),
        "elisions": tuple(names["elisions"]),
        "titles": MappingProxyType({t: g for g in ("male", "female") for t in names[f"titles_{g}"]}),
        "not_names": frozenset(names["not_names"]),
        "nouns_capitalised": names["nouns_capitalised"],
        "compounds": names["compounds"],
        "place_endings": tuple(names.get("place_endings", ())),
        "adjectives_follow": bool(names.get("adjectives_follow", False)),
    }


def _words(data: Table) -> dict[str, tuple[str, ...]]:
    """The word lists, with those that other tables make: role, head, head_company."""
    words = {name: tuple(entries) for name, entries in data["words"].items()}
    missing = [name for name in REQUIRED_WORDS if name not in words]
    if missing:
        raise DataError(f"missing word list {missing[0]}", "words")
    words.setdefault("role", tuple(_roles(data)))
    words.setdefault("head", tuple(_heads(data["heads"], data["names"])))
    for kind, nouns in data["heads"].items():
        words.setdefault(f"head_{kind.casefold()}", tuple(nouns))
    return words


def _roles(data: Table) -> dict[str, str]:
    return {noun: gender for gender in ("any", "female", "male") for noun in data["roles"].get(gender, ())}


def _search(name: str, words: Mapping[str, tuple[str, ...]], patterns: Patterns) -> re.Pattern[str]:
    """The expression that finds a word list's entries; where claims end, also right behind a word."""
    if name != "claim_ends":
        return patterns.compile("{" + name + "}")
    return re.compile("|".join(re.escape(word) + r"(?!\w)" for word in words[name]) or "(?!)")


def _expanded(data: Table) -> Table:
    """The file's data with `{name}` of `[fragments]` put as its text in every pattern."""
    fragments: dict[str, str] = {}

    def expand(text: str) -> str:
        return re.sub(r"\{([a-z_]\w*)\}", lambda m: fragments.get(m.group(1), m.group()), text)

    for name, text in data.get("fragments", {}).items():
        fragments[name] = f"(?:{expand(text)})"
    if not fragments:
        return data

    def walk(entry: Table) -> Table:
        return {**entry, "pattern": expand(entry["pattern"])} if "pattern" in entry else entry

    patterns = {key: [walk(entry) for entry in data.get(key, ())] for key in ("attribution", "relation", "policy")}
    measures = {kind: [walk(entry) for entry in entries] for kind, entries in data["measures"].items()}
    return {**data, **patterns, "measures": measures}


def _unelided(noun: str, names: Table) -> str:
    """The noun as the words of a text give it: "centre d'études" is "centre études"."""
    folded = noun.casefold().replace("’", "'")
    for elision in names["elisions"]:
        folded = folded.replace(f" {elision}", " ")
    return folded


def _heads(table: Mapping[str, Iterable[str]], names: Table) -> Mapping[str, str]:
    unknown = sorted(set(table) - set(vocabulary().kinds))
    if unknown:
        raise DataError(f"no such class {unknown[0]}", "heads")
    return MappingProxyType({_unelided(noun, names): kind for kind, nouns in table.items() for noun in nouns})


def _forms(extra: Table, table: str) -> dict[str, str]:
    """Form -> code; a form that ends in "~" stands for all of the file's adjective endings."""
    endings = extra.get("adjective_endings") or [""]
    forms: dict[str, str] = {}
    for code, names in extra.get(table, {}).items():
        for name in names:
            for form in [name[:-1] + ending for ending in endings] if name.endswith("~") else [name]:
                forms.setdefault(form, code)
    return forms
