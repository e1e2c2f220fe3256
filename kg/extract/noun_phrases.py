"""Relations inside noun phrases, which read alike in every language: "Chinese startup X", "Nvidia CEO X", "its H20"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kg.chunks import PRODUCTS, TAILS
from kg.extract.employers import Employers, owner_in
from kg.extract.statements import Said, Stating, state
from kg.extract.topics import Topics
from kg.languages import Language
from kg.mentions.nouns import noun_of
from kg.model import Link, Reading, Span, Statement
from kg.modifiers import is_tie
from kg.patterns import DEMONYM, Unit, View
from kg.spans import inside, starting
from kg.vocabulary import vocabulary

__all__ = ["NounPhrases"]

_TIED = {
    "subsidiary": ("partOf", False),
    "parent": ("partOf", True),
    "supplier": ("suppliesTo", False),
    "customer": ("suppliesTo", True),
    "rival": ("competesWith", False),
    "backer": ("investsIn", False),
    "maker": ("develops", False),
}
"""What a noun between two names says: the predicate, and whether the first name is its subject."""
_TAILED = {"based_tail": ("locatedIn", False), "owned_tail": ("partOf", False), "backed_tail": ("investsIn", True)}
"""What follows a name and a hyphen: the predicate, and whether that name is its subject."""
_PLACES = {"Country", "Place"}
_REACH = 12
"""Code points before a phrase in which a relative possessive stands."""
_TIE_BEHIND = re.compile(r"[-‑]([^\W\d_][\w-]*)")
_BETWEEN = re.compile(r"(?: |, |(?: [\w’']+){1,2} )")
"""What stands between a name and the phrase that describes it: a comma, "is", "is now"."""
_APPOSED = re.compile(rf", ((?:[\w’'-]+ ){{0,4}}?){DEMONYM}((?: [\w’'-]+){{0,4}})")
"""Behind a name, a comma and a demonym, with the words beside it."""
_SHORT = 3
"""Letters of a country's short form: "US", "UK"."""


class NounPhrases:
    """Reads the noun phrases of one document."""

    def __init__(self, reading: Reading, language: Language, topics: Topics) -> None:
        self.reading, self.language, self.topics = reading, language, topics
        self.text = reading.document.text
        self.employers = Employers(reading, language, topics)

    def statements(self, view: View, where: Stating) -> Iterator[Statement]:
        """What the noun phrases of a view say by themselves."""
        before: list[Unit] = []
        for at in sorted(view.units):
            unit = view.units[at]
            head = unit.link
            if head is None or head.adjective:
                continue
            yield from self._prefixed(unit, head, where)
            yield from self._bracketed(unit, head, where)
            yield from self._owned(unit, head, before, where)
            yield from self._tied_behind(view, at, head, before, where)
            yield from self.employers.behind(view, at, before, where)
            yield from self._described(head, where)
            yield from self._apposed(view, at, head, where)
            before.append(unit)

    def _prefixed(self, unit: Unit, head: Link, where: Stating) -> Iterator[Statement]:
        words = [part for part in unit.prefix if isinstance(part, Span)]
        for link in (part for part in unit.prefix if isinstance(part, Link)):
            tail = self._tail(link)
            if tail:
                predicate, reverse = _TAILED[tail]
                yield from self._either(head, link, Said(predicate, tail), reverse, where)
            elif link.adjective or link.entity.kind in _PLACES:
                if not self._is_topic(link):
                    yield from self._located(head, link, where)
            elif head.entity.kind == "Person":
                said = Said(
                    "affiliatedWith",
                    "role-before-name",
                    "phrase",
                    self.employers.role(words),
                    self.employers.former(words),
                )
                yield from state(head, said, link, where)
            else:
                yield from self._tied(head, link, words, where)
                yield from self._made(head, link, words, where)

    def _made(self, head: Link, owner: Link, words: Sequence[Span], where: Stating) -> Iterator[Statement]:
        """As in "das OpenAI-Modell GPT-5", "the OpenAI model GPT-5"."""
        nouns = [noun for word in words if (noun := noun_of(word.of(self.text), self.language)) is not None]
        if head.entity.kind in PRODUCTS and any(noun.kind in PRODUCTS for noun in nouns):
            yield from state(owner, Said("develops", "product-before-name"), head, where)

    def _is_topic(self, place: Link) -> bool:
        """A country written out before a hyphen is what the firm deals with ("China-Institut Merics")."""
        hyphen = self.text[place.span.end : place.span.end + 1] in {"-", "‑"}
        return hyphen and not place.adjective and len(place.span) > _SHORT and not self._tail(place)

    def _tail(self, link: Link) -> str:
        """The list of `kg.phrases.TAILS` that holds what follows the name and a hyphen."""
        found = re.match(r"-(\w+)", self.text[link.span.end : link.span.end + 20])
        lists = (name for name in TAILS if found is not None and found.group(1) in self.language.words.get(name, ()))
        return next(lists, "")

    def _either(self, head: Link, other: Link, said: Said, reverse: bool, where: Stating) -> Iterator[Statement]:
        subject, target = (other, head) if reverse else (head, other)
        yield from state(subject, said, target, where)

    def _tied(self, head: Link, owner: Link, words: Sequence[Span], where: Stating) -> Iterator[Statement]:
        """As in "SAP-Tochter X", "Nvidia rival X"."""
        nouns = [noun for word in words if (noun := noun_of(word.of(self.text), self.language)) is not None]
        for name, (predicate, reverse) in _TIED.items():
            about = predicate != "develops" or owner.entity.kind in PRODUCTS
            if about and any(is_tie(noun, name, self.language) for noun in nouns):
                yield from self._either(head, owner, Said(predicate, f"{name}-before-name"), reverse, where)

    def _bracketed(self, unit: Unit, head: Link, where: Stating) -> Iterator[Statement]:
        """A person's party or employer, a firm's place, in brackets: "Jens Spahn (CDU)", "Kalray (Grenoble)"."""
        if unit.span.end == head.span.end:
            return
        said = Said("affiliatedWith" if head.entity.kind == "Person" else "locatedIn", "name-in-brackets")
        for other in starting(self.reading.links, unit.span):
            if head.span.end < other.span.start and other.span.end < unit.span.end:
                yield from state(head, said, other, where)

    def _described(self, link: Link, where: Stating) -> Iterator[Statement]:
        """As in "the Chinese company": what the adjective of a description says of whoever is meant."""
        if link.anaphoric:
            for other in inside(self.reading.links, link.span):
                if other.adjective or other.entity.kind == "Place":
                    yield from self._located(link, other, where)

    def _apposed(self, view: View, at: int, head: Link, where: Stating) -> Iterator[Statement]:
        """As in "Vestas, a Danish turbine maker", "Vestas, fabricante danés de turbinas"."""
        found = _APPOSED.match(view.text, at + 1) if vocabulary().is_a(head.entity.kind, "Organization") else None
        unit = view.units.get(found.end(1)) if found is not None else None
        if found is None or unit is None or unit.link is None:
            return
        before, behind = found.group(1).casefold().split(), found.group(2).casefold().split()
        small = {*self.language.words["in"], *self.language.words["of"], *self.language.frames.prepositions}
        nouns = before if self.language.adjectives_follow else takewhile(lambda word: word not in small, behind)
        if small.isdisjoint(before) and any(self._is_body(word) for word in nouns):
            yield from self._located(head, unit.link, where)

    def _is_body(self, word: str) -> bool:
        noun = noun_of(word, self.language)
        kind = self.language.heads.get(word, noun.kind if noun is not None else None)
        return kind is not None and vocabulary().is_a(kind, "Organization")

    def _located(self, head: Link, place: Link, where: Stating) -> Iterator[Statement]:
        if head.entity.kind != "Country" and place.entity.kind in _PLACES:
            yield from state(head, Said("locatedIn", "adjective"), place, where)

    # -- owners ---------------------------------------------------------------------------------------------------

    def _owned(self, unit: Unit, head: Link, before: Sequence[Unit], where: Stating) -> Iterator[Statement]:
        """As in "its H20", "son PDG X", "sein Rivale X"; an officer without a firm is the firm's spoken of."""
        words = [part for part in unit.prefix if isinstance(part, Span)]
        role = self.employers.role(words) if head.entity.kind == "Person" else None
        if self._is_possessed(unit, words):
            owner = owner_in(before) or self.topics.body(where.number, unit.span.start)
            if owner is None:
                return
            if head.entity.kind in PRODUCTS:
                yield from state(owner, Said("develops", "possessive", "context"), head, where)
            elif role is not None:
                said = Said("affiliatedWith", "possessive", "context", role, self.employers.former(words))
                yield from state(head, said, owner, where)
            else:
                yield from self._tied(head, owner, words, where)
        elif vocabulary().is_a(head.entity.kind, "Organization"):
            yield from self._tied_to_firm(unit, head, words, before, where)
        elif role is not None and not any(isinstance(part, Link) for part in unit.prefix):
            yield from self.employers.officer(head, words, where)

    def _is_possessed(self, unit: Unit, words: Sequence[Span]) -> bool:
        """Whether a possessive stands in the phrase, or a relative one before it ("dessen größter Kunde X")."""
        possessive = self.language.words["possessive"]
        if any(word.of(self.text).casefold() in possessive for word in words):
            return True
        before = self.text[max(0, unit.span.start - _REACH) : unit.span.start].split()
        return bool(before) and before[-1].casefold() in self.language.words.get("whose", ())

    def _tied_to_firm(
        self, unit: Unit, head: Link, words: Sequence[Span], before: Sequence[Unit], where: Stating
    ) -> Iterator[Statement]:
        """As in "dotterbolaget Zenseact", "concurrent AMD": tied to the firm spoken of, unnamed in the phrase."""
        if any(isinstance(part, Link) and not part.adjective for part in unit.prefix):
            return
        nouns = [noun for word in words if (noun := noun_of(word.of(self.text), self.language)) is not None]
        if any(is_tie(noun, name, self.language) for noun in nouns for name in _TIED if name != "maker"):
            owner = owner_in(before) or self.topics.firm(where.number, unit.span.start)
            if owner is not None:
                yield from self._tied(head, owner, words, where)

    def _tied_behind(
        self, view: View, at: int, owner: Link, before: Sequence[Unit], where: Stating
    ) -> Iterator[Statement]:
        """As in "Nexperia ist eine Wingtech-Tochter", "Nexperia, eine Wingtech-Tochter"."""
        tail = _TIE_BEHIND.match(view.text, at + 1)
        span = view.span(*tail.span(1)) if tail is not None else None
        head = before[-1].link if before else None
        if span is None or head is None or not vocabulary().is_a(head.entity.kind, "Organization"):
            return
        if _BETWEEN.fullmatch(self.text, before[-1].span.end, view.units[at].span.start):
            yield from self._tied(head, owner, [span], where)
