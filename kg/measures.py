"""Described policies ("export restrictions on AI chips", "the April ban") -> measures, each an entity of its own.

The nouns that name a measure stand in the language files by kind. What follows the noun over prepositions says what
the measure limits (products, technologies, firms) and whom it targets (countries); an adjective or genitive before it,
whose it is. A general noun ("law", "tax") is a measure where its clause says what a body of the state did with it.
The policy's name is made of these parts, so that measures whose parts agree are one policy, also across documents; a
measure of which only the noun is known stays with its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.languages import Language, PolicyPattern
from kg.measure_acts import Act, acts_of
from kg.measure_nouns import measure_nouns
from kg.measure_parts import Parts, akin, completed, policy_name
from kg.model import Document, Entity, Link, Measure, Sentence
from kg.patterns import View
from kg.phrases import Phrases
from kg.spans import starting

__all__ = ["describe"]

_ACTORS = frozenset(
    {"Company", "Country", "GovernmentBody", "MediaOutlet", "Organization", "Person", "ResearchOrganization"}
)
_RULERS = frozenset({"Country", "GovernmentBody"})
_REACH = 25
"""Code points before a noun in which its determiner stands."""


def describe(
    document: Document, sentences: Sequence[Sentence], links: Sequence[Link], language: Language
) -> tuple[Measure, ...]:
    """The measures that a document describes without their being known by name."""
    if not language.measure_nouns and not language.policies:
        return ()
    phrases = Phrases.of(document.text, tuple(links), (), language)
    found: list[Parts] = []
    for sentence in sentences:
        patterned = list(_patterned(phrases.plain_view(sentence.span), language))
        covered = [parts.description for parts in patterned]
        nouns = measure_nouns(document.text, sentence, links, language)
        plain = [parts for parts in nouns if not any(c.overlaps(parts.noun) for c in covered)]
        found.extend((*patterned, *_measures_only(document.text, sentence, plain, links, language)))
    kept = sorted(_with_alike(document.text, found, links, language), key=lambda parts: parts.noun)
    return tuple(sorted(_measures(document, kept, completed(kept, document.text, language))))


def _patterned(view: View, language: Language) -> Iterator[Parts]:
    for pattern in language.policies.fitting(view.text):
        for match in pattern.pattern.finditer(view.text):
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


# -- general nouns ----------------------------------------------------------------------------------------------------


def _measures_only(
    text: str, sentence: Sentence, found: Sequence[Parts], links: Sequence[Link], language: Language
) -> Iterator[Parts]:
    """Those whose noun says that they are measures, or of which the sentence tells what the state did with them."""
    inside = starting(links, sentence.span)
    spans = [parts.description for parts in found] + [k.span for k in inside if k.entity.kind == "Policy"]
    for parts in found:
        if parts.general and not parts.issuers:
            acts = acts_of(text, parts.description, sentence.span, spans, language)
            if not any(_by_state(text, act, inside, language) for act in acts):
                yield replace(parts, doubtful=True)
                continue
        yield parts


def _by_state(text: str, act: Act, links: Sequence[Link], language: Language) -> bool:
    """Whether a body of the state acts: the last name before the verb, or else one behind it."""
    actors = [k for k in links if k.entity.kind in _ACTORS and not k.adjective]
    before = [k for k in actors if k.span.end <= act.words.start and not _is_placed(text, k, language)]
    if before:
        return before[-1].entity.kind in _RULERS
    behind = [k for k in actors if k.span.start >= act.words.end and not _is_placed(text, k, language)]
    return any(k.entity.kind in _RULERS for k in behind)


def _is_placed(text: str, link: Link, language: Language) -> bool:
    """Whether a country is named as a place: "in France"."""
    before = text[max(0, link.span.start - 20) : link.span.start].split()
    return link.entity.kind == "Country" and bool(before) and before[-1].casefold() in language.words["in"]


def _with_alike(text: str, found: Sequence[Parts], links: Sequence[Link], language: Language) -> Iterator[Parts]:
    """Leave out doubtful mentions, but for those of a noun that the document has as a measure elsewhere.

    A general noun that may mean a policy spoken of before ("the rule") is left to the resolution of descriptions.
    """
    named = [link.span.start for link in links if link.entity.kind == "Policy"]
    first = min([*named, *(p.noun.start for p in found if not p.general)], default=len(text))
    found = [p for p in found if not (p.general and p.noun.start > first and _is_taken_up(text, p, language))]
    sure = sorted({parts.noun.of(text).casefold() for parts in found if parts.general and not parts.doubtful})
    for parts in found:
        if not parts.doubtful:
            yield parts
        elif any(akin(parts.noun.of(text), noun) for noun in sure):
            yield replace(parts, doubtful=False)


def _is_taken_up(text: str, parts: Parts, language: Language) -> bool:
    """Whether the noun is one of any policy, says nothing more, and has no word of a new one before it."""
    before = text[max(0, parts.noun.start - _REACH) : parts.noun.start].casefold().split()
    new = not language.has("indefinite", " ".join(before[-2:])) if before else True
    known = language.heads.get(parts.noun.of(text).casefold()) == "Policy"
    return known and new and not (parts.sources or parts.objects or parts.targets)


def _measures(document: Document, found: Sequence[Parts], whole: Sequence[Parts]) -> Iterator[Measure]:
    """What each mention says, under the name that all of them give to the measure."""
    for parts, full in zip(found, whole, strict=True):
        link = Link(parts.noun, Entity("Policy", policy_name(full, document)), "described-policy", anaphoric=False)
        yield Measure(link, parts.description, parts.kind, parts.issuers, parts.objects, parts.targets, parts.status)
