"""A new generation of a store: what is gone is withdrawn, what changed is read anew, the rest stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from kg.catalogue import Catalogue, Entry, read_catalogue
from kg.copies import sketch, stories
from kg.errors import SourceError, StoreError
from kg.fingerprint import reading_key
from kg.journal import Journal
from kg.model import Document
from kg.namespaces import PREFIXES
from kg.sheets import SheetFile
from kg.store import Dataset
from kg.validate import Violation, validate
from kg.vocabulary import term, vocabulary
from kg.workers import Outcome, Reader, read_entries

__all__ = [
    "Filled",
    "Job",
    "Plan",
    "Track",
    "entry_of",
    "former_catalogue",
    "make_dataset",
    "plan",
    "shared_violations",
]

Track = Callable[[Iterator[Outcome], int], Iterable[Outcome]]
"""Hands on what became of the documents, so many, one by one, and may show how far it is."""

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_MENTIONED_IN = term("mentionedIn")
_APART = frozenset({_MENTIONED_IN, *map(term, vocabulary().relations)})
"""Properties of entities of which documents cannot say too much together."""
_BATCH = 1_000_000  # bytes of packed quads, some hundred articles, that are added at once


@dataclass(frozen=True, slots=True)
class Plan:
    """What turns a catalogue into another: the documents to read, those to withdraw, those that stay."""

    stale: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be built, and how.

    Attributes:
        catalogue: the documents that the new generation shall have.
        former: the generation that it is made from.
        reader: how documents are read.
        jobs: in how many processes.
        journal: what a build that was ended had read.
        track: is handed what became of the documents.
    """

    catalogue: Catalogue
    former: Path | None
    reader: Reader
    jobs: int
    journal: Journal
    track: Track


class Filled(NamedTuple):
    """A generation's dataset, its documents, those that could not be read, and what breaks the shapes."""

    dataset: Dataset
    catalogue: Catalogue
    problems: tuple[SourceError, ...]
    violations: tuple[Violation, ...]


def plan(former: Catalogue, wanted: Mapping[str, Entry]) -> Plan:
    """A document is stale when it is new, or when its sources or what it is to be read with are others."""
    kept = {iri for iri, entry in wanted.items() if former.entries.get(iri) == entry}
    return Plan(
        stale=tuple(sorted(wanted.keys() - kept)),
        gone=tuple(sorted(former.entries.keys() - wanted.keys())),
        kept=tuple(sorted(kept)),
    )


def former_catalogue(generation: Path | None) -> Catalogue | None:
    """The catalogue of a generation; None where there is none, or a damaged one."""
    if generation is None:
        return None
    try:
        return read_catalogue(generation)
    except StoreError:
        return None


def entry_of(copies: Sequence[Document], world: Sequence[str], base_iri: str) -> Entry:
    """How the store remembers a document; `copies` are the same text under each of its sources."""
    first = copies[0]
    key = reading_key(first.language, [file.encode() for file in world], base_iri)
    sources = tuple(sorted(copy.source for copy in copies))
    return Entry(first.iri, sources, first.language, key, first.text, sketch(first))


def make_dataset(generation: Path, job: Job, todo: Plan) -> Filled:
    """Fill the generation with what the documents of the job's catalogue say; those that cannot be read are left out.

    Raises:
        DataError: a world, language or ontology file does not fit.
        StoreError: the former generation is damaged.
    """
    dataset = Dataset.create(generation, job.former if todo.kept else None)
    dataset.texts = {}
    if todo.kept:
        for iri in (*todo.gone, *todo.stale):
            dataset.withdraw(iri)
    sheets = SheetFile(generation)
    sheets.clear()
    refused: dict[str, SourceError] = {}
    wrong: set[Violation] = set()
    for batch in _batches(job, todo.stale):
        refused |= {outcome.entry.iri: outcome.problem for outcome in batch if outcome.problem is not None}
        wrong.update(*(outcome.violations for outcome in batch))
        dataset.add([quad for outcome in batch for quad in outcome.quads])
        sheets.keep(outcome.sheet for outcome in batch)
    entries = {iri: entry for iri, entry in job.catalogue.entries.items() if iri not in refused}
    catalogue = replace(job.catalogue, entries=entries)
    _tie_copies(dataset, catalogue)
    dataset.texts = catalogue.texts
    if job.reader.check:
        wrong.update(shared_violations(dataset, {NamedNode(iri) for iri in todo.stale}))
    return Filled(dataset, catalogue, tuple(refused.values()), tuple(sorted(wrong)))


def _batches(job: Job, iris: Sequence[str]) -> Iterator[list[Outcome]]:
    batch: list[Outcome] = []
    size = 0
    for outcome in job.track(_outcomes(job, [job.catalogue.entries[iri] for iri in iris]), len(iris)):
        batch.append(outcome)
        size += len(outcome.packed)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _outcomes(job: Job, entries: Sequence[Entry]) -> Iterator[Outcome]:
    """The outcomes in the order of the documents, from the journal where it has them."""
    known = {entry.iri for entry in entries if job.journal.find(entry) is not None}
    read = job.journal.note(read_entries([e for e in entries if e.iri not in known], job.reader, job.jobs))
    for entry in entries:
        found = job.journal.find(entry) if entry.iri in known else None
        yield found or next(read)


def _tie_copies(dataset: Dataset, catalogue: Catalogue) -> None:
    """Make documents of one story say so, each in its own graph, and only those."""
    same_story = term("sameStoryAs")
    wanted = set()
    for copy, first in stories({iri: entry.sketch for iri, entry in catalogue.entries.items()}).items():
        for one, other in ((NamedNode(copy), NamedNode(first)), (NamedNode(first), NamedNode(copy))):
            wanted.add(Quad(one, same_story, other, one))
    told = set(dataset.saying(same_story))
    dataset.drop(sorted(told - wanted, key=str))
    dataset.add(sorted(wanted - told, key=str))


def shared_violations(dataset: Dataset, fresh: Collection[NamedNode]) -> list[Violation]:
    """What breaks the shapes in what is said of entities of several documents, of which some are `fresh`.

    What one document says was checked where it was read; together they may give a thing two classes, names or items.
    """
    times: Counter[NamedNode] = Counter()
    touched: set[NamedNode] = set()
    for quad in dataset.saying(_MENTIONED_IN):
        if isinstance(quad.subject, NamedNode):
            times[quad.subject] += 1
            if quad.graph_name in fresh:
                touched.add(quad.subject)
    shared = [entity for entity in touched if times[entity] > 1]
    said = {triple for entity in shared for triple in dataset.triples_of(entity) if triple.predicate not in _APART}
    said.update(next(dataset.triples_of(entity, _MENTIONED_IN)) for entity in shared)
    objects = {triple.object for triple in said if isinstance(triple.object, NamedNode)}
    kinds = (triple for node in objects for triple in dataset.triples_of(node, _TYPE))
    mine = {entity.value for entity in shared}
    return [violation for violation in validate([*said, *kinds]) if violation.focus in mine]
