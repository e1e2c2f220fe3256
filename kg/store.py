"""The dataset: one named graph per document, in memory or on disk (pyoxigraph)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from kg.catalogue import Catalogue, read_catalogue
from kg.errors import QueryError, StoreError
from kg.generations import clone_files, hold
from kg.namespaces import PREFIXES

__all__ = ["Dataset", "Value", "open_output"]

Value = str | NamedNode | Literal
"""What a variable of a query is given; a string is a plain literal."""

_QUADS = "rdf"
_POSITION = re.compile(r"^error at (\d+):(\d+):")
_LONGEST = 100  # characters of a parser's message
_MANY = 20_000  # quads: from here on bulk loading is quicker than a transaction


class Dataset:
    """The graphs of all documents; a query without GRAPH sees their union, each triple once.

    The union is kept as the default graph: pyoxigraph's own view of it counts a triple once for every graph.
    """

    def __init__(self, store: Store | None = None, generation: Path | None = None) -> None:
        self._store = Store() if store is None else store
        self._generation = generation
        self._texts: dict[str, str] | None = None
        self._held: IO[bytes] | None = None

    @classmethod
    def open(cls, folder: Path) -> Dataset:
        """The dataset of a store's folder, to read; it stays as it is now whatever is built meanwhile.

        Raises:
            StoreError: there is none, it is damaged, or another version of `kg` wrote it.
        """
        generation, held = hold(folder)
        try:
            dataset = cls(Store.read_only(str(generation / _QUADS)), generation)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"damaged store: {error}", str(folder), "build it again") from error
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
            return cls(Store(str(generation / _QUADS)))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"damaged store: {error}", str(generation.parent), "build it again") from error

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
        dataset._store.bulk_extend([_in_union(quad) for quad in dataset.quads()])
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
        both = [*quads, *map(_in_union, quads)]
        if len(both) < _MANY:
            self._store.extend(both)
        else:
            self._store.bulk_extend(both)

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
        for graph in self._store.named_graphs():
            yield from self._store.quads_for_pattern(None, None, None, graph)

    def quads_of(self, document: str) -> Iterator[Quad]:
        """What one document says, in no particular order."""
        return self._store.quads_for_pattern(None, None, None, NamedNode(document))

    def triples(self) -> Iterator[Triple]:
        """What the documents say together, each triple once, in no particular order."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, DefaultGraph()))

    def count(self) -> int:
        """How many triples the documents say together."""
        answer = self._store.query("SELECT (COUNT(*) AS ?number) { ?s ?p ?o }")
        return int(next(iter(answer))["number"].value) if isinstance(answer, QuerySolutions) else 0

    def triples_of(self, subject: NamedNode) -> Iterator[Triple]:
        """What the documents say together of a thing, in no particular order."""
        return (quad.triple for quad in self._store.quads_for_pattern(subject, None, None, DefaultGraph()))

    def dump(self, form: RdfFormat, document: str | None = None, prefixes: Mapping[str, str] | None = None) -> bytes:
        """One document's triples, or without a document the union, serialised in no particular order."""
        graph = DefaultGraph() if document is None else NamedNode(document)
        return self._store.dump(format=form, from_graph=graph, prefixes=dict(prefixes or {})) or b""

    def close(self) -> None:
        """Write to disk what still is in memory, and let go of the folder; the dataset cannot be used after that."""
        self._store.flush()
        del self._store

    def query(
        self, sparql: str, parameters: Mapping[str, Value] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query; the usual prefixes need no declaration.

        Args:
            sparql: the query.
            parameters: values for some of its variables, by their names.

        Raises:
            QueryError: the query is broken, or a parameter is no variable of it.
        """
        try:
            return self._store.query(
                sparql,
                prefixes=dict(PREFIXES),
                substitutions={Variable(name): _term(value) for name, value in (parameters or {}).items()},
            )
        except SyntaxError as error:
            raise QueryError(f"broken query: {_place(str(error.msg))}") from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(str(error)) from error


def _place(message: str) -> str:
    """A parser's message with line and column in words, and without the long tail of what could stand there."""
    words = _POSITION.sub(r"line \1, column \2:", " ".join(message.split()))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(None, 1)[0]} …"


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)


def open_output(folder: Path) -> Dataset:
    """The dataset that a build wrote to `folder`: its store, or its N-Quads where only those are left.

    Raises:
        StoreError: there is neither, or it cannot be read.
    """
    quads = folder / "graph.nq"
    return Dataset.load(quads) if quads.exists() and not (folder / "store").exists() else Dataset.open(folder / "store")


def _term(value: Value) -> NamedNode | Literal:
    return Literal(value) if isinstance(value, str) else value
