"""A document's quads → its sheet for the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from kg.sheets.facts import ALT_LABEL, LABEL, Facts, local, outside
from kg.sheets.model import JsonValue, Record, Sheet
from kg.vocabulary import term, vocabulary

__all__ = ["kind_rank", "sheet_of"]

_RECORDS = ("Claim", "Comparison", "Dating", "Document", "Evidence", "Mention", "Statement")


def sheet_of(document: str, quads: Iterable[Quad], text: str) -> Sheet:
    """The sheet of a document from the quads of its graph; `text` may be empty.

    Statements without subject or object are left out: there is nothing to draw.
    """
    reader = _Reader(Facts(quads), document, text)
    groups: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for subject, kinds in reader.facts.kinds():
        record = next((kind for kind in _RECORDS if kind in kinds), "")
        groups.setdefault(record, []).append((subject, kinds))
    statements = (reader.statement(iri) for iri, _ in groups.get("Statement", ()))
    return Sheet(
        document,
        reader.iris,
        [reader.thing(iri, kinds) for iri, kinds in groups.get("", ())],
        [stated for stated in statements if stated],
        [reader.claim(iri) for iri, _ in groups.get("Claim", ())],
        next((reader.article() for iri, _ in groups.get("Document", ()) if iri == document), None),
    )


def kind_rank(kind: str) -> tuple[int, str]:
    """A thing of several kinds is shown as that of lowest rank: an inferred superclass yields to the class below."""
    kinds = vocabulary().kinds
    return (kinds.index(kind) if kind in kinds else len(kinds)), kind


def _present(values: Mapping[str, JsonValue]) -> Record:
    return {key: value for key, value in values.items() if value not in (None, "", False, [], {})}


class _Reader:
    """Reads records out of facts; `iris` are those of the things that they refer to, in the order they came."""

    def __init__(self, facts: Facts, document: str, text: str) -> None:
        self.facts = facts
        self.iris: list[str] = []
        self._places: dict[str, int] = {}
        self._document, self._text = document, text

    def thing(self, iri: str, kinds: Iterable[str]) -> Record:
        traits = (term("policyKind"), term("policyStatus"))
        optional: Record = {
            "label": self._word(iri, LABEL),
            "names": self._names(iri, ALT_LABEL),
            "same": self._iris(iri, outside("skos", "exactMatch")),
            "docs": self._iris(iri, term("mentionedIn")),
            "traits": [[local(trait.value), local(value)] for trait in traits for value in self.facts.iris(iri, trait)],
        }
        return {"at": self._place(iri), "kind": min(kinds, key=kind_rank), **_present(optional)}

    def statement(self, iri: str) -> Record:
        subject, predicate, value = (
            self.facts.iris(iri, outside("rdf", part)) for part in ("subject", "predicate", "object")
        )
        if not (subject and predicate and value):
            return {}
        roles = self.facts.names(iri, term("role"))
        optional: Record = {
            "ev": self._quotes(iri, term("evidence")),
            "sure": self._word(iri, term("confidence")),
            "role": ["; ".join(role.text for role in roles), roles[0].language] if roles else None,
            "former": self._true(iri, term("former")),
            "from": self._word(iri, term("validFrom")),
            "until": self._word(iri, term("validUntil")),
            "rule": ", ".join(name.text for name in self.facts.names(iri, term("rule"))),
        }
        ends: Record = {"s": self._place(subject[0]), "p": local(predicate[0]), "o": self._place(value[0])}
        return {**ends, "iri": iri, **_present(optional)}

    def claim(self, iri: str) -> Record:
        optional: Record = {
            "text": self._name(iri, term("text")) or [" … ".join(self._words(iri, term("evidence"))), ""],
            "ev": self._quotes(iri, term("evidence")),
            "by": self._things(iri, term("saidBy")),
            "label": self._name(iri, term("speakerLabel")),
            "via": self._things(iri, term("reportedBy")),
            "relay": self._name(iri, term("relay")),
            "tag": self._quotes(iri, term("attribution")),
            "about": self._things(iri, term("about")),
            "mode": self._local(iri, term("reportingMode")),
            "prob": self._bounds(iri, "probability"),
            "likely": self._local(iri, term("likelihood")),
            "horizon": self._bounds(iri, "horizon"),
            "due": self._word(iri, term("dueBy")),
            "hedged": self._true(iri, term("hedged")),
            "negated": self._true(iri, term("negated")),
            "compares": [self._comparison(each) for each in self.facts.iris(iri, term("comparison"))],
            "rule": self._word(iri, term("rule")),
        }
        return {"iri": iri, **_present(optional)}

    def _comparison(self, iri: str) -> Record:
        optional: Record = {
            "one": self._things(iri, term("compared")),
            "stands": self._local(iri, term("direction")),
            "other": self._things(iri, term("comparedTo")),
            "margin": self._name(iri, term("margin")),
            "negated": self._true(iri, term("negated")),
            "ev": self._quotes(iri, term("evidence")),
        }
        return _present(optional)

    def article(self) -> Record:
        iri = self._document
        optional: Record = {
            "lang": self._word(iri, outside("dcterms", "language")),
            "issued": self._word(iri, outside("dcterms", "issued")),
            "publisher": ", ".join(self._called(outside("dcterms", "publisher"))),
            "source": ", ".join(self._called(outside("dcterms", "source"))),
            "sha256": self._word(iri, term("sha256")),
            "marks": self._marks(),
        }
        return {"iri": iri, "title": self._word(iri, outside("dcterms", "title")) or local(iri), **_present(optional)}

    def _place(self, iri: str) -> int:
        if iri not in self._places:
            self._places[iri] = len(self.iris)
            self.iris.append(iri)
        return self._places[iri]

    def _things(self, iri: str, predicate: NamedNode) -> list[JsonValue]:
        return [self._place(value) for value in self.facts.iris(iri, predicate)]

    def _iris(self, iri: str, predicate: NamedNode) -> list[JsonValue]:
        return list(self.facts.iris(iri, predicate))

    def _word(self, iri: str, predicate: NamedNode) -> str:
        return self.facts.word(iri, predicate)

    def _names(self, iri: str, predicate: NamedNode) -> list[JsonValue]:
        return [[name.text, name.language] for name in self.facts.names(iri, predicate)]

    def _name(self, iri: str, predicate: NamedNode) -> JsonValue:
        return next(iter(self._names(iri, predicate)), None)

    def _local(self, iri: str, predicate: NamedNode) -> str:
        return "".join(local(value) for value in self.facts.iris(iri, predicate)[:1])

    def _true(self, iri: str, predicate: NamedNode) -> bool:
        return self._word(iri, predicate) in {"true", "1"}

    def _bounds(self, iri: str, name: str) -> list[JsonValue]:
        bounds = [self._word(iri, term(f"{name}{end}")) for end in ("Min", "Max")]
        return [*bounds] if any(bounds) else []

    def _called(self, predicate: NamedNode) -> list[str]:
        """A property's values as words: a literal as it stands, a thing by its label, any other IRI in full."""
        words = [name.text for name in self.facts.names(self._document, predicate)]
        return words + [self._word(iri, LABEL) or iri for iri in self.facts.iris(self._document, predicate)]

    def _spans(self, iri: str, predicate: NamedNode) -> list[tuple[int, int, str]]:
        """The stretches of the document that a record rests on, with their words."""
        found = []
        for node in self.facts.iris(iri, predicate):
            start, end = (self._word(node, outside("nif", index)) for index in ("beginIndex", "endIndex"))
            mine = self._document in self.facts.iris(node, outside("nif", "referenceContext"))
            if mine and start.isdecimal() and end.isdecimal():
                found.append((int(start), int(end), self._word(node, outside("nif", "anchorOf"))))
        return sorted(found)

    def _words(self, iri: str, predicate: NamedNode) -> list[str]:
        return [words for _, _, words in self._spans(iri, predicate)]

    def _quotes(self, iri: str, predicate: NamedNode) -> list[JsonValue]:
        spans = self._spans(iri, predicate)
        return [[start, end, *([] if self._text[start:end] == words else [words])] for start, end, words in spans]

    def _marks(self) -> list[JsonValue]:
        """Where the text bears the surface forms found in it, and the things they name; the longest form wins."""
        surfaces = self.facts.surfaces()
        named = {" ".join(surface.split()): thing for surface, thing in surfaces.items() if surface.split()}
        if not self._text or not named:
            return []
        longest_first = sorted(named, key=lambda surface: (-len(surface), surface))
        patterns = (r"\s+".join(map(re.escape, surface.split())) for surface in longest_first)
        found = re.finditer(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", self._text)
        return [[m.start(), m.end(), self._place(named[" ".join(m.group().split())])] for m in found]
