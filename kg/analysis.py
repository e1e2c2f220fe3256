"""Document -> reading and facts: the rooms from sentences to extraction, in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.coreference import Ground, resolve
from kg.documents.boilerplate import is_boilerplate
from kg.extract import extract
from kg.extract.policy_names import renamed
from kg.knowledge import KnowledgeBase, load_world
from kg.languages import Language, language
from kg.linking import link
from kg.measure_known import without_borrowed
from kg.measure_named import with_named_laws
from kg.measures import describe
from kg.mentions import find
from kg.mentions.matcher import Matcher
from kg.model import Document, Fact, Reading, Span
from kg.sentences import split

__all__ = ["Analyser"]


class Analyser:
    """Reads documents with one knowledge base; keeps an automaton per language."""

    def __init__(self, world: KnowledgeBase) -> None:
        self._world = world
        self._matchers: dict[str, Matcher] = {}

    @classmethod
    def load(cls, world: Sequence[Path] = ()) -> Analyser:
        """With the knowledge base that comes with `kg` and the user's files.

        Raises DataError for a file that does not fit.
        """
        return cls(load_world(world))

    def read(self, document: Document) -> Reading:
        """All that is known of a document before facts are drawn from it."""
        tongue = language(document.language)
        tongue.expect(document.text)
        sentences, quotations = split(document.text, tongue, document.body_start)
        left_out = [s.span for s in sentences if is_boilerplate(_line(document.text, s.span))]
        sentences = tuple(s for s in sentences if s.span not in left_out)
        names = find(document.text, sentences, tongue, self._matcher(tongue))
        links = link(document.text, names, tongue, self._world)
        links = tuple(found for found in links if not any(span.contains(found.span) for span in left_out))
        links = with_named_laws(document.text, sentences, links, tongue)
        links = without_borrowed(document.text, sentences, links, tongue, self._world)
        measures = describe(document, sentences, links, tongue)
        links = tuple(sorted([*links, *(measure.link for measure in measures)]))
        links = resolve(Ground(document.text, quotations, links, tongue, self._world), sentences)
        return Reading(document, sentences, quotations, links, measures)

    def analyse(self, document: Document) -> tuple[Reading, tuple[Fact, ...]]:
        """The reading of a document and its facts."""
        reading = self.read(document)
        return renamed(reading, extract(reading, language(document.language)))

    def _matcher(self, tongue: Language) -> Matcher:
        if tongue.code not in self._matchers:
            self._matchers[tongue.code] = Matcher(self._world, tongue)
        return self._matchers[tongue.code]


def _line(text: str, span: Span) -> str:
    """The line of the text that a stretch begins in."""
    end = text.find("\n", span.start)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)]
