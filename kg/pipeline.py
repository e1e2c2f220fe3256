"""All rooms in order: sources -> documents -> readings and facts -> quads -> store, validation, exports.

What it builds depends on the texts alone: not on the order or the place of the files, the time, the process, or on
what the store held before. A store that holds some of it already is changed, not built again.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.catalogue import Catalogue, Entry
from kg.documents import ReadOptions, read_sources
from kg.errors import DataError, SourceError, SourceNote, StoreError, UsageError
from kg.fingerprint import exports_key, reading_key
from kg.generations import Generation, writing
from kg.iris import DEFAULT_BASE_IRI, check_base_iri
from kg.journal import Journal
from kg.knowledge import load_world
from kg.model import Document
from kg.problems import write_problems
from kg.publish import Exports, intact, publish
from kg.report import BuildReport, BuiltDocument, report
from kg.store import Dataset
from kg.workers import Outcome, Reader
from kg.writing import Job, Plan, Track, entry_of, former_catalogue, make_dataset, plan

__all__ = ["BuildOptions", "BuildReport", "BuiltDocument", "Track", "add", "build", "remove"]

_STORE = "store"

Change = Callable[[Catalogue], Mapping[str, Entry]]
"""From what a store remembers to the documents that it shall have."""


def _untracked(outcomes: Iterator[Outcome], _number: int) -> Iterator[Outcome]:
    return outcomes


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build may be told.

    Attributes:
        output: the folder that is written.
        base_iri: what the IRIs of things begin with.
        world: knowledge base files on top of the built-in ones.
        validate: whether what is read is checked by the shapes.
        reading: how sources are read, and what a document may cost.
        jobs: in how many processes documents are read; the graph is the same.
        track: is handed what became of the documents that are read.
    """

    output: Path = Path("output")
    base_iri: str = DEFAULT_BASE_IRI
    world: tuple[Path, ...] = ()
    validate: bool = True
    reading: ReadOptions = field(default_factory=ReadOptions)
    jobs: int = 1
    track: Track = field(default=_untracked)


def build(paths: Sequence[Path], options: BuildOptions) -> BuildReport:
    """Make the output folder the graph of the texts at `paths`; without any text nothing is written.

    A document that the store has is read again only when its text, its sources, or what it is read with changed.

    Raises:
        UsageError: the base IRI is none, or the output folder cannot be written.
        DataError: a world, language or ontology file does not fit.
        StoreError: the output folder holds a `store` that is none of ours, or another process writes there.
    """
    check_base_iri(options.base_iri)
    if options.world:
        load_world(options.world)  # what does not fit is said with the file's own name
    fresh = Catalogue(options.base_iri, _world(options.world))
    entries, problems = _read(paths, fresh, _former(options.output) or fresh, options.reading)
    if not entries:
        return _with_problems(BuildReport(), problems)
    _make_folder(options.output)
    with writing(options.output / _STORE) as generation:
        done, more = _build(generation, replace(fresh, entries=entries), options)
    write_problems(options.output, [*problems, *more])
    return _with_problems(done, [*problems, *more])


def add(paths: Sequence[Path], options: BuildOptions) -> BuildReport:
    """Add the texts at `paths` to the graph, with the base IRI and the world that it was built with.

    Raises:
        UsageError: the output folder cannot be written.
        StoreError: there is no store, it is damaged, or another process writes it.
    """
    known = _remembered(options.output)
    entries, problems = _read(paths, known, known, options.reading)

    def change(catalogue: Catalogue) -> Mapping[str, Entry]:
        return _together(catalogue, entries)

    done, more = _change(change, options)
    write_problems(options.output, [*problems, *more])
    return _with_problems(done, [*problems, *more])


def remove(documents: Sequence[str], options: BuildOptions) -> BuildReport:
    """Withdraw documents, by their IRIs, the digests in these, or the names of their files.

    A text that has other files too stays, as theirs, when one of its files is named.

    Raises:
        UsageError: one of them is not in the store, or a file's name is that of several.
        StoreError: there is no store, it is damaged, or another process writes it.
    """

    def change(catalogue: Catalogue) -> Mapping[str, Entry]:
        entries = dict(catalogue.entries)
        for name in documents:
            entry = catalogue.find(name)
            left = tuple(source for source in entries.get(entry.iri, entry).sources if source != name)
            if left and left != entry.sources:
                entries[entry.iri] = replace(entry, sources=left)
            else:
                entries.pop(entry.iri, None)
        return entries

    return _with_problems(*_change(change, options))


def _change(change: Change, options: BuildOptions) -> tuple[BuildReport, Sequence[SourceError]]:
    _remembered(options.output)
    _make_folder(options.output)
    with writing(options.output / _STORE) as generation:
        former = former_catalogue(generation.former)
        if former is None:
            raise StoreError("damaged store", str(options.output / _STORE), "build it again")
        entries = {iri: _current(former, entry) for iri, entry in sorted(change(former).items())}
        return _build(generation, replace(former, entries=entries), options)


def _with_problems(done: BuildReport, problems: Sequence[SourceError]) -> BuildReport:
    notes = {str(problem) for problem in problems if isinstance(problem, SourceNote)}
    left_out = {str(problem) for problem in problems if not isinstance(problem, SourceNote)}
    return replace(done, problems=tuple(sorted(left_out)), notes=tuple(sorted(notes)))


def _build(
    generation: Generation, wanted: Catalogue, options: BuildOptions
) -> tuple[BuildReport, Sequence[SourceError]]:
    """Bring the generation about, or find that the one before is as it should be; what could not be read."""
    job = _job(generation, wanted, options)
    former = former_catalogue(job.former)
    todo = plan(_comparable(former, job.catalogue), job.catalogue.entries)
    exports = Exports(options.output, generation, exports_key(), options.jobs)
    try:
        if former and job.former and not todo.stale and not todo.gone and intact(exports, former):
            same = report(Dataset.open(options.output / _STORE), former, todo)
            return replace(same, files=exports.paths(former)), ()
        made = make_dataset(generation.path, job, todo)
    except StoreError:
        if not todo.kept:
            raise
        todo = Plan(stale=tuple(job.catalogue.entries), gone=(), kept=())  # the former one is damaged
        made = make_dataset(generation.path, job, todo)
    if made.problems and not made.catalogue.entries:
        return BuildReport(), made.problems
    todo = replace(todo, stale=tuple(iri for iri in todo.stale if iri in made.catalogue.entries))
    done = report(made.dataset, made.catalogue, todo)
    files = publish(exports, made.dataset, made.catalogue, former)
    job.journal.remove()
    return replace(done, files=files, violations=tuple(map(str, made.violations))), made.problems


def _job(generation: Generation, wanted: Catalogue, options: BuildOptions) -> Job:
    reader = Reader(wanted.base_iri, wanted.world, options.reading.bounds.max_seconds, options.validate)
    journal = Journal(options.output / _STORE)
    return Job(wanted, generation.former, reader, options.jobs, journal, options.track)


def _comparable(former: Catalogue | None, wanted: Catalogue) -> Catalogue:
    """The former catalogue, or an empty one where nothing can be kept of it."""
    return former if former and former.base_iri == wanted.base_iri else replace(wanted, entries={})


def _former(output: Path) -> Catalogue | None:
    try:
        return _remembered(output)
    except StoreError:
        return None


def _remembered(output: Path) -> Catalogue:
    """What the store of an output folder remembers. Raises StoreError: there is none, or it is damaged."""
    return Dataset.open(output / _STORE).catalogue


def _read(
    paths: Sequence[Path], built: Catalogue, former: Catalogue, options: ReadOptions
) -> tuple[dict[str, Entry], list[SourceError]]:
    """The documents at the paths, with the base IRI and the world of `built`, and what could not be read."""
    known = {iri: e.language for iri, e in former.entries.items() if e == _current(built, e)}
    found = list(read_sources(paths, base_iri=built.base_iri, languages=known, options=options))
    problems = [source for source in found if isinstance(source, SourceError)]
    copies: dict[str, dict[str, Document]] = defaultdict(dict)
    for document in found:
        if isinstance(document, Document):
            copies[document.iri].setdefault(document.source, document)
    entries = {iri: entry_of(list(copies[iri].values()), built.world, built.base_iri) for iri in sorted(copies)}
    return entries, problems


def _current(catalogue: Catalogue, entry: Entry) -> Entry:
    """The entry with the key that it has when it is read now."""
    world = [file.encode() for file in catalogue.world]
    return replace(entry, key=reading_key(entry.language, world, catalogue.base_iri))


def _together(catalogue: Catalogue, more: Mapping[str, Entry]) -> Mapping[str, Entry]:
    entries = dict(catalogue.entries)
    for iri, entry in more.items():
        sources = {*entry.sources, *(entries[iri].sources if iri in entries else ())}
        entries[iri] = replace(entry, sources=tuple(sorted(sources)))
    return entries


def _world(paths: Iterable[Path]) -> tuple[str, ...]:
    """The text of the user's knowledge base files. Raises DataError: one cannot be read."""
    files = [file for path in paths for file in (sorted(path.glob("*.ttl")) if path.is_dir() else [path])]
    try:
        return tuple(file.read_text(encoding="utf-8") for file in files)
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise DataError(f"cannot be read: {said}", ", ".join(map(str, paths))) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be the output folder: {error.strerror}", str(folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError("cannot be the output folder: no permission to write", str(folder))
