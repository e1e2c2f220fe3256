"""Names that are only the first part of another noun: "AI researchers", "Nvidia-Chips", "eine Wingtech-Tochter"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.nouns import Noun, noun_of
from kg.model import Link
from kg.vocabulary import vocabulary

__all__ = ["TIES", "Modifiers", "is_tie"]

TIES = ("subsidiary", "parent", "supplier", "customer", "rival", "backer", "maker")
"""Optional word lists of nouns that tie two names; what each means stands in `kg.extract.noun_phrases`."""
_TAIL = re.compile(r"[-‑–][\w’'-]+")
_SHORTEST_TAIL = 4
"""Letters of a noun that ends a compound at least."""
_WORD = re.compile(r" ([^\W\d_][\w-]*)")


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Tells what follows the names of a text; `starting` are its links by where they begin."""

    text: str
    language: Language
    starting: Mapping[int, Link]

    def is_technology_of(self, link: Link) -> bool:
        """A technology that only says which kind of thing another noun is: "AI-onderzoekers", "the robotics arm"."""
        if link.entity.kind != "Technology":
            return False
        not_alone = link.span.of(self.text) in self.language.not_names or self._before_noun(link)
        return not_alone or self.tail(link) is not None

    def tail(self, link: Link) -> str | None:
        """The hyphen and the noun behind a name, where another name does not begin in it."""
        found = _TAIL.match(self.text, link.span.end)
        if found is None or any(at in self.starting for at in range(found.start(), found.end())):
            return None
        return found.group()

    def ties(self, noun: Noun | None) -> bool:
        """Whether a noun says how the name before it is tied to the one after it ("Nvidia rival AMD")."""
        return noun is not None and any(is_tie(noun, name, self.language) for name in TIES)

    def is_tied(self, link: Link) -> bool:
        """As in "eine Wingtech-Tochter" without a name after it."""
        tail = self.tail(link)
        if tail is None or not _is_organization(link.entity.kind):
            return False
        noun = noun_of(tail[1:], self.language)
        is_firm = noun is not None and is_tie(noun, "maker", self.language)
        return self.ties(noun) and not is_firm and link.span.end + len(tail) + 1 not in self.starting

    def modifies(self, link: Link) -> bool:
        """Whether the noun behind a firm's name is another thing than the firm, or names a person."""
        tail = self.tail(link)
        if tail is None or not _is_organization(link.entity.kind):
            return False
        following = self.starting.get(link.span.end + len(tail) + 1)
        if following is not None and following.entity.kind == "Person":
            return True
        noun = noun_of(tail[1:], self.language)
        return noun is not None and not _is_organization(noun.kind)

    def is_head(self, word: str) -> bool:
        """Whether a lower-case role is also a noun for what is no person: "the brewer Carlsberg", "Stromhändler"."""
        starts = range(1, len(word) - _SHORTEST_TAIL + 1) if self.language.compounds else ()
        return word in self.language.heads or any(word[start:] in self.language.heads for start in starts)

    def is_small(self, word: str) -> bool:
        """Whether a word belongs to no noun phrase: a preposition, "and", a verb of saying."""
        lists = (self.language.words[name] for name in ("and", "say", "det", "in", "of", "at"))
        return word in self.language.frames.prepositions or any(word in words for words in lists)

    def _before_noun(self, link: Link) -> bool:
        """Whether a noun for a person or an organisation follows, where nouns stand side by side."""
        following = _WORD.match(self.text, link.span.end)
        if following is None or self.language.compounds or self.language.adjectives_follow:
            return False
        noun = noun_of(following.group(1), self.language)
        return noun is not None and (noun.kind == "Person" or _is_organization(noun.kind))


def is_tie(noun: Noun, name: str, language: Language) -> bool:
    """Whether a noun is in the list `name` of those that tie two names, or is a compound with one ("Großkunde")."""
    words = language.words.get(name, ())
    if noun.form in words:
        return True
    return language.compounds and noun.form.endswith(tuple(word for word in words if len(word) >= _SHORTEST_TAIL))


def _is_organization(kind: str) -> bool:
    return vocabulary().is_a(kind, "Organization")
