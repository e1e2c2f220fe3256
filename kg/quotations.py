"""Text -> quotations: words in quotation marks, and spoken lines after a dash.

Marks are paired by language in one pass; those without a partner quote nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.model import Quotation, Span
from kg.spans import is_symbol, trimmed

__all__ = ["is_dash_line", "quotations"]

_DASH_LINE = re.compile(r"^[ \t]*[—–][ \u00a0]?(?P<said>\S[^\n]*)$", re.MULTILINE)
_ASIDE = re.compile(r"\s[—–](?P<tag>[^\s—–][^—–\n]{0,200})(?:[—–][.,:;]?(?=\s|$)|$)", re.MULTILINE)
_OPENING = "([{—–-/\u00a0\u202f"


@dataclass(slots=True)
class _Open:
    start: int
    close: str
    mark: str
    inner: list[Quotation]


def quotations(text: str, language: Language, begin: int = 0) -> tuple[Quotation, ...]:
    """The outermost quotations of `text` from `begin` on, in order."""
    marked = [q for q in _marked(text, language) if q.outer.start >= begin]
    turns = [q for q in _dash_turns(text, language) if q.outer.start >= begin] if language.dash_dialogue else []
    return tuple(sorted([*turns, *_apart(marked, turns)]))


def is_dash_line(text: str, start: int) -> bool:
    """Whether a line that begins at `start` is a spoken one."""
    return _DASH_LINE.match(text, start) is not None


def _apart(quotations: Sequence[Quotation], turns: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations that no turn overlaps; the turns are sorted and do not overlap each other."""
    for quotation in quotations:
        before = bisect_left(turns, quotation.outer.end, key=lambda turn: turn.outer.start)
        if not before or not turns[before - 1].outer.overlaps(quotation.outer):
            yield quotation


def _marked(text: str, language: Language) -> Iterator[Quotation]:
    pairs: dict[str, list[str]] = {}
    for opening, closing in language.quotes:
        pairs.setdefault(opening, []).append(closing)
    closings = {pair[1] for pair in language.quotes}
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
        elif mark in pairs and _opens(text, at, mark not in closings) and len(stack) < 8:
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
    inner = trimmed(text, start, end)
    if inner is not None and any(c.isalpha() for c in inner.of(text)):
        before = inner.start - 1 if inner.start and text[inner.start - 1] in "—–" else inner.start
        yield Quotation(inner, Span(before, inner.end), dash=True)


def _close(text: str, stack: list[_Open], found: list[Quotation], at: int) -> None:
    entry = stack.pop()
    inner = trimmed(text, entry.start + 1, at)
    if inner is None:
        return
    quotation = Quotation(inner, Span(entry.start, at + 1))
    (stack[-1].inner if stack else found).append(quotation)


def _opens(text: str, at: int, only_opens: bool) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    free = not before or before.isspace() or before in _OPENING or before in "“„«‘’'¿¡" or is_symbol(before)
    return (free or (only_opens and not before.isalnum())) and bool(after.strip() or after in "\u00a0\u202f ")


def _closes(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if after.isalnum():
        return False
    return not before.isspace() or mark == "»"
