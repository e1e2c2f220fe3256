"""Document -> blocks, quotations and sentences.

A block is a line of text: a paragraph, heading or list item. Quotation marks are paired first, in one pass over the
text, so that a quotation counts as one thing when sentences are split: `“A. B,” said X. C.` is two sentences.
A quotation that runs over paragraphs, each reopening it, joins their blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.languages import Language
from kg.model import Quotation, Sentence, Span
from kg.quotations import is_dash_line, quotations
from kg.spans import starting, trimmed

__all__ = ["MAX_SENTENCE", "split"]

MAX_SENTENCE = 3000
"""Code points after which a sentence is cut at white space, so that no later step sees unbounded input."""

_BREAK = re.compile(r"[.!?…]+[)\]]*(?:[\"”’“]|[ \u00a0\u202f]?»)?(?=\s)|:(?=\s*\n)")
_BULLET = re.compile(r"(?:[•▪●◦·*■➤►-]|\d{1,2}[.)])[ \u00a0\t]+(?=\S)")
_UPPER_NEXT = re.compile(r"[\s\u00a0]+[\"“„«»‘”¿¡(–—-]*\s?([^\W\d_]|\d)")


def split(text: str, language: Language, begin: int = 0) -> tuple[tuple[Sentence, ...], tuple[Quotation, ...]]:
    """The sentences and outermost quotations of `text` from `begin` on, in order."""
    quoted = quotations(text, language, begin)
    sentences: list[Sentence] = []
    for number, block in enumerate(block for block in _blocks(text, quoted) if block.start >= begin):
        sentences.extend(_sentences(text, block, number, quoted, language))
    return tuple(sentences), quoted


def _blocks(text: str, quotations: tuple[Quotation, ...]) -> Iterator[Span]:
    spanning = iter([q.outer for q in quotations if "\n" in text[q.outer.start : q.outer.end]])
    joined = next(spanning, None)
    start = 0
    for match in re.finditer(r"\n|\Z", text):
        at = match.start()
        while joined is not None and joined.end <= at:
            joined = next(spanning, None)
        if joined is not None and joined.start < at < joined.end:
            continue
        span = trimmed(text, start, at)
        if span is not None:
            yield span
        start = at + 1


def _sentences(
    text: str, block: Span, number: int, quotations: tuple[Quotation, ...], language: Language
) -> Iterator[Sentence]:
    heading = _is_heading(text, block)
    bullet = _BULLET.match(text, block.start, block.end)
    if bullet is not None:
        block = Span(bullet.end(), block.end)
    inside = [q for q in starting(quotations, block) if block.contains(q.outer)]
    start = block.start
    if language.dash_dialogue and is_dash_line(text, start) and not any(q.dash for q in inside):
        yield from (Sentence(span, number, heading) for span in _pieces(text, start, block.end))
        return
    for end in _ends(text, block, inside, language):
        for span in _pieces(text, start, end):
            yield Sentence(span, number, heading)
        start = end
    for span in _pieces(text, start, block.end):
        yield Sentence(span, number, heading)


def _ends(text: str, block: Span, inside: list[Quotation], language: Language) -> Iterator[int]:
    position = 0
    for match in _BREAK.finditer(text, block.start, block.end):
        at = match.end()
        while position < len(inside) and inside[position].outer.end < at:
            position += 1
        if position < len(inside) and inside[position].outer.start < at < inside[position].outer.end:
            continue
        if (
            position < len(inside)
            and inside[position].outer.end == at
            and not _closes_sentence(text, inside[position], language)
        ):
            continue
        if _is_end(text, block, match, language):
            yield at


def _closes_sentence(text: str, quotation: Quotation, language: Language) -> bool:
    """Whether a sentence ends with the quotation: not when a tag follows (“Really?” Smith said)."""
    last = text[quotation.span.end - 1]
    if last not in "!?":
        return last in ".…"
    following = re.findall(r"[^\W\d_][\w’'-]*", text[quotation.outer.end : quotation.outer.end + 50])[:4]
    return not any(word.casefold() in language.words["say"] for word in following)


def _is_end(text: str, block: Span, match: re.Match[str], language: Language) -> bool:
    following = _UPPER_NEXT.match(text, match.end(), block.end)
    if following is None or following.group(1).islower():
        return False
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    line = text.rfind("\n", block.start, match.start()) + 1
    word = text[max(block.start, line, match.start() - 40) : match.start()].rsplit(maxsplit=1)[-1:] or [""]
    return not _abbreviates(word[0].lstrip('(“"„«‘'), text[following.start(1) :][:20], language)


def _abbreviates(word: str, following: str, language: Language) -> bool:
    if word.casefold() in language.abbreviations:
        return True
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return not following[:1].isupper() or following.split(maxsplit=1)[0].casefold() not in language.openers
    if word.isdigit() and len(word) <= 2:
        return language.ordinal_dot or following[:1].isdigit()
    return False


def _is_heading(text: str, block: Span) -> bool:
    words = block.of(text)
    return len(words) < 160 and words[-1] not in '.,;…”"»“!)' and "\n" not in words


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        span = trimmed(text, start, cut)
        if span is not None:
            yield span
        start = cut
    span = trimmed(text, start, end)
    if span is not None:
        yield span
