"""Described policies ("export restrictions on AI chips", "the April ban") -> measures, each an entity of its own.

The nouns that name a measure stand in the language files by kind. What follows the noun over prepositions says what the
measure limits (products, technologies, firms) and whom it targets (countries); an adjective or genitive before it, who
issued it. The policy's name is made of these parts, so that measures whose parts agree are one policy, also across
documents; a measure of which only the noun is known stays with its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.languages import Language, PolicyPattern
from kg.measure_parts import Parts, completed, policy_name, status_of
from kg.mentions.tokens import Token, tokens
from kg.model import Document, Entity, Link, Measure, Sentence, Span
from kg.patterns import View
from kg.phrases import Phrases
from kg.spans import starting
from kg.vocabulary import vocabulary

__all__ = ["describe"]

_SHORTEST_TAIL = 4
_APPROVAL = "Approval"
_SUBSIDY = "Subsidy"
_LONGEST_NOUN = 4
_STATUSES = ("Reversed", "Suspended", "InForce", "Proposed")
"""A measure that the text says was lifted is lifted, whatever was said of it before."""
_REACH = 90
_NEAR = 40
_GENITIVE = re.compile(r"['’:]?s(?=\s)")
"""Code points after the noun in which its complements are looked for."""


def describe(
    document: Document, sentences: Sequence[Sentence], links: Sequence[Link], language: Language
) -> tuple[Measure, ...]:
    """The measures that a document describes without their being known by name."""
    if not language.measure_nouns and not language.policies:
        return ()
    phrases = Phrases.of(document.text, tuple(links), (), language)
    found: list[Parts] = []
    for sentence in sentences:
        view = phrases.plain_view(sentence.span)
        patterned = list(_patterned(view, language))
        covered = [parts.description for parts in patterned]
        nouns = _nouns(document.text, sentence, links, language)
        named = [*patterned, *(p for p in nouns if not any(c.overlaps(p.noun) for c in covered))]
        found.extend(
            replace(p, status=p.status or status_of(document.text, p.noun, sentence.span, language)) for p in named
        )
    return tuple(sorted(_measures(document, completed(found, document.text))))


def _patterned(view: View, language: Language) -> Iterator[Parts]:
    for pattern in language.policies.fitting(view.text):
        for match in pattern.pattern.regex.finditer(view.text):
            parts = _parts(view, match, pattern)
            if parts is not None:
                yield parts


def _parts(view: View, match: re.Match[str], pattern: PolicyPattern) -> Parts | None:
    described = view.group(match, "policy")
    if described is None:
        return None
    start = match.start("policy")
    first = re.match(r"(?:[^\W\d_]{1,3} )?([^\W\d_]{4,})", match.group("policy"))
    noun = view.span(start + first.start(1), start + first.end(1)) if first is not None else described
    if noun is None:
        return None

    def named(group: str) -> tuple[Entity, ...]:
        if group not in match.re.groupindex or match.start(group) < 0:
            return ()
        return tuple(dict.fromkeys(link.entity for link in view.links(*match.span(group))))

    return Parts(pattern.kind, noun, described, named("issuer"), named("object"), named("target"), pattern.status)


def _nouns(text: str, sentence: Sentence, links: Sequence[Link], language: Language) -> Iterator[Parts]:
    inside = starting(links, sentence.span)
    words = list(tokens(text, sentence.span.start, sentence.span.end, language.elisions))
    skip = 0
    for position in range(len(words)):
        verb = position > 0 and words[position - 1].text.casefold() in language.words.get("verb_markers", ())
        found = _named_at(words, position, language) if position >= skip and not verb else None
        if found is None:
            continue
        kind, length = found
        noun = Token(words[position].start, words[position + length - 1].end, "")
        if any(link.span.start < noun.end and noun.start < link.span.end for link in inside):
            continue
        skip = position + length
        after = _adjectives_after(text, words[skip:], noun, language)
        issuers = _issuers(text, noun, inside) or [
            k for k in inside if k.adjective and any(w.start == k.span.start for w in after)
        ]
        edge = Token(noun.start, after[-1].end if after else noun.end, "")
        behind = words[skip + len(after) :]
        complements = _complements(text, behind, edge, inside, language)
        if not issuers and complements and behind[0].text.casefold() in language.words["of"] and _rules(complements[0]):
            issuers, complements = complements[:1], complements[1:]
        yield _with(kind, noun, issuers, complements)


def _adjectives_after(text: str, words: Sequence[Token], noun: Token, language: Language) -> list[Token]:
    """Adjectives that follow the noun: "restrictions américaines"."""
    found: list[Token] = []
    for word in words[:2]:
        if text[found[-1].end if found else noun.end : word.start] != " ":
            break
        if (
            not (word.text in language.demonyms and word.text[0].islower())
            and word.text.casefold() not in language.words["modifiers"]
        ):
            break
        found.append(word)
    return found


def _named_at(words: Sequence[Token], position: int, language: Language) -> tuple[str, int] | None:
    """The kind of measure named by the words from `position`, and how many they are; the longest name wins."""
    for length in range(min(_LONGEST_NOUN, len(words) - position), 1, -1):
        phrase = " ".join(word.text.casefold() for word in words[position : position + length])
        if phrase in language.measure_nouns:
            return language.measure_nouns[phrase], length
    kind = _kind(words[position].text, language)
    return (kind, 1) if kind is not None else None


def _kind(word: str, language: Language) -> str | None:
    folded = word.casefold()
    starts = range(len(folded) - _SHORTEST_TAIL + 1) if language.compounds else (0,)
    return next((language.measure_nouns[folded[at:]] for at in starts if folded[at:] in language.measure_nouns), None)


def _rules(link: Link) -> bool:
    """Whether a name after "of" is that of who issues: "el embargo de China a los chips"."""
    return not link.adjective and link.entity.kind in {"Country", "GovernmentBody"}


def _with(kind: str, word: Token, issuers: Sequence[Link], complements: Sequence[Link]) -> Parts:
    named = [link for link in complements if not link.adjective]
    things = [link.entity for link in named]
    targets = tuple(e for e in things if e.kind == "Country" or (kind == _SUBSIDY and _fits("targets", e)))
    objects = tuple(e for e in things if kind != _SUBSIDY and _fits("restricts", e))
    end = named[-1].span.end if named else word.end
    start = word.start
    return Parts(kind, Span(word.start, word.end), Span(start, end), tuple(i.entity for i in issuers), objects, targets)


def _fits(predicate: str, entity: Entity) -> bool:
    return vocabulary().fits("Policy", predicate, entity.kind)


def _issuers(text: str, word: Token, links: Sequence[Link]) -> list[Link]:
    """A country's adjective or genitive right before the noun, or up to two words away."""
    for link in links:
        gap = text[link.span.end : word.start]
        near = link.span.end <= word.start and len(gap.split()) <= 3 and len(gap) < _NEAR
        if not near or set(gap) & set(",.;:()"):
            continue
        if link.adjective or (link.entity.kind in {"Country", "GovernmentBody"} and _GENITIVE.match(gap)):
            return [link]
    return []


def _complements(
    text: str, after: Sequence[Token], word: Token, links: Sequence[Link], language: Language
) -> list[Link]:
    """The names that prepositions tie to the noun."""
    if (
        not after
        or text[word.end : after[0].start].strip()
        or after[0].text.casefold() not in language.words["policy_preposition"]
    ):
        return []
    found: list[Link] = []
    edge = after[0].end
    for link in links:
        if link.span.start < edge:
            continue
        gap = text[edge : link.span.start]
        if link.span.start - word.end > _REACH or set(gap) & set('.;:()“”"') or len(gap.split()) > 4:
            break
        if "," in gap and gap.strip() != ",":
            break
        found.append(link)
        edge = link.span.end
    return found


def _measures(document: Document, found: Sequence[Parts]) -> Iterator[Measure]:
    names = [policy_name(parts, document) for parts in found]
    statuses: dict[str, list[str]] = {}
    for name, parts in zip(names, found, strict=True):
        statuses.setdefault(name, []).extend([parts.status] if parts.status else [])
    for name, parts in zip(names, found, strict=True):
        link = Link(parts.noun, Entity("Policy", name), "described-policy", anaphoric=False)
        status = min(statuses[name], key=_STATUSES.index, default=None)
        yield Measure(link, parts.description, parts.kind, parts.issuers, parts.objects, parts.targets, status)
