"""Clauses: a view cut at punctuation, its names as arguments with the preposition that marks each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.chunks import PRODUCTS
from kg.extract.statements import Stating
from kg.languages import Frames, Language
from kg.model import Span
from kg.patterns import GENITIVE, QUOTE, Unit, View
from kg.vocabulary import vocabulary

__all__ = ["Argument", "Clause", "clauses"]

_TOKEN = re.compile(r"[^\W\d_]+['’](?=\w|[\ue000-\uf8ff])|\d+(?:[.,]\d+)*\w*|\w[\w'’-]*|[\ue000-\uf8ff]|[^\s\w]")
_BREAKS = frozenset(',;:.!?()–—“”„«»"…' + QUOTE)
_HARD = frozenset(";:()" + QUOTE)
"""Breaks over which no relative word reaches back."""
_YEAR = re.compile(r"(?:19|20[0-3])\d\d?")
_DESCRIBING = "Technology"
"""A thing of this kind right before a product's name says what the product is: "the language model Llama"."""
_FRONT = 4
"""Words of an adverbial before a comma at most."""
_JOINT = 3
_NEAR = 2
"""Words that may stand between a preposition and the name that it marks."""


@dataclass(frozen=True, slots=True)
class Argument:
    """Names that a clause joins by commas and "and": their units' places in the view, and what marks them.

    `mark` is the preposition, "" for none, "genitive" for an owner; `modifies` when an organisation's name seems to be
    part of a compound ("Nvidia chips").
    """

    units: tuple[int, ...]
    start: int
    end: int
    mark: str
    modifies: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a view between two marks of punctuation.

    `words` are its lower-case words by place; `before` the argument that a relative clause hangs on, or None.
    """

    start: int
    end: int
    words: tuple[tuple[int, str], ...]
    arguments: tuple[Argument, ...]
    relative: bool
    before: Argument | None


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    word: str
    units: tuple[int, ...] = ()
    genitive: bool = False
    kind: str = ""
    opened: bool = False


def clauses(view: View, where: Stating) -> list[Clause]:
    """The clauses of a view, in order."""
    language = where.language
    items = list(_joined(_items(view, where), language))
    found: list[Clause] = []
    latest: Argument | None = None
    for part in _parts(items, language):
        made = _clause(part, language, latest)
        if found and made.words and _is_fronted(found[-1]):
            front = found.pop()
            made = replace(made, start=front.start, arguments=front.arguments + made.arguments)
        found.append(made)
        latest = made.arguments[-1] if made.arguments else None
    return found


def _is_fronted(clause: Clause) -> bool:
    """A comma behind what opens a sentence: "In Dresden, Infineon has …"."""
    marked = all(argument.mark not in {"", "genitive"} for argument in clause.arguments)
    return clause.start == 0 and bool(clause.arguments) and marked and len(clause.words) <= _FRONT


def _items(view: View, where: Stating) -> list[_Item]:
    items: list[_Item] = []
    for match in _TOKEN.finditer(view.text):
        word = match.group()
        unit = view.units.get(match.start())
        if word == GENITIVE and items and items[-1].units:
            last = items[-1]
            items[-1] = replace(last, end=match.end(), genitive=last.kind not in PRODUCTS)
        elif unit is not None and unit.link is not None and not unit.link.adjective and not unit.modifies:
            kind = unit.link.entity.kind
            near = items and items[-1].kind == _DESCRIBING and view.text[items[-1].end : match.start()] == " "
            described = items.pop() if near and kind in PRODUCTS else None
            opened = (described is not None and described.opened) or _has_article(unit, where)
            items.append(_Item(match.start(), match.end(), "", (match.start(),), kind=kind, opened=opened))
        else:
            items.append(_Item(match.start(), match.end(), word.casefold().replace("’", "'")))
    return items


def _has_article(unit: Unit, where: Stating) -> bool:
    """Whether the name's phrase has its own article, so that a preposition stands right before it or not at all."""
    words = [part.of(where.text).casefold() for part in unit.prefix if isinstance(part, Span)]
    return any(word in where.language.words["det"] for word in words)


def _joined(items: Sequence[_Item], language: Language) -> Iterator[_Item]:
    """Names joined by commas and "and" become one item."""
    at = 0
    while at < len(items):
        if not items[at].units or items[at].genitive:
            yield items[at]
            at += 1
            continue
        end, units = _chain(items, at, language)
        last = items[end]
        yield replace(last, start=items[at].start, units=units)
        at = end + 1


def _chain(items: Sequence[_Item], at: int, language: Language) -> tuple[int, tuple[int, ...]]:
    """Where the list of names from `at` ends, and its units; commas count only when an "and" closes the list."""
    linkers = language.words.get("linkers", ())
    units, kept, end = list(items[at].units), list(items[at].units), at
    marked = items[at - 1].word if at else ""
    here = at
    while here + 2 < len(items):
        comma = items[here + 1].word == ","
        joint = _joint(items, here + 1 + comma, language)
        step = here + 1 + comma + joint
        step += (comma or joint > 0) and step < len(items) and items[step].word in linkers
        again = step < len(items) and bool(marked) and items[step].word == marked
        step += again and marked in language.frames.prepositions
        if not (comma or joint) or step >= len(items) or not items[step].units:
            break
        units.extend(items[step].units)
        here = step
        if joint:
            kept, end = list(units), here
    return end, tuple(kept)


def _joint(items: Sequence[_Item], at: int, language: Language) -> int:
    """How many items from `at` on join two names: "and", "as well as", "but also"."""
    words = [item.word for item in items[at : at + _JOINT]]
    for length in range(len(words), 1, -1):
        if " ".join(words[:length]) in language.frames.joining:
            return length
    return int(bool(words) and (words[0] in language.words["and"] or words[0] in language.frames.joining))


def _parts(items: Sequence[_Item], language: Language) -> Iterator[list[_Item]]:
    """The items between marks of punctuation; a subordinating word opens a part, and so does a relative one."""
    frames = language.frames
    part: list[_Item] = []
    for place, item in enumerate(items):
        if not item.units and item.word in _BREAKS:
            if part:
                yield part
            part = []
            if item.word in _HARD:
                yield []
            continue
        relative = item.word in frames.relative and bool(part) and bool(part[-1].units) and not frames.verb_last
        lists = place + 1 < len(items) and items[place + 1].units and item.word in language.words.get("such_as", ())
        if ((item.word in frames.opening and not lists) or relative) and part:
            yield part
            part = []
        part.append(item)
    if part:
        yield part


def _clause(part: Sequence[_Item], language: Language, latest: Argument | None) -> Clause:
    if not part:
        return Clause(0, 0, (), (), False, None)
    frames, start, end = language.frames, part[0].start, part[-1].end
    relative = part[0].word in frames.relative and latest is not None
    hung = _hung(part, frames, latest)
    part = part[2:] if hung and part[0].word in frames.prepositions else part
    arguments = hung + tuple(
        Argument(item.units, item.start, item.end, _mark(part[:at], item, language), _modifies(part, at, language))
        for at, item in enumerate(part)
        if item.units
    )
    words = tuple((item.start, item.word) for item in part if not item.units)
    return Clause(start, end, words, arguments, relative, latest)


def _hung(part: Sequence[_Item], frames: Frames, latest: Argument | None) -> tuple[Argument, ...]:
    """What a relative clause hangs on that a preposition opens ("in which", "woran"): an argument of that clause."""
    if latest is None:
        return ()
    opener = part[0].word
    mark = frames.relative_marks.get(opener, "")
    if opener in frames.prepositions and len(part) > 1 and part[1].word in frames.relative:
        mark = opener
    return (replace(latest, mark=mark),) if mark else ()


def _mark(before: Sequence[_Item], item: _Item, language: Language) -> str:
    if item.genitive:
        return "genitive"
    before = _without_lister(before, language)
    reach = 1 if item.opened else _NEAR + 1
    for distance, earlier in enumerate(reversed(before[-reach:])):
        if earlier.units and not earlier.genitive:
            return ""
        if earlier.word.rstrip("'") in language.frames.prepositions or earlier.word in language.frames.prepositions:
            between = before[len(before) - distance :]
            return "" if any(_tells_time(other.word, language) for other in between) else earlier.word
        if earlier.word in language.frames.forms:
            return ""
    return ""


def _without_lister(before: Sequence[_Item], language: Language) -> Sequence[_Item]:
    """Leave out what brings in a list: "to customers | such as", "voor | onder meer"."""
    words = [item.word for item in before[-_NEAR - 1 :]]
    for length in range(len(words), 0, -1):
        if " ".join(words[-length:]) in language.words.get("such_as", ()):
            return before[:-length]
    return before


def _modifies(part: Sequence[_Item], at: int, language: Language) -> bool:
    """Whether a noun seems to follow an organisation's name, in a language that writes compounds apart."""
    item, following = part[at], language.frames.following
    if not following or item.genitive or at + 1 == len(part) or not vocabulary().is_a(item.kind, "Organization"):
        return False
    word = part[at + 1].word
    known = (following, language.frames.prepositions, language.frames.opening, language.frames.relative)
    return bool(word) and not any(word in words for words in known) and not _tells_time(word, language)


def _tells_time(word: str, language: Language) -> bool:
    return _YEAR.fullmatch(word) is not None or word in language.times.months
