"""SHACL by pySHACL on rdflib, which take half a second to import; `kg.validate` imports this module when it must.

pySHACL reads a shape's SPARQL again for every node that the shape is about, ten milliseconds each time. The
queries of `ontology/shapes.ttl` find by themselves the nodes they are about, so here each of them is put once to
pyoxigraph, and pySHACL gets the rest of the shapes. The answers are the same; a test compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.errors import DataError
from kg.namespaces import PREFIXES
from kg.ontology_files import ontology_file

__all__ = ["Result", "check_queries", "check_shapes"]

Result = tuple[str, str, str, str]
"""The IRI of a node, that of a property or "", a message, and the value it is about in Turtle or ""."""

_SH = Namespace("http://www.w3.org/ns/shacl#")


def check_shapes(triples: Iterable[ox.Triple]) -> Iterator[Result]:
    """What breaks the shapes of `ontology/shapes.ttl` but for their queries, in no order.

    Raises:
        DataError: the shapes are broken.
    """
    data = Graph()
    data += _parsed("kg.ttl")
    data += ((_rdflib(subject), _rdflib(predicate), _rdflib(value)) for subject, predicate, value in triples)
    try:
        conforms, report, words = validate(data, shacl_graph=_plain_shapes(), inplace=True)
    except ReportableRuntimeError as error:
        raise DataError(str(error), "ontology/shapes.ttl") from error
    if not isinstance(report, Graph):
        raise DataError(words, "ontology/shapes.ttl")
    if not conforms:
        for result in report.subjects(RDF.type, _SH.ValidationResult):
            yield _result(report, result)


def check_queries(triples: Iterable[ox.Triple]) -> Iterator[Result]:
    """What the queries (sh:sparql) of `ontology/shapes.ttl` find, in no order.

    Raises:
        DataError: a query is broken.
    """
    store = ox.Store()
    store.load(ontology_file("kg.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    store.extend(ox.Quad(*triple) for triple in triples)
    for message, select in _queries():
        try:
            solutions = store.query(select, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            raise DataError(f"the query for {message!r} is broken: {error.msg}", "ontology/shapes.ttl") from error
        if not isinstance(solutions, ox.QuerySolutions):
            raise DataError(f"the query for {message!r} is no SELECT", "ontology/shapes.ttl")
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            path = solution["path"].value if "path" in names else ""
            yield solution["this"].value, path, message, str(solution["value"]) if "value" in names else ""


def _result(report: Graph, result: Node) -> Result:
    focus, path = report.value(result, _SH.focusNode), report.value(result, _SH.resultPath)
    message, value = report.value(result, _SH.resultMessage), report.value(result, _SH.value)
    quoted = "" if value is None or value == focus else value.n3()
    return str(focus), "" if path is None else str(path), str(message), quoted


@cache
def _parsed(name: str) -> Graph:
    return Graph().parse(data=ontology_file(name).read_bytes(), format="turtle")


@cache
def _plain_shapes() -> Graph:
    shapes = Graph()
    shapes += _parsed("shapes.ttl")
    shapes.remove((None, _SH.sparql, None))
    return shapes


@cache
def _queries() -> tuple[tuple[str, str], ...]:
    """The messages and the texts of the queries; their prefixes are those of `kg` everywhere."""
    shapes = _parsed("shapes.ttl")
    constraints = shapes.objects(None, _SH.sparql)
    found = ((shapes.value(node, _SH.message), shapes.value(node, _SH.select)) for node in constraints)
    return tuple(sorted((str(message), str(select)) for message, select in found))


def _rdflib(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> URIRef | BNode | Literal:
    if isinstance(node, ox.NamedNode):
        return URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return BNode(node.value)
    if isinstance(node, ox.Triple):
        raise DataError("a triple stands inside a triple (RDF 1.2), which no shape speaks of")
    if node.language:
        return Literal(node.value, lang=node.language)
    return Literal(node.value, datatype=URIRef(node.datatype.value))
