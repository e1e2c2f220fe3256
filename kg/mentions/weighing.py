"""Which known thing a name means, and whether it means any.

Known names are weighed: how firmly the name belongs to a thing, whether its country is named beside it, whether
things it is known to belong to occur in the document, whether its country is at home in the document's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge import KnowledgeBase, Known, Strength
from kg.languages import Language
from kg.mentions.matcher import Hit

__all__ = ["NEEDED", "Weighing"]

_WEIGHT = {Strength.ALIAS: 3, Strength.METONYM: 2, Strength.HIDDEN: 0}
NEEDED = 2
"""Points from which a name means a known thing."""
_BESIDE = 3
_RELATED = 2
_AT_HOME = 1
_BRACKETED = 2


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the known names of a document say for each other.

    Attributes:
        present: IRIs of things that the document surely names.
        countries: where the names of countries end -> the country's IRI.
        bracketed: where what stands in brackets of its own begins.
        letters: where names of one letter begin.
        home: the countries whose bodies a text in the language means when it names no country.
    """

    present: frozenset[str]
    countries: Mapping[int, str]
    bracketed: frozenset[int]
    letters: frozenset[int]
    home: frozenset[str]

    @classmethod
    def of(cls, text: str, hits: Sequence[Hit], language: Language, world: KnowledgeBase) -> Weighing:
        """The weighing of a document's known names."""
        present: set[str] = set()
        countries: dict[int, str] = {}
        for hit in hits:
            sure = [known for known, strength in hit.candidates if strength is Strength.ALIAS]
            if len(sure) == 1:
                present.add(sure[0].iri)
            if len(sure) == 1 and hit.kind == "Country":
                countries[hit.span.end] = sure[0].iri
        for iri in list(present):
            known = world.by_iri(iri)
            if known is not None and known.entity.kind == "GovernmentBody":
                present.update(known.objects("locatedIn"))
        home = frozenset(known.iri for code in language.home if (known := world.country(code)) is not None)
        bracketed = frozenset(hit.span.start for hit in hits if _stands_in_brackets(text, hit))
        letters = frozenset(hit.span.start for hit in hits if len(hit.span) == 1)
        return cls(frozenset(present), countries, bracketed, letters, home)

    def best(self, hit: Hit) -> tuple[int, Known, Strength]:
        """The thing that the name most likely means, with its points and how the name belongs to it."""
        scored = ((self._score(hit, known, strength), known, strength) for known, strength in hit.candidates)
        return min(scored, key=lambda candidate: (-candidate[0], candidate[1].iri))

    def means(self, hit: Hit) -> bool:
        """Whether the name means a known thing at all."""
        return self.best(hit)[0] >= NEEDED

    def _score(self, hit: Hit, known: Known, strength: Strength) -> int:
        score = _WEIGHT[strength]
        if known.entity.kind == "Organization" and strength is Strength.HIDDEN:
            if hit.span.start in self.bracketed:
                return score + _BRACKETED  # a party after a name: "Per Holm (S)"
            if hit.span.start in self.letters:
                return score
        located = known.objects("locatedIn")
        beside = self.countries.get(hit.span.start - 1)
        if beside is not None and beside in located:
            score += _BESIDE
        elif beside is not None and located and known.entity.kind == "GovernmentBody":
            score -= _BESIDE
        if any(iri in self.present for _, iri in known.facts):
            score += _RELATED
        if any(iri in self.home for iri in located):
            score += _AT_HOME
        return score


def _stands_in_brackets(text: str, hit: Hit) -> bool:
    return text[hit.span.start - 2 : hit.span.start] == " (" and text[hit.span.end : hit.span.end + 1] in {
        ")",
        ",",
        "/",
    }
