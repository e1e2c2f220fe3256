"""The dataset: one named graph per document, in memory or on disk (pyoxigraph).

On disk it is a folder that is written beside its place and moved there when complete, so that a build that stops half
way leaves the former store as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from kg.errors import QueryError, StoreError
from kg.namespaces import PREFIXES

__all__ = ["FORMAT", "Dataset", "open_output"]

FORMAT = "1"
"""Written into the store's folder; a folder without it is none of ours and is never replaced."""

_MARK = "kg-store"


class Dataset:
    """The graphs of all documents; a query without GRAPH sees their union, each triple once.

    The union is kept as the default graph: pyoxigraph's own view of it counts a triple once for every graph.
    `texts` are the texts of the documents added in this process, by IRI; they are not saved.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._store = Store() if store is None else store
        self.texts: dict[str, str] = {}

    @classmethod
    def open(cls, folder: Path) -> Dataset:
        """The dataset of a folder, to read.

        Raises:
            StoreError: there is none, it is damaged, or another version of `kg` wrote it.
        """
        _check_mark(folder)
        try:
            return cls(Store.read_only(str(folder)))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"damaged store: {error}", str(folder), "build it again") from error

    @classmethod
    def load(cls, file: Path) -> Dataset:
        """The dataset of an RDF file (.nq, .trig, .ttl, .nt), in memory.

        Raises:
            StoreError: the file cannot be read, or is not RDF of the kind that its name says.
        """
        dataset = cls()
        try:
            dataset._store.bulk_load(path=str(file))
        except ValueError as error:
            raise StoreError(str(error), str(file), "kg reads .nq, .trig, .ttl and .nt") from error
        except SyntaxError as error:
            raise StoreError(f"not valid RDF: {error.msg}", str(file)) from error
        except OSError as error:
            raise StoreError(error.strerror or str(error), str(file)) from error
        dataset._store.bulk_extend([_in_union(quad) for quad in dataset.quads()])
        return dataset

    def replace(self, document: str, quads: Iterable[Quad], text: str) -> None:
        """Make `quads` all that the document says; what its graph held before is gone."""
        self.withdraw(document)
        name = NamedNode(document)
        triples = {quad.triple for quad in quads}
        for graph in (name, DefaultGraph()):
            self._store.extend([Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples])
        self.texts[document] = text

    def withdraw(self, document: str) -> None:
        """Forget the document and all that only it says."""
        name = NamedNode(document)
        said = list(self._store.quads_for_pattern(None, None, None, name))
        self._store.remove_graph(name)
        for quad in said:
            others = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(isinstance(other.graph_name, DefaultGraph) for other in others):
                self._store.remove(_in_union(quad))
        self.texts.pop(document, None)

    def documents(self) -> list[str]:
        """The IRIs of the documents, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs() if isinstance(graph, NamedNode))

    def quads(self) -> Iterator[Quad]:
        """What each document says, in no particular order."""
        return (quad for quad in self._store if not isinstance(quad.graph_name, DefaultGraph))

    def triples(self) -> Iterator[Triple]:
        """What the documents say together, each triple once, in no particular order."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, DefaultGraph()))

    def query(
        self, sparql: str, parameters: Mapping[str, str] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query; the usual prefixes need no declaration.

        Args:
            sparql: the query.
            parameters: plain literals for some of its variables, by their names.

        Raises:
            QueryError: the query is broken, or a parameter is no variable of it.
        """
        try:
            return self._store.query(
                sparql,
                prefixes=dict(PREFIXES),
                substitutions={Variable(name): Literal(value) for name, value in (parameters or {}).items()},
            )
        except SyntaxError as error:
            raise QueryError(f"broken query: {' '.join(str(error.msg).split())}") from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(str(error)) from error

    def save(self, folder: Path) -> None:
        """Write the dataset to `folder`, in place of the store that is there.

        Raises:
            StoreError: the folder cannot be written, or holds something else.
        """
        with _replacing(folder) as fresh:
            store = Store(fresh)
            store.bulk_extend(self._store)
            store.flush()
            del store  # lets go of the folder's lock
            (fresh / _MARK).write_text(FORMAT, encoding="utf-8")


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)


def open_output(folder: Path) -> Dataset:
    """The dataset that a build wrote to `folder`: its store, or its N-Quads where only those are left.

    Raises:
        StoreError: there is neither, or it cannot be read.
    """
    quads = folder / "graph.nq"
    return Dataset.load(quads) if quads.exists() and not (folder / "store").exists() else Dataset.open(folder / "store")


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A fresh folder to fill, which then takes the place of `folder`."""
    fresh = folder.with_name(f".{folder.name}.new")
    former = folder.with_name(f".{folder.name}.old")
    try:
        if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
            raise StoreError("not a store of kg: it is left alone", str(folder), "choose another output folder")
        for left_over in (fresh, former):
            shutil.rmtree(left_over, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        yield fresh
        if folder.exists():
            folder.rename(former)
        fresh.rename(folder)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror or error}", str(folder)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)


def _check_mark(folder: Path) -> None:
    try:
        version = (folder / _MARK).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise StoreError("no store here", str(folder), "run `kg build` first") from error
    except OSError as error:
        raise StoreError(error.strerror or str(error), str(folder)) from error
    if version != FORMAT:
        raise StoreError(f"a store of format {version}, this kg reads format {FORMAT}", str(folder), "build it again")
