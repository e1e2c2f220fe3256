"""Text -> mentions: known names by an automaton, unknown ones by shape and by how the text introduces them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.bodies import bodies
from kg.mentions.ground import Ground
from kg.mentions.known import KnownNames, hits_of
from kg.mentions.matcher import Hit, Matcher
from kg.mentions.persons import Persons, begins_person
from kg.mentions.places import datelines, named_by_place, places_in_words
from kg.mentions.short_forms import owners_of_surnames, surnames
from kg.mentions.unknown import Given, UnknownNames
from kg.mentions.weighing import Weighing
from kg.model import Mention, Sentence, Span

__all__ = ["Names", "find"]


@dataclass(frozen=True, slots=True)
class Names:
    """What name finding gives to linking.

    Attributes:
        hits: known names.
        new: mentions of unknown names with the class the text gives them, each with the name's full form.
        aliases: short forms that the text itself gives known names, each with a place of that name.
    """

    hits: tuple[Hit, ...]
    new: tuple[tuple[Mention, str], ...]
    aliases: tuple[tuple[Span, Span], ...] = ()


def find(text: str, sentences: Sequence[Sentence], language: Language, matcher: Matcher) -> Names:
    """All names in the text, known and unknown, not overlapping, in order."""
    ground = Ground.of(text, sentences, language)
    hits = hits_of(ground, matcher)
    hits = [hit for hit in hits if not begins_person(ground, hit, hits)]
    hits = KnownNames(ground, hits, Weighing.of(text, hits, language, matcher.world)).standing()
    hits, persons = Persons(ground, hits).split()
    new = named_by_place(ground, hits)
    new += [(body, name) for body, name in bodies(ground, hits) if not any(body.span.overlaps(m.span) for m, _ in new)]
    named = tuple(new)
    hits = [hit for hit in hits if not any(body.span.overlaps(hit.span) for body, _ in new)]
    new += (
        (Mention(span, "Person", "name-over-known-name"), name) for name, spans in persons.items() for span in spans
    )
    blocked = _covered(hit.span for hit in hits) | _covered(mention.span for mention, _ in new)
    compounds = list(places_in_words(ground, blocked))
    blocked.update(mention.span.start for mention, _ in compounds)
    new += datelines(ground, blocked)
    blocked |= _covered(mention.span for mention, _ in new)
    unknown = UnknownNames(ground, hits, blocked, Given.of(persons, named))
    new += [*unknown.mentions(), *compounds]
    people = [name for name, kind in unknown.full.items() if kind == "Person"]
    people += [hit.span.of(text) for hit in hits if hit.is_person]
    taken = _covered(hit.span for hit in hits) | _covered(mention.span for mention, _ in new)
    hits, short = surnames(ground, hits, owners_of_surnames(people), taken)
    return Names(tuple(hits), tuple(sorted([*new, *short])), tuple(unknown.aliases()))


def _covered(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}
