"""Laws by name that the knowledge base does not have: "la loi Duplomb", "Ley de Movilidad Sostenible", "Klimaatwet".

A noun for a law followed by a name or a number, a compound of such a noun written as a name, and a run of capitals that
ends in one name a policy, whatever the name was taken for before; names that are known keep what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kg.languages import Language
from kg.mentions.tokens import Token, tokens
from kg.model import Entity, Link, Sentence, Span
from kg.spans import starting

__all__ = ["with_named_laws"]

_NUMBER = re.compile(r"\d{1,5}(?:[/:]\d{1,5})?\b(?![.,]\d)")
_LONGEST = 9
_SHORTEST_HEAD = 3
_SCORE = Decimal("0.8")
_KNOWN = ("known-", "initials", "capital-")


def with_named_laws(
    text: str, sentences: Iterable[Sentence], links: Sequence[Link], language: Language
) -> tuple[Link, ...]:
    """The links with those of named laws, which take the place of guesses at the same words."""
    if not language.acts.laws and not language.acts.law_tails:
        return tuple(links)
    made: list[Link] = []
    for sentence in sentences:
        inside = starting(links, sentence.span)
        sure = [link.span for link in inside if link.rule.startswith(_KNOWN)]
        guessed = [link.span for link in inside if link.entity.kind == "Policy"]
        words = list(tokens(text, sentence.span.start, sentence.span.end, language.elisions))
        for span in _named(text, words, language):
            taken = any(span.overlaps(known) for known in sure) or any(whole.contains(span) for whole in guessed)
            if not taken and not (made and made[-1].span.overlaps(span)):
                name = " ".join(span.of(text).split())
                made.append(Link(span, Entity("Policy", name), "named-law", _SCORE))
    kept = [link for link in links if not any(link.span.overlaps(law.span) for law in _around(made, link))]
    return tuple(sorted([*kept, *made]))


def _around(made: Sequence[Link], link: Link) -> Iterator[Link]:
    yield from starting(made, Span(max(0, link.span.start - 120), link.span.end))


def _named(text: str, words: Sequence[Token], language: Language) -> Iterator[Span]:
    for at, word in enumerate(words):
        if _is_compound(word, language, opens=at == 0):
            yield Span(word.start, word.end)
            continue
        for length in (3, 2, 1):
            noun = " ".join(w.text for w in words[at : at + length])
            if at + length < len(words) and noun in language.acts.laws:
                end = _end(text, words, at + length, language)
                if end is not None:
                    yield Span(word.start, end)
                break


def _is_compound(word: Token, language: Language, *, opens: bool) -> bool:
    """A compound with a capital, and not only because it opens the sentence."""
    if not word.text[:1].isupper() or opens:
        return False
    folded = word.text.casefold()
    return any(folded.endswith(tail) and len(folded) - len(tail) >= _SHORTEST_HEAD for tail in language.acts.law_tails)


def _end(text: str, words: Sequence[Token], at: int, language: Language) -> int | None:
    """Where the name behind a law's noun ends: a number, or capitals with small words between them."""
    number = _NUMBER.match(text, words[at].start)
    if number is not None and text[words[at - 1].end : words[at].start].isspace():
        return number.end()
    end, here, gap = None, at, 0
    while here < min(len(words), at + _LONGEST) and text[words[here - 1].end : words[here].start].strip() == "":
        word = words[here].text
        if word[:1].isupper():
            end, gap = words[here].end, 0
        elif word.casefold() in language.acts.law_joints and gap < 2:
            gap += 1
        else:
            break
        here += 1
    return end
