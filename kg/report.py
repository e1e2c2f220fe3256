"""What a build did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QuerySolutions

from kg.catalogue import Catalogue
from kg.store import Dataset
from kg.vocabulary import KG, vocabulary
from kg.writing import Plan

__all__ = ["BuildReport", "BuiltDocument", "report"]

_TITLES = "SELECT ?document ?title { ?document a kg:Document ; dcterms:title ?title }"
_CLASSES = "SELECT ?class (COUNT(?thing) AS ?number) { ?thing a ?class } GROUP BY ?class"


@dataclass(frozen=True, order=True, slots=True)
class BuiltDocument:
    """A document of the graph; `sources` are all files that hold its text, sorted."""

    sources: tuple[str, ...]
    iri: str
    language: str
    title: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        documents: all that the graph has now.
        entities: class and number, the most frequent first.
        read: how many documents were read; the others were as the store has them.
        withdrawn: how many documents the graph has no more.
        files: what was written.
        problems: sources that were left out, as words.
        notes: what is odd about sources that were read all the same, as words.
        violations: breaches of the shapes, as words.
    """

    documents: tuple[BuiltDocument, ...] = ()
    entities: tuple[tuple[str, int], ...] = ()
    statements: int = 0
    claims: int = 0
    triples: int = 0
    read: int = 0
    withdrawn: int = 0
    files: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()


def report(dataset: Dataset, catalogue: Catalogue, done: Plan) -> BuildReport:
    """The numbers of a dataset and its documents."""
    count = {row["class"].value: int(row["number"].value) for row in _solutions(dataset, _CLASSES)}
    entities = [(kind, count[KG + kind]) for kind in vocabulary().kinds if KG + kind in count]
    titles = {row["document"].value: row["title"].value for row in _solutions(dataset, _TITLES)}
    documents = [BuiltDocument(e.sources, iri, e.language, titles[iri]) for iri, e in catalogue.entries.items()]
    return BuildReport(
        documents=tuple(sorted(documents)),
        entities=tuple(sorted(entities, key=lambda item: (-item[1], item[0]))),
        statements=count.get(KG + "Statement", 0),
        claims=count.get(KG + "Claim", 0),
        triples=dataset.count(),
        read=len(done.stale),
        withdrawn=len(done.gone),
    )


def _solutions(dataset: Dataset, select: str) -> QuerySolutions:
    answer = dataset.query(select)
    if not isinstance(answer, QuerySolutions):
        raise TypeError("a SELECT query has solutions")
    return answer
