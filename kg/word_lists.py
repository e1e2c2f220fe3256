"""Word lists -> regular expressions, and which of their entries a text has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from ahocorasick_rs import AhoCorasick

from kg.errors import DataError

__all__ = ["LONGEST", "REST", "WordIndex", "folded", "longest_piece", "words_regex"]

LONGEST = 60
"""Characters of a word; more are not looked at, so that a word without end costs no more than its length."""
REST = rf"[\w-]{{0,{LONGEST}}}"
_ATOMS = {" ": r"\s", "~": REST, "'": "['’]", "’": "['’]"}
_SPACE = re.compile(r"\s")


class WordIndex:
    """Tells which entries of word lists occur in a text, generously: also inside other words."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._last = ("", 0)

    def among(self, text: str) -> int:
        """A bit for each piece of an entry that the text has; an expression of entries whose bits are not set fails."""
        if self._last[0] != text:
            found = {at for at, _, _ in self._automaton.find_matches_as_indexes(folded(text), overlapping=True)}
            self._last = (text, sum(1 << at for at in found))
        return self._last[1]

    def has_no_other(self, text: str, known: int) -> bool:
        """Whether `known` has the bits of all pieces in the text."""
        return not self.among(text) & ~known

    def only(self, present: int) -> dict[str, tuple[str, ...]]:
        """The lists with the entries whose bits are set."""
        bits = {piece: 1 << at for at, piece in enumerate(self._pieces)}
        return {
            name: tuple(word for word in words if bits[folded(longest_piece(word, name))] & present)
            for name, words in self._lists.items()
        }

    @cached_property
    def _pieces(self) -> list[str]:
        return sorted({folded(longest_piece(word, name)) for name, words in self._lists.items() for word in words})

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._pieces)


def longest_piece(word: str, where: str) -> str:
    """The longest part of an entry between its tildes. Raises DataError when there is none."""
    piece = max(word.split("~"), key=len)
    if not piece:
        raise DataError(f"an empty entry in the word list {where}", "words")
    return piece


def folded(text: str) -> str:
    """The text as entries are looked for in it: without regard to case, apostrophes of one sort, any space a space."""
    return _SPACE.sub(" ", text.casefold().replace("’", "'"))


def words_regex(words: Sequence[str]) -> str:
    """One regular expression for a list of words; the first letter in either case, `~` for the rest of a word.

    Words that begin alike share their beginning, which keeps long lists quick to compile and to search.
    """
    return _words_regex(tuple(words)) if words else "(?!)"


@cache
def _words_regex(words: tuple[str, ...]) -> str:
    plain = _bounded([word for word in words if not word.startswith("~")])
    tails = _bounded([word[1:] for word in words if word.startswith("~")])
    return f"(?<!\\w)(?:{'|'.join(part for part in (plain, tails and REST + tails) if part)})"


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
