"""Whom a text speaks of: the organisation that a phrase means without naming it ("its H20", "Customers include X")."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from kg.languages import Language
from kg.marking import is_marked
from kg.model import Entity, Link, Reading, Span
from kg.spans import near, starting
from kg.vocabulary import vocabulary

__all__ = ["BODIES", "FIRMS", "Topics"]

FIRMS = ("Company",)
BODIES = ("Company", "ResearchOrganization", "GovernmentBody", "Organization")
_WEIGHTS = (2.0, 1.5, 1.0, 0.7)
"""How much a name counts that stands one, two, three, four sentences before."""
_FIRST = 2.0
"""How much more the first name of a sentence counts, which mostly is its subject."""
_MARKED = 0.5
"""How much a name counts that stands behind a preposition."""
_TITLE = 1.5
"""What standing in the title adds."""
_LASTING = 0.25
"""What each time that a text names an organisation adds, up to `_MANY` times."""
_MANY = 8
_OFTEN = 3
"""Times that a text names whom it is about at least."""
_GOVERNING = 0.6
"""What is left for a body that governs: few phrases that leave their owner out mean it."""
_APART = 0.7
"""What is left of the weight of a sentence of another paragraph."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Finds whom the text of a reading speaks of; `meant` are those found, by sentence."""

    reading: Reading
    language: Language
    meant: dict[int, Link] = field(default_factory=dict)
    times: Counter[Entity] = field(init=False)
    first: dict[Entity, Link] = field(init=False)

    def __post_init__(self) -> None:
        links = [link for link in self.reading.links if not link.adjective]
        object.__setattr__(self, "times", Counter(link.entity for link in links))
        object.__setattr__(self, "first", {link.entity: link for link in reversed(links)})

    def firm(self, number: int, until: int) -> Link | None:
        """The company that the sentences before are about most; one of its own sentence before `until` counts too."""
        return self.of(number, until, FIRMS)

    def body(self, number: int, until: int) -> Link | None:
        """The organisation that the sentences before are about most; an outlet only reports."""
        return self.of(number, until, BODIES)

    def subject(self, number: int, at: int, kinds: Sequence[str], apart: Collection[Entity]) -> Link | None:
        """Whom a clause at `at` of sentence `number` is about that does not say so.

        Args:
            number: the sentence's number in the reading.
            at: where the clause begins, in code points of the document.
            kinds: classes of which it must be one.
            apart: whom it cannot be, because the clause names them.
        """
        sentence = self.reading.sentences[number].span
        here = self._fitting(Span(sentence.start, at), kinds, apart) if at > sentence.start else []
        return here[0] if here else self.of(number, sentence.start, kinds, apart)

    def of(self, number: int, until: int, kinds: Sequence[str], apart: Collection[Entity] = ()) -> Link | None:
        """The one of these kinds that the last sentences before `until` are about most."""
        sentences = self.reading.sentences
        scores: dict[Entity, float] = defaultdict(float)
        found: dict[Entity, Link] = {}
        for distance, weight in enumerate(_WEIGHTS):
            at = number - 1 - distance
            if at < 0:
                break
            apart_by = 1.0 if sentences[at].block == sentences[number].block else _APART
            for link, share in self._weighed(self._named(at, kinds, apart)):
                scores[link.entity] += weight * share * apart_by
                found.setdefault(link.entity, link)
        here = sentences[number].span.start
        for link, share in self._weighed(self._fitting(Span(here, until), kinds, apart) if until > here else []):
            scores[link.entity] += _WEIGHTS[0] * min(share, 1.0)
            found.setdefault(link.entity, link)
        for entity in self._titled(kinds) & set(scores):
            scores[entity] += _TITLE
        for entity in scores:
            scores[entity] += _LASTING * min(self.times[entity], _MANY)
            scores[entity] *= _GOVERNING if entity.kind == "GovernmentBody" else 1.0
        if not found:
            return self._main(until, kinds, apart)
        return max(found.values(), key=lambda link: (scores[link.entity], link.span.start))

    def _weighed(self, links: Sequence[Link]) -> Iterator[tuple[Link, float]]:
        """The names of a sentence and how much it is about each: most about the first that no preposition marks."""
        subject = next((link for link in links if not self._is_marked(link)), None)
        for link in links:
            yield link, _FIRST if link is subject else _MARKED if self._is_marked(link) else 1.0

    def _main(self, until: int, kinds: Sequence[str], apart: Collection[Entity]) -> Link | None:
        """The organisation that the text names most, where it has named it before and more than in passing."""
        for entity, times in self.times.most_common():
            if times < _OFTEN:
                break
            link = self.first[entity]
            if link.span.end <= until and entity not in apart and _is_any(link, kinds):
                return link
        return None

    def _is_marked(self, link: Link) -> bool:
        return is_marked(self.reading.document.text, link.span.start, self.language)

    def remember(self, number: int, meant: Link) -> None:
        """That a sentence was about `meant` without naming it."""
        self.meant.setdefault(number, meant)

    def _named(self, number: int, kinds: Sequence[str], apart: Collection[Entity]) -> list[Link]:
        named = self._fitting(self.reading.sentences[number].span, kinds, apart)
        meant = self.meant.get(number)
        return [meant, *named] if meant is not None and meant.entity not in apart and _is_any(meant, kinds) else named

    def _titled(self, kinds: Sequence[str]) -> set[Entity]:
        title = self.reading.document.title_span
        return {link.entity for link in self._fitting(title, kinds, ())} if title is not None else set()

    def _fitting(self, span: Span, kinds: Sequence[str], apart: Collection[Entity]) -> list[Link]:
        links = (link for link in starting(self.reading.links, span) if not link.adjective and _is_any(link, kinds))
        return [link for link in links if link.entity not in apart and not self._is_quoted(link)]

    def _is_quoted(self, link: Link) -> bool:
        """What somebody quoted speaks of is not what the text speaks of."""
        return any(quotation.outer.contains(link.span) for quotation in near(self.reading.quotations, link.span))


def _is_any(link: Link, kinds: Sequence[str]) -> bool:
    kind = link.entity.kind
    return kind != "MediaOutlet" and any(vocabulary().is_a(kind, above) for above in kinds)
