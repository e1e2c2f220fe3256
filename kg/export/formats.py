"""More formats, written when they are asked for: RDF of every kind, networks, and tables.

Each is a function `(Dataset, file) -> None` under the entry-point group `kg.formats`, by the ending of its file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.export.turtle import blocks, header, prefixes, sorted_triples
from kg.namespaces import PREFIXES
from kg.store import Dataset
from kg.vocabulary import KG, vocabulary

__all__ = ["jsonld", "ntriples", "rdfxml", "trig", "turtle12"]

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_LANGUAGE = PREFIXES["rdf"] + "langString"


def ntriples(dataset: Dataset, file: BinaryIO) -> None:
    """The union of the graphs as N-Triples, sorted."""
    file.writelines(sorted(dataset.dump(RdfFormat.N_TRIPLES).splitlines(keepends=True)))


def trig(dataset: Dataset, file: BinaryIO) -> None:
    """Every document's graph as TriG, by its IRI; a document at a time."""
    names = prefixes(dataset.documents())
    file.write(header(names))
    for document in dataset.documents():
        turtle = dataset.dump(RdfFormat.TURTLE, document, names)
        file.write(f"<{document}> {{\n".encode())
        file.writelines(sorted(blocks(turtle).values()))
        file.write(b"}\n")


def rdfxml(dataset: Dataset, file: BinaryIO) -> None:
    """The union of the graphs as RDF/XML, sorted."""
    triples = sorted_triples(dataset.triples())
    xml = serialize(triples, format=RdfFormat.RDF_XML, prefixes=dict(PREFIXES)) or b""
    start, end = xml.index(b"<rdf:RDF"), xml.index(b">", xml.index(b"<rdf:RDF"))
    names = " ".join(f'xmlns:{name}="{iri}"' for name, iri in sorted(PREFIXES.items()))
    file.write(xml[:start] + f"<rdf:RDF {names}".encode() + xml[end:])  # serialize shuffles the prefixes


def turtle12(dataset: Dataset, file: BinaryIO) -> None:
    """Turtle of RDF 1.2: a statement reifies its triple term instead of naming subject, predicate and object."""
    names = prefixes(dataset.documents())
    rdf = PREFIXES["rdf"]
    parts = {rdf + name: place for place, name in enumerate(("subject", "predicate", "object"))}
    stated: dict[str, dict[int, NamedNode | BlankNode | Literal | Triple]] = {}
    others: list[Triple] = []
    for triple in dataset.triples():
        place = parts.get(triple.predicate.value)
        if place is None or not isinstance(triple.subject, NamedNode):
            others.append(triple)
        else:
            stated.setdefault(triple.subject.value, {})[place] = triple.object
    for iri, terms in stated.items():
        subject, predicate, value = terms[0], terms[1], terms[2]
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
            others.append(Triple(NamedNode(iri), NamedNode(rdf + "reifies"), Triple(subject, predicate, value)))
    turtle = serialize(sorted_triples(others), format=RdfFormat.TURTLE, prefixes=names) or b""
    file.write(b'VERSION "1.2"\n' + header(names))
    file.writelines(sorted(blocks(turtle).values()))


def jsonld(dataset: Dataset, file: BinaryIO) -> None:
    """The union of the graphs as JSON-LD, with the vocabulary's names as keys, a node a line."""
    context = _context(dataset.documents())
    file.write(b'{"@context": ' + _json(context) + b',\n"@graph": [\n')
    between = b""
    for subject, triples in _by_subject(dataset):
        file.write(between + _json(_node(subject, triples, context)))
        between = b",\n"
    file.write(b"\n]}\n")


def _by_subject(dataset: Dataset) -> Iterator[tuple[str, list[Triple]]]:
    """The triples of each subject, by its IRI."""
    subjects = sorted({t.subject.value for t in dataset.triples() if isinstance(t.subject, NamedNode)})
    return ((subject, sorted_triples(dataset.triples_of(NamedNode(subject)))) for subject in subjects)


def _context(documents: Iterable[str]) -> dict[str, str]:
    """The prefixes, and a plain name for every property and class of the vocabulary."""
    known = vocabulary()
    names = sorted(known.labels)
    return {**prefixes(documents), **{name: f"kg:{name}" for name in names}, "label": "rdfs:label"}


def _node(subject: str, triples: Iterable[Triple], context: Mapping[str, str]) -> dict[str, object]:
    values: dict[str, list[object]] = {}
    for triple in triples:
        if triple.predicate.value == _TYPE:
            values.setdefault("@type", []).append(_short(triple.object, context))
        else:
            values.setdefault(_short(triple.predicate, context), []).append(_value(triple.object))
    return {"@id": subject, **{key: several[0] if len(several) == 1 else several for key, several in values.items()}}


def _short(term: NamedNode | BlankNode | Literal | Triple, context: Mapping[str, str]) -> str:
    iri = str(term) if isinstance(term, Triple) else term.value
    if iri == PREFIXES["rdfs"] + "label":
        return "label"
    if iri.startswith(KG) and iri.removeprefix(KG) in context:
        return iri.removeprefix(KG)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _value(term: NamedNode | BlankNode | Literal | Triple) -> object:
    if not isinstance(term, Literal):
        return {"@id": str(term) if isinstance(term, Triple) else term.value}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value in {_STRING, _LANGUAGE}:
        return term.value
    return {"@value": term.value, "@type": term.datatype.value}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
