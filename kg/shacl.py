"""SHACL by SPARQL: each constraint of `ontology/shapes.ttl` is a query for what breaks it.

The queries are the definitions in the recommendation (SHACL, W3C 2017, sections 2.1.3 and 4), for the components that
the shapes use; a component that is not translated is refused. They are put to pyoxigraph, which finds what a walk from
node to node (pySHACL) finds a hundred times as fast; a test compares the two on every promise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import DataError, QueryError
from kg.namespaces import PREFIXES, shorten
from kg.ontology_files import ontology_file
from kg.sparql import Answer

__all__ = ["Ask", "Breach", "check", "ontology"]

Breach: TypeAlias = tuple[str, str, str, str]
"""The IRI of a node, that of a property or "", a message, and the value it is about in Turtle or ""."""
Ask: TypeAlias = Callable[[str], Answer]
"""Answers a query over a graph and `ontology()`."""
Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

_SH, _RDF, _SUBCLASS = "http://www.w3.org/ns/shacl#", PREFIXES["rdf"], PREFIXES["rdfs"] + "subClassOf"
_TYPE = f"<{_RDF}type>"
_CAST = frozenset(
    PREFIXES["xsd"] + name for name in ("boolean", "date", "decimal", "duration", "gYear", "gYearMonth", "integer")
)
_NOT_ON_VALUES = frozenset(
    "declare path message property sparql minCount maxCount targetClass targetSubjectsOf targetObjectsOf".split()
)


@dataclass(frozen=True, slots=True)
class _Query:
    """A SELECT of ?this, and perhaps ?value and ?path."""

    message: str
    path: str
    select: str


def check(ask: Ask) -> Iterator[Breach]:
    """What breaks the shapes, in no order, some of it more than once.

    Raises:
        DataError: the shapes are broken, or need what is not translated.
    """
    for query in _queries():
        try:
            solutions = ask(query.select)
        except QueryError as error:
            raise DataError(f"the query for {query.message!r}: {error.what}", "ontology/shapes.ttl") from error
        if not isinstance(solutions, ox.QuerySolutions):
            raise DataError(f"the query for {query.message!r} is no SELECT", "ontology/shapes.ttl")
        names = {variable.value for variable in solutions.variables}
        for solution in solutions:
            path = solution["path"].value if "path" in names else query.path
            value = str(solution["value"]) if "value" in names else ""
            yield solution["this"].value, path, query.message, value


@cache
def ontology() -> tuple[ox.Quad, ...]:
    """The triples of `ontology/kg.ttl`, which say what is a subclass of what."""
    return tuple(ox.parse(ontology_file("kg.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))


@cache
def _queries() -> tuple[_Query, ...]:
    shapes = ox.Store()
    shapes.load(ontology_file("shapes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    return tuple(_Translator(shapes).queries())


class _Translator:
    def __init__(self, shapes: ox.Store) -> None:
        self._shapes = shapes

    def queries(self) -> Iterator[_Query]:
        kind = ox.NamedNode(_SH + "NodeShape")
        for quad in self._shapes.quads_for_pattern(None, ox.NamedNode(_RDF + "type"), kind):
            if not isinstance(quad.subject, ox.Triple):
                yield from self._of_shape(quad.subject)

    def _of_shape(self, shape: Node) -> Iterator[_Query]:
        targets = self._targets(shape)
        said = self._text(shape, "message")
        for breaks, promise in self._breaks(shape, "?this"):
            select = f"SELECT DISTINCT ?this {{ {_all(targets)} FILTER({breaks}) }}"
            yield _Query(said or promise, "", select)
        for part in self._objects(shape, "property"):
            yield from self._of_property(part, targets)
        for part in self._objects(shape, "sparql"):
            yield _Query(self._text(part, "message"), "", self._text(part, "select"))

    def _of_property(self, part: Node, targets: list[str]) -> Iterator[_Query]:
        path, message = self._one(part, "path"), self._text(part, "message")
        if not isinstance(path, ox.NamedNode):
            raise DataError("a path that is no property is not translated", "ontology/shapes.ttl")
        among = f"FILTER({' || '.join(f'EXISTS {{ {target} }}' for target in targets)})"
        breaks = " || ".join(expression for expression, _ in self._breaks(part, "?value"))
        if breaks:
            yield _Query(message, path.value, f"SELECT ?this ?value {{ ?this {path} ?value FILTER({breaks}) {among} }}")
        if self._number(part, "maxCount") is not None:
            twice = f"?this {path} ?one, ?two FILTER(!sameTerm(?one, ?two))"
            yield _Query(message, path.value, f"SELECT DISTINCT ?this {{ {twice} {among} }}")
        if self._number(part, "minCount") is not None:
            none = f"FILTER NOT EXISTS {{ ?this {path} ?any }}"
            yield _Query(message, path.value, f"SELECT DISTINCT ?this {{ {_all(targets)} {none} }}")

    def _targets(self, shape: Node) -> list[str]:
        """Patterns that bind ?this to the nodes that the shape is about."""
        classes = [
            f"?this {_TYPE} ?type FILTER(?type IN ({_below(node)}))" for node in self._objects(shape, "targetClass")
        ]
        subjects = [f"?this {node} ?object" for node in self._objects(shape, "targetSubjectsOf")]
        return [*classes, *subjects, *(f"?subject {node} ?this" for node in self._objects(shape, "targetObjectsOf"))]

    def _breaks(self, shape: Node, term: str) -> Iterator[tuple[str, str]]:
        """For each constraint on a value an expression that is true when it is broken, and the promise in words."""
        for quad in self._shapes.quads_for_pattern(_subject(shape), None, None):
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
        quads = self._shapes.quads_for_pattern(_subject(node), ox.NamedNode(space + name), None)
        return [quad.object for quad in quads if not isinstance(quad.object, ox.Triple)]

    def _one(self, node: Node, name: str, space: str = _SH) -> Node:
        found = self._objects(node, name, space)
        if len(found) != 1:
            raise DataError(f"{len(found)} values of {name} where there is one", "ontology/shapes.ttl")
        return found[0]

    def _text(self, node: Node, name: str) -> str:
        found = self._objects(node, name)
        return found[0].value if found and isinstance(found[0], ox.Literal) else ""

    def _number(self, part: Node, name: str) -> int | None:
        text = self._text(part, name)
        if text not in {"", "1"}:
            raise DataError(f"sh:{name} {text} is not translated", "ontology/shapes.ttl")
        return int(text) if text else None


def _all(targets: list[str]) -> str:
    return " UNION ".join(f"{{ {target} }}" for target in targets)


def _subject(node: Node) -> ox.NamedNode | ox.BlankNode:
    if isinstance(node, ox.Literal):
        raise DataError(f"{node} where a shape or a list should be", "ontology/shapes.ttl")
    return node


@cache
def _below(node: Node) -> str:
    """The class and the classes under it, for IN."""
    under = [(str(quad.subject), str(quad.object)) for quad in ontology() if quad.predicate.value == _SUBCLASS]
    found, waiting = {str(node)}, [str(node)]
    while waiting:
        above = waiting.pop()
        below = [low for low, high in under if high == above and low not in found]
        found.update(below)
        waiting += below
    return ", ".join(sorted(found))


def _class(term: str, value: Node) -> str:
    return f"NOT EXISTS {{ {term} {_TYPE} ?class FILTER(?class IN ({_below(value)})) }}"


def _datatype(term: str, value: Node) -> str:
    wrong = f"!isLiteral({term}) || DATATYPE({term}) != {value}"
    return f"({wrong} || !COALESCE(isLiteral({value}(STR({term}))), false))" if value.value in _CAST else f"({wrong})"


def _node_kind(term: str, value: Node) -> str:
    if value != ox.NamedNode(_SH + "IRI"):
        raise DataError(f"sh:nodeKind {value} is not translated", "ontology/shapes.ttl")
    return f"!isIRI({term})"


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
