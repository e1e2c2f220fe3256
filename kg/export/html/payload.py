"""The contents → the data that the page carries: plain values, short names, places instead of IRIs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from kg.export.html.contents import Contents
from kg.export.html.scale import likelihoods
from kg.sheets.model import JsonValue, Record
from kg.vocabulary import vocabulary

__all__ = ["as_script", "payload"]

_UNSAFE = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def as_script(value: JsonValue) -> str:
    """JSON that may stand in a script element: no character that could end it or open another."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def payload(contents: Contents, groups: list[int]) -> Record:
    """All of the contents as JSON; `groups` are the communities of the things.

    Things, documents, relations and claims are lists, referred to by place; values that are absent are left out.
    IRIs are written without `base`, the part that they share. A quote is [document, start, end], and a fourth
    member holds its words when the document's text does not.
    """
    things = zip(contents.things, groups, strict=True)
    return {
        "base": contents.base,
        **_terms(contents),
        "things": [_grouped(thing, group) for thing, group in things],
        "relations": [*contents.relations],
        "claims": [*contents.claims],
        "talks": [[speaker, subject, [*claims]] for (speaker, subject), claims in contents.talks.items()],
        "documents": [*contents.documents],
    }


def _grouped(thing: Record, group: int) -> Record:
    """The thing with its group after its name and kind."""
    head: Record = {key: thing[key] for key in ("iri", "label", "kind")}
    return {**head, "group": group, **thing}


def _terms(contents: Contents) -> Record:
    """What the vocabulary says of the terms in use: English labels, symmetric relations, the scale of likelihoods."""
    known = vocabulary()
    predicates = _values(contents.relations, "p")
    names = predicates | _values(contents.things, "kind") | _values(contents.claims, "likely")
    compared = [each for claim in contents.claims for each in cast("list[Record]", claim.get("compares", []))]
    names |= _values(compared, "stands")
    names |= {
        name
        for thing in contents.things
        for trait in cast("list[list[str]]", thing.get("traits", []))
        for name in trait
    }
    return {
        "labels": {name: known.label(name) for name in sorted(names & known.labels.keys())},
        "symmetric": [name for name in sorted(predicates & known.labels.keys()) if known.is_symmetric(name)],
        "scale": {name: list(bounds) for name, bounds in likelihoods().items()},
    }


def _values(records: Iterable[Record], key: str) -> set[str]:
    return {str(record[key]) for record in records if key in record}
