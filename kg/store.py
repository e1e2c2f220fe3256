"""The dataset: one named graph per document, in memory or on disk (pyoxigraph)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, Triple

from kg.catalogue import Catalogue, read_catalogue
from kg.errors import StoreError
from kg.generations import clone_files, hold
from kg.sparql import Answer, Value, ask

__all__ = ["Dataset", "Value", "open_output"]

_QUADS = "rdf"
_UNITE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_MANY = 10_000  # quads: from here on bulk loading is quicker than a transaction


class Dataset:
    """The graphs of all documents; a query without GRAPH sees their union, each triple once.

    The union is kept as the default graph: pyoxigraph's own view of it counts a triple once for every graph.
    """

    def __init__(self, store: Store | None = None, generation: Path | None = None) -> None:
        self._store = Store() if store is None else store
        self._generation = generation
        self._texts: dict[str, str] | None = None
        self._held: IO[bytes] | None = None
        self.folder = generation
        """The generation that it is of."""
        self.new = False
        """True as long as the build that writes it is not done."""
        self.origin: Path | None = None
        """The generation that it was made from."""
        self.touched: set[str] = set()
        """The IRIs of the documents that statements were added to or taken from since then."""

    @classmethod
    def at(cls, generation: Path, *, new: bool = False) -> Dataset:
        """The dataset of a generation, to read, as long as nobody removes that.

        Raises:
            StoreError: it is damaged.
        """
        try:
            dataset = cls(Store.read_only(str(generation / _QUADS)), generation)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"damaged store: {error}", str(generation.parent), "build it again") from error
        dataset.new = new
        return dataset

    @classmethod
    def open(cls, folder: Path) -> Dataset:
        """The dataset of a store's folder, to read; it stays as it is now whatever is built meanwhile.

        Raises:
            StoreError: there is none, it is damaged, or another version of `kg` wrote it.
        """
        generation, held = hold(folder)
        dataset = cls.at(generation)
        dataset._held = held
        return dataset

    @classmethod
    def create(cls, generation: Path, former: Path | None = None) -> Dataset:
        """A dataset to write in the folder of a generation, empty or with what a former generation has.

        Raises:
            StoreError: the former one is damaged.
        """
        shutil.rmtree(generation / _QUADS, ignore_errors=True)  # what a failed attempt left
        try:
            if former is not None:
                clone_files(former / _QUADS, generation / _QUADS)
            dataset = cls(Store(str(generation / _QUADS)))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"damaged store: {error}", str(generation.parent), "build it again") from error
        dataset.folder, dataset.origin, dataset.new = generation, former, True
        return dataset

    @property
    def quads_folder(self) -> Path:
        """Where the quads of a store that was opened lie, as a database of Oxigraph.

        Raises:
            StoreError: the dataset is not that of a store.
        """
        if self._generation is None:
            raise StoreError("only quads, and no store", advice="run `kg build`")
        return self._generation / _QUADS

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
        dataset._store.update(_UNITE)
        return dataset

    @property
    def catalogue(self) -> Catalogue:
        """What the store remembers of its documents.

        Raises:
            StoreError: it is damaged, or the dataset is not that of a store.
        """
        if self._generation is None:
            raise StoreError("only quads, and no texts", advice="run `kg build`")
        return read_catalogue(self._generation)

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the documents by IRI; empty where only quads were loaded."""
        if self._texts is None:
            self._texts = {} if self._generation is None else self.catalogue.texts
        return self._texts

    @texts.setter
    def texts(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def replace(self, document: str, quads: Iterable[Quad], text: str) -> None:
        """Make `quads` all that the document says; what its graph held before is gone."""
        self.withdraw(document)
        name = NamedNode(document)
        self.add([Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads])
        self.texts[document] = text

    def add(self, quads: Sequence[Quad]) -> None:
        """Add what documents say to what they said."""
        if len(quads) > _MANY and self.folder is None:
            self._store.bulk_extend(quads)
            self._store.update(_UNITE)
        elif len(quads) > _MANY:
            self._store.bulk_extend([*quads, *map(_in_union, quads)])
        else:
            self._store.extend([*quads, *map(_in_union, quads)])
        self._touch(quads)

    def drop(self, quads: Iterable[Quad]) -> None:
        """Forget that documents say this; other documents may go on to say it."""
        dropped = list(quads)
        for quad in dropped:
            self._store.remove(quad)
        self._forget(dropped)
        self._touch(dropped)

    def withdraw(self, document: str) -> None:
        """Forget the document and all that only it says."""
        name = NamedNode(document)
        said = list(self._store.quads_for_pattern(None, None, None, name))
        self._store.remove_graph(name)
        self._forget(said)
        self._touch(said)
        self.texts.pop(document, None)

    def _forget(self, dropped: Iterable[Quad]) -> None:
        """Take out of the union what no document says any more."""
        for quad in dropped:
            others = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(isinstance(other.graph_name, DefaultGraph) for other in others):
                self._store.remove(_in_union(quad))

    def _touch(self, quads: Iterable[Quad]) -> None:
        if self.origin is not None:
            graphs = {quad.graph_name for quad in quads}
            self.touched.update(graph.value for graph in graphs if isinstance(graph, NamedNode))

    def documents(self) -> list[str]:
        """The IRIs of the documents, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs() if isinstance(graph, NamedNode))

    def quads(self) -> Iterator[Quad]:
        """What each document says, in no particular order."""
        for graph in self._store.named_graphs():
            yield from self._store.quads_for_pattern(None, None, None, graph)

    def quads_of(self, document: str) -> Iterator[Quad]:
        """What one document says, in no particular order."""
        return self._store.quads_for_pattern(None, None, None, NamedNode(document))

    def saying(self, predicate: NamedNode) -> Iterator[Quad]:
        """What each document says with a property, in no particular order."""
        quads = self._store.quads_for_pattern(None, predicate, None, None)
        return (quad for quad in quads if isinstance(quad.graph_name, NamedNode))

    def triples(self) -> Iterator[Triple]:
        """What the documents say together, each triple once, in no particular order."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, DefaultGraph()))

    def count(self) -> int:
        """How many triples the documents say together."""
        answer = self._store.query("SELECT (COUNT(*) AS ?number) { ?s ?p ?o }")
        return int(next(iter(answer))["number"].value) if isinstance(answer, QuerySolutions) else 0

    def triples_of(self, subject: NamedNode, predicate: NamedNode | None = None) -> Iterator[Triple]:
        """What the documents say together of a thing, or of a property of it, in no particular order."""
        return (quad.triple for quad in self._store.quads_for_pattern(subject, predicate, None, DefaultGraph()))

    def dump(self, form: RdfFormat, document: str | None = None, prefixes: Mapping[str, str] | None = None) -> bytes:
        """One document's triples, or without a document the union, serialised in no particular order."""
        graph = DefaultGraph() if document is None else NamedNode(document)
        return self._store.dump(format=form, from_graph=graph, prefixes=dict(prefixes or {})) or b""

    def dump_to(self, file: Path, form: RdfFormat, prefixes: Mapping[str, str]) -> None:
        """Write the union to a file, in no particular order."""
        self._store.dump(str(file), form, from_graph=DefaultGraph(), prefixes=dict(prefixes))

    def close(self) -> None:
        """Write to disk what still is in memory, and let go of the folder; the dataset cannot be used after that."""
        self._store.flush()
        del self._store

    def query(self, sparql: str, parameters: Mapping[str, Value] | None = None) -> Answer:
        """Answer a SPARQL 1.1 query; the usual prefixes need no declaration.

        Args:
            sparql: the query.
            parameters: values for some of its variables, by their names.

        Raises:
            QueryError: the query is broken, or a parameter is no variable of it.
        """
        return ask(self._store, sparql, parameters or {})


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)


def open_output(folder: Path) -> Dataset:
    """The dataset that a build wrote to `folder`: its store, or its N-Quads where only those are left.

    Raises:
        StoreError: there is neither, or it cannot be read.
    """
    quads = folder / "graph.nq"
    return Dataset.load(quads) if quads.exists() and not (folder / "store").exists() else Dataset.open(folder / "store")
