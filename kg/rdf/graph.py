"""The named graph of one document while it is written: entities and evidence come in on first use."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError
from kg.iris import entity_iri, evidence_iri
from kg.model import Document, Entity, Link, Span
from kg.namespaces import PREFIXES
from kg.rdf.literals import decimal, offset, plain, words
from kg.vocabulary import term, vocabulary

__all__ = ["DocumentGraph", "outside"]


def outside(prefix: str, name: str) -> NamedNode:
    """A term of another vocabulary, by its prefix."""
    return NamedNode(PREFIXES[prefix] + name)


_TYPE = outside("rdf", "type")
_LABEL = outside("rdfs", "label")


class DocumentGraph:
    """The quads of one document, each once, in the order they came in."""

    def __init__(self, document: Document, base_iri: str) -> None:
        self.document = document
        self.base_iri = base_iri
        self.node = NamedNode(document.iri)
        self._quads: dict[Quad, None] = {}

    def quads(self) -> list[Quad]:
        """What was added so far."""
        return list(self._quads)

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """Add a triple of any vocabulary to the document's graph."""
        self._quads[Quad(subject, predicate, value, self.node)] = None

    def say(self, subject: NamedNode, name: str, value: NamedNode | Literal) -> None:
        """Add a triple whose property is the `kg` term `name`."""
        self.add(subject, term(name), value)

    def become(self, subject: NamedNode, kind: str) -> None:
        """Add that the subject is a member of the `kg` class `kind`."""
        self.add(subject, _TYPE, term(kind))

    def name(self, subject: NamedNode, label: str) -> None:
        """Add the subject's one name, which is in no language."""
        self.add(subject, _LABEL, plain(label))

    def also_called(self, subject: NamedNode, span: Span) -> None:
        """Add the words at `span` as a name that the document gives the subject."""
        self.add(subject, outside("skos", "altLabel"), self.words(span))

    def entity(self, entity: Entity) -> NamedNode:
        """The node of an entity that the document names.

        Raises:
            KgError: its kind is no class of entities.
        """
        if entity.kind not in vocabulary().kinds:
            raise KgError(f"{entity.kind!r} is no kind of entity", self.document.source)
        node = NamedNode(entity_iri(self.base_iri, entity))
        self.become(node, entity.kind)
        self.name(node, entity.name)
        self.say(node, "mentionedIn", self.node)
        if entity.wikidata:
            self.add(node, outside("skos", "exactMatch"), outside("wd", entity.wikidata))
        return node

    def evidence(self, span: Span) -> NamedNode:
        """The node of a stretch of the document's text.

        Raises:
            KgError: the text is not that long.
        """
        node = self._stretch(span)
        self.become(node, "Evidence")
        return node

    def mention(self, link: Link) -> NamedNode:
        """The node of words that mean an entity; adds the entity.

        Raises:
            KgError: the text is not that long, or the entity's kind is no class of entities.
        """
        node = self._stretch(link.span)
        self.become(node, "Mention")
        self.say(node, "refersTo", self.entity(link.entity))
        self.say(node, "rule", plain(link.rule))
        self.say(node, "confidence", decimal(link.score))
        return node

    def _stretch(self, span: Span) -> NamedNode:
        node = NamedNode(evidence_iri(self.document.iri, span))
        self.add(node, outside("nif", "beginIndex"), offset(span.start))
        self.add(node, outside("nif", "endIndex"), offset(span.end))
        self.add(node, outside("nif", "anchorOf"), self.words(span))
        self.add(node, outside("nif", "referenceContext"), self.node)
        self.say(node, "line", offset(bisect_left(self._line_ends, span.start) + 1))
        return node

    def words(self, *spans: Span) -> Literal:
        """The document's words at the spans, tagged with its language, joined by a space.

        Raises:
            KgError: the text is not that long.
        """
        for span in spans:
            if span.end > self._length:
                raise KgError(f"no text at {span.start}..{span.end}", self.document.source)
        return words(" ".join(span.of(self.document.text) for span in spans), self.document.language)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [at for at, char in enumerate(self.document.text) if char == "\n"]

    @cached_property
    def _length(self) -> int:
        return len(self.document.text)
