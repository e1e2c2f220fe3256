"""A new generation of a store: what is gone is withdrawn, what changed is read anew, the rest stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode, Quad

from kg.analysis import Analyser
from kg.catalogue import Catalogue, Entry, read_catalogue
from kg.documents import read_text
from kg.errors import StoreError
from kg.extract import extractors
from kg.fingerprint import reading_key
from kg.model import Document
from kg.namespaces import PREFIXES
from kg.rdf import Run, document_quads
from kg.store import Dataset
from kg.validate import Violation, validate

__all__ = [
    "Job",
    "Plan",
    "Track",
    "analyser_of",
    "copies_of",
    "entry_of",
    "former_catalogue",
    "make_dataset",
    "plan",
    "violations",
]

Track = Callable[[Sequence[Document]], Iterable[Document]]
"""Hands the documents on one by one, and may show how far it is."""

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_BATCH = 200_000  # quads that are added at once


@dataclass(frozen=True, slots=True)
class Plan:
    """What turns a catalogue into another: the documents to read, those to withdraw, those that stay."""

    stale: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be built: from a former generation, by an analyser that is loaded when something must be read."""

    catalogue: Catalogue
    former: Path | None
    load: Callable[[], Analyser]
    track: Track


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
    return Entry(first.iri, tuple(sorted(copy.source for copy in copies)), first.language, key, first.text)


def copies_of(entry: Entry, base_iri: str) -> list[Document]:
    """The document under each of its sources, the earliest first."""
    copies = [read_text(entry.text, source, base_iri, language=entry.language) for source in entry.sources]
    return sorted(copies, key=_first_issued)


def _first_issued(document: Document) -> tuple[bool, str, str]:
    return document.issued is None, str(document.issued), document.source


def make_dataset(generation: Path, job: Job, todo: Plan) -> Dataset:
    """Fill the generation with what the documents of the job's catalogue say.

    Raises:
        DataError: a world, language or ontology file does not fit.
        StoreError: the former generation is damaged.
    """
    dataset = Dataset.create(generation, job.former if todo.kept else None)
    dataset.texts = {}
    if todo.kept:
        for iri in (*todo.gone, *todo.stale):
            dataset.withdraw(iri)
    if todo.stale:
        for quads in _batches(job, todo.stale):
            dataset.add(quads)
    dataset.texts = job.catalogue.texts
    return dataset


def _batches(job: Job, iris: Sequence[str]) -> Iterable[list[Quad]]:
    run = Run(extractors=tuple(name for name, _ in extractors()))
    analyser = job.load()
    base_iri = job.catalogue.base_iri
    copies = {iri: copies_of(job.catalogue.entries[iri], base_iri) for iri in iris}
    batch: list[Quad] = []
    for document in job.track([same[0] for same in copies.values()]):
        reading, facts = analyser.analyse(document)
        for copy in copies[document.iri]:
            named = replace(document, source=copy.source)
            batch += document_quads(replace(reading, document=named), facts, base_iri, run)
        if len(batch) > _BATCH:
            yield batch
            batch = []
    yield batch


@lru_cache(maxsize=2)
def analyser_of(world: tuple[str, ...]) -> Analyser:
    """An analyser with the user's knowledge base files as a store keeps them."""
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"world-{number}.ttl" for number in range(len(world))]
        for file, text in zip(files, world, strict=True):
            file.write_text(text, encoding="utf-8")
        return Analyser.load(files)


def violations(dataset: Dataset, todo: Plan) -> tuple[Violation, ...]:
    """What breaks the shapes among all that the documents that were read speak of; all else was checked before."""
    if not todo.kept:
        return tuple(validate(dataset.triples(), dataset.texts))
    nodes: set[NamedNode] = set()
    for document in todo.stale:
        for quad in dataset.quads_of(document):
            nodes.update(node for node in (quad.subject, quad.object) if isinstance(node, NamedNode))
    said = {triple for node in nodes for triple in dataset.triples_of(node)}
    others = {triple.object for triple in said if isinstance(triple.object, NamedNode)} - nodes
    kinds = {triple for node in others for triple in dataset.triples_of(node) if triple.predicate == _TYPE}
    texts = {document: dataset.texts[document] for document in todo.stale}
    mine = {node.value for node in nodes}
    return tuple(found for found in validate(said | kinds, texts) if found.focus in mine)
