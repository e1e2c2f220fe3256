"""Measures -> what each restricts or permits, whom it targets, who issues it, how far it has come and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.policy_dates import dates
from kg.languages import Language
from kg.measure_acts import Act, acts_of, status_of
from kg.model import Entity, Fact, Measure, PolicyDate, PolicyDetails, Reading, Sentence, Span, Statement
from kg.spans import near, starting
from kg.vocabulary import vocabulary

__all__ = ["extract"]

_CONFIDENCE = Decimal("0.85")
"""What a measure's own noun phrase says of it."""
_STATUSES = ("Reversed", "Suspended", "InForce", "Proposed")
"""A measure that the text says was lifted is lifted, whatever was said of it before."""


def extract(reading: Reading, language: Language) -> Iterator[Fact]:
    """The facts about the policies that a document names or describes."""
    statuses: dict[Entity, list[str]] = {}
    dated: list[PolicyDate] = []
    for mention in _mentions(reading, language):
        status = status_of(mention.acts)
        statuses.setdefault(mention.policy, []).extend([status] if status else [])
        dated.extend(dates(reading, mention.policy, mention.acts, mention.described, language))
    for measure in reading.measures:
        statuses.setdefault(measure.link.entity, []).extend([measure.status] if measure.status else [])
    yield from _details(reading.measures, statuses)
    yield from _distinct(dated)
    for measure in reading.measures:
        policy = measure.link.entity
        evidence = _sentence(reading, measure.link.span)
        for subject, predicate, other in _triples(policy, measure):
            if vocabulary().fits(subject.kind, predicate, other.kind):
                yield Statement(subject, predicate, other, (evidence,), _CONFIDENCE, "described-policy")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention of a policy, the phrase that describes it, and what its clause says was done with it."""

    policy: Entity
    described: Span
    acts: Sequence[Act]


def _mentions(reading: Reading, language: Language) -> Iterator[_Mention]:
    phrases = {measure.link.span: measure.description for measure in reading.measures}
    for sentence in reading.sentences:
        links = [k for k in starting(reading.links, sentence.span) if k.entity.kind == "Policy"]
        spans = [phrases.get(link.span, link.span) for link in links]
        for link, described in zip(links, spans, strict=True):
            acts = acts_of(reading.document.text, described, sentence.span, spans, language)
            if acts:
                yield _Mention(link.entity, described, acts)


def _details(measures: Sequence[Measure], statuses: Mapping[Entity, Sequence[str]]) -> Iterator[PolicyDetails]:
    described = {measure.link.entity for measure in measures}
    told = {policy: min(found, key=_STATUSES.index, default=None) for policy, found in statuses.items()}
    for measure in measures:
        policy = measure.link.entity
        yield PolicyDetails(policy, measure.kind, told[policy], measure.description)
    for policy, status in told.items():
        if policy not in described and status is not None:
            yield PolicyDetails(policy, None, status)


def _distinct(dated: Sequence[PolicyDate]) -> Iterator[PolicyDate]:
    """Each date once, by its first evidence."""
    found: dict[tuple[Entity, str, str], PolicyDate] = {}
    for date in dated:
        found.setdefault((date.policy, date.name, date.value), date)
    yield from found.values()


def _triples(policy: Entity, measure: Measure) -> Iterator[tuple[Entity, str, Entity]]:
    acts_on = "permits" if measure.kind == "Approval" else "restricts"
    yield from ((issuer, "issues", policy) for issuer in measure.issuers)
    yield from ((policy, acts_on, thing) for thing in measure.objects)
    yield from ((policy, "targets", country) for country in measure.targets)


def _sentence(reading: Reading, span: Span) -> Span:
    found: Sequence[Sentence] = near(reading.sentences, span)
    return next((s.span for s in found if s.span.contains(span)), span)
