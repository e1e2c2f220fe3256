"""Known names in a text, less those that are words of a longer unknown name or no names at all where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from kg.mentions.candidate import COMMON
from kg.mentions.designations import VARIANT_KINDS, extended
from kg.mentions.ground import Ground
from kg.mentions.lexicon import name_shapes, zipf
from kg.mentions.matcher import Hit, Matcher
from kg.mentions.nouns import noun_of
from kg.mentions.shapes import first_words, is_given_name
from kg.mentions.tokens import Token
from kg.mentions.weighing import Weighing
from kg.model import Span

__all__ = ["KnownNames", "hits_of"]

_BODIES = {"ResearchOrganization", "GovernmentBody", "Organization"}
_EVERYDAY = {"MediaOutlet", "Place", "Product", "Organization", "Technology"}
_FREQUENT = 5.0
"""Zipf frequency from which the first word of a sentence is rather the word than a name of these classes."""
_LONGEST_RUN = 4


def hits_of(ground: Ground, matcher: Matcher) -> list[Hit]:
    """The known names of a text, variants of known designations included."""
    found = (_with_variant(ground.text, hit, matcher) for hit in matcher.find(ground.text))
    return [hit for hit in found if hit.span.start >= ground.begin and not _opens_as_word(ground, hit)]


def _with_variant(text: str, hit: Hit, matcher: Matcher) -> Hit:
    if not any(known.entity.kind in VARIANT_KINDS for known, _ in hit.candidates):
        return hit
    span = extended(text, hit.span)
    if span == hit.span:
        return hit
    known = matcher.look_up(span.of(text))
    if not known and (capital := re.search(r"(?<= )\w*[A-Z].*", span.of(text))) and text[span.start].islower():
        span = Span(span.start + capital.start(), span.end)  # "superordenador MareNostrum 6"
    return Hit(span, known or hit.candidates, variant=not known)


def _opens_as_word(ground: Ground, hit: Hit) -> bool:
    """A known name met only at the start of sentences, if its word is an everyday one or the text has it in lower case.

    An adjective that only a sentence's start writes with a capital is none elsewhere.
    """
    surface = hit.span.of(ground.text)
    if " " in surface or not surface[:1].isupper() or sum(c.isupper() for c in surface) > 1:
        return False
    if hit.adjective or hit.span.start not in ground.openings:
        return hit.adjective and hit.raised and hit.span.start not in ground.openings
    everyday = hit.kinds <= _EVERYDAY and zipf(surface.casefold(), ground.language.code) >= _FREQUENT
    if not everyday and surface.casefold() not in ground.spellings:
        return False
    return not any(word.text == surface and word.start not in ground.openings for word in ground.words)


class KnownNames:
    """The hits of a text, how much speaks for each, and what stands around it."""

    def __init__(self, ground: Ground, hits: Sequence[Hit], weighing: Weighing) -> None:
        self._ground = ground
        self._hits = hits
        self._weighing = weighing

    def standing(self) -> list[Hit]:
        """The hits that are names of their own."""
        initials = {hit.span.of(self._ground.text) for hit in self._hits if self._is_initials(hit)}
        own = [h for h in self._hits if h.span.of(self._ground.text) not in initials and not self._is_part(h)]
        return [hit for hit in own if self._stays(hit)]

    def _stays(self, hit: Hit) -> bool:
        """Whether the name means a known thing here, or could be nothing else."""
        capital = hit.span.of(self._ground.text)[0].isupper()
        return hit.adjective or not capital or self._weighing.means(hit)

    @cached_property
    def _covered(self) -> frozenset[int]:
        return frozenset(at for hit in self._hits for at in range(hit.span.start, hit.span.end))

    def _is_part(self, hit: Hit) -> bool:
        """Whether a known word is part of an unknown name ("Alder Semiconductor")."""
        surface = hit.span.of(self._ground.text)
        place = self._ground.places.get(hit.span.start)
        if place is None or not surface[0].isupper():
            return False
        words, position = place[0].words, place[1]
        ending = next((at for at in range(position, len(words)) if words[at].end == hit.span.end), None)
        before = words[position - 1] if position else None
        unsure = not self._weighing.means(hit)
        if unsure and (self._is_placed(hit, words, position) or self._has_neighbour(words, position, ending)):
            return True
        called = hit.is_place and before is not None and self._is_called(before, words, ending)
        if called or self._names_body(hit, words, position) or self._goes_on(hit, words, ending):
            return True
        if " " in surface:
            return False
        if surface.casefold() in name_shapes().suffixes:
            return before is not None and self._joins(before, position == 1, words[position])
        return ending == position and self._begins_longer(hit, words, position, before)

    def _is_called(self, before: Token, words: Sequence[Token], ending: int | None) -> bool:
        """As in "die Firma Lausitz Redox": a noun for firms before a place, and a capitalised unknown word after it."""
        noun = noun_of(before.text, self._ground.language)
        if ending is None or noun is None or noun.kind != "Company":
            return False
        following = next(self._capitals_after(words, ending), None)
        if following is None or following.start in self._covered:
            return False
        return self._ground.text[before.end : words[ending].start].startswith(" ")

    def _is_placed(self, hit: Hit, words: Sequence[Token], position: int) -> bool:
        """As in "à Angers": a place after a preposition of place, which needs no further support."""
        if not position or not hit.kinds <= {"Place"}:
            return False
        return words[position - 1].text.casefold() in self._ground.language.words["in"]

    def _is_initials(self, hit: Hit) -> bool:
        """Initials in brackets of the known name before, though another thing bears them too."""
        surface = hit.span.of(self._ground.text)
        if not surface.isupper() or self._ground.text[hit.span.start - 2 : hit.span.start] != " (":
            return False
        before = next((h for h in self._hits if h.span.end == hit.span.start - 2), None)
        if before is None:
            return False
        return "".join(w[0] for w in before.span.of(self._ground.text).split() if w[0].isupper()) == surface

    def _has_neighbour(self, words: Sequence[Token], position: int, ending: int | None) -> bool:
        """Whether a capitalised unknown word stands right before or after."""
        if position and self._joins(words[position - 1], position == 1, words[position]):
            return True
        run = self._capitals_after(words, ending) if ending is not None else iter(())
        following = next(run, None)
        return following is not None and following.start not in self._covered

    def _joins(self, before: Token, opens: bool, word: Token) -> bool:
        """Whether the word before is a capitalised unknown one, right before."""
        language = self._ground.language
        if self._ground.text[before.end : word.start] != " " or before.start in self._covered:
            return False
        if not before.text[0].isupper() or noun_of(before.text, language) is not None:
            return False
        return not opens or zipf(before.text.casefold(), language.code) < COMMON

    def _names_body(self, hit: Hit, words: Sequence[Token], position: int) -> bool:
        """A place that ends the name of a body: "Pontificia Universidad Católica del Perú"."""
        language = self._ground.language
        if hit.adjective or not hit.is_place:
            return False
        run = self._before_place(words, position)
        while run:
            between = self._ground.text[run[0].start : words[position].start]
            kind = first_words([*(w.text for w in run), words[position].text])
            over = len(run) > 1 and words[position - 1].text in language.particles
            last = next((w for w in reversed(run) if w.text not in language.particles), run[0])
            everyday = zipf(last.text.casefold(), language.code) >= COMMON - 0.5
            named = hit.kinds == {"Country"} or len(run) == 1 or (over and everyday)
            if named and kind in _BODIES and not set(between) & set(",.;:()\n"):
                return True
            run.pop(0)
        return False

    def _before_place(self, words: Sequence[Token], position: int) -> list[Token]:
        """The capitalised unknown words before a place, over particles: "Cámara de Comercio de" Lima."""
        particles = self._ground.language.particles
        run: list[Token] = []
        for word in reversed(words[max(0, position - _LONGEST_RUN - 2) : position]):
            if word.text not in particles and (not word.text[0].isupper() or word.start in self._covered):
                break
            run.insert(0, word)
        while run and run[0].text in particles:
            run.pop(0)
        return run

    def _goes_on(self, hit: Hit, words: Sequence[Token], ending: int | None) -> bool:
        """A body's name, or that of an outlet that is an everyday word, before a capitalised unknown word."""
        language = self._ground.language
        if ending is None or ending + 1 >= len(words) or hit.adjective:
            return False
        if language.nouns_capitalised:
            head = noun_of(words[ending].text, language)
            following = words[ending + 1].text in language.words.get("body_particles", ())
            return following and head is not None and head.kind in _BODIES and hit.kinds <= _BODIES
        surface = hit.span.of(self._ground.text)
        everyday = zipf(surface.casefold(), language.code) >= COMMON if " " not in surface else False
        wanted = _BODIES if " " in surface else {"MediaOutlet"} if everyday else set()
        run = list(self._capitals_after(words, ending))
        if everyday and hit.kinds <= _BODIES and not run:
            return self._over_particles(words, ending)
        if not run or not hit.kinds <= wanted or any(w.start in self._covered for w in run):
            return False
        return not any(noun_of(w.text, language) or is_given_name(w.text, language) or w.text.isupper() for w in run)

    def _over_particles(self, words: Sequence[Token], ending: int) -> bool:
        """As in "Congreso de la Unión": particles and a capitalised unknown word after an everyday word."""
        at = ending + 1
        while at < len(words) and at - ending <= 2 and words[at].text in self._ground.language.particles:
            at += 1
        if at == ending + 1 or at >= len(words) or not words[at].text[0].isupper() or words[at].start in self._covered:
            return False
        return not set(self._ground.text[words[ending].end : words[at].start]) & set(",.;:()\n\"'")

    def _begins_longer(self, hit: Hit, words: Sequence[Token], position: int, before: Token | None) -> bool:
        """A firm, place or adjective before words that end an organisation's name; an everyday word after a name."""
        language, shapes = self._ground.language, name_shapes()
        surface = hit.span.of(self._ground.text)
        everyday = zipf(surface.casefold(), language.code) >= COMMON and hit.kinds <= {"MediaOutlet"}
        if everyday and before is not None and position > 1 and self._joins(before, False, words[position]):
            return language.nouns_capitalised <= (zipf(before.text.casefold(), language.code) < COMMON)
        run = list(self._capitals_after(words, position))
        if not run or not (hit.adjective or hit.kinds <= {"Company", "Place", "Country"}):
            return False
        last = run[-1]
        suffix = shapes.suffixes.get(last.text.casefold())
        if hit.adjective:
            if any(word.start in self._covered for word in run):
                return False
            noun = noun_of(last.text, language)
            return suffix is not None or (noun is not None and noun.kind in _BODIES) or self._is_proper(hit, run)
        legal = last.text in shapes.legal and hit.kinds <= {"Company"}
        if suffix is None or legal or last.start in self._covered:
            return False
        return hit.kinds != {"Country"} or suffix not in {"GovernmentBody", "Place", "Policy"}

    def _is_proper(self, hit: Hit, run: Sequence[Token]) -> bool:
        """As in "die Deutsche Umwelthilfe": an adjective with a capital that it has in names only."""
        language = self._ground.language
        adjective = hit.span.of(self._ground.text).casefold() in language.demonyms
        if not language.nouns_capitalised or not adjective or hit.span.start in self._ground.openings:
            return False
        return not is_given_name(run[0].text, language)

    def _capitals_after(self, words: Sequence[Token], position: int) -> Iterator[Token]:
        for previous, word in zip(words[position:], words[position + 1 : position + 1 + _LONGEST_RUN], strict=False):
            if self._ground.text[previous.end : word.start] != " " or not word.text[0].isupper():
                return
            yield word
