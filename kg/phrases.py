"""Views of a document's sentences, in which noun phrases, quotations and word classes are single signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.chunks import chunk
from kg.languages import Language
from kg.model import Link, Quotation, Span
from kg.patterns import MARKS, QUOTE, Unit, View, mark
from kg.spans import inside

__all__ = ["Phrases"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The units of a document: its noun phrases and quotations, and views made of them."""

    text: str
    names: tuple[Unit, ...]
    quotations: tuple[Unit, ...]

    @classmethod
    @lru_cache(maxsize=1)  # every extractor asks for those of the document at hand
    def of(cls, text: str, links: tuple[Link, ...], quotations: tuple[Quotation, ...], language: Language) -> Phrases:
        """Chunk the text; `links` are sorted and do not overlap."""
        units = chunk(text, links, language)
        quoted = {q.span: q.outer for q in quotations}
        names = tuple(replace(u, span=quoted[u.span]) if u.span in quoted else u for u in units)
        bare = {u.span for u in units if u.span in quoted}
        quotes = tuple(Unit(q.outer, QUOTE, quotation=q) for q in quotations if q.span not in bare)
        return cls(text, names, quotes)

    def view(self, span: Span) -> View:
        """The view of a stretch, quotations as units."""
        quotes = inside(self.quotations, span)
        names = [n for n in inside(self.names, span) if not any(q.span.overlaps(n.span) for q in quotes)]
        return View.of(self.text, span, sorted([*names, *quotes], key=lambda unit: unit.span))

    def marked_view(self, span: Span, language: Language) -> View:
        """The view of a stretch with quotations as units and the words of `kg.patterns.MARKS` as characters."""
        quotes = inside(self.quotations, span)
        names = [n for n in inside(self.names, span) if not any(q.span.overlaps(n.span) for q in quotes)]
        words = [w for w in self._marked(span, language) if not any(w.span.overlaps(u.span) for u in (*quotes, *names))]
        return View.of(self.text, span, sorted([*names, *quotes, *words], key=lambda unit: unit.span))

    def inner_view(self, span: Span, language: Language) -> View:
        """The marked view of what stands inside a quotation."""
        names = inside(self.names, span)
        words = [w for w in self._marked(span, language) if not any(w.span.overlaps(n.span) for n in names)]
        return View.of(self.text, span, sorted([*names, *words], key=lambda unit: unit.span))

    def _marked(self, span: Span, language: Language) -> list[Unit]:
        found: dict[Span, int] = {}
        for name, regex in language.marked.items():
            for match in regex.finditer(self.text, span.start, span.end):
                if match.end() > match.start():
                    where = Span(match.start(), match.end())
                    found[where] = found.get(where, 0) | MARKS[name]
        kept: list[Unit] = []
        for where in sorted(found, key=lambda s: (s.start, -s.end)):
            if not kept or kept[-1].span.end <= where.start:
                kept.append(Unit(where, mark(found[where])))
        return kept

    def plain_view(self, span: Span, more: Sequence[Unit] = ()) -> View:
        """The view of a stretch with the words of its quotations in full, and with these units besides its names."""
        names = [n for n in inside(self.names, span) if not any(unit.span.overlaps(n.span) for unit in more)]
        return View.of(self.text, span, sorted([*names, *more], key=lambda unit: unit.span))
