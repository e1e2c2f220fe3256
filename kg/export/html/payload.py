"""The view → the data that the page carries: plain values, short names, places instead of IRIs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import takewhile

from kg.export.html.graph import talks
from kg.export.html.model import Article, Name, Quote, Relation, Saying, Thing, View
from kg.export.html.scale import likelihoods
from kg.vocabulary import vocabulary

__all__ = ["JsonValue", "as_script", "payload"]

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

_UNSAFE = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def as_script(value: JsonValue) -> str:
    """JSON that may stand in a script element: no character that could end it or open another."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def payload(view: View, groups: list[int]) -> dict[str, JsonValue]:
    """All of the view as JSON; `groups` are the communities of `view.things`.

    Things, documents, relations and claims are lists, referred to by place; values that are absent are left out.
    IRIs are written without `base`, the part that they share. A quote is [document, start, end], and a fourth
    member holds its words when the document's text does not.
    """
    iris = [item.iri for items in (view.things, view.sayings, view.articles) for item in items]
    iris += [stated.iri for relation in view.relations for stated in relation.statements]
    base = _base(iris)
    writer = _Writer(view, base)
    return {
        "base": base,
        **_terms(view),
        "things": [writer.thing(thing, group) for thing, group in zip(view.things, groups, strict=True)],
        "relations": [writer.relation(relation) for relation in view.relations],
        "claims": [writer.claim(saying) for saying in view.sayings],
        "talks": [[writer.places[one], writer.places[other], _ints(c)] for (one, other), c in talks(view).items()],
        "documents": [writer.document(article) for article in view.articles],
    }


def _terms(view: View) -> dict[str, JsonValue]:
    """What the vocabulary says of the terms in use: English labels, symmetric relations, the scale of likelihoods."""
    known = vocabulary()
    predicates = {relation.predicate for relation in view.relations}
    names = predicates | {thing.kind for thing in view.things} | {saying.likelihood for saying in view.sayings}
    names |= {value for thing in view.things for trait in thing.traits for value in trait}
    return {
        "labels": {name: known.label(name) for name in sorted(names & known.labels.keys())},
        "symmetric": [name for name in sorted(predicates & known.labels.keys()) if known.is_symmetric(name)],
        "scale": {name: list(bounds) for name, bounds in likelihoods().items()},
    }


def _base(iris: list[str]) -> str:
    """The longest common start of the IRIs that ends in `/` or `#`."""
    first, last = min(iris, default=""), max(iris, default="")
    alike = (one == other for one, other in zip(first, last, strict=False))
    shared = first[: sum(takewhile(bool, alike))]
    return shared[: max(shared.rfind("/"), shared.rfind("#")) + 1]


def _ints(values: Iterable[int]) -> list[JsonValue]:
    return list(values)


def _present(values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return {key: value for key, value in values.items() if value not in (None, "", False, [], {})}


def _name(name: Name | None) -> list[JsonValue] | None:
    return [name.text, name.language] if name else None


def _together(names: tuple[Name, ...]) -> Name | None:
    return Name("; ".join(name.text for name in names), names[0].language) if names else None


class _Writer:
    """Writes values with the places of things and documents in place of their IRIs."""

    def __init__(self, view: View, base: str) -> None:
        self.places = {thing.iri: place for place, thing in enumerate(view.things)}
        self._documents = {article.iri: place for place, article in enumerate(view.articles)}
        self._texts = [article.text for article in view.articles]
        self._base = len(base)

    def thing(self, thing: Thing, group: int) -> dict[str, JsonValue]:
        optional = _present(
            {
                "names": [_name(name) for name in thing.names],
                "same": list(thing.same_as),
                "docs": [self._documents[iri] for iri in thing.documents if iri in self._documents],
                "traits": [list(trait) for trait in thing.traits],
            }
        )
        return {"iri": thing.iri[self._base :], "label": thing.label, "kind": thing.kind, "group": group, **optional}

    def relation(self, relation: Relation) -> dict[str, JsonValue]:
        stated: list[JsonValue] = [
            _present(
                {
                    "iri": one.iri[self._base :],
                    "ev": self._quotes(one.evidence),
                    "sure": one.confidence,
                    "role": _name(_together(one.roles)),
                    "former": one.former,
                    "from": one.valid_from,
                    "until": one.valid_until,
                    "rule": one.rule,
                }
            )
            for one in relation.statements
        ]
        ends = self.places[relation.subject], self.places[relation.object]
        return {"s": ends[0], "p": relation.predicate, "o": ends[1], "st": stated}

    def claim(self, saying: Saying) -> dict[str, JsonValue]:
        return _present(
            {
                "iri": saying.iri[self._base :],
                "text": _name(saying.text),
                "ev": self._quotes(saying.evidence),
                "by": self._things(saying.speakers),
                "label": _name(saying.speaker_label),
                "via": self._things(saying.reporters),
                "relay": _name(saying.relay),
                "tag": self._quotes(saying.attribution),
                "about": self._things(saying.about),
                "mode": saying.mode,
                "prob": list(saying.probability) if any(saying.probability) else None,
                "likely": saying.likelihood,
                "horizon": list(saying.horizon) if any(saying.horizon) else None,
                "due": saying.due,
                "hedged": saying.hedged,
                "negated": saying.negated,
                "rule": saying.rule,
            }
        )

    def document(self, article: Article) -> dict[str, JsonValue]:
        marks: list[JsonValue] = [
            [m.start, m.end, self.places[m.thing]] for m in article.marks if m.thing in self.places
        ]
        optional = _present(
            {
                "lang": article.language,
                "issued": article.issued,
                "publisher": article.publisher,
                "source": article.source,
                "sha256": article.sha256,
                "text": article.text,
                "marks": marks,
            }
        )
        return {"iri": article.iri[self._base :], "title": article.title, **optional}

    def _things(self, iris: Iterable[str]) -> list[JsonValue]:
        return [self.places[iri] for iri in iris]

    def _quotes(self, quotes: Iterable[Quote]) -> list[JsonValue]:
        return [self._quote(quote) for quote in quotes if quote.document in self._documents]

    def _quote(self, quote: Quote) -> list[JsonValue]:
        document = self._documents[quote.document]
        borne_out = quote.text == self._texts[document][quote.start : quote.end]
        return [document, quote.start, quote.end, *([] if borne_out else [quote.text])]
