"""The files of `ontology/`, which lie inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import DataError

__all__ = ["Node", "Row", "all_files", "ontology_file", "read_turtle", "world_files"]

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Row = tuple[str, str, Node]
"""A triple of a file: its subject's IRI (or "_:" and a label), its property's IRI, its object."""


def ontology_file(name: str) -> Traversable:
    """The file `name` of the ontology folder, such as "kg.ttl" or "shapes.ttl".

    Raises:
        DataError: the installation is incomplete.
    """
    found = _folder().joinpath(name)
    if not found.is_file():
        raise DataError("the file is missing", f"ontology/{name}", "install kg again")
    return found


def world_files() -> list[Traversable]:
    """The Turtle files of the knowledge base that comes with `kg`, by name."""
    world = _folder().joinpath("world")
    found = [entry for entry in world.iterdir() if entry.name.endswith(".ttl")] if world.is_dir() else []
    return sorted(found, key=lambda entry: entry.name)


def all_files() -> list[Traversable]:
    """The ontology, the knowledge base and the name lists: all that readings depend on; the shapes are not of it."""
    found = [entry for entry in _folder().iterdir() if entry.is_file() and entry.name != "shapes.ttl"]
    return [*sorted(found, key=lambda entry: entry.name), *world_files()]


def read_turtle(turtle: bytes, where: str) -> list[Row]:
    """The triples of a Turtle text, in its order; `where` names it in errors.

    Raises:
        DataError: it is no Turtle.
    """
    rows: list[Row] = []
    try:
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            subject = quad.subject
            iri = str(subject) if isinstance(subject, ox.BlankNode) else subject.value
            rows.append((iri, quad.predicate.value, quad.object))
    except SyntaxError as error:
        raise DataError(f"broken Turtle: {error.msg}", where) from error
    return rows


def _folder() -> Traversable:
    installed = files("kg").joinpath("ontology")
    return installed if installed.is_dir() else Path(__file__).parent.parent / "ontology"
