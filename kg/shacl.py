"""What breaks the shapes of the ontology, found by queries in pyoxigraph.

That is a hundred times as fast as a walk from node to node (pySHACL); a test compares the two on every promise. What
the queries would look up again for every constraint, the nodes of a shape and the classes above a node's own, is put
into the store before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import DataError, QueryError
from kg.namespaces import PREFIXES
from kg.ontology_files import ontology_file
from kg.shapes import MEMBER, TARGETS, Query, load_shapes
from kg.sparql import ask

__all__ = ["Breach", "check"]

Breach: TypeAlias = tuple[str, str, str, str]
"""The IRI of a node, that of a property or "", a message, and the value it is about in Turtle or ""."""

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"


def check(store: ox.Store) -> Iterator[Breach]:
    """What breaks the shapes in the default graph of a store, in no order, some of it more than once.

    The ontology, and what helps to find breaches, are added to the store.

    Raises:
        DataError: the shapes themselves are broken, or have what is not translated.
    """
    targets = list(_with_shapes(list(store)))
    store.extend([*_ontology(), *targets])
    for shape in sorted({str(quad.subject) for quad in targets if quad.predicate == TARGETS}):
        for query in load_shapes().queries[shape]:
            yield from _answers(store, query)


def _answers(store: ox.Store, query: Query) -> Iterator[Breach]:
    try:
        solutions = ask(store, query.select, {})
    except QueryError as error:
        raise DataError(f"the query {query.select!r}: {error.what}", "ontology/shapes.ttl") from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise DataError(f"the query {query.select!r} is no SELECT", "ontology/shapes.ttl")
    names = {variable.value for variable in solutions.variables}
    for solution in solutions:
        path = solution["path"].value if "path" in names else query.path
        value = str(solution["value"]) if "value" in names else ""
        yield solution["this"].value, path, query.promises.get(path) or query.promises[""], value


def _with_shapes(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Which shapes are about the nodes, and of which classes these are."""
    shapes = load_shapes()
    for quad in quads:
        predicate = quad.predicate.value
        for shape in shapes.of_subjects.get(predicate, ()):
            yield ox.Quad(shape, TARGETS, quad.subject)
        for shape in shapes.of_objects.get(predicate, ()):
            yield ox.Quad(shape, TARGETS, quad.object)
        if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode):
            for kind in _climbed(quad.object):
                yield ox.Quad(quad.subject, MEMBER, kind)
                for shape in shapes.of_class.get(kind.value, ()):
                    yield ox.Quad(shape, TARGETS, quad.subject)


@cache
def _ontology() -> tuple[ox.Quad, ...]:
    """The triples of `ontology/kg.ttl`, which say what is a subclass of what."""
    return tuple(ox.parse(ontology_file("kg.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))


@cache
def _climbed(kind: ox.NamedNode) -> frozenset[ox.NamedNode]:
    """A class and those above it in the ontology."""
    above = [quad.object for quad in _ontology() if quad.subject == kind and quad.predicate.value == _SUBCLASS]
    return frozenset({kind}).union(*(_climbed(each) for each in above if isinstance(each, ox.NamedNode)))
