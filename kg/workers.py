"""Documents -> what they say, in this process or in several; the order, and so the graph, is the same.

A process that is killed costs the documents that it had at hand another try, each alone; one whose process ends again
is reported and left out. What a document may cost is bounded where it is read (`kg.bounds`).
"""

from __future__ import annotations

import gc
import os
import signal
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.analysis import Analyser
from kg.bounds import MAX_SECONDS, time_limit
from kg.catalogue import Entry
from kg.documents import read_text
from kg.errors import SourceError
from kg.extract import extractors
from kg.model import Document
from kg.rdf import Run, document_quads
from kg.sheets import row_of, sheet_of
from kg.validate import Violation, validate

__all__ = ["Outcome", "Reader", "analyser_of", "copies_of", "cores", "read_entries"]

WORTH = 300_000
"""Characters: less is read before further processes have started and learnt their languages."""
_AHEAD = 4  # tasks for each process that wait or are done, so that memory stays flat
_TRIES = 2
_FORMAT = RdfFormat.N_QUADS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document.

    Attributes:
        entry: the document.
        packed: its quads, as compressed N-Quads, unless there is a problem.
        sheet: what the page has of it (`kg.sheets.row_of`), unless there is a problem.
        violations: what in its graph breaks the shapes.
        problem: why it could not be read.
    """

    entry: Entry
    packed: bytes = b""
    sheet: str = ""
    violations: tuple[Violation, ...] = ()
    problem: SourceError | None = None

    @property
    def quads(self) -> list[Quad]:
        """What the document says."""
        return list(parse(zlib.decompress(self.packed), format=_FORMAT)) if self.packed else []


@dataclass(frozen=True, slots=True)
class Reader:
    """How documents are read, in any process.

    Attributes:
        base_iri: what the IRIs of instances begin with.
        world: the user's knowledge base files, as they were.
        max_seconds: of the processor, for each document.
        check: whether what documents say is checked by the shapes.
    """

    base_iri: str
    world: tuple[str, ...] = ()
    max_seconds: float = MAX_SECONDS
    check: bool = True

    def read(self, entry: Entry) -> Outcome:
        """Read one document. Raises DataError: a world, language or ontology file does not fit."""
        analyser = analyser_of(self.world)
        try:
            with time_limit(self.max_seconds):
                quads = list(self._quads(entry, analyser))
        except SourceError as error:
            return Outcome(entry, problem=SourceError(error.what, entry.sources[0], error.advice))
        except (RecursionError, MemoryError) as error:
            what = f"cannot be read: {type(error).__name__}"
            return Outcome(entry, problem=SourceError(what, entry.sources[0], "leave it out"))
        packed = zlib.compress(serialize(quads, format=_FORMAT) or b"", 1)
        wrong = validate(quads, {entry.iri: entry.text}) if self.check else ()
        return Outcome(entry, packed, row_of(sheet_of(entry.iri, quads, entry.text)), tuple(wrong))

    def _quads(self, entry: Entry, analyser: Analyser) -> Iterator[Quad]:
        run = Run(extractors=tuple(name for name, _ in extractors()))
        copies = copies_of(entry, self.base_iri)
        reading, facts = analyser.analyse(copies[0])
        for copy in copies:
            named = replace(reading, document=replace(copies[0], source=copy.source))
            yield from document_quads(named, facts, self.base_iri, run)


def cores() -> int:
    """How many processes this machine runs at once for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def copies_of(entry: Entry, base_iri: str) -> list[Document]:
    """The document under each of its sources, the earliest first."""
    copies = [read_text(entry.text, source, base_iri, language=entry.language) for source in entry.sources]
    return sorted(copies, key=_first_issued)


def _first_issued(document: Document) -> tuple[bool, str, str]:
    return document.issued is None, str(document.issued), document.source


@lru_cache(maxsize=2)
def analyser_of(world: tuple[str, ...]) -> Analyser:
    """An analyser with the user's knowledge base files as a store keeps them."""
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"world-{number}.ttl" for number in range(len(world))]
        for file, text in zip(files, world, strict=True):
            file.write_text(text, encoding="utf-8")
        return Analyser.load(files)


def read_entries(entries: Sequence[Entry], reader: Reader, jobs: int, worth: int = WORTH) -> Iterator[Outcome]:
    """Read documents, in several processes from `worth` characters on; the outcomes come in their order.

    Raises:
        DataError: a world, language or ontology file does not fit.
    """
    if jobs > 1 and len(entries) > 1 and sum(len(entry.text) for entry in entries) >= worth:
        analyser_of(reader.world)  # what does not fit is said here, once
        yield from _read_together(deque(entries), reader, min(jobs, len(entries)))
    else:
        yield from map(reader.read, entries)


def _read_together(waiting: deque[Entry], reader: Reader, jobs: int) -> Iterator[Outcome]:
    while waiting:
        running: deque[tuple[Entry, Future[Outcome]]] = deque()
        with suppress(BrokenProcessPool), _processes(reader, jobs) as processes:
            while waiting or running:
                while waiting and len(running) < jobs * _AHEAD:
                    running.append((waiting[0], processes.submit(_work, waiting[0])))
                    waiting.popleft()
                yield running[0][1].result()
                running.popleft()
        finished = [future.result() if _succeeded(future) else None for _, future in running]
        singly = _read_singly(deque(e for (e, _), found in zip(running, finished, strict=True) if not found), reader)
        for found in finished:
            yield found or next(singly)


def _succeeded(future: Future[Outcome]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _read_singly(waiting: deque[Entry], reader: Reader) -> Iterator[Outcome]:
    """Read in one process, a new one when it dies: whoever was read then is the reason."""
    tries = 0
    while waiting:
        with suppress(BrokenProcessPool), _processes(reader, 1) as process:
            while waiting:
                yield process.submit(_work, waiting[0]).result()
                waiting.popleft()
                tries = 0
        tries += 1
        if waiting and tries == _TRIES:
            entry, tries = waiting.popleft(), 0
            what = "the process that read it was ended"
            yield Outcome(entry, problem=SourceError(what, entry.sources[0], "leave it out"))


@contextmanager
def _processes(reader: Reader, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """New processes: what runs in this one, such as the threads of the store, cannot be forked."""
    executor = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(reader,))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


_readers: list[Reader] = []
"""In a worker: its one reader."""


def _begin(reader: Reader) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # who interrupts the build interrupts all, without a word
    gc.set_threshold(50_000, 20, 50)  # as in `kg.cli`
    Thread(target=_end_with_parent, daemon=True).start()
    _readers[:] = [reader]


def _end_with_parent() -> None:
    """A build that is killed cannot end its workers, which would wait for tasks for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(entry: Entry) -> Outcome:
    return _readers[0].read(entry)
