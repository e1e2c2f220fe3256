"""The values that pass between the rooms of the pipeline; this module imports nothing of `kg`.

All are frozen and hashable. Offsets are code points of `Document.text`, never of a sentence.
Class and property names are the local names of `ontology/kg.ttl` ("Company", "develops").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "Claim",
    "Comparison",
    "Document",
    "Entity",
    "Fact",
    "Link",
    "Measure",
    "Mention",
    "Mode",
    "PolicyDate",
    "PolicyDetails",
    "Quotation",
    "Reading",
    "Sentence",
    "Span",
    "Statement",
    "Tense",
]


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open stretch `[start, end)` of a document's text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or reversed span {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Document:
    """A source text; `iri` is its identity and the name of its named graph."""

    iri: str
    text: str
    language: str  # BCP 47, "und" when unknown
    title: str
    source: str  # relative file name or URL, as given
    sha256: str  # of the text, hexadecimal
    title_span: Span | None = None
    issued: date | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None  # where it was published
    body_start: int = 0  # where the article begins: before it stands front matter, which is no part of what it says


@dataclass(frozen=True, order=True, slots=True)
class Sentence:
    """A sentence; `block` counts the paragraph, heading or list item that it stands in."""

    span: Span
    block: int
    heading: bool = False


@dataclass(frozen=True, order=True, slots=True)
class Quotation:
    """Quoted words: `span` without the marks, `outer` with them; a dash quotation has no closing mark."""

    span: Span
    outer: Span
    dash: bool = False
    closed: bool = True


@dataclass(frozen=True, order=True, slots=True)
class Mention:
    """A stretch of text that names something, with the rule that found it and how sure it is (0..1)."""

    span: Span
    kind: str
    rule: str
    score: Decimal = Decimal(1)


@dataclass(frozen=True, order=True, slots=True)
class Entity:
    """A thing of the world. Its identity is its kind and canonical name; the IRI follows from them.

    `known` when it comes from the knowledge base, whose names and IRIs were chosen together.
    """

    kind: str
    name: str
    wikidata: str | None = field(default=None, compare=False)
    known: bool = field(default=False, compare=False)


@dataclass(frozen=True, order=True, slots=True)
class Link:
    """A mention resolved to an entity. `anaphoric` links ("the company", "she") carry no new surface form."""

    span: Span
    entity: Entity
    rule: str
    score: Decimal = Decimal(1)
    anaphoric: bool = False
    adjective: bool = False  # "Chinese", "kinesiska": names the country without being it


@dataclass(frozen=True, order=True, slots=True)
class Measure:
    """A policy that the text describes: `link` at its head noun, `description` the phrase ("ban on H20 sales")."""

    link: Link
    description: Span
    kind: str
    issuers: tuple[Entity, ...] = ()
    objects: tuple[Entity, ...] = ()
    targets: tuple[Entity, ...] = ()
    status: str | None = None  # where the construction that describes it tells


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is known of a document before facts are drawn from it; links are sorted and do not overlap."""

    document: Document
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    links: tuple[Link, ...]
    measures: tuple[Measure, ...] = ()


class Tense(StrEnum):
    """Whether a relation holds now, held before, or the text leaves it open."""

    PRESENT = "present"
    FORMER = "former"


@dataclass(frozen=True, order=True, slots=True)
class PolicyDetails:
    """What a policy does, where the text says so; values are local names of scale individuals."""

    policy: Entity
    kind: str | None = None
    status: str | None = None
    description: Span | None = None


@dataclass(frozen=True, order=True, slots=True)
class PolicyDate:
    """When a policy was proposed ("submitted"), adopted ("issued"), starts ("validFrom") or ends ("validUntil").

    `value` is an xsd:gYear, xsd:gYearMonth or xsd:date in ISO form; `evidence` the words that say so.
    """

    policy: Entity
    name: str
    value: str
    evidence: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation as the document states it; `evidence` are the stretches that state it."""

    subject: Entity
    predicate: str
    object: Entity
    evidence: tuple[Span, ...]
    confidence: Decimal
    rule: str
    role: Span | None = None
    tense: Tense = Tense.PRESENT
    valid_from: str | None = None  # xsd:gYear, xsd:gYearMonth or xsd:date in ISO form
    valid_until: str | None = None


class Mode(StrEnum):
    """How a claim is reported; local names of `kg:ReportingMode` individuals."""

    DIRECT = "Direct"
    INDIRECT = "Indirect"
    MIXED = "Mixed"


@dataclass(frozen=True, order=True, slots=True)
class Comparison:
    """Who is said to be ahead of whom; `others` is empty where the text names nobody.

    `direction` is the local name of a `kg:Direction` individual. The margin is told in words, and as xsd:durations or
    shares of 1 where it is one ("P2Y", "0.2").
    """

    evidence: Span
    subjects: tuple[Entity, ...]
    direction: str
    others: tuple[Entity, ...]
    rule: str
    margin: Span | None = None
    margin_min: str | None = None
    margin_max: str | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody said. `evidence` are the claim's own words; `attribution` the words that credit them."""

    evidence: tuple[Span, ...]
    mode: Mode
    rule: str
    speaker_label: Span | None
    speakers: tuple[Entity, ...] = ()
    reporters: tuple[Entity, ...] = ()
    relay: Span | None = None  # an unnamed source between reporter and speaker
    attribution: Span | None = None
    about: tuple[Entity, ...] = ()
    probability_min: Decimal | None = None
    probability_max: Decimal | None = None
    likelihood: str | None = None  # local name of a kg:Likelihood individual
    horizon_min: str | None = None  # xsd:duration
    horizon_max: str | None = None
    due: str | None = None  # xsd:gYear, gYearMonth or date: "by 2028"
    hedged: bool = False
    negated: bool = False
    comparisons: tuple[Comparison, ...] = ()


Fact = Statement | Claim | PolicyDetails | PolicyDate
