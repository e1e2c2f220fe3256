"""Quads of the graph's contract → the page's view of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from kg.export.html.facts import ALT_LABEL, LABEL, Facts, local, outside
from kg.export.html.model import Article, Mark, Name, Quote, Relation, Saying, Stated, Thing, View
from kg.vocabulary import term, vocabulary

__all__ = ["read_view"]

_RECORDS = frozenset({"Document", "Claim", "Statement", "Evidence", "Mention"})


def read_view(quads: Iterable[Quad], texts: Mapping[str, str]) -> View:
    """The view of a dataset; `texts` are full texts by document IRI, and may be empty.

    Statements about subjects or objects without a class are left out: there is nothing to draw.
    """
    facts = Facts(quads)
    groups: dict[str, list[str]] = defaultdict(list)
    things: list[Thing] = []
    for subject, kinds in facts.kinds():
        record = next(iter(sorted(kinds & _RECORDS)), None)
        if record:
            groups[record].append(subject)
        else:
            things.append(_thing(facts, subject, kinds))
    known = frozenset(thing.iri for thing in things)
    surfaces = facts.surfaces()
    articles = (_article(facts, iri, texts.get(iri, ""), surfaces.get(iri, {})) for iri in groups["Document"])
    return View(
        tuple(things),
        _relations(facts, groups["Statement"], known),
        tuple(_saying(facts, iri, known) for iri in groups["Claim"]),
        tuple(sorted(articles, key=lambda article: (article.source, article.title, article.iri))),
    )


def _thing(facts: Facts, iri: str, kinds: frozenset[str]) -> Thing:
    ranked = [kind for kind in vocabulary().kinds if kind in kinds]  # an inferred superclass yields to the class below
    traits = (term("policyKind"), term("policyStatus"))
    return Thing(
        iri,
        facts.word(iri, LABEL) or local(iri),
        (ranked or sorted(kinds))[0],
        facts.names(iri, ALT_LABEL),
        facts.iris(iri, outside("skos", "exactMatch")),
        facts.iris(iri, term("mentionedIn")),
        tuple((local(trait.value), local(value)) for trait in traits for value in facts.iris(iri, trait)),
    )


def _quotes(facts: Facts, iri: str, predicate: NamedNode) -> tuple[Quote, ...]:
    found = []
    for node in facts.iris(iri, predicate):
        start, end = (facts.word(node, outside("nif", index)) for index in ("beginIndex", "endIndex"))
        documents = facts.iris(node, outside("nif", "referenceContext"))
        if documents and start.isdecimal() and end.isdecimal():
            found.append(Quote(documents[0], int(start), int(end), facts.word(node, outside("nif", "anchorOf"))))
    return tuple(sorted(found))


def _relations(facts: Facts, statements: Iterable[str], known: frozenset[str]) -> tuple[Relation, ...]:
    by_triple: dict[tuple[str, str, str], list[Stated]] = defaultdict(list)
    for iri in statements:
        subject, predicate, value = (
            facts.iris(iri, outside("rdf", part)) for part in ("subject", "predicate", "object")
        )
        if subject and predicate and value and subject[0] in known and value[0] in known:
            by_triple[subject[0], local(predicate[0]), value[0]].append(_stated(facts, iri))
    return tuple(Relation(*triple, tuple(stated)) for triple, stated in sorted(by_triple.items()))


def _stated(facts: Facts, iri: str) -> Stated:
    return Stated(
        iri,
        _quotes(facts, iri, term("evidence")),
        facts.word(iri, term("confidence")),
        facts.names(iri, term("role")),
        _true(facts, iri, term("former")),
        facts.word(iri, term("validFrom")),
        facts.word(iri, term("validUntil")),
        ", ".join(name.text for name in facts.names(iri, term("rule"))),
    )


def _saying(facts: Facts, iri: str, known: frozenset[str]) -> Saying:
    evidence = _quotes(facts, iri, term("evidence"))
    speakers, reporters, about = (
        _things(facts, iri, part, known) for part in (term("saidBy"), term("reportedBy"), term("about"))
    )
    return Saying(
        iri,
        facts.name(iri, term("text")) or Name(" … ".join(quote.text for quote in evidence)),
        evidence,
        speakers,
        facts.name(iri, term("speakerLabel")),
        reporters,
        facts.name(iri, term("relay")),
        _quotes(facts, iri, term("attribution")),
        about,
        "".join(local(mode) for mode in facts.iris(iri, term("reportingMode"))[:1]),
        (facts.word(iri, term("probabilityMin")), facts.word(iri, term("probabilityMax"))),
        "".join(local(value) for value in facts.iris(iri, term("likelihood"))[:1]),
        (facts.word(iri, term("horizonMin")), facts.word(iri, term("horizonMax"))),
        facts.word(iri, term("dueBy")),
        _true(facts, iri, term("hedged")),
        _true(facts, iri, term("negated")),
        facts.word(iri, term("rule")),
    )


def _things(facts: Facts, iri: str, predicate: NamedNode, known: frozenset[str]) -> tuple[str, ...]:
    return tuple(value for value in facts.iris(iri, predicate) if value in known)


def _true(facts: Facts, iri: str, predicate: NamedNode) -> bool:
    return facts.word(iri, predicate) in {"true", "1"}


def _article(facts: Facts, iri: str, text: str, surfaces: Mapping[str, str]) -> Article:
    return Article(
        iri,
        facts.word(iri, outside("dcterms", "title")) or local(iri),
        facts.word(iri, outside("dcterms", "language")),
        facts.word(iri, outside("dcterms", "issued")),
        ", ".join(_called(facts, iri, outside("dcterms", "publisher"))),
        ", ".join(_called(facts, iri, outside("dcterms", "source"))),
        facts.word(iri, term("sha256")),
        text,
        _marks(text, surfaces),
    )


def _called(facts: Facts, iri: str, predicate: NamedNode) -> list[str]:
    """A property's values as words: a literal as it stands, a thing by its label, any other IRI in full."""
    words = [name.text for name in facts.names(iri, predicate)]
    return words + [facts.word(value, LABEL) or value for value in facts.iris(iri, predicate)]


def _marks(text: str, surfaces: Mapping[str, str]) -> tuple[Mark, ...]:
    """Where a document's text bears the surface forms found in it; the longest form wins."""
    named = {" ".join(surface.split()): thing for surface, thing in surfaces.items() if surface.split()}
    if not text or not named:
        return ()
    longest_first = sorted(named, key=lambda surface: (-len(surface), surface))
    patterns = (r"\s+".join(map(re.escape, surface.split())) for surface in longest_first)
    found = re.finditer(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", text)
    return tuple(Mark(m.start(), m.end(), named[" ".join(m.group().split())]) for m in found)
