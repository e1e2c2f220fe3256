"""Persons and the organisations they work for, where no noun phrase names both: "sagt Anna Berg, Finanzchefin."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.statements import Said, Stating, state
from kg.extract.topics import Topics
from kg.languages import Language
from kg.mentions.nouns import noun_of
from kg.model import Link, Reading, Span, Statement
from kg.patterns import Unit, View
from kg.vocabulary import vocabulary

__all__ = ["GUESSED", "Employers", "owner_in"]

GUESSED = frozenset(
    {"employer-behind-name", "officer-behind-name", "officer-of-the-firm", "possessive", "possessive-role"}
)
"""Rules that tie a person to the firm spoken of, or to one that is only named beside her."""
_ROLE_BEHIND = re.compile(r", ((?:[\w’'-]+ ){0,3}[\w’'-]+)(?=[.;:]|,? ?$)")
_BEHIND = re.compile(
    r"(?:,? \(?\d\d\)?(?: \w+)?(?=[, ]))?(?:, | [–—(] ?)((?:[\w’'-]+ ){0,8}?[\w’'-]+ ?)(?=[\ue000-\ue00f])"
)
"""An age, then words after a comma or bracket, up to a name."""
_SHORTEST = 4
"""Letters of a role that may end a compound."""


class Employers:
    """Finds for whom the persons of one document work."""

    def __init__(self, reading: Reading, language: Language, topics: Topics) -> None:
        self.language, self.topics = language, topics
        self.text = reading.document.text

    def behind(self, view: View, at: int, before: Sequence[Unit], where: Stating) -> Iterator[Statement]:
        """What stands beside the person at `at` of a view: a role, or words that tie an organisation to her."""
        head = view.units[at].link
        if head is not None and head.entity.kind == "Person":
            yield from self._role_before_comma(view, at, head, before, where)
            yield from self._role_after_comma(view, at, head, before, where)
            yield from self._employer_after_comma(view, at, head, where)

    def officer(self, head: Link, words: Sequence[Span], where: Stating) -> Iterator[Statement]:
        """An officer whose phrase names no firm is one of the firm spoken of."""
        role = self.role(words)
        if role is None or head.entity.known or not self._is_officer(role):
            return
        firm = self.topics.body(where.number, head.span.start)
        if firm is not None:
            said = Said("affiliatedWith", "officer-of-the-firm", "context", role, self.former(words))
            yield from state(head, said, firm, where)

    def role(self, words: Sequence[Span]) -> Span | None:
        """The words among these that name a person's role."""
        nouns = [word for word in words if self._holds_role(word)]
        return Span(min(w.start for w in nouns), max(w.end for w in nouns)) if nouns else None

    def former(self, words: Sequence[Span]) -> bool:
        """Whether one of the words says that it is so no more."""
        return any(self.language.has("former", word.of(self.text)) for word in words)

    def _role_before_comma(
        self, view: View, at: int, head: Link, before: Sequence[Unit], where: Stating
    ) -> Iterator[Statement]:
        """A role of the firm spoken of, a comma, the name: "su fundadora, X"."""
        said = self.language.regexes["possessive"].search(view.text, max(0, at - 70), at)
        words = view.text[said.end() : at] if said is not None else ""
        if said is None or not words.endswith(", ") or "," in words[:-2]:
            return
        owner = owner_in(before) or self.topics.body(where.number, head.span.start)
        role = view.span(said.end() + 1, at - 2)
        if owner is not None and role is not None and self._holds_role(role):
            yield from state(head, Said("affiliatedWith", "possessive-role", "context", role), owner, where)

    def _role_after_comma(
        self, view: View, at: int, head: Link, before: Sequence[Unit], where: Stating
    ) -> Iterator[Statement]:
        """An officer's role behind the name, without its firm: "sagt Anna Berg, Finanzchefin."."""
        found = _ROLE_BEHIND.match(view.text, at + 1) if not head.entity.known else None
        role = view.span(*found.span(1)) if found is not None else None
        if role is None or not self._holds_role(role) or not self._is_officer(role):
            return
        owner = owner_in(before) or self.topics.body(where.number, head.span.start)
        if owner is not None:
            said = Said("affiliatedWith", "officer-behind-name", "context", role, self.former([role]))
            yield from state(head, said, owner, where)

    def _employer_after_comma(self, view: View, at: int, head: Link, where: Stating) -> Iterator[Statement]:
        """An organisation behind the name and a preposition of belonging: "X, a shipbroker with Y"."""
        found = _BEHIND.match(view.text, at + 1)
        unit = view.units.get(found.end()) if found is not None else None
        if found is None or unit is None or unit.link is None or unit.modifies or not _employs(unit.link):
            return
        words = found.group(1).casefold().split()
        marks = {" ".join(words[-length:]) for length in (1, 2)}
        if not set(words).isdisjoint(self.language.words.get("outsider", ())):
            return
        if any(not marks.isdisjoint(self.language.words[name]) for name in ("at", "of")):
            former = self.language.has("former", found.group(1))
            yield from state(
                head, Said("affiliatedWith", "employer-behind-name", "context", None, former), unit.link, where
            )

    def _holds_role(self, role: Span) -> bool:
        nouns = (noun_of(word, self.language) for word in role.of(self.text).split())
        return any(noun is not None and noun.kind == "Person" for noun in nouns)

    def _is_officer(self, role: Span) -> bool:
        """A role in a firm; in a compounding language also the end of a word ("Vertriebschefin")."""
        words = role.of(self.text)
        if self.language.has("officer", words):
            return True
        nouns = tuple(noun.casefold() for noun in self.language.words["officer"] if len(noun) >= _SHORTEST)
        return self.language.compounds and words.casefold().endswith(nouns)


def owner_in(before: Sequence[Unit]) -> Link | None:
    """The organisation named last before in a sentence; an outlet only reports."""
    links = (unit.link for unit in reversed(before) if unit.link is not None)
    return next((link for link in links if _employs(link)), None)


def _employs(link: Link) -> bool:
    return link.entity.kind != "MediaOutlet" and vocabulary().is_a(link.entity.kind, "Organization")
