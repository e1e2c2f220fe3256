"""What a name is by its own words: a person's, a firm's with its suffix, a city's, a designation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.languages import Language
from kg.mentions.designations import is_designation
from kg.mentions.lexicon import cities, given_names, name_shapes, surnames, zipf
from kg.mentions.nouns import noun_of

__all__ = ["DEFINITE", "ENOUGH", "FAIR", "STRONG", "WEAK", "is_family_first", "is_given_name", "shape"]

DEFINITE, STRONG, FAIR, WEAK = 5, 4, 2, 1
"""Points of a cue: round numbers ordered by how seldom a cue errs on the development articles, not fitted."""
ENOUGH = 3
"""Points from which a candidate counts as a name of the class."""

_FUNCTION_WORD = 5.5
"""Zipf frequency of words that are hardly ever given names, though somewhere they are ("Von", "Les", "Dank")."""
_KNOWN_ACRONYM = 2.5
"""Zipf frequency from which initials may as well be of something that is no firm."""
_LARGE, _SMALL = 200_000, 30_000
"""Inhabitants from which a city is known by its name alone, and those that hardly matter."""
_TOPONYM = re.compile(r"\w-(?:le|la|les|lès|sur|sous|en|du|aux|am|an|in|upon|on)-\w|^Sainte?-\w|^San(?:ta|to)?-\w")


def is_given_name(word: str, language: Language) -> bool:
    """A given name somewhere in the world that is no everyday word of the language."""
    folded = word.casefold()
    if word not in given_names() or word in language.not_names or folded in language.words["det"]:
        return False
    if language.nouns_capitalised and noun_of(word, language) is not None:
        return False
    return zipf(folded, language.code) < _FUNCTION_WORD


def is_family_first(words: Sequence[str]) -> bool:
    """A Chinese or Korean name in its own order ("Li Xiaolong", "Park Ji-won")."""
    shapes = name_shapes()
    if not 2 <= len(words) <= 3 or words[0] not in shapes.family_first:
        return False
    return shapes.given_after_family.fullmatch(" ".join(words[1:])) is not None


def is_person_shape(words: Sequence[str], language: Language) -> bool:
    """Two to four words of which the first is a given name, or a family name before a given name."""
    if not 2 <= len(words) <= 4 or any(any(c.isdigit() for c in w) for w in words):
        return False
    return is_given_name(words[0].split("-")[0], language) or is_family_first(words)


def shape(words: Sequence[str], language: Language) -> Iterator[tuple[str, int]]:
    """Classes and points that speak from the name itself."""
    yield from _ends(words, language)
    yield from _person(words, language)
    yield from _place(words)
    shapes = name_shapes()
    if is_designation(words[-1]) or words[-1].isdigit() or (len(words) == 1 and words[0][0].islower()):
        yield "Product", ENOUGH
    elif len(words) == 1 and sum(c.isupper() for c in words[0]) > 1:
        everyday = words[0].isupper() and zipf(words[0].casefold(), language.code) >= _KNOWN_ACRONYM
        yield "Company", WEAK if everyday else FAIR
    elif 2 <= len(words) <= 3 and words[-1].casefold() not in shapes.suffixes:
        yield _of_several(words, language)


def _of_several(words: Sequence[str], language: Language) -> tuple[str, int]:
    """Two or three words that say nothing else: a person's when a given name or a surname is among them."""
    if words[0] in name_shapes().rather_words:
        return "Company", FAIR
    if words[0].casefold() in language.demonyms:
        return "Organization", FAIR
    given = words[0].split("-")[0] in given_names()
    if words[-1] in surnames():
        return "Person", FAIR if given else WEAK
    return "Person" if given else "Company", WEAK


def _ends(words: Sequence[str], language: Language) -> Iterator[tuple[str, int]]:
    """By the words that begin or end organisations' names."""
    shapes = name_shapes()
    compounding = language.compounds and not language.nouns_capitalised
    noun = noun_of(words[0], language) if len(words) == 1 and compounding else None
    if noun is not None and noun.kind != "Person" and noun.form != words[0].casefold():
        yield noun.kind, FAIR
    if len(words) > 1 or "-" in words[-1]:
        last = words[-1].casefold().split("-")[-1]
        tails = (" ".join(words[-2:]).casefold(), last, last.removesuffix("s"), last.removesuffix("es"))
        suffix = next((shapes.suffixes[tail] for tail in tails if tail in shapes.suffixes), None)
        if suffix is not None:
            yield suffix, STRONG
        noun = noun_of(words[-1], language)
        if noun is not None and noun.kind != "Person":
            yield noun.kind, FAIR
    if len(words) > 1 and words[0] in cities() and words[-1] in shapes.papers:
        yield "MediaOutlet", STRONG
    prefix = first_words(words)
    if prefix is not None:
        yield prefix, STRONG
    if "&" in words:
        yield "Company", STRONG


def first_words(words: Sequence[str]) -> str | None:
    """The class of an organisation whose name begins as this one does ("Universidad …", "Bank of …")."""
    prefixes = name_shapes().prefixes
    heads = (" ".join(words[:length]).casefold() for length in (3, 2, 1) if len(words) > length)
    return next((prefixes[head] for head in heads if head in prefixes), None)


def _person(words: Sequence[str], language: Language) -> Iterator[tuple[str, int]]:
    initials = len(words) > 1 and all(len(word) == 2 and word[1] == "." for word in words[:-1])
    if is_family_first(words) or (initials and len(words[-1]) > 2):
        yield "Person", STRONG
    elif words[0] not in name_shapes().rather_words and is_person_shape(words, language):
        yield "Person", STRONG if len(words) <= 3 else FAIR


def _place(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    if _TOPONYM.search(words[-1]) and words[0] not in given_names():
        yield "Place", STRONG
    city = cities().get(" ".join(words))
    if city is not None and len(words) > 1:
        yield "Place", DEFINITE
    elif city is not None:
        yield "Place", STRONG if city[2] > _LARGE else FAIR if city[2] > _SMALL else WEAK
