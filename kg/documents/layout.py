"""Lines of a printed page to paragraphs: which lines go together, which words were parted at a line's end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise, takewhile
from statistics import median, median_low

from kg.documents.boilerplate import conjunctions

__all__ = ["Line", "headline", "paragraphs"]

_OTHER_SIZE = 0.12
_HEADLINE = 1.2  # times the size of most letters
_WIDE_GAP = 1.35  # times the usual distance of lines
_INDENT = 0.7  # of the size of the letters
_SHORT = 0.75  # of the usual length of lines
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")
_WORDS = re.compile(r"\w+(?:-\w+)*")
_HYPHEN = re.compile(r"(?P<word>\w+(?:-\w+)*)[-\u00ad\u2010]\Z")
_NUMBERS = re.compile(r"\d+")
_EDGE = 2  # lines at the head and the foot of a page that may be the same on others
_REPEATED = 3  # pages


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its words, where it begins (points from the left, from the foot of the page), how big its letters are."""

    text: str
    x: float
    y: float
    size: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """The text of some pages, an empty line between paragraphs, without the heads and feet that pages share."""
    pages = _without_heads(pages)
    blocks: list[list[Line]] = []
    for page in pages:
        usual = _Usual.of(page)
        for number, line in enumerate(page):
            before = blocks[-1][-1] if blocks else None
            if before is None or (_ends(before, line, usual) if number else _ends_on_page(before, line)):
                blocks.append([])
            blocks[-1].append(line)
    known = frozenset(_WORDS.findall(" ".join(line.text for page in pages for line in page)))
    return "\n\n".join(_joined((line.text for line in block), known) for block in blocks)


def headline(page: Sequence[Line]) -> str:
    """What is written in the biggest letters, where they are bigger than the others; empty where there is none."""
    if not page:
        return ""
    biggest = max(line.size for line in page)
    if biggest < _HEADLINE * median(line.size for line in page):
        return ""
    lines = takewhile(lambda line: line.size == biggest, dropwhile(lambda line: line.size != biggest, page))
    return _joined((line.text for line in lines), frozenset())


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual on a page: the distance of lines, in sizes of their letters, and their length in characters."""

    gap: float
    length: float

    @classmethod
    def of(cls, page: Sequence[Line]) -> _Usual:
        gaps = [(a.y - b.y) / a.size for a, b in pairwise(page) if a.size == b.size and 0 < a.y - b.y < 4 * a.size]
        return cls(median_low(gaps) if gaps else 0, median([len(line.text) for line in page]) if page else 0)


def _ends(before: Line, line: Line, usual: _Usual) -> bool:
    """Whether a paragraph ends between two lines of a page."""
    if abs(before.size - line.size) > _OTHER_SIZE * before.size:
        return True
    down = before.y - line.y
    if down > max(_WIDE_GAP * usual.gap, 0.5) * before.size:
        return True
    if down < -before.size:  # the next column
        return _ends_on_page(before, line)
    return line.x > before.x + _INDENT * line.size or _is_last(before, usual)


def _is_last(line: Line, usual: _Usual) -> bool:
    return len(line.text) < _SHORT * usual.length and _SENTENCE_END.search(line.text) is not None


def _ends_on_page(before: Line, line: Line) -> bool:
    """Over a column or a page only an unfinished sentence goes on."""
    return _SENTENCE_END.search(before.text) is not None or abs(before.size - line.size) > _OTHER_SIZE * before.size


def _joined(lines: Iterable[str], known: frozenset[str]) -> str:
    text = ""
    for line in lines:
        parted = _HYPHEN.search(text)
        rest = _WORDS.match(line)
        if not (parted and rest):
            text = f"{text} {line}" if text else line
        elif rest[0].casefold() in conjunctions():  # "Ein- und Ausfuhr"
            text = f"{text} {line}"
        elif text.endswith("-") and (not rest[0][0].islower() or _is_compound(parted["word"], rest[0], known)):
            text += line
        else:
            text = text[:-1] + line
    return text.replace("\u00ad", "")


def _is_compound(first: str, second: str, known: frozenset[str]) -> bool:
    """A word that has its hyphen elsewhere in the text, and is nowhere written without."""
    return f"{first}-{second}" in known and first + second not in known


def _without_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Without the lines at the edges of pages that stand on several of them, but for their numbers."""
    count = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    return [
        [line for line in page if not (line in _edges(page) and _is_head(_key(line), count[_key(line)], len(pages)))]
        for page in pages
    ]


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height[:_EDGE] + by_height[-_EDGE:]


def _key(line: Line) -> str:
    return _NUMBERS.sub("#", line.text)


def _is_head(key: str, times: int, pages: int) -> bool:
    return key.strip(" -–—|") == "#" or (times >= _REPEATED and times * 2 > pages)
