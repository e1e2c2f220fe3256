"""Stretches that look like names: runs of capitalised words that are not merely the start of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.lexicon import given_names, name_shapes, zipf
from kg.mentions.nouns import noun_of
from kg.mentions.tokens import Token, tokens
from kg.model import Sentence, Span

__all__ = ["Candidate", "SentenceTokens", "candidates", "sentence_tokens"]

_ENDINGS = ("n", "en", "e", "s", "es", "er")
_SHORTEST_PART = 4
_BODIES = {"ResearchOrganization", "GovernmentBody", "Organization"}
_QUOTES = set("“„«\"‘¿¡")
COMMON = 3.5
"""Zipf frequency from which a word that opens a sentence is taken for a common word (wordfreq; names nobody listed stay under 3.2)."""


@dataclass(frozen=True, slots=True)
class SentenceTokens:
    """A sentence with its words; `shouted` when all of it is in capitals, `titled` when most words are capitalised."""

    sentence: Sentence
    words: tuple[Token, ...]
    shouted: bool
    titled: bool


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


def sentence_tokens(text: str, sentences: Sequence[Sentence], language: Language) -> list[SentenceTokens]:
    """The words of each sentence."""
    result = []
    for sentence in sentences:
        words = tuple(tokens(text, sentence.span.start, sentence.span.end, language.elisions))
        letters = [w for w in words if w.text[0].isalpha() and len(w.text) > 1]
        shouted = len(letters) > (0 if sentence.heading else 1) and all(w.text.isupper() for w in letters)
        long = [w for w in letters if len(w.text) > 3]
        titled = sentence.heading and len(long) > 3 and sum(w.text[0].isupper() for w in long) > 0.75 * len(long)
        result.append(SentenceTokens(sentence, words, shouted, titled))
    return result


def candidates(text: str, where: SentenceTokens, blocked: set[int], language: Language) -> Iterator[Candidate]:
    """The candidate names of a sentence; `blocked` are offsets that known names already cover."""
    if where.shouted:
        return
    words = where.words
    at = 0
    while at < len(words):
        if not _starts(words[at], blocked):
            at += 1
            continue
        end = _run_end(text, words, at, blocked, language)
        yield from _split(text, where, at, end, language)
        at = end


def _starts(token: Token, blocked: set[int]) -> bool:
    return token.capital and token.start not in blocked and token.text != "&"


def _run_end(text: str, words: Sequence[Token], at: int, blocked: set[int], language: Language) -> int:
    end = at + 1
    while end < len(words):
        gap = text[words[end - 1].end : words[end].start]
        if gap not in {" ", "\u00a0"} or words[end].start in blocked:
            break
        if (
            words[end].capital
            or (words[end].text.isdigit()
            and len(words[end].text) <= 2
            and _is_designated(text, words[end]))
        ):
            end += 1
            continue
        linked = _linked(text, words, end, blocked, language)
        if linked is None:
            break
        end = linked
    return end


def _is_designated(text: str, token: Token) -> bool:
    """Whether a small number after a name belongs to it ("Argus 4") rather than counts what follows ("1,4 procent")."""
    return re.match(r"\s?(?:%|[.,]\d|-\d)|\s[^\W\d_]", text[token.end : token.end + 3]) is None


def is_common_noun(word: str, language: Language) -> bool:
    """A word met in lower case too, an inflected form of one, or a compound of two ("Kohleausstieg")."""
    folded = word.casefold()
    if any(zipf(folded.removesuffix(ending), language.code) >= COMMON - 0.5 for ending in ("", *_ENDINGS)):
        return True
    for at in range(_SHORTEST_PART, len(folded) - _SHORTEST_PART + 1):
        front, back = folded[:at], folded[at:]
        fronts = (front, front.removesuffix("s"), front.removesuffix("n"), front.removesuffix("en"))
        if zipf(back, language.code) >= COMMON and any(zipf(f, language.code) >= COMMON for f in fronts):
            return True
    return False


def _linked(text: str, words: Sequence[Token], at: int, blocked: set[int], language: Language) -> int | None:
    """The end of a run that goes on over particles ("van der", "&", "für") to another capitalised word."""
    follow = at
    while (
        follow < len(words)
        and follow - at < 3
        and (words[follow].text == "&" or words[follow].text in language.particles)
    ):
        follow += 1
    if follow == at or follow >= len(words) or not words[follow].capital or words[follow].start in blocked:
        return None
    between = text[words[at].start : words[follow].start]
    return follow + 1 if not set(between) & set(',.;:()\n"“”') else None


def _body_particles(head: Token, language: Language) -> frozenset[str]:
    """Words that go on with the name of a body whose head stands before them: "Institut für Netzforschung"."""
    folded = head.text.casefold().rsplit("-", 1)[-1]
    shapes = name_shapes()
    stems = (folded, folded.removesuffix("s"), folded.removesuffix("es"))
    if not any(shapes.prefixes.get(s, shapes.suffixes.get(s)) in _BODIES for s in stems):
        return frozenset()
    return frozenset(language.words.get("body_particles", ()))


def _split(text: str, where: SentenceTokens, start: int, end: int, language: Language) -> Iterator[Candidate]:
    words = where.words
    cue: Token | None = None
    first = start
    while first < end:
        token = words[first]
        opens = first == 0 or where.titled or text[max(0, token.start - 2) : token.start].strip()[-1:] in _QUOTES
        rest = end - first - 1
        begins = not opens and token.text.casefold() in name_shapes().prefixes
        noun = noun_of(token.text, language) if rest and token.text not in given_names() else None
        if noun is not None and not begins and (opens or language.nouns_capitalised or noun.kind == "Person"):
            cue = token
        elif token.text in language.not_names or token.text.casefold() in language.pronouns or (opens and not _may_open(token, words[first + 1 : end], language)) or (language.nouns_capitalised and _is_common_noun(token, words[first + 1 : end], language)):
            cue = None
        else:
            break
        first += 1
    if first == end:
        return
    if first == 0 and end == 1 and noun_of(words[0].text, language) is not None and not words[0].designation:
        return
    name = _without_particles([*words[first : end - 1], _without_tail(words[end - 1], language)], language)
    if (
        name
        and name[-1].text in language.not_names
        and not (len(name) > 1 and name[-1].text.casefold() in name_shapes().suffixes)
    ):
        name.pop()
    if not name or (len(name) == 1 and len(name[0].text) == 1) or not any(w.text[0].isalpha() or w.designation for w in name):
        return
    yield Candidate(
        Span(name[0].start, name[-1].end),
        tuple(w.text for w in name),
        where,
        first,
        first + len(name),
        first == 0 or where.titled,
        cue,
    )


def _without_tail(token: Token, language: Language) -> Token:
    """In a compounding language, "Taalwad-model" gives "Taalwad"."""
    head, hyphen, tail = token.text.partition("-")
    if not hyphen or not language.compounds or len(head) < 2:
        return token
    last = tail.rsplit("-", 1)[-1]
    if last[:1].isdigit() or last.isupper() or last.casefold() in name_shapes().suffixes:
        return token
    if (
        last[:1].islower()
        or noun_of(last, language) is not None
        or (language.nouns_capitalised and zipf(last.casefold(), language.code) >= COMMON)
    ):
        return Token(token.start, token.start + len(head), head)
    return token


def _without_particles(words: Sequence[Token], language: Language) -> list[Token]:
    kept = list(words)
    while kept and (kept[-1].text in language.particles or kept[-1].text == "&"):
        kept.pop()
    return kept


def _may_open(token: Token, rest: Sequence[Token], language: Language) -> bool:
    """Whether the first word of a sentence may begin a name."""
    text = token.text
    if token.designation or sum(c.isupper() for c in text) > 1:
        return True
    if rest and (text in given_names() or text in name_shapes().family_first):
        return True
    return zipf(text.casefold(), language.code) < COMMON


def _is_common_noun(token: Token, rest: Sequence[Token], language: Language) -> bool:
    """In a language that capitalises nouns: a word that is common and begins no person's or firm's name."""
    text = token.text
    if token.designation or sum(c.isupper() for c in text) > 1:
        return False
    if rest and (
        text in given_names()
        or text in name_shapes().family_first
        or rest[-1].text.casefold() in name_shapes().suffixes
    ):
        return False
    return zipf(text.casefold(), language.code) >= COMMON - 0.5
