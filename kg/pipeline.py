"""All rooms in order: sources -> documents -> readings and facts -> quads -> store, validation, exports.

The only module that knows every room. What it builds depends on the texts alone: not on the order or the place of the
files, the time, or the process.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from kg.analysis import Analyser
from kg.documents import read_sources
from kg.errors import SourceError, UsageError
from kg.export import export_all
from kg.extract import extractors
from kg.iris import DEFAULT_BASE_IRI, check_base_iri
from kg.model import Document
from kg.namespaces import PREFIXES
from kg.rdf import Run, document_quads
from kg.store import Dataset
from kg.validate import validate
from kg.vocabulary import term, vocabulary

__all__ = ["BuildOptions", "BuildReport", "BuiltDocument", "Track", "build"]

Track = Callable[[Sequence[Document]], Iterable[Document]]
"""Hands the documents on one by one, and may show how far it is."""

_TYPE = PREFIXES["rdf"] + "type"
_STEM = "graph"
_STORE = "store"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build may be told; `world` are knowledge base files on top of the built-in ones."""

    output: Path = Path("output")
    base_iri: str = DEFAULT_BASE_IRI
    world: tuple[Path, ...] = ()
    validate: bool = True


@dataclass(frozen=True, order=True, slots=True)
class BuiltDocument:
    """A document of the graph; `sources` are all files that hold its text, sorted."""

    sources: tuple[str, ...]
    iri: str
    language: str
    title: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `problems` are sources that were left out, `violations` breaches of the shapes, as words."""

    documents: tuple[BuiltDocument, ...]
    entities: tuple[tuple[str, int], ...]  # class, number; most frequent first
    statements: int
    claims: int
    triples: int
    files: tuple[Path, ...]
    problems: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()


def build(paths: Sequence[Path], options: BuildOptions, track: Track = iter) -> BuildReport:
    """Build the graph of the texts at `paths` and write it to the output folder; without any text nothing is written.

    Raises:
        UsageError: the base IRI is none, or the output folder cannot be written.
        DataError: a world, language or ontology file does not fit.
        StoreError: the output folder holds a `store` that is none of ours.
    """
    check_base_iri(options.base_iri)
    found = list(read_sources(paths, base_iri=options.base_iri))
    problems = tuple(sorted(str(source) for source in found if isinstance(source, SourceError)))
    copies = _copies(source for source in found if isinstance(source, Document))
    if not copies:
        return BuildReport((), (), 0, 0, 0, (), problems)
    _make_folder(options.output)
    dataset = _dataset(copies, Analyser.load(options.world), options.base_iri, track)
    found_wrong = validate(dataset.triples(), dataset.texts) if options.validate else []
    dataset.save(options.output / _STORE)
    files = export_all(dataset, options.output, _STEM)
    return _report(dataset, copies, files, problems, tuple(map(str, found_wrong)))


def _copies(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """The documents by IRI, sorted: one text is one document, however many files hold it, of the earliest date."""
    copies: dict[str, dict[str, Document]] = defaultdict(dict)
    for document in documents:
        copies[document.iri].setdefault(document.source, document)
    return {iri: sorted(copies[iri].values(), key=_first_issued) for iri in sorted(copies)}


def _first_issued(document: Document) -> tuple[date, str]:
    return document.issued or date.max, document.source


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be the output folder: {error.strerror}", str(folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError("cannot be the output folder: no permission to write", str(folder))


def _dataset(copies: dict[str, list[Document]], analyser: Analyser, base_iri: str, track: Track) -> Dataset:
    dataset = Dataset()
    run = Run(extractors=tuple(name for name, _ in extractors()))
    for document in track([same[0] for same in copies.values()]):
        reading, facts = analyser.analyse(document)
        quads: list[Quad] = []
        for copy in copies[document.iri]:
            named = replace(document, source=copy.source)
            quads += document_quads(replace(reading, document=named), facts, base_iri, run)
        dataset.replace(document.iri, quads, document.text)
    return dataset


def _report(
    dataset: Dataset,
    copies: dict[str, list[Document]],
    files: tuple[Path, ...],
    problems: tuple[str, ...],
    violations: tuple[str, ...],
) -> BuildReport:
    triples = list(dataset.triples())
    count = Counter(triple.object for triple in triples if triple.predicate.value == _TYPE)
    entities = {kind: count[term(kind)] for kind in vocabulary().kinds if count[term(kind)]}
    return BuildReport(
        documents=tuple(
            sorted(
                BuiltDocument(tuple(sorted(copy.source for copy in same)), iri, same[0].language, same[0].title)
                for iri, same in copies.items()
            )
        ),
        entities=tuple(sorted(entities.items(), key=lambda item: (-item[1], item[0]))),
        statements=count[term("Statement")],
        claims=count[term("Claim")],
        triples=len(triples),
        files=files,
        problems=problems,
        violations=violations,
    )
