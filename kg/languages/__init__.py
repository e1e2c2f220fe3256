"""Languages are data: `kg/languages/xx.toml` -> a frozen, validated `Language`.

Every file has the same tables; see `nl.toml`, which explains each key. `und.toml` serves a language without a file.
Unknown keys, classes, predicates and word lists are refused with the file and the key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from kg.errors import DataError
from kg.languages.grammar import builtins, mark_regexes, marked
from kg.patterns import compile_pattern
from kg.vocabulary import vocabulary

__all__ = [
    "AttributionPattern",
    "Language",
    "MeasurePattern",
    "PolicyPattern",
    "RelationPattern",
    "available",
    "language",
]

_ATTRIBUTION_KEYS = {"name", "pattern", "example", "speaker", "claim", "previous", "negated", "direct", "ignored", "hedged"}
_RELATION_KEYS = {"predicate", "pattern", "example", "not", "former", "named", "name"}
_POLICY_KEYS = {"name", "pattern", "example", "kind", "status"}
_MEASURE_KEYS = {"pattern", "example", "bound", "unit", "value"}
_TEXT_KEYS = {"abbreviations", "quotes", "dash_dialogue", "ordinal_dot", "openers"}
_NAME_KEYS = {
    "particles",
    "genitives",
    "elisions",
    "titles_male",
    "titles_female",
    "not_names",
    "nouns_capitalised",
    "compounds",
    "place_endings",
    "adjectives_follow",
}
_TABLES = {
    "language",
    "text",
    "names",
    "roles",
    "heads",
    "words",
    "pronouns",
    "likelihood",
    "measures",
    "attribution",
    "relation",
    "policies",
    "policy",
    "numbers",
    "fragments",
}
REQUIRED_WORDS = (
    "and", "det", "indefinite", "definite", "of", "say", "group", "spokesperson", "founder", "former", "modifiers", "hedge", "negation", "in", "at", "compound_heads", "from", "officer", "possessive", "unreal", "policy_preposition",
)  # fmt: skip


OPTIONAL_WORDS = frozenset({"claim_ends", "deny", "named_by_place", "not_hedge", "not_negation", "reported_speech", "resumptive", "team"})


class AttributionPattern(NamedTuple):
    """How a construction credits words to a speaker; `previous` when the words are those of the sentence before."""

    name: str
    regex: re.Pattern[str]
    example: str
    expected_speaker: str
    expected_claim: str
    previous: bool
    negated: bool
    direct: bool
    ignored: bool
    hedged: bool


class RelationPattern(NamedTuple):
    """How a construction states a relation between the names in the groups `subject` and `object`."""

    name: str
    predicate: str
    regex: re.Pattern[str]
    example: str
    counterexample: str
    former: bool
    named: bool


class PolicyPattern(NamedTuple):
    """How a measure is described; groups `policy`, `issuer`, `object`, `target`."""

    name: str
    regex: re.Pattern[str]
    example: str
    kind: str
    status: str | None


class MeasurePattern(NamedTuple):
    """A probability or horizon: groups `low`, `high` or `value`; `bound` says what the number limits."""

    kind: str
    regex: re.Pattern[str]
    example: str
    bound: str
    unit: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Language:
    """All that the program knows of one language."""

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
    attribution: tuple[AttributionPattern, ...]
    relations: tuple[RelationPattern, ...]
    measure_nouns: Mapping[str, str]
    policies: tuple[PolicyPattern, ...]
    demonyms: Mapping[str, str]
    countries: Mapping[str, str]
    regexes: Mapping[str, re.Pattern[str]] = field(repr=False)
    marked: Mapping[str, re.Pattern[str]] = field(repr=False)

    def has(self, words: str, text: str) -> bool:
        """True when an entry of the word list occurs in `text`."""
        return self.regexes[words].search(text) is not None


def available() -> tuple[str, ...]:
    """Codes of the languages that have a file, sorted; the neutral one is not counted."""
    files = resources.files("kg.languages").iterdir()
    return tuple(sorted(f.name[:-5] for f in files if f.name.endswith(".toml") and f.name != "und.toml"))


@cache
def language(code: str) -> Language:
    """The language of this code, or the neutral one where there is no file for it."""
    base = code.partition("-")[0].casefold()
    known = base if base in available() else "und"
    return parse(
        resources.files("kg.languages").joinpath(f"{known}.toml").read_text("utf-8"), f"{known}.toml", _demonyms(known)
    )


def _demonyms(code: str) -> str:
    file = resources.files("kg.languages").joinpath("demonyms", f"{code}.toml")
    return file.read_text("utf-8") if file.is_file() else ""


def parse(text: str, where: str, demonyms: str = "") -> Language:
    """Read a language file. Raises DataError with file and key for whatever does not fit."""
    try:
        data = tomllib.loads(text)
        extra = tomllib.loads(demonyms)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", where) from error
    try:
        return _build(data, extra)
    except DataError as error:
        raise DataError(f"{error.where}: {error.what}" if error.where else error.what, where) from error
    except KeyError as error:
        raise DataError(f"missing key {error}", where) from error


def _build(data: dict, extra: dict) -> Language:  # type: ignore[type-arg]
    _refuse_unknown(data, _TABLES, "table")
    data = _expanded(data)
    _refuse_unknown(data["text"], _TEXT_KEYS, "text")
    _refuse_unknown(data["names"], _NAME_KEYS, "names")
    words = {name: tuple(entries) for name, entries in data["words"].items()}
    missing = [name for name in REQUIRED_WORDS if name not in words]
    if missing:
        raise DataError(f"missing word list {missing[0]}", "words")
    roles = {noun: gender for gender in ("any", "female", "male") for noun in data["roles"].get(gender, ())}
    words.setdefault("role", tuple(roles))
    heads = _heads(data["heads"], data["names"]["elisions"])
    words.setdefault("head", tuple(heads))
    for kind, nouns in data["heads"].items():
        words.setdefault(f"head_{kind.casefold()}", tuple(nouns))
    slots = builtins(words, data["pronouns"], data["names"]["compounds"])
    names, texts = data["names"], data["text"]
    return Language(
        code=data["language"]["code"],
        name=data["language"]["name"],
        home=tuple(data["language"].get("home", ())),
        abbreviations=frozenset(a.casefold().rstrip(".") for a in texts["abbreviations"]),
        quotes=tuple((pair[0], pair[1]) for pair in texts["quotes"]),
        dash_dialogue=texts["dash_dialogue"],
        ordinal_dot=texts["ordinal_dot"],
        openers=frozenset(texts["openers"]),
        particles=frozenset(names["particles"]),
        genitives=tuple(names["genitives"]),
        elisions=tuple(names["elisions"]),
        titles=MappingProxyType({t: g for g in ("male", "female") for t in names[f"titles_{g}"]}),
        not_names=frozenset(names["not_names"]),
        nouns_capitalised=names["nouns_capitalised"],
        compounds=names["compounds"],
        place_endings=tuple(names.get("place_endings", ())),
        adjectives_follow=bool(names.get("adjectives_follow", False)),
        roles=MappingProxyType({_unelided(noun, names["elisions"]): gender for noun, gender in roles.items()}),
        heads=heads,
        words=MappingProxyType(words),
        pronouns=MappingProxyType({p: g for g, forms in data["pronouns"].items() for p in forms}),
        likelihood=_likelihood(data["likelihood"], words, slots),
        measures=tuple(_measures(data["measures"], words, slots)),
        numbers=MappingProxyType(dict(data["numbers"])),
        attribution=tuple(_attribution(entry, words, marked(slots)) for entry in data.get("attribution", ())),
        relations=tuple(_relation(entry, words, slots) for entry in data.get("relation", ())),
        measure_nouns=_measure_nouns(data.get("policies", {})),
        policies=tuple(_policy(entry, words, slots) for entry in data.get("policy", ())),
        demonyms=MappingProxyType(_forms(extra, "demonyms")),
        countries=MappingProxyType(_forms(extra, "countries")),
        marked=MappingProxyType({name: re.compile(regex) for name, regex in mark_regexes(words, names["compounds"]).items()}),
        regexes=MappingProxyType(
            {
                name: compile_pattern("{" + name + "}", words, slots) if name != "claim_ends" else _anywhere(words[name])
                for name in (*REQUIRED_WORDS, *(OPTIONAL_WORDS & set(words)))
            }
        ),
    )


def _anywhere(words: Iterable[str]) -> re.Pattern[str]:
    """The entries wherever they stand, also right behind a word."""
    return re.compile("|".join(re.escape(word) + r"(?!\w)" for word in words) or "(?!)")


def _expanded(data: dict) -> dict:  # type: ignore[type-arg]
    """The file's data with `{name}` of `[fragments]` put as its text in every pattern."""
    fragments: dict[str, str] = {}

    def expand(text: str) -> str:
        return re.sub(r"\{([a-z_]\w*)\}", lambda m: fragments.get(m.group(1), m.group()), text)

    for name, text in data.get("fragments", {}).items():
        fragments[name] = f"(?:{expand(text)})"
    if not fragments:
        return data

    def walk(entry: dict) -> dict:  # type: ignore[type-arg]
        return {**entry, "pattern": expand(entry["pattern"])} if "pattern" in entry else entry

    patterns = {key: [walk(entry) for entry in data.get(key, ())] for key in ("attribution", "relation", "policy")}
    measures = {kind: [walk(entry) for entry in entries] for kind, entries in data["measures"].items()}
    return {**data, **patterns, "measures": measures}


def _refuse_unknown(table: Mapping[str, object], known: Iterable[str], where: str) -> None:
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise DataError(f"unknown key {unknown[0]}", where)


def _unelided(noun: str, elisions: Iterable[str]) -> str:
    """The noun as the words of a text give it: "centre d'études" is "centre études"."""
    folded = noun.casefold().replace("’", "'")
    for elision in elisions:
        folded = folded.replace(f" {elision}", " ")
    return folded


def _heads(table: Mapping[str, list[str]], elisions: Iterable[str]) -> Mapping[str, str]:
    unknown = sorted(set(table) - set(vocabulary().kinds))
    if unknown:
        raise DataError(f"no such class {unknown[0]}", "heads")
    return MappingProxyType({_unelided(noun, elisions): kind for kind, nouns in table.items() for noun in nouns})


def _forms(extra: Mapping[str, object], table: str) -> dict[str, str]:
    endings = extra.get("adjective_endings") or [""]
    entries = extra.get(table) or {}
    forms: dict[str, str] = {}
    if isinstance(entries, dict) and isinstance(endings, list):
        for code, names in entries.items():
            for name in names:
                for form in [name[:-1] + e for e in endings] if name.endswith("~") else [name]:
                    forms.setdefault(form, code)
    return forms


def _likelihood(
    table: Mapping[str, list[str]], words: Mapping[str, tuple[str, ...]], slots: Mapping[str, str]
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (grade, compile_pattern("|".join(f"(?<!\\w){p}(?!\\w)" for p in patterns), words, slots))
        for grade, patterns in table.items()
    )


def _measures(
    table: Mapping[str, list[dict[str, str]]], words: Mapping[str, tuple[str, ...]], slots: Mapping[str, str]
) -> Iterable[MeasurePattern]:
    for kind, entries in table.items():
        for entry in entries:
            _refuse_unknown(entry, _MEASURE_KEYS, f"measures.{kind}")
            regex = compile_pattern(entry["pattern"], words, slots)
            yield MeasurePattern(
                kind, regex, entry["example"], entry.get("bound", "exact"), entry.get("unit"), entry.get("value")
            )


def _attribution(
    entry: dict[str, str], words: Mapping[str, tuple[str, ...]], slots: Mapping[str, str]
) -> AttributionPattern:
    _refuse_unknown(entry, _ATTRIBUTION_KEYS, "attribution")
    return AttributionPattern(
        entry["name"],
        compile_pattern(entry["pattern"], words, slots),
        entry["example"],
        entry.get("speaker", ""),
        entry.get("claim", ""),
        bool(entry.get("previous", False)),
        bool(entry.get("negated", False)),
        bool(entry.get("direct", False)),
        bool(entry.get("ignored", False)),
        bool(entry.get("hedged", False)),
    )


def _relation(entry: dict[str, str], words: Mapping[str, tuple[str, ...]], slots: Mapping[str, str]) -> RelationPattern:
    _refuse_unknown(entry, _RELATION_KEYS, "relation")
    if entry["predicate"] not in vocabulary().relations:
        raise DataError(f"no such relation {entry['predicate']}", "relation")
    regex = compile_pattern(entry["pattern"], words, slots)
    if not {"subject", "object"} <= set(regex.groupindex):
        raise DataError(f"a relation pattern needs <subject:…> and <object:…>: {entry['pattern']}", "relation")
    name = entry.get("name", entry["predicate"])
    return RelationPattern(
        name,
        entry["predicate"],
        regex,
        entry["example"],
        entry.get("not", ""),
        bool(entry.get("former", False)),
        bool(entry.get("named", False)),
    )


def _measure_nouns(table: Mapping[str, list[str]]) -> Mapping[str, str]:
    return MappingProxyType({noun.casefold(): _policy_kind(kind) for kind, nouns in table.items() for noun in nouns})


def _policy_kind(name: str) -> str:
    if not vocabulary().is_individual(name, "PolicyKind"):
        raise DataError(f"no such kind of policy {name}", "policies")
    return name


def _policy(entry: dict[str, str], words: Mapping[str, tuple[str, ...]], slots: Mapping[str, str]) -> PolicyPattern:
    _refuse_unknown(entry, _POLICY_KEYS, "policy")
    regex = compile_pattern(entry["pattern"], words, slots)
    if "policy" not in regex.groupindex:
        raise DataError(f"a policy pattern needs the group policy: {entry['pattern']}", "policy")
    return PolicyPattern(entry["name"], regex, entry["example"], _policy_kind(entry["kind"]), entry.get("status"))


def decimal(text: str) -> Decimal:
    """A number as the language writes it ("0,5", "12.5") -> Decimal."""
    return Decimal(text.replace(",", "."))
