"""Takes from a run of capitalised words what is no part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.candidate import COMMON, Candidate
from kg.mentions.ground import Ground, SentenceTokens
from kg.mentions.lexicon import cities, name_shapes, surnames, zipf
from kg.mentions.nouns import noun_of
from kg.mentions.shapes import is_family_first, is_given_name
from kg.mentions.tokens import Token
from kg.model import Span

__all__ = ["Splitter"]

_QUOTES = set('“„«"‘¿¡')


@dataclass(frozen=True, slots=True)
class Splitter:
    """Takes from a run what is no part of a name: nouns before it, common words, endings."""

    ground: Ground
    where: SentenceTokens
    start: int
    end: int

    def candidate(self) -> Candidate | None:
        """The name in the run."""
        first, cue = self._front()
        words = self.where.words
        name = list(words[first : self.end])
        if not name or self._is_bare_noun(name):
            return None
        name[-1] = self._without_tail(name[-1])
        self._cut(name)
        if not name or (len(name) == 1 and (len(name[0].text) == 1 or name[0].text.islower())):
            return None
        if not any(w.text[0].isalpha() or w.designation for w in name):
            return None
        last = first + len(name)
        initial = first == 0 or self.where.titled
        spelt = tuple(map(self._with_dot, name))
        return Candidate(Span(name[0].start, name[-1].end), spelt, self.where, first, last, initial, cue)

    def _with_dot(self, token: Token) -> str:
        """The word, an initial with its dot."""
        dotted = len(token.text) == 1 and token.text.isalpha() and self.ground.text[token.end : token.end + 2] == ". "
        return f"{token.text}." if dotted else token.text

    def _front(self) -> tuple[int, Token | None]:
        """Where the name begins, and the noun before it."""
        cue: Token | None = None
        first = self.start
        while first < self.end:
            token = self.where.words[first]
            rest = self.where.words[first + 1 : self.end]
            if self._is_cue(token, rest):
                cue = token
            elif token.text in self.ground.language.particles or token.text == "&":
                if first == self.start:
                    break
            elif self._is_no_name(token, rest):
                cue = None
            else:
                break
            first += 1
        return first, cue

    def _opens(self, token: Token) -> bool:
        before = self.ground.text[max(0, token.start - 2) : token.start].strip()[-1:]
        return token.start == self.where.words[0].start or self.where.titled or before in _QUOTES

    def _is_cue(self, token: Token, rest: Sequence[Token]) -> bool:
        """A role or head noun that says what the name after it is."""
        language = self.ground.language
        if not rest or is_given_name(token.text, language):
            return False
        noun = noun_of(token.text, language)
        if noun is None:
            return False
        opens = self._opens(token)
        if (not opens or self._begins_firm(token, rest)) and token.text.casefold() in name_shapes().prefixes:
            return False
        if language.nouns_capitalised or noun.kind == "Person":
            return True
        return opens and not self._stands_inside(token, rest)

    def _stands_inside(self, token: Token, rest: Sequence[Token]) -> bool:
        """Whether the text has the noun with the name, both capitalised, inside a sentence: "de Nube Norte"."""
        whole = self.ground.text[token.start : rest[0].end]
        at = -1
        while (at := self.ground.text.find(whole, at + 1)) >= 0:
            if at not in self.ground.openings and self.ground.text[at - 2 : at - 1].islower():
                return True
        return False

    def _is_no_name(self, token: Token, rest: Sequence[Token]) -> bool:
        language = self.ground.language
        if token.text in language.not_names or token.text.casefold() in language.pronouns:
            return True
        based = token.text.rpartition("-")[2] in language.words.get("based_tail", ())
        if rest and (based or token.text in language.titles):
            return True
        if self._opens(token) and not _may_open(token, rest, language):
            return not self._begins_firm(token, rest)
        if rest and rest[0].text not in name_shapes().suffixes and token.text.casefold() in name_shapes().prefixes:
            return False
        if rest and token.text.casefold() in language.demonyms and token.start not in self.ground.openings:
            return False
        common = language.nouns_capitalised and not self._is_placed(token) and _is_common(token, rest, language)
        return common or self._is_charge(token, rest)

    def _is_charge(self, token: Token, rest: Sequence[Token]) -> bool:
        """As in "Minister for Industry Sean Rafferty": what a person is in charge of, before the name."""
        language = self.ground.language
        if len(rest) != 2 or not is_given_name(rest[0].text, language) or is_given_name(token.text, language):
            return False
        words, position = self.where.words, self.ground.places[token.start][1]
        before = [noun_of(word.text, language) for word in words[max(0, position - 3) : position]]
        return any(noun is not None and noun.kind == "Person" for noun in before)

    def _begins_firm(self, token: Token, rest: Sequence[Token]) -> bool:
        """As in "Bodegas Torrealba vende …": a word that firms' names begin with, before a rare one."""
        if not rest or token.text.casefold() not in name_shapes().prefixes:
            return False
        return zipf(rest[0].text.casefold(), self.ground.language.code) < COMMON or self._stands_inside(token, rest)

    def _is_placed(self, token: Token) -> bool:
        """As in "aus Bielefeld": a city after a preposition of place, however frequent its name is."""
        if token.text not in cities():
            return False
        sentence, position = self.ground.places[token.start]
        return position > 0 and sentence.words[position - 1].text.casefold() in self.ground.language.words["in"]

    def _is_bare_noun(self, name: Sequence[Token]) -> bool:
        """A noun that says what things are, alone at the start of a sentence or where nouns are capitalised."""
        if len(name) > 1 or name[0].designation:
            return False
        language = self.ground.language
        noun = noun_of(name[0].text, language)
        if noun is None:
            return False
        if name[0].start == self.where.words[0].start:
            return True
        whole = noun.form == name[0].text.casefold() or noun.kind == "Person"
        return language.nouns_capitalised and whole

    def _without_tail(self, token: Token) -> Token:
        """In a compounding language, "Lexwad-model" gives "Lexwad"."""
        language = self.ground.language
        head, hyphen, tail = token.text.partition("-")
        if not hyphen or not language.compounds or len(head) < 2:
            return token
        last = tail.rsplit("-", 1)[-1]
        if last[:1].isdigit() or last.isupper() or last.casefold() in name_shapes().suffixes:
            return token
        common = language.nouns_capitalised and zipf(last.casefold(), language.code) >= COMMON
        if last[:1].islower() or noun_of(last, language) is not None or common:
            return Token(token.start, token.start + len(head), head)
        return token

    def _is_whole(self, name: Sequence[Token]) -> bool:
        """Whether the last word belongs to the name: a person's, or a body's after a particle ("Institut für …")."""
        words = [token.text for token in name]
        particles = self.ground.language.words.get("body_particles", ())
        person = is_given_name(words[0], self.ground.language) or is_family_first(words)
        return person or any(word in particles for word in words)

    def _is_object(self, token: Token) -> bool:
        """As in "beim Amtsgericht Lüneburg Insolvenz anmelden": a common noun after a name."""
        language, text = self.ground.language, token.text
        if not language.nouns_capitalised or text.casefold() in name_shapes().suffixes:
            return False
        if text in cities() or text in surnames() or is_given_name(text, language) or not text.isalpha():
            return False
        return text[1:].islower() and zipf(text.casefold(), language.code) >= COMMON and noun_of(text, language) is None

    def _cut(self, name: list[Token]) -> None:
        """Take particles and words that end no name from the end."""
        language = self.ground.language
        while name and (name[-1].text in language.particles or name[-1].text == "&"):
            name.pop()
        while len(name) > 1 and not self._is_whole(name) and self._is_object(name[-1]):
            if name[-2].text == "&":
                break
            name.pop()
        if not name or name[-1].text not in language.not_names:
            return
        suffix = len(name) > 1 and name[-1].text.casefold() in name_shapes().suffixes
        surname = len(name) == 2 and is_given_name(name[0].text, language)
        if not suffix and not surname:
            name.pop()
            self._cut(name)


def _may_open(token: Token, rest: Sequence[Token], language: Language) -> bool:
    """Whether the first word of a sentence may begin a name."""
    text = token.text
    if token.designation or sum(c.isupper() for c in text) > 1:
        return True
    if rest and (is_given_name(text, language) or is_family_first([text, rest[0].text])):
        return True
    return zipf(text.casefold(), language.code) < COMMON


def _is_common(token: Token, rest: Sequence[Token], language: Language) -> bool:
    """In a language that capitalises nouns: a word that is common and begins no person's or firm's name."""
    text = token.text
    if token.designation or sum(c.isupper() for c in text) > 1:
        return False
    if rest and (is_given_name(text, language) or text in name_shapes().family_first):
        return False
    if rest and rest[-1].text.casefold() in name_shapes().suffixes:
        return False
    return zipf(text.casefold(), language.code) >= COMMON - 0.5
