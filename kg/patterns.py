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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from kg.errors import DataError
from kg.model import Link, Quotation, Span
from kg.vocabulary import vocabulary

__all__ = [
    "DEMONYM",
    "GENITIVE",
    "MARKS",
    "QUOTE",
    "LazyPattern",
    "Unit",
    "View",
    "compile_pattern",
    "mark",
    "marks",
    "refuse_unknown_words",
    "words_regex",
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
_SLOT = re.compile(r"(?<!\(\?P)<(\w+)(?::([\w|]+))?>(\+?)")
_MACRO = re.compile(r"\{([a-z_]\w*)\}")
_LONGEST = 60
"""Characters of a word; more are not looked at, so that a word without end costs no more than its length."""
_REST = rf"[\w-]{{0,{_LONGEST}}}"
_WHOLE_WORD = re.compile(r"(\[\\w[^\]]*\])\+")
_ATOMS = {" ": r"\s", "~": _REST, "'": "['’]", "’": "['’]"}
_GAP = r"(?:[^.;:!?\n" + QUOTE + r"]{0,70}?)"


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


def words_regex(words: Sequence[str]) -> str:
    """One regular expression for a list of words; the first letter in either case, `~` for the rest of a word.

    Words that begin alike share their beginning, which keeps long lists quick to compile and to search.
    """
    return _words_regex(tuple(words)) if words else "(?!)"


@cache
def _words_regex(words: tuple[str, ...]) -> str:
    plain = _bounded([word for word in words if not word.startswith("~")])
    tails = _bounded([word[1:] for word in words if word.startswith("~")])
    return f"(?<!\\w)(?:{'|'.join(part for part in (plain, tails and _REST + tails) if part)})"


def _bounded(words: Sequence[str]) -> str:
    """The entries, those that end in a letter or digit only where a word ends."""
    closed = _alternatives([_atoms(word) for word in words if word[-1:].isalnum()])
    free = _alternatives([_atoms(word) for word in words if not word[-1:].isalnum()])
    parts = [part for part in (closed and closed + r"(?!\w)", free) if part]
    return f"(?:{'|'.join(parts)})" if len(parts) > 1 else "".join(parts)


def _atoms(word: str) -> tuple[str, ...]:
    """A word list's entry as pieces of a regular expression, one for each of its characters."""
    atoms = [_ATOMS.get(char, re.escape(char)) for char in word]
    first = word[:1]
    if first.isalpha() and len(first.upper()) == 1 and first.lower() != first.upper():
        atoms[0] = f"[{first.lower()}{first.upper()}]"
    return tuple(atoms)


def _alternatives(entries: Sequence[tuple[str, ...]]) -> str:
    """The entries as one expression, common beginnings once, longer entries before shorter ones."""
    if not entries:
        return ""
    followers: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(set(entries)):
        if entry:
            followers.setdefault(entry[0], []).append(entry[1:])
    parts = [head + _alternatives(rest) for head, rest in followers.items()]
    if () in entries:
        return f"(?:{'|'.join(parts)})?" if parts else ""
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


class LazyPattern:
    """A pattern that is compiled when it is first tried; `kg.fitting` tells when that is worth it."""

    def __init__(self, source: str, compiling: Callable[[str], re.Pattern[str]]) -> None:
        self.source = source
        self._compiling = compiling

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression. Raises DataError when it is broken."""
        return self._compiling(self.source)


def refuse_unknown_words(source: str, words: Mapping[str, Sequence[str]], builtins: Mapping[str, str]) -> None:
    """Raise DataError for a slot, a class or a word list that there is none of."""
    for match in _MACRO.finditer(source):
        if match.group(1) not in words and match.group(1) not in builtins:
            raise DataError(f"unknown word list {match.group()}", source)
    for match in _SLOT.finditer(source):
        if match.group(2):
            signs(match.group(2))
        elif match.group(1) not in builtins:
            raise DataError(f"unknown slot {match.group()}", source)


def compile_pattern(source: str, words: Mapping[str, Sequence[str]], builtins: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern of a language file; `builtins` are slots given as ready regular expressions.

    Raises DataError for an unknown slot, class or word list, and for a broken expression.
    """

    def slot(match: re.Match[str]) -> str:
        name, kinds, many = match.groups()
        if kinds is None:
            if name not in builtins:
                raise DataError(f"unknown slot <{name}>", source)
            return builtins[name]
        one = signs(kinds)
        if not many:
            return f"(?P<{name}>{one})"
        linker = rf"(?:{macro('linkers')}\s?)?" if words.get("linkers") else ""
        joint = rf"(?:,?\s{macro('and')}\s?|,\s|/){linker}"
        return f"(?P<{name}>{one}{GENITIVE}?(?:{joint}{one}){{0,12}})"

    def macro(name: str) -> str:
        if name in builtins:
            return builtins[name]
        if name not in words:
            raise DataError(f"unknown word list {{{name}}}", source)
        return words_regex(words[name])

    marked = builtins.get("marked") == "yes"
    text = source.replace("...", "\ufdd0")
    text = _SLOT.sub(slot, text)
    text = _MACRO.sub(lambda m: macro(m.group(1)), text)
    text = text.replace("\ufdd0", _GAP).replace("~", _REST).replace(" ", r"\s")
    text = _WHOLE_WORD.sub(rf"\1{{1,{_LONGEST}}}", text)
    if marked:
        text = text.replace(r"[\w", rf"[\w{mark(0)}-{mark(7)}")
    try:
        return re.compile(text)
    except re.error as error:
        raise DataError(f"broken pattern: {error}", source) from error
