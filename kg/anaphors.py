"""Where a text refers back: pronouns, and descriptions such as "the economist", "la empresa china", "bolaget"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.languages import Language
from kg.mentions.nouns import Noun, noun_of
from kg.mentions.tokens import Token
from kg.model import Link, Span
from kg.modifiers import TIES

__all__ = ["Anaphor", "anaphors"]

_BREAKS = set(',.;:()“”"«»„')
_OWNED = {"Person", "Chip", "AIModel", "Product", "Technology"}
"""Kinds of which "its …" is another one than that spoken of."""
_NAME_AFTER = 60
_SMALL = 3
"""Letters of articles and prepositions."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A reference back: a pronoun with its gender, or a description with its noun and the countries it names.

    `of_body` when a name follows over "of" ("the economist of X"): the description may introduce somebody new.
    """

    span: Span
    gender: str | None = None
    noun: Noun | None = None
    countries: frozenset[str] = frozenset()
    places: tuple[Link, ...] = ()
    body: bool = False
    of_body: bool = False


def anaphors(text: str, words: Sequence[Token], links: Sequence[Link], language: Language) -> Iterator[Anaphor]:
    """The references back in a sentence, from left to right, not overlapping."""
    finder = _Finder(text, words, links, language)
    position = 0
    while position < len(words):
        found = finder.at(position)
        if found is not None:
            yield found
        end = found.span.end if found is not None else words[position].end
        position += 1
        while found is not None and position < len(words) and words[position].start < end:
            position += 1


class _Finder:
    def __init__(self, text: str, words: Sequence[Token], links: Sequence[Link], language: Language) -> None:
        self.text, self.words, self.language = text, words, language
        self.names = [link for link in links if not link.adjective]
        self.starting: Mapping[int, Link] = {link.span.start: link for link in links}
        self.covering = {at: link for link in self.names for at in range(link.span.start, link.span.end)}

    def at(self, position: int) -> Anaphor | None:
        """What refers back from this word on."""
        token = self.words[position]
        named = self.covering.get(token.start)
        if named is not None and named.entity.kind != "Technology":
            return None
        folded = token.text.casefold()
        gender = self.language.pronouns.get(folded.rsplit("-", 1)[-1])
        body = not position and folded in self.language.words.get("body_pronoun", ())
        if (gender in {"male", "female"} or body) and not self._emphatic(token):
            cut = token.text.rfind("-") + 1
            return Anaphor(
                Span(token.start + cut, token.end), gender if gender in {"male", "female"} else None, body=body
            )
        return self._description(position)

    def _emphatic(self, token: Token) -> bool:
        """A pronoun between commas after a name repeats it: "La Cour des comptes, elle, avait alerté"."""
        aside = self.text[token.start - 2 : token.start] == ", " and self.text[token.end : token.end + 1] == ","
        return aside and any(link.span.end == token.start - 2 for link in self.names)

    def _description(self, position: int) -> Anaphor | None:
        begin = self._begin(position)
        if begin is None:
            return None
        end = begin
        while end < len(self.words) and end < begin + 2 and self._noun(end) is None and self._modifies(end):
            end += 1
        if end >= len(self.words) or not self._unbroken(position, end):
            return None
        noun = self._noun(end)
        if noun is None:
            return self._adjective_alone(position, end - 1)
        if not self._may_refer(begin, end, noun):
            return None
        last = self._with_adjectives(end)
        if last > end and self._named_after(last):
            return None
        contracted = self.words[position].text.casefold() in self.language.words.get("definite_contractions", ())
        first = begin if contracted else position
        return self._made(Span(self.words[first].start, self.words[last].end), noun, last)

    def _made(self, span: Span, noun: Noun, last: int) -> Anaphor | None:
        if self._introduces(span) or (noun.kind != "Person" and self._names_itself(last)):
            return None
        inside = [link for link in self.starting.values() if span.contains(link.span)]
        tokens = [w for w in self.words if span.start <= w.start < span.end]
        countries = frozenset(self.language.demonyms[w.text] for w in tokens if w.text in self.language.demonyms)
        places = tuple(link for link in (*inside, *self._from(last)) if link.entity.kind == "Place")
        return Anaphor(span, None, noun, countries, places, of_body=self._goes_on_with_body(last))

    def _begin(self, position: int) -> int | None:
        """Where the words after the article begin; the noun itself where it is definite by its form."""
        token = self.words[position]
        folded = token.text.casefold()
        noun = self._noun(position)
        if noun is not None and noun.form in self.language.words.get("definite_nouns", ()):
            return position if not position or token.text[0].islower() or self._in_compound(token) else None
        elided = any(
            elision.startswith("l")
            and self.text[token.start - len(elision) : token.start].casefold().replace("’", "'") == elision
            for elision in self.language.elisions
        )
        if elided:
            return position
        openers = (
            *self.language.words["definite"],
            *self.language.words["possessive"],
            *self.language.words.get("definite_contractions", ()),
        )
        return position + 1 if folded in openers else None

    def _noun(self, position: int) -> Noun | None:
        """The noun of a description; "the rival", "the supplier" are another's, not a name for the one spoken of."""
        noun = noun_of(self.words[position].text, self.language)
        if noun is None or any(noun.form in self.language.words.get(name, ()) for name in TIES if name != "maker"):
            return None
        return noun

    def _modifies(self, position: int) -> bool:
        token = self.words[position]
        folded = token.text.casefold()
        placed = self.starting.get(token.start)
        return (
            token.text in self.language.demonyms
            or folded in self.language.words["modifiers"]
            or folded in self.language.words["former"]
            or (placed is not None and placed.entity.kind in {"Place", "Country"})
        )

    def _may_refer(self, begin: int, end: int, noun: Noun) -> bool:
        head = self.words[end]
        covering = self.covering.get(head.start)
        if covering is not None and covering.entity.kind != "Technology":
            return False
        if (
            head.text[0].isupper()
            and not head.text.isupper()
            and end
            and not self.language.nouns_capitalised
            and not self._in_compound(head)
        ):
            return False
        owned = self.words[begin - 1].text.casefold() if begin else ""
        if owned in self.language.words["possessive"] and noun.kind in _OWNED:
            return False
        return not self._named_after(end) and self.text[head.end : head.end + 1] not in {"-", "‑"}

    def _named_after(self, end: int) -> bool:
        """Whether a name follows right behind, which the words describe."""
        following = self.words[end + 1] if end + 1 < len(self.words) else None
        gap = self.text[self.words[end].end : following.start] if following is not None else ""
        return following is not None and gap == " " and following.start in self.covering

    def _with_adjectives(self, end: int) -> int:
        """Adjectives after the noun belong to the description: "la empresa china"."""
        while end + 1 < len(self.words) and self.text[self.words[end].end : self.words[end + 1].start] == " ":
            following = self.words[end + 1].text
            placed = self.starting.get(self.words[end + 1].start)
            adjective = following in self.language.demonyms or (placed is not None and placed.adjective)
            if not adjective or not following[0].islower():
                break
            end += 1
        return end

    def _introduces(self, span: Span) -> bool:
        """An apposition to the name right before it, or a description of the name that follows after a comma."""
        before = self.text[max(0, span.start - 2) : span.start]
        if (
            before == ", "
            and not self._is_owner(span)
            and any(link.span.end in {span.start - 2, span.start - 3} for link in self.names)
        ):
            return True
        after = self.text[span.end : span.end + _NAME_AFTER]
        cut = after.find(", ")
        if cut < 0 or set(after[:cut]) & _BREAKS or len(after[:cut].split()) > 6:
            return False
        named = self.starting.get(span.end + cut + 2)
        return named is not None and named.entity.kind == "Person" and not named.anaphoric

    def _is_owner(self, span: Span) -> bool:
        """As in "the company’s president"."""
        return self.text[span.end : span.end + 2] in {"'s", "’s"}

    def _from(self, last: int) -> list[Link]:
        """The place in "the company from Veldhoven"."""
        rest = self.words[last + 1 : last + 3]
        named = self.covering.get(rest[1].start) if len(rest) > 1 else None
        tied = named is not None and rest[0].text.casefold() in self.language.words["from"]
        return [named] if named is not None and tied else []

    def _names_itself(self, last: int) -> bool:
        """As in "the maker of chip tools Lam Research": the name that it describes follows what it makes."""
        rest = self.words[last + 1 : last + 7]
        if not rest or rest[0].text.casefold() not in self.language.words["of"]:
            return False
        for before, word in pairwise(rest[1:]):
            if self.text[before.end : word.start] != " ":
                return False
            named = self.starting.get(word.start)
            if named is not None and named.entity.kind != "Technology":
                return not named.adjective and before.start not in self.covering and len(before.text) > _SMALL
        return False

    def _goes_on_with_body(self, last: int) -> bool:
        rest = self.words[last + 1 : last + 4]
        if not rest or rest[0].text.casefold() not in self.language.words["of"]:
            return False
        return any(w.start in self.covering and self.covering[w.start].entity.kind != "Person" for w in rest[1:])

    def _adjective_alone(self, position: int, last: int) -> Anaphor | None:
        """As in "the Norwegian" without a noun after it."""
        if last <= position or self.words[last].text not in self.language.demonyms:
            return None
        after = self.words[last + 1] if last + 1 < len(self.words) else None
        gap = self.text[self.words[last].end : after.start] if after is not None else "."
        verbs = {*self.language.words["say"], *self.language.words["in"], *self.language.words["and"]}
        if not gap.strip() and (after is None or after.text.casefold() not in verbs):
            return None
        word = self.words[last]
        countries = frozenset({self.language.demonyms[word.text]})
        return Anaphor(Span(self.words[position].start, word.end), None, None, countries)

    def _unbroken(self, position: int, end: int) -> bool:
        pairs = zip(self.words[position:end], self.words[position + 1 : end + 1], strict=False)
        return not any(set(self.text[a.end : b.start]) & _BREAKS for a, b in pairs)

    def _in_compound(self, token: Token) -> bool:
        """Whether a place is part of the word ("Göteborgsbolaget")."""
        named = self.starting.get(token.start)
        return named is not None and named.adjective and named.span.end < token.end
