"""Patterns over a sentence in which every name is one character: how language files say what a construction looks like.

A `View` is a sentence with each noun phrase that a name heads ("the Norwegian bank Nordhavn (NHB)") put as one
private-use character for its class, each quotation as another, and the map back to the document. Patterns are Python
regular expressions over views, with these additions:

    <subject:Company|Person>   a name of one of these classes, or of a class under them; the group "subject"
    <object:Chip>+             one or more such names, joined by commas and the language's {and}
    <quote>                    a quotation, marks included
    <claim>                    anything (the group "claim"); `<claim>` at the end runs to the end of the sentence
    <speaker>                  a name, a pronoun or description, an unnamed group, or a body's spokesperson
    {list}                     any entry of the language's word list of that name, first letter in either case
    ~                          the rest of a word (so `chip~` finds "chipmaker")
    ...                        a short gap without punctuation
    a space                    any white space

Patterns that are anchored nowhere are searched anywhere in the view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.model import Link, Quotation, Span
from kg.vocabulary import vocabulary

__all__ = [
    "DEMONYM",
    "GENITIVE",
    "MARKS",
    "QUOTE",
    "Unit",
    "View",
    "mark",
    "marks",
    "sign",
    "signs",
]

_FIRST = 0xE000
DEMONYM = "\ue040"
GENITIVE = "\ue041"
QUOTE = "\ue042"
MARKS = {"group": 1, "spokesperson": 2, "role": 4}
"""Word lists whose words a marked view shows as one character, by the bit that each sets in it."""
_FIRST_MARK = 0xE050
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the document that a view shows as one character: a name with its noun phrase, or a quotation.

    `modifies` when the name is only the first part of another noun ("Nvidia-Chips", "Apple-Legende Jony Ive").
    """

    span: Span
    sign: str
    link: Link | None = None
    quotation: Quotation | None = None
    genitive: bool = False
    prefix: tuple[Span | Link, ...] = ()
    modifies: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """An encoded sentence: `text`, and for each of its characters the document span and the unit it stands for."""

    text: str
    spans: tuple[tuple[int, int], ...]
    units: Mapping[int, Unit]

    @classmethod
    def of(cls, text: str, span: Span, units: Iterable[Unit]) -> View:
        """The view of `text` at `span`; units outside the span are left out, the others must not overlap."""
        signs: list[str] = []
        spans: list[tuple[int, int]] = []
        shown: dict[int, Unit] = {}
        at = span.start
        for unit in units:
            if unit.span.start < at or unit.span.end > span.end:
                continue
            _copy(text, at, unit.span.start, signs, spans)
            shown[len(signs)] = unit
            signs.append(unit.sign)
            spans.append((unit.span.start, unit.span.end))
            if unit.genitive:
                signs.append(GENITIVE)
                spans.append((unit.span.end, unit.span.end))
            at = unit.span.end
        _copy(text, at, span.end, signs, spans)
        return cls("".join(signs), tuple(spans), shown)

    def span(self, start: int, end: int) -> Span | None:
        """The document span of the view's characters `[start, end)`; None when nothing is left of it."""
        while end > start and self.spans[end - 1][0] == self.spans[end - 1][1]:
            end -= 1
        return Span(self.spans[start][0], self.spans[end - 1][1]) if start < end else None

    def group(self, match: re.Match[str], name: str) -> Span | None:
        """The document span of a named group, or None when the group took no part in the match."""
        if name not in match.re.groupindex or match.start(name) < 0:
            return None
        return self.span(*match.span(name))

    def links(self, start: int, end: int) -> Iterator[Link]:
        """The links of the names among the view's characters `[start, end)`."""
        for at in range(start, end):
            unit = self.units.get(at)
            if unit is not None and unit.link is not None:
                yield unit.link


def _copy(text: str, start: int, end: int, signs: list[str], spans: list[tuple[int, int]]) -> None:
    signs.extend(_SPACE.sub(" ", _PRIVATE.sub("\ufffd", text[start:end])))
    spans.extend(zip(range(start, end), range(start + 1, end + 1), strict=True))


def mark(bits: int) -> str:
    """The private-use character for a word that is in the lists of `MARKS` whose bits are set."""
    return chr(_FIRST_MARK + bits)


def marks(name: str) -> str:
    """A character class for the marked words of a list of `MARKS`."""
    return f"[{''.join(mark(bits) for bits in range(8) if bits & MARKS[name])}]"


@cache
def sign(kind: str) -> str:
    """The private-use character that stands for a name of this class."""
    return chr(_FIRST + sorted(vocabulary().kinds).index(kind))


@cache
def signs(kinds: str) -> str:
    """A character class for the names of `kinds` ("Company|Person") and of the classes under them."""
    known = vocabulary()
    wanted = kinds.split("|")
    if "Any" in wanted:
        return f"[{''.join(sign(kind) for kind in sorted(known.kinds))}]"
    unknown = set(wanted) - set(known.kinds)
    if unknown:
        raise DataError(f"no such class: {min(unknown)}", "pattern")
    return f"[{''.join(sign(kind) for kind in sorted(known.kinds) if any(known.is_a(kind, w) for w in wanted))}]"
