"""Places inside other words and names: "Göteborgsbolaget", "Kölner", "l'université de Rennes"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kg.languages import Language
from kg.mentions.ground import Ground
from kg.mentions.lexicon import cities, zipf
from kg.mentions.matcher import Hit
from kg.mentions.nouns import Noun, noun_of
from kg.mentions.tokens import Token
from kg.model import Mention, Span

__all__ = ["datelines", "named_by_place", "places_in_words"]

_OF_PLACE = re.compile(r"\s(\w+(?: \w{2,3})?)\s([^\W\d_][\w’'-]+)")
_LAST_WORD = re.compile(r"([^\W\d_][\w-]+)\s$")
_DATELINE = re.compile(r"([^\W\d_a-zß-ÿ]{3,}(?:[ -][^\W\d_a-zß-ÿ]{2,}){0,2})(?=,| \(| [–—-])")
_RULE = "place-in-compound"
_STEM_ENDINGS = ("", "en", "n", "e")
_FREQUENT = 4.0
"""Zipf frequency from which a word is rather a noun than the adjective of a town."""
_LARGE = 100_000


def named_by_place(ground: Ground, hits: Sequence[Hit]) -> list[tuple[Mention, str]]:
    """As in "l'université de Rennes": a body that is called after its city."""
    language, text = ground.language, ground.text
    if "named_by_place" not in language.regexes:
        return []
    known = {hit.span.start: hit for hit in hits if "Place" in hit.kinds}
    others = {hit.span.start for hit in hits}
    found = []
    for head in language.regexes["named_by_place"].finditer(text):
        place = _OF_PLACE.match(text, head.end())
        noun = noun_of(head.group(), language)
        begin = _genitive_before(ground, head.start(), known)
        if begin is not None:
            found.append(_named(text, Span(begin, head.end()), noun))
        if place is None or noun is None or place.group(1).casefold() not in language.words["of"]:
            continue
        hit = known.get(place.start(2))
        if hit is None and (not place.group(2)[0].isupper() or place.start(2) in others):
            continue
        span = Span(head.start(), hit.span.end if hit is not None else place.end(2))
        found.append(_named(text, span, noun))
    return found


def _named(text: str, span: Span, noun: Noun | None) -> tuple[Mention, str]:
    kind = noun.kind if noun is not None else "Organization"
    return Mention(span, kind, "named-by-place"), " ".join(span.of(text).split())


def _genitive_before(ground: Ground, end: int, known: Collection[int]) -> int | None:
    """Where the city begins that stands in the genitive right before `end`: "Göteborgs" hamn."""
    word = _LAST_WORD.search(ground.text, max(0, end - 40), end)
    if word is None:
        return None
    stems = (word.group(1).removesuffix(g) for g in ground.language.genitives if word.group(1).endswith(g))
    placed = any(stem in cities() or word.start(1) in known for stem in stems)
    return word.start(1) if placed and word.group(1)[0].isupper() else None


def datelines(ground: Ground, blocked: Collection[int]) -> Iterator[tuple[Mention, str]]:
    """As in "COTTBUS (dpa)": a city in capitals that begins a paragraph, before a bracket, dash or comma."""
    for sentence in ground.sentences:
        begin = sentence.sentence.span.start
        line = _DATELINE.match(ground.text, begin)
        if line is None or begin in blocked or ground.text[max(0, begin - 1) : begin].strip():
            continue
        city = line.group(1).title()
        if city in cities():
            yield Mention(Span(*line.span(1)), "Place", "dateline"), city


def places_in_words(ground: Ground, blocked: Collection[int]) -> Iterator[tuple[Mention, str]]:
    """Cities in compounds and in adjectives, with the city's name."""
    language = ground.language
    for sentence in ground.sentences:
        free = [w.text[0].isupper() and w.start not in blocked for w in sentence.words]
        for position, token in enumerate(sentence.words):
            if free[position]:
                yield from _before_based(token, language)
            if free[position] and language.compounds and not language.nouns_capitalised:
                yield from _in_compound(token, language)
        for (token, following), is_free in zip(pairwise(sentence.words), free, strict=False):
            if is_free and following.text[0].isupper():
                yield from _in_adjective(token, language)


def _before_based(token: Token, language: Language) -> Iterator[tuple[Mention, str]]:
    """As in "Ballymena-based": the city."""
    city, _, tail = token.text.rpartition("-")
    if tail in language.words.get("based_tail", ()) and city in cities():
        yield Mention(Span(token.start, token.start + len(city)), "Place", _RULE), city


def _in_compound(token: Token, language: Language) -> Iterator[tuple[Mention, str]]:
    """As in "Göteborgsbolaget", "Stockholmsbaserade": the city in a compound."""
    noun = noun_of(token.text, language)
    based = language.words.get("based", ())
    tail = next((b for b in based if token.text.endswith(b)), noun.form if noun is not None else "")
    front = token.text[: -len(tail)].rstrip("-") if tail and len(tail) < len(token.text) else ""
    city = next((c for c in (front, front.removesuffix("s")) if len(c) > 3 and c in cities()), None)
    if city is not None:
        yield Mention(Span(token.start, token.start + len(city)), "Place", _RULE), city


def _in_adjective(token: Token, language: Language) -> Iterator[tuple[Mention, str]]:
    """As in "Kölner", "Mannheimer": a city and an ending, before another capitalised word."""
    if token.text in cities() or noun_of(token.text, language) is not None:
        return
    for ending in language.place_endings:
        stem = token.text.removesuffix(ending)
        if stem == token.text or len(stem) <= 3:
            continue
        city = next((stem + tail for tail in _STEM_ENDINGS if stem + tail in cities()), None)
        frequent = zipf(token.text.casefold(), language.code) >= _FREQUENT
        if city is not None and (not frequent or cities()[city][2] >= _LARGE):
            yield Mention(Span(token.start, token.end), "Place", _RULE), city
            return
