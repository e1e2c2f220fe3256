"""Relations inside noun phrases, which read alike in every language: "Chinese startup X", "Nvidia CEO X", "its H20"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.chunks import PRODUCTS, TAILS
from kg.extract.statements import Said, Stating, state
from kg.extract.topics import Topics
from kg.languages import Language
from kg.mentions.nouns import noun_of
from kg.model import Link, Reading, Span, Statement
from kg.patterns import Unit, View
from kg.spans import inside, starting
from kg.vocabulary import vocabulary

__all__ = ["GUESSED", "NounPhrases"]

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
GUESSED = frozenset({"officer-behind-name", "officer-of-the-firm", "possessive", "possessive-role"})
"""Rules that tie a person to the firm spoken of."""
_TAILED = {"based_tail": ("locatedIn", False), "owned_tail": ("partOf", False), "backed_tail": ("investsIn", True)}
"""What follows a name and a hyphen: the predicate, and whether that name is its subject."""
_PLACES = {"Country", "Place"}
_REACH = 12
"""Code points before a phrase in which a relative possessive stands."""
_ROLE_BEHIND = re.compile(r", ((?:[\w’'-]+ ){0,3}[\w’'-]+)(?=[.;:]|,? ?$)")
_SHORTEST = 4
"""Letters of a role that may end a compound."""
_SHORT = 3
"""Letters of a country's short form: "US", "UK"."""


class NounPhrases:
    """Reads the noun phrases of one document."""

    def __init__(self, reading: Reading, language: Language, topics: Topics) -> None:
        self.reading, self.language, self.topics = reading, language, topics
        self.text = reading.document.text

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
            yield from self._role_before_comma(view, at, head, before, where)
            yield from self._role_after_comma(view, at, head, before, where)
            yield from self._described(head, where)
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
                said = Said("affiliatedWith", "role-before-name", "phrase", self._role(words), self._former(words))
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
        nouns = {noun.form for word in words if (noun := noun_of(word.of(self.text), self.language)) is not None}
        for name, (predicate, reverse) in _TIED.items():
            about = predicate != "develops" or owner.entity.kind in PRODUCTS
            if about and nouns & set(self.language.words.get(name, ())):
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

    def _located(self, head: Link, place: Link, where: Stating) -> Iterator[Statement]:
        if head.entity.kind != "Country" and place.entity.kind in _PLACES:
            yield from state(head, Said("locatedIn", "adjective"), place, where)

    # -- owners ---------------------------------------------------------------------------------------------------

    def _owned(self, unit: Unit, head: Link, before: Sequence[Unit], where: Stating) -> Iterator[Statement]:
        """As in "its H20", "son PDG X", "sein Rivale X"; an officer without a firm is the firm's spoken of."""
        words = [part for part in unit.prefix if isinstance(part, Span)]
        role = self._role(words) if head.entity.kind == "Person" else None
        if self._is_possessed(unit, words):
            owner = self._owner(before) or self.topics.body(where.number, unit.span.start)
            if owner is None:
                return
            if head.entity.kind in PRODUCTS:
                yield from state(owner, Said("develops", "possessive", "context"), head, where)
            elif role is not None:
                said = Said("affiliatedWith", "possessive", "context", role, self._former(words))
                yield from state(head, said, owner, where)
            else:
                yield from self._tied(head, owner, words, where)
        elif vocabulary().is_a(head.entity.kind, "Organization"):
            yield from self._tied_to_firm(unit, head, words, before, where)
        elif (
            role is not None
            and not head.entity.known
            and self._is_officer(role)
            and not any(isinstance(part, Link) for part in unit.prefix)
        ):
            firm = self.topics.body(where.number, head.span.start)
            if firm is not None:
                said = Said("affiliatedWith", "officer-of-the-firm", "context", role, self._former(words))
                yield from state(head, said, firm, where)

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
        nouns = {noun.form for word in words if (noun := noun_of(word.of(self.text), self.language)) is not None}
        if any(nouns & set(self.language.words.get(name, ())) for name in _TIED if name != "maker"):
            owner = self._owner(before) or self.topics.firm(where.number, unit.span.start)
            if owner is not None:
                yield from self._tied(head, owner, words, where)

    def _role_before_comma(
        self, view: View, at: int, head: Link, before: Sequence[Unit], where: Stating
    ) -> Iterator[Statement]:
        """A role of the firm spoken of, a comma, the name: "su fundadora, X"."""
        if head.entity.kind != "Person":
            return
        said = self.language.regexes["possessive"].search(view.text, max(0, at - 70), at)
        words = view.text[said.end() : at] if said is not None else ""
        if said is None or not words.endswith(", ") or "," in words[:-2]:
            return
        owner = self._owner(before) or self.topics.body(where.number, head.span.start)
        role = view.span(said.end() + 1, at - 2)
        if owner is not None and role is not None and self._holds_role(role):
            yield from state(head, Said("affiliatedWith", "possessive-role", "context", role), owner, where)

    def _role_after_comma(
        self, view: View, at: int, head: Link, before: Sequence[Unit], where: Stating
    ) -> Iterator[Statement]:
        """An officer's role behind the name, without its firm: "sagt Anna Berg, Finanzchefin."."""
        found = (
            _ROLE_BEHIND.match(view.text, at + 1) if head.entity.kind == "Person" and not head.entity.known else None
        )
        role = view.span(*found.span(1)) if found is not None else None
        if role is None or not self._holds_role(role) or not self._is_officer(role):
            return
        owner = self._owner(before) or self.topics.body(where.number, head.span.start)
        if owner is not None:
            said = Said("affiliatedWith", "officer-behind-name", "context", role, self._former([role]))
            yield from state(head, said, owner, where)

    def _holds_role(self, role: Span) -> bool:
        nouns = (noun_of(word, self.language) for word in role.of(self.text).split())
        return any(noun is not None and noun.kind == "Person" for noun in nouns)

    def _role(self, words: Sequence[Span]) -> Span | None:
        nouns = [word for word in words if self._holds_role(word)]
        return Span(min(w.start for w in nouns), max(w.end for w in nouns)) if nouns else None

    def _former(self, words: Sequence[Span]) -> bool:
        return any(self.language.has("former", word.of(self.text)) for word in words)

    def _is_officer(self, role: Span) -> bool:
        """A role in a firm; in a compounding language also the end of a word ("Vertriebschefin")."""
        words = role.of(self.text)
        if self.language.has("officer", words):
            return True
        nouns = tuple(noun.casefold() for noun in self.language.words["officer"] if len(noun) >= _SHORTEST)
        return self.language.compounds and words.casefold().endswith(nouns)

    def _owner(self, before: Sequence[Unit]) -> Link | None:
        """The organisation named last in the sentence; an outlet only reports."""
        links = (unit.link for unit in reversed(before) if unit.link is not None)
        return next((k for k in links if _owns(k)), None)


def _owns(link: Link) -> bool:
    return link.entity.kind != "MediaOutlet" and vocabulary().is_a(link.entity.kind, "Organization")
