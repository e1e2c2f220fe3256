"""What world files say, entity by entity, checked for their form; see `kg.knowledge` for what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

import pyoxigraph as ox

from kg.errors import DataError
from kg.namespaces import shorten
from kg.ontology_files import Node, read_turtle
from kg.vocabulary import KG, vocabulary

__all__ = ["Description", "Tagged", "read_descriptions"]

Tagged = tuple[str, str | None]
"""Words and their language (BCP 47), or None."""

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ISSUED = "http://purl.org/dc/terms/issued"
_COUNTRY_CODE = f"{KG}countryCode"
_EXACT_MATCH = f"{_SKOS}exactMatch"
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/entity/(Q[1-9][0-9]*)")
_GENDER = f"{_SCHEMA}gender"
_GENDERS = {f"{_SCHEMA}Female": "female", f"{_SCHEMA}Male": "male"}
_NAMES = {
    f"{_SKOS}altLabel": "aliases",
    f"{_SKOS}hiddenLabel": "hidden",
    f"{KG}metonym": "metonyms",
    f"{KG}adjective": "adjectives",
}
# Notes to the reader of the file, without meaning for kg.
_NOTES = frozenset(
    {
        "http://www.w3.org/2000/01/rdf-schema#comment",
        "http://www.w3.org/2000/01/rdf-schema#seeAlso",
        "http://purl.org/dc/terms/source",
        f"{_SKOS}note",
        f"{_SKOS}editorialNote",
    }
)


@dataclass(slots=True)
class Description:
    """All that world files say of one IRI; `where` is the file that says it first."""

    iri: str
    where: str
    kind: str = ""
    label: str = ""
    aliases: set[Tagged] = field(default_factory=set)
    hidden: set[Tagged] = field(default_factory=set)
    metonyms: set[Tagged] = field(default_factory=set)
    adjectives: set[Tagged] = field(default_factory=set)
    wikidata: str | None = None
    gender: str | None = None
    code: str | None = None
    issued: str | None = None
    facts: set[tuple[str, str]] = field(default_factory=set)

    def add(self, predicate: str, value: Node, where: str) -> None:
        """Take in one triple.

        Raises:
            DataError: it does not fit the form, or contradicts what was said before.
        """
        if (names := _NAMES.get(predicate)) is not None:
            getattr(self, names).add(self._name(predicate, value, where))
        elif predicate in _SINGLE:
            attribute, read = _SINGLE[predicate]
            new = read(value)
            if not new:
                raise self.error(f"{_short(predicate)} cannot be {value}", where)
            if getattr(self, attribute) not in ("", None, new):
                raise self.error(f"{_short(predicate)} is both {getattr(self, attribute)!r} and {new!r}", where)
            setattr(self, attribute, new)
        elif predicate.startswith(KG):
            self._add_fact(predicate, value, where)
        elif predicate not in _NOTES:
            raise self.error(f"the property {_short(predicate)} has no meaning in a world file", where)

    def error(self, reason: str, where: str = "") -> DataError:
        """The error that says which file, which entity and why."""
        return DataError(f"<{self.iri}>: {reason}", where or self.where)

    def _name(self, predicate: str, value: Node, where: str) -> Tagged:
        text = value.value if isinstance(value, ox.Literal) else ""
        if not isinstance(value, ox.Literal) or not text or text.isspace():
            raise self.error(f"{_short(predicate)} has to be a name", where)
        return text, value.language

    def _add_fact(self, predicate: str, value: Node, where: str) -> None:
        name = predicate.removeprefix(KG)
        if name not in vocabulary().labels:
            raise self.error(f"the property kg:{name} is not declared in ontology/kg.ttl", where)
        if not isinstance(value, ox.NamedNode):
            raise self.error(f"kg:{name} has to point at an entity", where)
        self.facts.add((name, value.value))


def read_descriptions(files: Iterable[Traversable]) -> dict[str, Description]:
    """The entities that the files describe, by IRI.

    Raises:
        DataError: a file cannot be read or breaks the form.
    """
    found: dict[str, Description] = {}
    for file in files:
        where = file.name
        for subject, predicate, value in read_turtle(_content(file), where):
            if (description := found.get(subject)) is None:
                description = found[subject] = Description(subject, where)
            description.add(predicate, value, where)
    for description in found.values():
        if not description.kind:
            raise description.error("it has no class of kg")
        if not description.label:
            raise description.error("it has no rdfs:label")
    return found


def _content(file: Traversable) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", str(file)) from error


def _kind(value: Node) -> str | None:
    name = value.value.removeprefix(KG)
    return name if name in vocabulary().kinds else None


def _plain(value: Node) -> str | None:
    return value.value if isinstance(value, ox.Literal) and value.language is None else None


def _wikidata(value: Node) -> str | None:
    match = _WIKIDATA.fullmatch(value.value)
    return match[1] if match else None


def _gender(value: Node) -> str | None:
    return _GENDERS.get(value.value)


_SINGLE = {
    _TYPE: ("kind", _kind),
    _LABEL: ("label", _plain),
    _EXACT_MATCH: ("wikidata", _wikidata),
    _GENDER: ("gender", _gender),
    _COUNTRY_CODE: ("code", _plain),
    _ISSUED: ("issued", _plain),
}


def _short(iri: str) -> str:
    return shorten(ox.NamedNode(iri))
