"""Document -> blocks, quotations and sentences.

A block is a line of text: a paragraph, heading or list item. Quotation marks are paired first, in one pass over the
text, so that a quotation counts as one thing when sentences are split: `“A. B,” said X. C.` is two sentences.
A quotation that runs over paragraphs, each reopening it, joins their blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.languages import Language
from kg.model import Quotation, Sentence, Span
from kg.spans import starting

__all__ = ["MAX_SENTENCE", "split"]

MAX_SENTENCE = 3000
"""Code points after which a sentence is cut at white space, so that no later step sees unbounded input."""

_BREAK = re.compile(r"[.!?…]+[)\]]*(?:[\"”’“]|[ \u00a0\u202f]?»)?(?=\s)|:(?=\s*\n)")
_BULLET = re.compile(r"(?:[•▪●◦·*■➤►-]|\d{1,2}[.)])[ \u00a0\t]+(?=\S)")
_DASH_LINE = re.compile(r"^[ \t]*[—–][ \u00a0]?(?P<said>\S[^\n]*)$", re.MULTILINE)
_ASIDE = re.compile(r"\s[—–](?P<tag>[^\s—–][^—–\n]{0,200})(?:[—–][.,:;]?(?=\s|$)|$)", re.MULTILINE)
_OPENING = "([{—–-/\u00a0\u202f"
_UPPER_NEXT = re.compile(r"[\s\u00a0]+[\"“„«»‘”¿¡(–—-]*\s?([^\W\d_]|\d)")


@dataclass(slots=True)
class _Open:
    start: int
    close: str
    mark: str
    inner: list[Quotation]


def split(text: str, language: Language, begin: int = 0) -> tuple[tuple[Sentence, ...], tuple[Quotation, ...]]:
    """The sentences and outermost quotations of `text` from `begin` on, in order."""
    marked = [q for q in _quotations(text, language) if q.outer.start >= begin]
    turns = [q for q in _dash_turns(text, language) if q.outer.start >= begin] if language.dash_dialogue else []
    quotations = tuple(sorted([*turns, *(q for q in marked if not any(t.outer.overlaps(q.outer) for t in turns))]))
    sentences: list[Sentence] = []
    for number, block in enumerate(block for block in _blocks(text, quotations) if block.start >= begin):
        sentences.extend(_sentences(text, block, number, quotations, language))
    return tuple(sentences), quotations


def _quotations(text: str, language: Language) -> Iterator[Quotation]:
    pairs: dict[str, list[str]] = {}
    for opening, closing in language.quotes:
        pairs.setdefault(opening, []).append(closing)
    marks = re.compile("[" + re.escape("".join({c for pair in language.quotes for c in pair})) + "]|\n\\s*")
    stack: list[_Open] = []
    found: list[Quotation] = []
    reopened = -1
    for match in marks.finditer(text):
        at, mark = match.start(), match.group()[0]
        if mark == "\n":
            if stack and text[match.end() : match.end() + 1] == stack[0].mark:
                reopened = match.end()
                del stack[1:]
            elif stack and _closes_later(text, stack[0], match.end(), marks):
                del stack[1:]
            elif stack:
                found.extend(q for entry in stack for q in entry.inner)
                stack.clear()
            continue
        if at == reopened:
            continue
        if stack and mark in stack[-1].close and _closes(text, at, mark):
            _close(text, stack, found, at)
        elif mark in pairs and _opens(text, at) and len(stack) < 8:
            stack.append(_Open(at, "".join(pairs[mark]), mark, []))
    found.extend(q for entry in stack for q in entry.inner)
    yield from sorted(found)


def _closes_later(text: str, opened: _Open, start: int, marks: re.Pattern[str]) -> bool:
    """Whether a quotation left open at a paragraph's end is closed by the first mark of the next one."""
    first = marks.search(text, start)
    return (
        first is not None
        and first.group()[0] in opened.close
        and opened.mark not in opened.close
        and _closes(text, first.start(), first.group()[0])
    )


def _dash_turns(text: str, language: Language) -> Iterator[Quotation]:
    """Spoken lines whose tag stands between dashes: `—A —dice X—. B.` has two quotations, A and B."""
    for line in _DASH_LINE.finditer(text):
        start = line.start("said")
        for aside in _ASIDE.finditer(text, start, line.end()):
            tag = [word.casefold().strip(".,:;") for word in aside.group("tag").split()[:3]]
            if not any(word in language.words["say"] for word in tag):
                continue
            yield from _turn(text, start, aside.start())
            start = aside.end()
        if start > line.start("said"):
            yield from _turn(text, start, line.end())


def _turn(text: str, start: int, end: int) -> Iterator[Quotation]:
    inner = _trim(text, start, end)
    if inner is not None and any(c.isalpha() for c in inner.of(text)):
        before = inner.start - 1 if inner.start and text[inner.start - 1] in "—–" else inner.start
        yield Quotation(inner, Span(before, inner.end), dash=True)


def _close(text: str, stack: list[_Open], found: list[Quotation], at: int) -> None:
    entry = stack.pop()
    inner = _trim(text, entry.start + 1, at)
    if inner is None:
        return
    quotation = Quotation(inner, Span(entry.start, at + 1))
    (stack[-1].inner if stack else found).append(quotation)


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _OPENING or before in "“„«‘’'¿¡") and bool(
        after.strip() or after in "\u00a0\u202f "
    )


def _closes(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if after.isalnum():
        return False
    return not before.isspace() or mark == "»"


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


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
        span = _trim(text, start, at)
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
    if language.dash_dialogue and _DASH_LINE.match(text, start) and not any(q.dash for q in inside):
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
        span = _trim(text, start, cut)
        if span is not None:
            yield span
        start = cut
    span = _trim(text, start, end)
    if span is not None:
        yield span
