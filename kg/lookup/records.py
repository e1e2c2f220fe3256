"""What is looked up: things, places in documents, claims."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["ClaimRecord", "ComparisonRecord", "Place", "Thing"]


@dataclass(frozen=True, order=True, slots=True)
class Thing:
    """An entity: `kind` is the local name of its class, `label` its canonical name, `names` all it is called."""

    label: str
    kind: str
    iri: str
    names: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A stretch `[start, end)` of a document in code points; `line` counts from 1, `source` is a file or a URL."""

    source: str
    line: int
    start: int
    end: int
    document: str
    language: str

    def __str__(self) -> str:
        return f"{self.source}:{self.line}"


@dataclass(frozen=True, order=True, slots=True)
class ComparisonRecord:
    """Who is said to be ahead of whom.

    Attributes:
        direction: "Ahead", "Behind" or "Level": how the `subjects` stand to the `others`.
        margin: by how much, in words, and its bounds as RDF writes them: durations ("P2Y") or shares ("0.2").
        negated: the claim says that it is not so.
        place: where it is said.
    """

    place: Place
    text: str
    subjects: tuple[Thing, ...]
    direction: str
    others: tuple[Thing, ...] = ()
    margin: str | None = None
    bounds: tuple[str | None, str | None] = (None, None)
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim of the graph, which `ontology/kg.ttl` explains term by term.

    Attributes:
        places: where its words stand, in order; of these `place` is the first.
        mode: "Direct", "Indirect" or "Mixed".
        probability: the least and the highest from 0 to 1, either may be open; likewise `horizon`, of durations or
            dates as RDF writes them ("P3Y").
    """

    iri: str
    text: str
    places: tuple[Place, ...]
    mode: str
    rule: str
    speakers: tuple[Thing, ...] = ()
    speaker_label: str | None = None
    reporters: tuple[Thing, ...] = ()
    relay: str | None = None
    about: tuple[Thing, ...] = ()
    probability: tuple[Decimal | None, Decimal | None] = (None, None)
    likelihood: str | None = None
    horizon: tuple[str | None, str | None] = (None, None)
    due: str | None = None
    hedged: bool = False
    negated: bool = False
    comparisons: tuple[ComparisonRecord, ...] = ()

    @property
    def place(self) -> Place:
        """Where the claim begins."""
        return self.places[0]
