"""The shapes of `ontology/shapes.ttl`: whom each is about, and its constraints as SPARQL.

The queries are the definitions in the recommendation (SHACL, W3C 2017, sections 2.1.3 and 4), for the components that
the shapes use; a component that is not translated is refused. They are about a graph in which TARGETS and MEMBER say
of which shapes and classes a node is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import DataError
from kg.namespaces import PREFIXES, shorten
from kg.ontology_files import ontology_file

__all__ = ["MEMBER", "TARGETS", "Node", "Query", "Shapes", "load_shapes"]

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

TARGETS = ox.NamedNode("urn:kg:targets")
"""From a shape to a node that it is about."""
MEMBER = ox.NamedNode("urn:kg:member")
"""From a node to its class, and to those above."""

_SH, _RDF = "http://www.w3.org/ns/shacl#", PREFIXES["rdf"]
_CAST = frozenset(
    PREFIXES["xsd"] + name for name in ("boolean", "date", "decimal", "duration", "gYear", "gYearMonth", "integer")
)
_NOT_ON_VALUES = frozenset(
    "declare path message property sparql minCount maxCount targetClass targetSubjectsOf targetObjectsOf".split()
)


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT of ?this, and perhaps ?value and ?path: what breaks a promise.

    Attributes:
        select: SPARQL.
        promises: in words, by the IRI of the property that they are about; by "" where that does not matter.
        path: the IRI of the property where there is no ?path, or "".
    """

    select: str
    promises: Mapping[str, str]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes about the members of a class, the subjects or objects of a property; the queries of each shape."""

    of_class: Mapping[str, Sequence[ox.NamedNode]]
    of_subjects: Mapping[str, Sequence[ox.NamedNode]]
    of_objects: Mapping[str, Sequence[ox.NamedNode]]
    queries: Mapping[str, tuple[Query, ...]]


@cache
def load_shapes() -> Shapes:
    """The shapes of the ontology.

    Raises:
        DataError: they are broken, or have what is not translated.
    """
    store = ox.Store()
    store.load(ontology_file("shapes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    return _Translator(store).shapes()


class _Translator:
    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def shapes(self) -> Shapes:
        kind = ox.NamedNode(_SH + "NodeShape")
        quads = self._store.quads_for_pattern(None, ox.NamedNode(_RDF + "type"), kind)
        found = sorted((quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)), key=str)
        classes, subjects, objects = (
            self._by_target(found, f"target{n}") for n in ("Class", "SubjectsOf", "ObjectsOf")
        )
        return Shapes(classes, subjects, objects, {str(shape): tuple(self._of_shape(shape)) for shape in found})

    def _by_target(self, shapes: list[ox.NamedNode], name: str) -> Mapping[str, Sequence[ox.NamedNode]]:
        found: dict[str, list[ox.NamedNode]] = defaultdict(list)
        for shape in shapes:
            for node in self._objects(shape, name):
                found[node.value].append(shape)
        return found

    def _of_shape(self, shape: ox.NamedNode) -> Iterator[Query]:
        said = self._text(shape, "message")
        target = f"{shape} {TARGETS} ?this"
        for breaks, promise in self._breaks(shape, "?this"):
            yield Query(f"SELECT ?this {{ {target} FILTER({breaks}) }}", {"": said or promise})
        parts = {self._path(part): part for part in self._objects(shape, "property")}
        promises = {path.value: self._text(part, "message") for path, part in parts.items()}
        for path, part in parts.items():
            breaks = " || ".join(expression for expression, _ in self._breaks(part, "?value"))
            if breaks:
                select = f"SELECT ?this ?value {{ {target} . ?this {path} ?value FILTER({breaks}) }}"
                yield Query(select, promises, path.value)
        for name, pattern in _COUNTS.items():
            paths = " ".join(str(path) for path, part in parts.items() if self._counts(part, name))
            if paths:
                yield Query(f"SELECT ?this ?path {{ {target} VALUES ?path {{ {paths} }} {pattern} }}", promises)
        for part in self._objects(shape, "sparql"):
            yield Query(self._text(part, "select"), {"": self._text(part, "message")})

    def _path(self, part: Node) -> ox.NamedNode:
        path = self._one(part, "path")
        if not isinstance(path, ox.NamedNode):
            raise DataError("a path that is no property is not translated", "ontology/shapes.ttl")
        return path

    def _breaks(self, shape: Node, term: str) -> Iterator[tuple[str, str]]:
        """For each constraint on a value an expression that is true when it is broken, and the promise in words."""
        for quad in self._store.quads_for_pattern(_subject(shape), None, None):
            name, value = quad.predicate.value.removeprefix(_SH), quad.object
            if isinstance(value, ox.Triple):
                continue
            if name == "or":
                members = [[said for said, _ in self._breaks(member, term)] for member in self._list(value)]
                yield " && ".join(f"({' || '.join(member)})" for member in members), "it is one of several things"
            elif name == "in":
                yield f"{term} NOT IN ({', '.join(map(str, self._list(value)))})", "it is one of some things"
            elif name in _COMPONENTS:
                yield _COMPONENTS[name](term, value), f"sh:{name} {shorten(value)}"
            elif quad.predicate.value.startswith(_SH) and name not in _NOT_ON_VALUES:
                raise DataError(f"sh:{name} is not translated", "ontology/shapes.ttl")

    def _list(self, head: Node) -> Iterator[Node]:
        while head != ox.NamedNode(_RDF + "nil"):
            yield self._one(head, "first", _RDF)
            head = self._one(head, "rest", _RDF)

    def _objects(self, node: Node, name: str, space: str = _SH) -> list[Node]:
        quads = self._store.quads_for_pattern(_subject(node), ox.NamedNode(space + name), None)
        return [quad.object for quad in quads if not isinstance(quad.object, ox.Triple)]

    def _one(self, node: Node, name: str, space: str = _SH) -> Node:
        found = self._objects(node, name, space)
        if len(found) != 1:
            raise DataError(f"{len(found)} values of {name} where there is one", "ontology/shapes.ttl")
        return found[0]

    def _text(self, node: Node, name: str) -> str:
        found = self._objects(node, name)
        return found[0].value if found and isinstance(found[0], ox.Literal) else ""

    def _counts(self, part: Node, name: str) -> bool:
        text = self._text(part, name)
        if text not in {"", "1"}:
            raise DataError(f"sh:{name} {text} is not translated", "ontology/shapes.ttl")
        return text == "1"


def _subject(node: Node) -> ox.NamedNode | ox.BlankNode:
    if isinstance(node, ox.Literal):
        raise DataError(f"{node} where a shape or a list should be", "ontology/shapes.ttl")
    return node


def _class(term: str, value: Node) -> str:
    return f"NOT EXISTS {{ {term} {MEMBER} {value} }}"


def _datatype(term: str, value: Node) -> str:
    wrong = f"!isLiteral({term}) || DATATYPE({term}) != {value}"
    return f"({wrong} || !COALESCE(isLiteral({value}(STR({term}))), false))" if value.value in _CAST else f"({wrong})"


def _node_kind(term: str, value: Node) -> str:
    if value != ox.NamedNode(_SH + "IRI"):
        raise DataError(f"sh:nodeKind {value} is not translated", "ontology/shapes.ttl")
    return f"!isIRI({term})"


_COUNTS = {
    "minCount": "FILTER NOT EXISTS { ?this ?path ?any }",
    "maxCount": "?this ?path ?one, ?two FILTER(!sameTerm(?one, ?two))",
}
"""Of a property that shall have one value, at least or at most: how it has not."""

_COMPONENTS: dict[str, Callable[[str, Node], str]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "pattern": lambda term, value: f"(isBlank({term}) || !REGEX(STR({term}), {value}))",
    "minLength": lambda term, value: f"(isBlank({term}) || STRLEN(STR({term})) < {value})",
    "minInclusive": lambda term, value: f"!COALESCE({term} >= {value}, false)",
    "maxInclusive": lambda term, value: f"!COALESCE({term} <= {value}, false)",
    "lessThan": lambda term, value: f"EXISTS {{ ?this {value} ?less FILTER(!COALESCE({term} < ?less, false)) }}",
    "lessThanOrEquals": lambda term, value: (
        f"EXISTS {{ ?this {value} ?less FILTER(!COALESCE({term} <= ?less, false)) }}"
    ),
    "disjoint": lambda term, value: f"EXISTS {{ ?this {value} {term} }}",
}
"""Of a value and a component's parameter: an expression that is true when the constraint is broken."""
