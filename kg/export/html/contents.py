"""The sheets of all documents → what the page carries: things joined, places in all instead of places in a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import cast

from kg.sheets.facts import local
from kg.sheets.model import JsonValue, Record, Sheet
from kg.sheets.reading import kind_rank

__all__ = ["Contents", "contents_of"]

_QUOTES = ("ev", "tag")
_THINGS = ("by", "via", "about", "one", "other")


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the page shows, in the order in which it refers to it.

    Attributes:
        base: the part that the IRIs share, without which the records have them.
        iris: of the things.
        things: their records; documents by their places.
        relations: subject, predicate and object as `s`, `p` and `o`, and the statements of it as `st`.
        claims: what people say.
        documents: articles with their texts.
        talks: who speaks of what: the places of both, and the places of the claims.
    """

    base: str
    iris: list[str]
    things: list[Record]
    relations: list[Record]
    claims: list[Record]
    documents: list[Record]
    talks: dict[tuple[int, int], list[int]]


def contents_of(sheets: Iterable[Sheet], texts: Mapping[str, str]) -> Contents:
    """What the sheets give together, whatever their order; `texts` are by document IRI."""
    return _Joined(sorted(sheets, key=lambda sheet: sheet.document), texts).contents()


class _Joined:
    def __init__(self, sheets: list[Sheet], texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._things = _things(sheets)
        self._iris = sorted(self._things)
        self._places = {iri: place for place, iri in enumerate(self._iris)}
        shown = sorted((sheet for sheet in sheets if sheet.article), key=_source)
        self._documents = {sheet.document: place for place, sheet in enumerate(shown)}
        self._shown = [(sheet, self._local_places(sheet)) for sheet in sheets]
        self._articles = [(sheet, self._local_places(sheet)) for sheet in shown]

    def contents(self) -> Contents:
        relations = self._relations()
        claims = self._claims()
        documents = [self._document(sheet, places) for sheet, places in self._articles]
        stated = [one for relation in relations for one in _records(relation["st"])]
        base = _base([*self._iris, *self._documents, *(_iri(record) for record in (*claims, *stated))])
        for record in (*claims, *stated, *documents):
            record["iri"] = _iri(record)[len(base) :]
        things = [self._thing(iri, base) for iri in self._iris]
        return Contents(base, self._iris, things, relations, claims, documents, _talks(claims))

    def _local_places(self, sheet: Sheet) -> list[int | None]:
        """The places of the sheet's things; None for those that nobody gives a class."""
        return [self._places.get(iri) for iri in sheet.iris]

    def _thing(self, iri: str, base: str) -> Record:
        said = self._things[iri]
        known = [self._documents[document] for document in sorted(said.documents) if document in self._documents]
        label, *further = sorted(said.labels) or [local(iri)]
        called = {name for name, *_ in said.names}
        names = said.names | {(other, "") for other in further if other not in called}
        optional: Record = {
            "names": [list(name) for name in sorted(names)],
            "same": [*sorted(said.same)],
            "docs": [*known],
            "traits": [list(trait) for trait in sorted(said.traits)],
        }
        record: Record = {"iri": iri[len(base) :], "label": label, "kind": min(said.kinds, key=kind_rank)}
        return {**record, **{key: value for key, value in optional.items() if value}}

    def _relations(self) -> list[Record]:
        by_triple: dict[tuple[int, str, int], dict[str, Record]] = defaultdict(dict)
        for sheet, places in self._shown:
            for statement in sheet.statements:
                subject, value = places[cast("int", statement["s"])], places[cast("int", statement["o"])]
                if subject is not None and value is not None:
                    stated = {key: value for key, value in statement.items() if key not in {"s", "p", "o"}}
                    known = by_triple[subject, str(statement["p"]), value]
                    known.setdefault(_iri(statement), self._moved(stated, sheet, places))
        return [
            {"s": subject, "p": predicate, "o": value, "st": [stated[iri] for iri in sorted(stated)]}
            for (subject, predicate, value), stated in sorted(by_triple.items())
        ]

    def _claims(self) -> list[Record]:
        found: dict[str, Record] = {}
        for sheet, places in self._shown:
            for claim in sheet.claims:
                found.setdefault(_iri(claim), self._moved(claim, sheet, places))
        return [found[iri] for iri in sorted(found)]

    def _moved(self, record: Record, sheet: Sheet, places: list[int | None]) -> Record:
        """The record with places among all things and documents."""
        moved = dict(record)
        for key in _QUOTES:
            if key in record:
                moved[key] = self._quotes(cast("list[list[JsonValue]]", record[key]), sheet)
        for key in _THINGS:
            if key in record:
                moved[key] = _present(places, cast("list[int]", record[key]))
        if "compares" in record:
            moved["compares"] = [self._moved(each, sheet, places) for each in _records(record["compares"])]
        return {key: value for key, value in moved.items() if value != []}

    def _quotes(self, quotes: list[list[JsonValue]], sheet: Sheet) -> list[JsonValue]:
        place = self._documents.get(sheet.document)
        return [] if place is None else [[place, *quote] for quote in quotes]

    def _document(self, sheet: Sheet, places: list[int | None]) -> Record:
        record = dict(sheet.article or {})
        marks = cast("list[list[int]]", record.pop("marks", []))
        if text := self._texts.get(sheet.document):
            record["text"] = text
        here: list[JsonValue] = [[start, end, place] for start, end, at in marks if (place := places[at]) is not None]
        return {**record, "marks": here} if here else record


@dataclass(slots=True)
class _Said:
    """What all documents say of a thing."""

    labels: set[str]
    kinds: set[str]
    names: set[tuple[str, ...]]
    same: set[str]
    documents: set[str]
    traits: set[tuple[str, ...]]


def _things(sheets: Iterable[Sheet]) -> dict[str, _Said]:
    found: dict[str, _Said] = defaultdict(lambda: _Said(set(), set(), set(), set(), set(), set()))
    for sheet in sheets:
        for thing in sheet.things:
            said = found[sheet.iris[cast("int", thing["at"])]]
            said.kinds.add(str(thing["kind"]))
            said.labels.update([str(thing["label"])] if "label" in thing else [])
            said.names.update(tuple(name) for name in cast("list[list[str]]", thing.get("names", [])))
            said.same.update(cast("list[str]", thing.get("same", [])))
            said.documents.update(cast("list[str]", thing.get("docs", [])))
            said.traits.update(tuple(trait) for trait in cast("list[list[str]]", thing.get("traits", [])))
    return found


def _present(places: list[int | None], wanted: Iterable[int]) -> list[JsonValue]:
    return [place for at in wanted if (place := places[at]) is not None]


def _talks(claims: Iterable[Record]) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for speaker in cast("list[int]", claim.get("by", [])):
            for subject in cast("list[int]", claim.get("about", [])):
                if subject != speaker:
                    found[speaker, subject].append(place)
    return dict(sorted(found.items()))


def _source(sheet: Sheet) -> tuple[str, str, str]:
    article = sheet.article or {}
    return str(article.get("source", "")), str(article["title"]), sheet.document


def _base(iris: Iterable[str]) -> str:
    """The longest common start of the IRIs that ends in `/` or `#`."""
    several = list(iris)
    first, last = min(several, default=""), max(several, default="")
    alike = (one == other for one, other in zip(first, last, strict=False))
    shared = first[: sum(takewhile(bool, alike))]
    return shared[: max(shared.rfind("/"), shared.rfind("#")) + 1]


def _iri(record: Record) -> str:
    return str(record["iri"])


def _records(value: JsonValue) -> list[Record]:
    return cast("list[Record]", value)
