"""The terms of `ontology/kg.ttl`: names, labels, subclasses, domains and ranges.

The file is the only place where a term is defined; code asks for terms by their local names ("Company",
"develops"), and a name that the file does not declare is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox

from kg.errors import DataError
from kg.ontology_files import Node, ontology_file, read_turtle

__all__ = ["KG", "Vocabulary", "read_vocabulary", "term", "vocabulary"]

KG = "https://example.org/kg/ontology#"
"""The namespace of the terms; unlike that of instances it never changes."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_LABEL = f"{_RDFS}label"
_OWL = "http://www.w3.org/2002/07/owl#"
_UNION_OF, _SYMMETRIC = f"{_OWL}unionOf", f"{_OWL}SymmetricProperty"
_FALLBACK_LANGUAGE = "en"
_ENTITY, _RELATION = "Entity", "relatedTo"

_Objects = Mapping[tuple[str, str], Sequence[Node]]  # (subject, property) -> objects


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What `kg.ttl` declares. All names are local names; what is in other namespaces keeps its whole IRI.

    Attributes:
        labels: name -> language -> label.
        types: name -> what it is an instance of ("Unlikely" -> {"Likelihood"}; classes and properties too).
        parents: class or property -> its direct superclasses or superproperties.
        domains: property -> the classes, any of which its subject has to be; empty when undeclared.
        ranges: property -> the classes or datatypes, any of which its object has to be.
    """

    labels: Mapping[str, Mapping[str, str]]
    types: Mapping[str, frozenset[str]]
    parents: Mapping[str, frozenset[str]]
    domains: Mapping[str, frozenset[str]]
    ranges: Mapping[str, frozenset[str]]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The classes of entities, most specific first; `Entity` itself is not among them, for nothing is only that."""
        found = [name for name in self.labels if name != _ENTITY and _ENTITY in self._above(name)]
        return tuple(sorted(found, key=lambda name: (-len(self._above(name) & self.labels.keys()), name)))

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """The properties that texts state between entities, each direct triple of which a statement backs."""
        return tuple(sorted(name for name in self.labels if name != _RELATION and _RELATION in self._above(name)))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that the terms have labels in."""
        return tuple(sorted({language for labels in self.labels.values() for language in labels}))

    def iri(self, name: str) -> str:
        """The IRI of a term.

        Raises:
            DataError: `kg.ttl` declares no such term.
        """
        if name not in self.labels:
            raise DataError(
                f"the term {name!r} is not declared", "ontology/kg.ttl", "declare it there or correct the name"
            )
        return KG + name

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Whether class (or property) `kind` is `ancestor` or below it.

        Raises:
            DataError: one of them is undeclared.
        """
        self.iri(kind), self.iri(ancestor)
        return ancestor in self._above(kind)

    def fits(self, subject_kind: str, predicate: str, object_kind: str) -> bool:
        """Whether the property's domain and range admit a subject and an object of these classes.

        Raises:
            DataError: a name is undeclared.
        """
        for name in (subject_kind, predicate, object_kind):
            self.iri(name)
        sides = ((subject_kind, self.domains[predicate]), (object_kind, self.ranges[predicate]))
        return all(not self._above(kind).isdisjoint(allowed) for kind, allowed in sides)

    def is_individual(self, name: str, kind: str) -> bool:
        """Whether `name` is a step of the scale `kind`, as "Unlikely" is of "Likelihood".

        Raises:
            DataError: one of them is undeclared.
        """
        self.iri(name), self.iri(kind)
        return kind in self.types.get(name, frozenset())

    def is_symmetric(self, predicate: str) -> bool:
        """Whether the relation holds both ways once it is stated one way.

        Raises:
            DataError: the property is undeclared.
        """
        self.iri(predicate)
        return _SYMMETRIC in self.types[predicate]

    def label(self, name: str, language: str = _FALLBACK_LANGUAGE) -> str:
        """The term's label in a language (BCP 47; "nl-BE" is content with "nl"), else in English.

        Raises:
            DataError: the term is undeclared.
        """
        self.iri(name)
        labels = self.labels[name]
        return labels.get(language) or labels.get(language.partition("-")[0]) or labels[_FALLBACK_LANGUAGE]

    def _above(self, name: str) -> frozenset[str]:
        return self._closure.get(name, frozenset({name}))

    @cached_property
    def _closure(self) -> Mapping[str, frozenset[str]]:
        return {name: _upwards(name, self.parents) for name in self.labels}


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of `ontology/kg.ttl`, read once a process.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_vocabulary(ontology_file("kg.ttl").read_bytes())


@cache
def term(name: str) -> ox.NamedNode:
    """The term `name` as a node for triples.

    Raises:
        DataError: `kg.ttl` declares no such term.
    """
    return ox.NamedNode(vocabulary().iri(name))


def read_vocabulary(turtle: bytes) -> Vocabulary:
    """The vocabulary that `turtle` declares: every subject of the `kg` namespace that has a label.

    Raises:
        DataError: it is no Turtle, or a term has no English label.
    """
    objects: dict[tuple[str, str], list[Node]] = {}
    for subject, predicate, value in read_turtle(turtle, "ontology/kg.ttl"):
        objects.setdefault((subject, predicate), []).append(value)
    names = sorted(_local(subject) for subject, predicate in objects if predicate == _LABEL)

    def column(*predicates: str) -> Mapping[str, frozenset[str]]:
        return {
            name: frozenset(value for predicate in predicates for value in _values(KG + name, predicate, objects))
            for name in names
        }

    return Vocabulary(
        labels={name: _labels(name, objects) for name in names},
        types=column(f"{_RDF}type"),
        parents=column(f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf"),
        domains=column(f"{_RDFS}domain"),
        ranges=column(f"{_RDFS}range"),
    )


def _labels(name: str, objects: _Objects) -> Mapping[str, str]:
    labels = {node.language or "": node.value for node in objects[KG + name, _LABEL] if isinstance(node, ox.Literal)}
    if _FALLBACK_LANGUAGE not in labels:
        raise DataError(f"the term {name!r} has no English label", "ontology/kg.ttl")
    return labels


def _values(subject: str, predicate: str, objects: _Objects) -> Iterator[str]:
    """The objects of a property; a union counts as its members."""
    for node in objects.get((subject, predicate), ()):
        if isinstance(node, ox.NamedNode):
            yield _local(node.value)
        for union in objects.get((str(node), _UNION_OF), ()):
            yield from _members(str(union), objects)


def _members(cell: str, objects: _Objects) -> Iterator[str]:
    """The members of the RDF list that begins at `cell`."""
    while (first := objects.get((cell, f"{_RDF}first"))) is not None:
        yield from (_local(node.value) for node in first)
        cell = str(objects[cell, f"{_RDF}rest"][0])


def _local(iri: str) -> str:
    return iri.removeprefix(KG)


def _upwards(name: str, parents: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The name and all above it."""
    found, waiting = {name}, [name]
    while waiting:
        new = parents.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)
