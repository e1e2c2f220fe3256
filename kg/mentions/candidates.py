"""Stretches that look like names: runs of capitalised words that are not merely the start of a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.ground import Ground, SentenceTokens
from kg.mentions.lexicon import cities, name_shapes, surnames, zipf
from kg.mentions.nouns import noun_of
from kg.mentions.runs import Runs
from kg.mentions.shapes import is_given_name
from kg.mentions.tokens import Token
from kg.model import Span

__all__ = ["COMMON", "Candidate", "candidates", "is_common_noun"]

_ENDINGS = ("n", "en", "e", "s", "es", "er")
_SHORTEST_PART = 4
_QUOTES = set('“„«"‘¿¡')
COMMON = 3.5
"""Zipf frequency (wordfreq) from which a word that opens a sentence is a common word; unlisted names stay under 3.2."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name: words `[first, last)` of a sentence; `cue` is the role or head noun stripped from its front."""

    span: Span
    words: tuple[str, ...]
    where: SentenceTokens
    first: int
    last: int
    initial: bool
    cue: Token | None = None

    @property
    def text(self) -> str:
        """The words, single-spaced."""
        return " ".join(self.words)


def candidates(ground: Ground, where: SentenceTokens, blocked: Collection[int]) -> Iterator[Candidate]:
    """The candidate names of a sentence; `blocked` are offsets that known names already cover."""
    if where.shouted:
        return
    runs = Runs(ground.text, blocked, ground.language)
    at = 0
    while at < len(where.words):
        if not runs.begins(where.words[at]):
            at += 1
            continue
        end = runs.end(where.words, at)
        found = _Splitter(ground, where, at, end).candidate()
        if found is not None and not _is_portfolio(found, ground.language) and not _heads(ground, found, blocked):
            yield found
        at = end


def _is_portfolio(candidate: Candidate, language: Language) -> bool:
    """As in "ministro de Industria": what a minister is minister of."""
    if candidate.text not in language.words.get("portfolio", ()):
        return False
    before = candidate.where.words[max(0, candidate.first - 4) : candidate.first]
    if not before or before[-1].text.casefold() not in language.words["of"]:
        return False
    return any((noun := noun_of(w.text, language)) is not None and noun.kind == "Person" for w in before)


def _heads(ground: Ground, candidate: Candidate, blocked: Collection[int]) -> bool:
    """As in "der Zellhersteller CATL": a capitalised head noun right before a known name."""
    if not ground.language.nouns_capitalised or len(candidate.words) > 1:
        return False
    end = candidate.span.end
    known = ground.text[end : end + 1] in {" ", "\u00a0"} and end + 1 in blocked
    return known and noun_of(candidate.text, ground.language) is not None


@dataclass(frozen=True, slots=True)
class _Splitter:
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
        dotted = len(token.text) == 1 and self.ground.text[token.end : token.end + 2] == ". "
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
        if not opens and token.text.casefold() in name_shapes().prefixes:
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
        if rest and token.text.rpartition("-")[2] in language.words.get("based_tail", ()):
            return True
        if self._opens(token) and not _may_open(token, rest, language):
            return True
        if rest and rest[0].text not in name_shapes().suffixes and token.text.casefold() in name_shapes().prefixes:
            return False
        if rest and token.text.casefold() in language.demonyms and token.start not in self.ground.openings:
            return False
        return language.nouns_capitalised and not self._is_placed(token) and _is_common(token, rest, language)

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

    def _is_object(self, token: Token) -> bool:
        """As in "beim Amtsgericht Lüneburg Insolvenz anmelden": a common noun after a name, where nouns are capitalised."""
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
        while len(name) > 1 and not is_given_name(name[0].text, language) and self._is_object(name[-1]):
            name.pop()
        if not name or name[-1].text not in language.not_names:
            return
        suffix = len(name) > 1 and name[-1].text.casefold() in name_shapes().suffixes
        surname = len(name) == 2 and is_given_name(name[0].text, language)
        if not suffix and not surname:
            name.pop()


def _may_open(token: Token, rest: Sequence[Token], language: Language) -> bool:
    """Whether the first word of a sentence may begin a name."""
    text = token.text
    if token.designation or sum(c.isupper() for c in text) > 1:
        return True
    if rest and (is_given_name(text, language) or text in name_shapes().family_first):
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


def is_common_noun(word: str, language: Language) -> bool:
    """A word met in lower case too, an inflected form of one, or a compound of two ("Kohleausstieg")."""
    folded = word.casefold()
    if "-" in word:
        return all(part.isalpha() and not part.isupper() and is_common_noun(part, language) for part in word.split("-"))
    if any(zipf(folded.removesuffix(ending), language.code) >= COMMON - 0.5 for ending in ("", *_ENDINGS)):
        return True
    for at in range(_SHORTEST_PART, len(folded) - _SHORTEST_PART + 1):
        front, back = folded[:at], folded[at:]
        fronts = (front, front.removesuffix("s"), front.removesuffix("n"), front.removesuffix("en"))
        if zipf(back, language.code) >= COMMON and any(zipf(f, language.code) >= COMMON for f in fronts):
            return True
    return False
