"""Which patterns can match a view at all, told from the signs and the listed words in it, before any is compiled.

A pattern needs what stands outside its options and look-arounds: a name of some class, a quotation, a word of a list.
Each need is a clause: some of its alternatives must occur, and the clauses one after the other. Occurrence is looked
for generously (a listed word also inside another word), so that a pattern is left out only when it cannot match. A
language has several hundred patterns; a sentence fits a few of them, and a document never compiles most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from ahocorasick_rs import AhoCorasick

from kg.patterns import signs
from kg.word_lists import folded, longest_piece

__all__ = ["Clause", "Needs", "PatternSet"]

P = TypeVar("P")
Clause: TypeAlias = frozenset[str]
"""Alternatives of which one must occur: names of word lists, signs of a view, and words ("=" before each)."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P<\w+>|[a-zA-Z-]*:|<?[!=])|[()|]"
    r"|\{[a-z_]\w*\}|<\w+(?::[\w|]+)?>\+?|[?*+]\??|\{\d*,?\d*\}\??|(?:(?![\\\[(){}|<?*+]).)+|.",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^\\\[(){}|<?*+]")
_LOOKING = ("(?!", "(?<!", "(?=", "(?<=")
_OPTIONAL = re.compile(r"[?*]|\{0?,|\{0\}")
_SLOT = re.compile(r"\{[a-z_]\w*\}|<\w+>\+?")
_SIGNS = re.compile("[\ue000-\uf8ff]+")
_LITERAL = re.compile(r"[^\W\d_]{3,}")


class Needs:
    """Reads what patterns need; `slots` are the language's ready expressions, by name."""

    def __init__(self, slots: Mapping[str, str]) -> None:
        self._slots = slots
        self._groups: dict[str, list[Clause]] = {}

    def of(self, source: str) -> tuple[Clause, ...]:
        """The clauses of a pattern of a language file."""
        return tuple(dict.fromkeys(self._group(source)))

    def _group(self, source: str) -> list[Clause]:
        """What stands between brackets; patterns share much of it, so that it is read once."""
        if source not in self._groups:
            tokens = _TOKEN.findall(source)
            self._groups[source] = self._alternation(tokens, _ends(tokens))
        return self._groups[source]

    def _alternation(self, tokens: list[str], ends: dict[int, int]) -> list[Clause]:
        branches: list[list[Clause]] = [[]]
        at = 0
        while at < len(tokens):
            part, end = tokens[at], ends.get(at, at)
            optional = end + 1 < len(tokens) and _OPTIONAL.match(tokens[end + 1]) is not None
            if part == "|":
                branches.append([])
            elif _PLAIN.match(part):
                branches[-1] += _spelled(part[:-1] if optional else part)
            elif not optional and part not in _LOOKING:
                branches[-1] += self._group("".join(tokens[at + 1 : end])) if part[0] == "(" else self._item(part)
            at = end + 1
        if len(branches) == 1:
            return branches[0]
        return [frozenset().union(*(min(branch, key=len) for branch in branches))] if all(branches) else []

    def _item(self, part: str) -> list[Clause]:
        if part.startswith("<") and ":" in part:
            return [frozenset(signs(part.rstrip("+")[1:-1].partition(":")[2])[1:-1])]
        if _SLOT.fullmatch(part):
            return self._named(part.strip("{}<>+"))
        return [frozenset(part[1:-1])] if _SIGNS.fullmatch(part[1:-1]) else []

    def _named(self, name: str) -> list[Clause]:
        if name not in self._slots:
            return [frozenset([name])]
        return list(dict.fromkeys(self._group(self._slots[name])))


def _ends(tokens: Sequence[str]) -> dict[int, int]:
    """Where each opening bracket's closing one is, among the tokens; one that is missing is behind the last."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for at, part in enumerate(tokens):
        if part[0] == "(":
            opened.append(at)
        elif part == ")" and opened:
            ends[opened.pop()] = at
    return {**dict.fromkeys(opened, len(tokens)), **ends}


def _spelled(part: str) -> list[Clause]:
    """The signs and the words in plain characters."""
    signs_in = [frozenset([sign]) for sign in part if _SIGNS.match(sign)]
    return signs_in + [frozenset(["=" + folded(word)]) for word in _LITERAL.findall(part)]


class _Hint(NamedTuple):
    """What a piece of text is a sign of: a need's bit, if it begins and ends where words do."""

    bit: int
    begins: bool
    ends: bool


class _Hit(NamedTuple):
    """Where a text has something that patterns need."""

    end: int
    start: int
    bit: int


class _Wanting(NamedTuple, Generic[P]):
    """A pattern, the alternatives of each of its needs, and those of the needs that no sign of a view fulfils."""

    pattern: P
    masks: tuple[int, ...]
    lacking: tuple[int, ...]


def _bits_of(hits: Iterable[_Hit]) -> int:
    bits = 0
    for hit in hits:
        bits |= hit.bit
    return bits


def _in_order(hits: Iterable[_Hit], masks: Iterable[int]) -> bool:
    """Whether the needs can be fulfilled one after the other, as a match would; `hits` are sorted."""
    remaining, at = iter(hits), 0
    for mask in masks:
        found = next((hit for hit in remaining if hit.bit & mask and hit.start >= at), None)
        if found is None:
            return False
        at = found.end
    return True


class PatternSet(Generic[P]):
    """Patterns in the order of their file, and those among them that can match a view."""

    def __init__(
        self, patterns: Sequence[P], needs: Callable[[P], Sequence[Clause]], words: Mapping[str, Sequence[str]]
    ) -> None:
        self._patterns = tuple(patterns)
        self._needs = needs
        self._words = words
        self._by_signs: dict[int, list[_Wanting[P]]] = {}

    def __iter__(self) -> Iterator[P]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def fitting(self, text: str) -> list[P]:
        """The patterns that may match a view's text; the others do not."""
        if not self._patterns:
            return []
        signs_in = [_Hit(at + 1, at, self._bits[char]) for at, char in enumerate(text) if char in self._signs]
        shown = _bits_of(signs_in)
        if shown not in self._by_signs:
            self._by_signs[shown] = list(self._by_sign(shown))
        plain = folded(text)
        hits = sorted([*signs_in, *self._listed(plain)])
        present = _bits_of(hits)
        told = len(plain) == len(text)  # otherwise places of the one are not places of the other
        return [
            found.pattern
            for found in self._by_signs[shown]
            if all(present & mask for mask in found.lacking) and (not told or _in_order(hits, found.masks))
        ]

    def _by_sign(self, shown: int) -> Iterator[_Wanting[P]]:
        """The patterns whose signs are there."""
        for pattern, masks in self._masks:
            if all(mask & shown or mask & self._lists for mask in masks):
                yield _Wanting(pattern, masks, tuple(mask for mask in masks if not mask & shown))

    def _listed(self, plain: str) -> Iterator[_Hit]:
        for at, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            free_before = not plain[start - 1 : start].isalnum()
            free_behind = not plain[end : end + 1].isalnum()
            for bit, begins, ends in self._found[at]:
                if (free_before or not begins) and (free_behind or not ends):
                    yield _Hit(end, start, bit)

    @cached_property
    def _clauses(self) -> list[Sequence[Clause]]:
        return [self._needs(pattern) for pattern in self._patterns]

    @cached_property
    def _bits(self) -> dict[str, int]:
        names = sorted({name for clauses in self._clauses for clause in clauses for name in clause})
        return {name: 1 << at for at, name in enumerate(names)}

    @cached_property
    def _signs(self) -> frozenset[str]:
        return frozenset(name for name in self._bits if _SIGNS.fullmatch(name))

    @cached_property
    def _lists(self) -> int:
        return sum(bit for name, bit in self._bits.items() if name not in self._signs)

    @cached_property
    def _masks(self) -> list[tuple[P, tuple[int, ...]]]:
        masks = (tuple(sum(self._bits[n] for n in clause) for clause in clauses) for clauses in self._clauses)
        return list(zip(self._patterns, masks, strict=True))

    @cached_property
    def _pieces(self) -> dict[str, list[_Hint]]:
        """What to look for -> what it is a hint of."""
        pieces: dict[str, list[_Hint]] = {}
        for name in sorted(self._bits.keys() - self._signs):
            for word in [name[1:]] if name.startswith("=") else self._words[name]:
                piece = longest_piece(word, name)
                inside = name.startswith("=")
                ends = not inside and word.endswith(piece) and piece[-1:].isalnum()
                hint = _Hint(self._bits[name], not inside and word.startswith(piece), ends)
                pieces.setdefault(folded(piece), []).append(hint)
        return pieces

    @cached_property
    def _found(self) -> list[list[_Hint]]:
        return [self._pieces[piece] for piece in sorted(self._pieces)]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(sorted(self._pieces))
