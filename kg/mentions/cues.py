"""What a name is, by how the text treats it: roles, head nouns, appositions, titles, verbs of saying, suffixes, places.

Each cue adds points to a class; the class with most points wins, and a name with none of three points is no name.
The weights are round numbers ordered by how seldom a cue errs on the development articles, not fitted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.candidates import COMMON, Candidate, is_common_noun
from kg.mentions.designations import VARIANT_KINDS, is_designation
from kg.mentions.lexicon import cities, given_names, name_shapes, surnames, zipf
from kg.mentions.nouns import Noun, noun_ending, noun_of
from kg.mentions.tokens import Token

__all__ = ["kind_of"]

NAME = "?"
"""Points for being a name of whatever class."""
_ORGANIZATIONS = {"Company", "GovernmentBody", "MediaOutlet", "Organization", "ResearchOrganization"}
ENOUGH = 3
"""Points from which a candidate counts as a name of the class."""

_LARGE = 200_000
"""Inhabitants from which a city is known by its name alone."""
NEVER_SEEN = 1.5
RARE = 2.8
"""Zipf frequency under which a capitalised word inside a sentence is taken for a proper name."""

_TOPONYM = re.compile(r"\w-(?:le|la|les|lès|sur|sous|en|du|aux|am|an|in|upon|on)-\w|^Sainte?-\w|^San(?:ta|to)?-\w")
_JOINT_BEFORE = re.compile(r",? (?:\w{1,3} )?$")
_JOINT_AFTER = re.compile(r"(?:,| (?:\w{1,3}|&)) ")
_APPOSES = re.compile(r"(?:.*\))?(?:, | [–—] )(?:\w{1,2}['’])?")
_DEFINITE, _STRONG, _FAIR, _WEAK = 5, 4, 2, 1


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else the document names: names of one word, and the classes of known names by where they end and begin."""

    alone: frozenset[str]
    ending: Mapping[int, str]
    starting: Mapping[int, str]


def kind_of(
    text: str, occurrences: Sequence[Candidate], language: Language, around: Surroundings
) -> tuple[str, int] | None:
    """The class and points of a name from all its occurrences in a document; None when too little speaks for a name."""
    points: Counter[str] = Counter()
    for kind, value in (*_shape(occurrences[0].words, language), *_named_again(occurrences[0].words, around.alone)):
        points[kind] += value
    for occurrence in occurrences:
        for kind, value in (*_context(text, occurrence, language), *_listed(text, occurrence, around, language)):
            points[kind] += value
    common = language.nouns_capitalised and len(occurrences[0].words) == 1 and is_common_noun(occurrences[0].text, language)
    return _verdict(points, ENOUGH + common)


def _verdict(points: Counter[str], enough: int) -> tuple[str, int] | None:
    """The class whose family has most points; what speaks for a name of no particular class counts for each."""
    any_name = points.pop(NAME, 0)
    families: Counter[str] = Counter()
    for kind, value in points.items():
        families["Company" if kind in _ORGANIZATIONS else kind] += value
    if not families:
        return ("Company", any_name) if any_name >= enough else None
    family, value = max(families.items(), key=lambda item: (item[1], item[0] == "Person", item[0]))
    if value + any_name < enough:
        return None
    members = _ORGANIZATIONS if family == "Company" else {family}
    kind = max(sorted(members & set(points)), key=lambda member: points[member])
    return kind, value + any_name


def _listed(
    text: str, candidate: Candidate, around: Surroundings, language: Language
) -> Iterable[tuple[str, int]]:
    """In a list with known names a name is of their class: "Baidu, Alibaba, Mengniu"."""
    joint = _JOINT_BEFORE.search(text, max(0, candidate.span.start - 8), candidate.span.start)
    if joint is not None and joint.start() in around.ending and _joins(joint.group(), language):
        yield around.ending[joint.start()], _FAIR
    joint = _JOINT_AFTER.match(text, candidate.span.end)
    if joint is not None and joint.end() in around.starting and _joins(joint.group(), language):
        yield around.starting[joint.end()], _FAIR


def _joins(joint: str, language: Language) -> bool:
    word = joint.strip(" ,")
    return not word or word in language.words["and"] or word == "&"


def _named_again(words: Sequence[str], alone: Collection[str]) -> Iterable[tuple[str, int]]:
    if len(words) < 2:
        return
    if words[-1] in alone and words[-1].casefold() not in name_shapes().suffixes:
        yield "Person", _FAIR
    if words[0] in alone and not is_family_first(words):
        yield "Company", _FAIR


def is_person_shape(words: Sequence[str]) -> bool:
    """Two to four words of which the first is a given name, or a family name before a given name."""
    if not 2 <= len(words) <= 4 or any(any(c.isdigit() for c in w) for w in words):
        return False
    return words[0].split("-")[0] in given_names() or is_family_first(words)


def is_family_first(words: Sequence[str]) -> bool:
    """A Chinese or Korean name in its own order ("Yao Shunyu", "Han Seo-yun")."""
    shapes = name_shapes()
    if not 2 <= len(words) <= 3 or words[0] not in shapes.family_first:
        return False
    return shapes.given_after_family.fullmatch(" ".join(words[1:])) is not None


def _shape(words: Sequence[str], language: Language) -> Iterable[tuple[str, int]]:
    shapes = name_shapes()
    last = words[-1].casefold().split("-")[-1]
    compounding = language.compounds and not language.nouns_capitalised
    noun = noun_of(words[0], language) if len(words) == 1 and compounding else None
    if noun is not None and noun.kind != "Person" and noun.form != words[0].casefold():
        yield noun.kind, _FAIR
    if len(words) > 1 or "-" in words[-1]:
        for tail in (" ".join(words[-2:]).casefold(), last, last.removesuffix("s"), last.removesuffix("es")):
            if tail in shapes.suffixes:
                yield shapes.suffixes[tail], _STRONG
                break
        noun = noun_of(words[-1], language)
        if noun is not None and noun.kind != "Person":
            yield noun.kind, _FAIR
    for head in (" ".join(words[:2]).casefold(), words[0].casefold()):
        if head in shapes.prefixes and len(words) > 1:
            yield shapes.prefixes[head], _STRONG
            break
    if "&" in words:
        yield "Company", _STRONG
    if is_family_first(words):
        yield "Person", _STRONG
    elif is_person_shape(words):
        yield "Person", _STRONG if len(words) <= 3 else _FAIR
    if _TOPONYM.search(words[-1]) and words[0] not in given_names():
        yield "Place", _STRONG
    city = cities().get(" ".join(words))
    if city is not None:
        yield "Place", _DEFINITE if len(words) > 1 else _STRONG if city[2] > _LARGE else _FAIR if city[2] > 30000 else _WEAK
    if is_designation(words[-1]) or words[-1].isdigit():
        yield "Product", ENOUGH
    elif len(words) == 1 and sum(c.isupper() for c in words[0]) > 1:
        yield "Company", _FAIR
    elif 2 <= len(words) <= 3 and words[-1].casefold() not in shapes.suffixes:
        yield "Person", _FAIR if words[-1] in surnames() else _WEAK


def _context(text: str, candidate: Candidate, language: Language) -> Iterable[tuple[str, int]]:
    words = candidate.where.words
    before = words[max(0, candidate.first - 6) : candidate.first]
    after = words[candidate.last : candidate.last + 9]
    yield from _front(text, candidate, before, language)
    yield from _back(text, candidate, after, language)
    if is_designation(candidate.words[-1]) or candidate.words[-1].isdigit():
        yield from _designated(candidate, language)
    elif not candidate.initial:
        yield NAME, _FAIR if _rare(candidate, RARE, language) else _WEAK
    elif _rare(candidate, NEVER_SEEN, language):
        yield NAME, _FAIR


def _rare(candidate: Candidate, limit: float, language: Language) -> bool:
    """Whether the first word is rare enough for a name; German nouns are capitalised, so there it says nothing."""
    return not language.nouns_capitalised and zipf(candidate.words[0], language.code) < limit


def is_rare(word: str, language: Language) -> bool:
    """Whether a word that opens a sentence is too rare to be a common one."""
    return zipf(word.casefold(), language.code) < COMMON


def _designated(candidate: Candidate, language: Language) -> Iterable[tuple[str, int]]:
    """A designation is what the words around it are about: a chip, a model."""
    for token in candidate.where.words:
        noun = noun_of(token.text, language)
        if noun is not None and noun.kind in VARIANT_KINDS - {"Product"}:
            yield noun.kind, _FAIR


def _front(text: str, candidate: Candidate, before: Sequence[Token], language: Language) -> Iterable[tuple[str, int]]:
    several = len(candidate.words) > 1
    if candidate.cue is not None:
        noun = noun_of(candidate.cue.text, language)
        if noun is not None:
            yield noun.kind, _STRONG
    if not before:
        return
    last = before[-1].text
    if several and text[before[-1].end : candidate.span.start] == ", " and any(_is_role(w, language) for w in before[-4:]):
        yield "Person", _FAIR
    titled = last.rstrip(".") in language.titles or f"{last}." in language.titles
    if text[before[-1].end : candidate.span.start].strip(" \u00a0’'\"“„«" + ("." if titled else "")):
        return
    pair = " ".join(w.text for w in before[-2:])
    if titled or pair in language.titles:
        yield "Person", _DEFINITE
    else:
        yield from _word_before(candidate, before, language)


def _word_before(candidate: Candidate, before: Sequence[Token], language: Language) -> Iterable[tuple[str, int]]:
    several = len(candidate.words) > 1
    city = candidate.text in cities()
    last = before[-1].text
    folded = last.casefold()
    skipped = [w.text for w in before]
    while skipped and (skipped[-1] in language.demonyms or skipped[-1].casefold() in language.words["modifiers"]):
        skipped.pop()
    found = noun_ending(skipped, language)
    if found is not None:
        noun = found[0]
        yield noun.kind, _STRONG if noun.kind != "Person" or several else _FAIR
    elif last in language.demonyms:
        yield "Company", _FAIR
    elif folded in language.words["in"] or folded in language.words["from"]:
        yield "Place", _STRONG if city else _FAIR
    elif folded in language.words["at"]:
        yield ("Place", _FAIR) if city else ("Company", _STRONG if any(_is_role(w, language) for w in before) else _FAIR)
    elif folded in language.words["say"] and several:
        yield "Person", _FAIR
    elif folded in language.words["of"] and any(_is_role(w, language) for w in before[-4:]):
        yield "Place" if city else "Company", _FAIR


def _back(text: str, candidate: Candidate, after: Sequence[Token], language: Language) -> Iterable[tuple[str, int]]:
    if not after:
        return
    gap = text[candidate.span.end : after[0].start]
    several = len(candidate.words) > 1
    if gap.startswith(" (") and after[0].text.isdigit() and len(after[0].text) == 2 and several:
        yield "Person", _DEFINITE
    if gap.startswith(("-", "‑")) and (noun := noun_of(after[0].text, language)) is not None and noun.kind != "Person":
        yield noun.kind, _FAIR
    placed = candidate.first > 0 and candidate.where.words[candidate.first - 1].text.casefold() in language.words["in"]
    plain = language.nouns_capitalised and not several and is_common_noun(candidate.text, language)
    if _APPOSES.fullmatch(gap) and not placed and not plain:
        noun = _apposition(text, after, language)
        if noun is not None:
            yield noun.kind, _STRONG if noun.kind != "Person" or several else _FAIR
    if gap.strip(" ,") == "" and after[0].text.casefold() in language.words["say"] and several:
        yield "Person", _FAIR
    if (
        gap == " "
        and len(after) > 1
        and after[0].text.casefold() in language.words["from"]
        and after[1].text in cities()
    ):
        yield "Company", _FAIR


def _apposition(text: str, after: Sequence[Token], language: Language) -> Noun | None:
    articled = after[0].text.casefold() in {*language.words["det"], *language.words["indefinite"]}
    for position, token in enumerate(after[: 5 if articled or not language.words["det"] else 3]):
        if position and token.text.casefold() in language.words["det"]:
            return None
        if position and set(text[after[position - 1].end : token.start]) & set(',.;:("“„'):
            return None
        found = noun_ending([w.text for w in after[: position + 1]], language)
        if found is not None and not (token.text[0].isupper() and not language.nouns_capitalised):
            return found[0]
    return None


def _is_role(token: Token, language: Language) -> bool:
    noun = noun_of(token.text, language)
    return noun is not None and noun.kind == "Person"
