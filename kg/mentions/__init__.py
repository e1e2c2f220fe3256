"""Text -> mentions: known names by an automaton, unknown ones by shape and by how the text introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.candidates import Candidate, SentenceTokens, candidates, sentence_tokens
from kg.mentions.cues import Surroundings, is_family_first, is_rare, kind_of
from kg.mentions.designations import VARIANT_KINDS, extended
from kg.mentions.lexicon import cities, given_names, name_shapes
from kg.mentions.matcher import Hit, Matcher
from kg.mentions.nouns import noun_of
from kg.mentions.tokens import Token
from kg.model import Mention, Sentence, Span

__all__ = ["Names", "find"]


@dataclass(frozen=True, slots=True)
class Names:
    """What name finding gives to linking: known names, and new names with the class the text gives them.

    `new` maps each mention of an unknown name to the full form of that name in the document.
    """

    hits: tuple[Hit, ...]
    new: tuple[tuple[Mention, str], ...]


def find(text: str, sentences: Sequence[Sentence], language: Language, matcher: Matcher) -> Names:
    """All names in the text, known and unknown, not overlapping, in order."""
    where = sentence_tokens(text, sentences, language)
    begin = sentences[0].span.start if sentences else len(text)
    hits = [_with_variant(text, hit, matcher) for hit in matcher.find(text) if hit.span.start >= begin]
    hits = [hit for hit in hits if not _opens_as_word(text, hit, where)]
    hits = [hit for hit in hits if not _begins_person(text, hit, hits)]
    hits = _without_parts(text, hits, where, language)
    hits, persons = _names_that_hold_hits(text, hits, where, language)
    bodies = _named_by_place(text, hits, language)
    hits = [hit for hit in hits if not any(body.span.overlaps(hit.span) for body, _ in bodies)]
    blocked = {at for hit in hits for at in range(hit.span.start, hit.span.end)} | _covered(bodies)
    compounds = list(_places_in_compounds(where, blocked, language))
    blocked.update(mention.span.start for mention, _ in compounds)
    groups = _grouped(text, where, blocked, language)
    groups = _merge_genitives(groups, language)
    around = Surroundings(
        frozenset(name for name in groups if " " not in name),
        {hit.span.end: hit.candidates[0][0].entity.kind for hit in hits if not hit.adjective},
        {hit.span.start: hit.candidates[0][0].entity.kind for hit in hits if not hit.adjective},
    )
    kinds = _kinds(text, groups, language, persons, around)
    full = {name: kind for name, (kind, _) in kinds.items()} | dict.fromkeys(persons, "Person")
    new = [*bodies, *_mentions(text, groups, kinds, full, language)]
    new.extend(compounds)
    new.extend(
        (Mention(span, "Person", "name-over-known-name"), name) for name, spans in persons.items() for span in spans
    )
    people = full | {hit.span.of(text): "Person" for hit in hits if _is_person(hit)}
    hits, surnames = _surnames(text, hits, people, blocked | _covered(new), where)
    new.extend(surnames)
    return Names(tuple(hits), tuple(sorted(new)))


def _is_person(hit: Hit) -> bool:
    return all(known.entity.kind == "Person" for known, _ in hit.candidates)


def _named_by_place(text: str, hits: Sequence[Hit], language: Language) -> list[tuple[Mention, str]]:
    """"l'université de Rennes": a body that is called after its city."""
    if "named_by_place" not in language.regexes:
        return []
    known = {hit.span.start: hit for hit in hits if any(k.entity.kind == "Place" for k, _ in hit.candidates)}
    found = []
    for head in language.regexes["named_by_place"].finditer(text):
        place = _OF_PLACE.match(text, head.end())
        noun = noun_of(head.group(), language)
        if place is None or noun is None or place.group(1).casefold() not in language.words["of"] or place.group(2) not in cities():
            continue
        hit = known.get(place.start(2))
        span = Span(head.start(), hit.span.end if hit is not None else place.end(2))
        found.append((Mention(span, noun.kind, "named-by-place"), " ".join(span.of(text).split())))
    return found


def _places_in_compounds(where: Sequence[SentenceTokens], blocked: set[int], language: Language) -> Iterable[tuple[Mention, str]]:
    """"Göteborgsbolaget", "Stockholmsbaserade": the city in a compound."""
    endings = language.place_endings
    if language.nouns_capitalised or endings:
        yield from _place_adjectives(where, blocked, endings)
    if not language.compounds or language.nouns_capitalised:
        return
    based = language.words.get("based", ())
    for token in (t for s in where for t in s.words if t.text[0].isupper() and t.start not in blocked):
        noun = noun_of(token.text, language)
        tail = next((b for b in based if token.text.endswith(b)), noun.form if noun is not None else "")
        front = token.text[: -len(tail)].rstrip("-") if tail and len(tail) < len(token.text) else ""
        for city in (front, front[:-1]):
            if len(city) > 3 and city in cities():
                yield Mention(Span(token.start, token.start + len(city)), "Place", "place-in-compound"), city
                break


def _place_adjectives(
    where: Sequence[SentenceTokens], blocked: set[int], endings: Sequence[str]
) -> Iterable[tuple[Mention, str]]:
    """"Kölner", "Mannheimer": a city and an ending, before another capitalised word."""
    for sentence in where:
        for token, following in zip(sentence.words, sentence.words[1:], strict=False):
            if not token.text[0].isupper() or token.start in blocked or not following.text[0].isupper():
                continue
            stems = (token.text[: -len(e)] for e in endings if token.text.endswith(e) and len(token.text) > len(e) + 3)
            cities_meant = (stem + tail for stem in stems for tail in ("", "en", "n", "e"))
            city = next((c for c in cities_meant if c in cities()), None)
            if city is not None and token.text not in cities():
                yield Mention(Span(token.start, token.end), "Place", "place-in-compound"), city


def _covered(new: Iterable[tuple[Mention, str]]) -> set[int]:
    return {at for mention, _ in new for at in range(mention.span.start, mention.span.end)}


def _with_variant(text: str, hit: Hit, matcher: Matcher) -> Hit:
    if not any(known.entity.kind in VARIANT_KINDS for known, _ in hit.candidates):
        return hit
    span = extended(text, hit.span)
    if span == hit.span:
        return hit
    known = matcher.look_up(span.of(text))
    return Hit(span, known or hit.candidates, variant=not known)


def _opens_as_word(text: str, hit: Hit, where: Sequence[SentenceTokens]) -> bool:
    """A known name met only at the start of sentences, while the document writes the word in lower case elsewhere."""
    surface = hit.span.of(text)
    if hit.adjective or " " in surface or not surface[:1].isupper() or sum(c.isupper() for c in surface) > 1:
        return False
    starts = {s.words[0].start for s in where if s.words} | {w.start for s in where if s.titled for w in s.words}
    if hit.span.start not in starts:
        return False
    lower = any(word.text == surface.casefold() for s in where for word in s.words)
    return lower and not any(w.text == surface and w.start not in starts for s in where for w in s.words)


def _without_parts(text: str, hits: Sequence[Hit], where: Sequence[SentenceTokens], language: Language) -> list[Hit]:
    """Leave out known words that are parts of an unknown name: "Glenmarch Semiconductor", "Nederlands Forensisch Instituut"."""
    covered = {at for hit in hits for at in range(hit.span.start, hit.span.end)}
    words = {word.start: (s.words, position) for s in where for position, word in enumerate(s.words)}
    return [hit for hit in hits if not _is_part(text, hit, words.get(hit.span.start), covered, language)]


def _is_part(
    text: str, hit: Hit, place: tuple[Sequence[Token], int] | None, covered: set[int], language: Language
) -> bool:
    surface = hit.span.of(text)
    if place is None or " " in surface or not surface[0].isupper():
        return False
    words, position = place
    before = words[position - 1] if position > 1 or (position and is_rare(words[0].text, language)) else None
    joined = before is not None and text[before.end : hit.span.start] == " " and before.start not in covered
    if surface.casefold() in name_shapes().suffixes:
        return joined and before is not None and before.text[0].isupper() and noun_of(before.text, language) is None
    if words[position].end != hit.span.end:
        return False
    run = _capitals_after(text, words, position)
    if not run or not (hit.adjective or all(k.entity.kind in {"Company", "Place"} for k, _ in hit.candidates)):
        return False
    last = run[-1]
    if hit.adjective:
        noun = noun_of(last.text, language)
        return last.text.casefold() in name_shapes().suffixes or (noun is not None and noun.kind in _BODIES)
    return last.text.casefold() in name_shapes().suffixes and last.text not in name_shapes().legal and last.start not in covered


def _capitals_after(text: str, words: Sequence[Token], position: int) -> list[Token]:
    run: list[Token] = []
    for previous, word in zip(words[position:], words[position + 1 : position + 5], strict=False):
        if text[previous.end : word.start] != " " or not word.text[0].isupper():
            break
        run.append(word)
    return run


_OF_PLACE = re.compile(r"\s(\w+)\s([^\W\d_][\w’'-]+)")
_BODIES = {"ResearchOrganization", "GovernmentBody", "Organization"}
_GENERATION = re.compile(r",? (?:Jr|Sr)\.|,? I{2,3}(?!\w)")
_PARTICLES = {"van", "de", "der", "den", "von", "di", "da", "du", "del", "la", "le", "ter", "ten"}
_GOES_ON = re.compile(r"[ \u00a0](?:(?:van|de|der|den|von|di|da|du|del|la|le|ter|ten)[ \u00a0]){0,2}([^\W\d_][\w’'-]+)")


def _begins_person(text: str, hit: Hit, hits: Sequence[Hit]) -> bool:
    """ "Lotte van Rijn", "Claude Martin": a known name that is also a given name, before an unknown surname."""
    if hit.adjective or _is_person(hit):
        return False
    following = _GOES_ON.match(text, hit.span.end)
    if following is not None and is_family_first([hit.span.of(text), following.group(1)]):
        return True
    if hit.span.of(text) not in given_names():
        return False
    if (
        following is None
        or not following.group(1)[0].isupper()
        or following.group(1).casefold() in name_shapes().suffixes
    ):
        return False
    if following.group(1) in name_shapes().variants or any(c.isupper() for c in following.group(1)[1:]):
        return False
    begin = following.start(1)
    return not any(other.span.start <= begin < other.span.end for other in hits)


def _names_that_hold_hits(
    text: str, hits: Sequence[Hit], where: Sequence[SentenceTokens], language: Language
) -> tuple[list[Hit], dict[str, list[Span]]]:
    """ "Ruth Siemens": a given name before a known name of one word makes a person of both."""
    starts = {hit.span.start: hit for hit in hits}
    covered = {at for hit in hits for at in range(hit.span.start, hit.span.end)}
    persons: dict[str, list[Span]] = {}
    dropped: set[Span] = set()
    for sentence in where:
        for position, token in enumerate(sentence.words):
            hit = starts.get(token.start)
            if hit is None or not _may_be_surname(text, hit):
                continue
            first = _first_name(text, sentence.words, position, covered, language)
            if first is None or all(known.entity.kind == "Person" for known, _ in hit.candidates):
                continue
            generation = _GENERATION.match(text, hit.span.end)
            span = Span(first, generation.end() if generation is not None else hit.span.end)
            persons.setdefault(" ".join(span.of(text).split()), []).append(span)
            dropped.update(other.span for other in hits if other.span.overlaps(span))
    return [hit for hit in hits if hit.span not in dropped], persons


def _may_be_surname(text: str, hit: Hit) -> bool:
    surface = hit.span.of(text)
    return " " not in surface and surface[0].isupper() and not hit.adjective and surface.casefold() not in name_shapes().suffixes


def _first_name(
    text: str, words: Sequence[Token], position: int, covered: set[int], language: Language
) -> int | None:
    """Where the name begins whose last word stands at `position`: one to three capitalised words, a given name first."""
    begin = None
    for back in range(1, 4):
        if position < back:
            break
        word, following = words[position - back], words[position - back + 1]
        if text[word.end : following.start] not in {" ", ". "} or word.start in covered and word.text not in given_names():
            break
        if not word.text[0].isupper() and word.text not in _PARTICLES:
            break
        if word.text in given_names() and word.text.casefold() not in language.words["det"]:
            begin = word.start
    return begin


def _grouped(
    text: str, where: Sequence[SentenceTokens], blocked: set[int], language: Language
) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for sentence in where:
        for candidate in candidates(text, sentence, blocked, language):
            groups.setdefault(candidate.text, []).append(candidate)
    return groups


def _merge_genitives(groups: Mapping[str, list[Candidate]], language: Language) -> dict[str, list[Candidate]]:
    """ "Lichtvelds" goes to "Lichtveld" where the document has both."""
    merged: dict[str, list[Candidate]] = {}
    for name, found in groups.items():
        stem = next(
            (name[: -len(g)] for g in language.genitives if name.endswith(g) and name[: -len(g)] in groups), name
        )
        stem = (
            stem
            if stem != name
            else next(
                (
                    name[: -len(g)]
                    for g in language.genitives
                    if name.endswith(g) and _starts_other(name[: -len(g)], groups)
                ),
                name,
            )
        )
        merged.setdefault(stem, []).extend(found)
    return merged


def _starts_other(stem: str, groups: Mapping[str, list[Candidate]]) -> bool:
    return any(stem in other.split() for other in groups if " " in other)


def _kinds(
    text: str, groups: Mapping[str, list[Candidate]], language: Language, persons: Mapping[str, list[Span]], around: Surroundings
) -> dict[str, tuple[str, str]]:
    """Name -> (class, full form): long names first, so that short forms can follow them."""
    kinds: dict[str, tuple[str, str]] = {}
    people = dict.fromkeys(persons, "Person")
    for name in sorted(groups, key=lambda n: (-len(n.split()), n)):
        longer = _longer_form(name, {n: k for n, (k, f) in kinds.items() if n == f} | people)
        if longer is not None:
            kinds[name] = (kinds[longer][0] if longer in kinds else "Person", longer)
            continue
        found = kind_of(text, groups[name], language, around)
        if found is not None:
            kinds[name] = (found[0], name)
    return kinds


def _longer_form(name: str, full: Mapping[str, str]) -> str | None:
    """The full name that `name` is short for: a surname, a family name that stands first, the start of a firm's name."""
    words = name.split()
    for other, kind in full.items():
        parts = other.split()
        if len(parts) <= len(words):
            continue
        if kind == "Person":
            surname = parts[:1] if is_family_first(parts) else parts[-len(words) :]
            if [w.casefold() for w in words] == [p.casefold() for p in surname]:
                return other
        elif parts[: len(words)] == words or "".join(p[0] for p in parts if p[0].isupper()) == name:
            return other
    return None


def _mentions(
    text: str,
    groups: Mapping[str, list[Candidate]],
    kinds: Mapping[str, tuple[str, str]],
    full: Mapping[str, str],
    language: Language,
) -> Iterable[tuple[Mention, str]]:
    for name, found in groups.items():
        if name not in kinds:
            continue
        kind, whole = kinds[name]
        for candidate in found:
            end = candidate.span.end
            if candidate.text != name:
                end -= len(candidate.text) - len(name)
            rule = "introduced" if whole == name else "short-form"
            yield Mention(Span(candidate.span.start, end), kind, rule), whole


def _surnames(
    text: str, hits: Sequence[Hit], full: Mapping[str, str], covered: set[int], where: Sequence[SentenceTokens]
) -> tuple[list[Hit], list[tuple[Mention, str]]]:
    """Later uses of a surname, also where the word is common or a known firm's name ("Bark", "Philips")."""
    owners: dict[str, str] = {}
    for name, kind in full.items():
        parts = name.split()
        if kind == "Person" and len(parts) > 1:
            owners.setdefault(parts[0] if is_family_first(parts) else parts[-1], name)
    found: list[tuple[Mention, str]] = []
    dropped: set[Span] = set()
    by_start = {hit.span.start: hit for hit in hits}
    for sentence in where:
        for token in sentence.words:
            stem = token.text if token.text in owners else token.text.removesuffix("s")
            if stem not in owners:
                continue
            hit = by_start.get(token.start)
            if hit is not None and hit.span.end <= token.end and not hit.adjective:
                dropped.add(hit.span)
            elif token.start in covered:
                continue
            found.append((Mention(Span(token.start, token.start + len(stem)), "Person", "surname"), owners[stem]))
    return [hit for hit in hits if hit.span not in dropped], found
