"""What a name is, by its own words and by how the text treats it.

Each cue adds points to a class; the class with most points wins, and a name with too few of them is no name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from kg.mentions.candidate import Candidate, is_common_noun
from kg.mentions.context import NAME, Context, Points
from kg.mentions.ground import Ground
from kg.mentions.lexicon import given_names, name_shapes
from kg.mentions.lists import Surroundings, listed
from kg.mentions.nothing import is_nothing
from kg.mentions.shapes import ENOUGH, FAIR, STRONG, is_family_first, shape

__all__ = ["Surroundings", "is_family_first", "kind_of"]

_OF_COMPUTING = {"AIModel", "Chip", "Technology"}
"""A "model" in a text that names none of these is one of cars, watches or shoes."""
_MORE = 2
"""Points that a name needs beyond the usual when only a headline has it, in which all words are capitalised, or when
it is a given name alone."""
_ORGANIZATIONS = {"Company", "GovernmentBody", "MediaOutlet", "Organization", "ResearchOrganization"}


def kind_of(ground: Ground, occurrences: Sequence[Candidate], around: Surroundings) -> str | None:
    """The class of a name from all its occurrences in a document; None when too little speaks for a name."""
    language, words = ground.language, occurrences[0].words
    if is_nothing(words):
        return None
    points: Counter[str] = Counter()
    for kind, value in (*shape(words, language), *_named_again(words, around.alone)):
        points[kind] += value
    for occurrence in occurrences:
        context = Context(ground, occurrence)
        for kind, value in (*context.points(), *listed(ground.text, occurrence, around, language)):
            points[kind] += value
    if all(Context(ground, occurrence).is_no_place for occurrence in occurrences) and len(words) == 1:
        points["Place"] = 0
    common = language.nouns_capitalised and len(words) == 1 and is_common_noun(occurrences[0].text, language)
    alone = len(words) == 1 and words[0] in given_names()
    headline = all(occurrence.where.titled for occurrence in occurrences)
    verdict = _verdict(points, ENOUGH + common + _MORE * (headline + alone))
    return "Product" if verdict == "AIModel" and not around.kinds & _OF_COMPUTING else verdict


def _verdict(points: Counter[str], enough: int) -> str | None:
    """The class whose family has most points; what speaks for a name of no particular class counts for each."""
    any_name = points.pop(NAME, 0)
    families: Counter[str] = Counter()
    for kind, value in (+points).items():
        families["Company" if kind in _ORGANIZATIONS else kind] += value
    if not families:
        return "Company" if any_name >= enough else None
    family, value = max(families.items(), key=lambda item: (item[1], item[0] == "Person", item[0]))
    if value + any_name < enough:
        return None
    members = _ORGANIZATIONS if family == "Company" else {family}
    special = {member for member in members - {"Company"} if points[member] >= STRONG}
    return max(sorted((special or members) & set(points)), key=lambda member: points[member])


def _named_again(words: Sequence[str], alone: Collection[str]) -> Points:
    """The document has the surname or the first word of the name alone."""
    if len(words) < 2:
        return
    if words[-1] in alone and words[-1].casefold() not in name_shapes().suffixes:
        yield "Person", FAIR
    if words[0] in alone and not is_family_first(words):
        yield "Company", FAIR
