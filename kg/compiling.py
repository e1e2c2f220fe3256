"""The patterns of language files -> regular expressions over views, when they are first tried; see `kg.patterns`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from kg.errors import DataError
from kg.patterns import GENITIVE, QUOTE, mark, signs
from kg.word_lists import LONGEST, REST, WordIndex, words_regex

__all__ = ["LazyPattern", "Lexicon", "Lists", "Slots", "compile_pattern", "refuse_unknown_words"]

Lists: TypeAlias = Mapping[str, Sequence[str]]
"""The entries of word lists, by the lists' names."""
Slots: TypeAlias = Mapping[str, str]
"""Slots and lists given as ready regular expressions."""

_SLOT = re.compile(r"(?<!\(\?P)<(\w+)(?::([\w|]+))?>(\+?)")
_MACRO = re.compile(r"\{([a-z_]\w*)\}")
_WHOLE_WORD = re.compile(r"(\[\\w[^\]]*\])\+")
_GAP = r"(?:[^.;:!?\n" + QUOTE + r"]{0,70}?)"


class Lexicon:
    """The word lists of patterns, and the slots made of them: all entries, and those of the first text.

    A list has hundreds of entries, of which a document has a few. Without the others an expression says the same of
    the document's text, and is compiled several times as fast; for more documents it has to be compiled with all.
    """

    def __init__(self, lists: Lists, shape: Callable[[Lists], Slots], index: WordIndex | None = None) -> None:
        self.lists, self.slots = lists, shape(lists)
        self.index = index or WordIndex(lists)
        self.shape = shape
        self._first: str | None = None
        self._others = False

    def expect(self, text: str) -> None:
        """Patterns will be tried on parts of a text."""
        self._others = self._others or self._first not in {None, text}
        self._first = self._first or text

    def compiled_for(self, source: str, text: str) -> tuple[re.Pattern[str], int] | None:
        """The expression for the first text, with the bits of its entries; None when there are other texts."""
        if self._first is None or self._others or not self.index.has_no_other(text, self._few[0]):
            return None
        present, lists, slots = self._few
        return compile_pattern(source, lists, slots), present

    @cached_property
    def _few(self) -> tuple[int, Lists, Slots]:
        present = self.index.among(self._first or "")
        lists = self.index.only(present)
        return present, lists, self.shape(lists)


class LazyPattern:
    """A pattern that is compiled when it is first tried; `kg.fitting` tells when that is worth it.

    At first it is compiled for the document at hand; when another is read, for all.
    """

    def __init__(self, source: str, lexicon: Lexicon) -> None:
        self.source = source
        self._lexicon = lexicon
        self._few: tuple[re.Pattern[str], int] | None = None
        self._tried = False

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As the method of `regex`. Raises DataError when the pattern is broken."""
        return self._for(text).finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """As the method of `regex`. Raises DataError when the pattern is broken."""
        return self._for(text).search(text)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression. Raises DataError when it is broken."""
        return compile_pattern(self.source, self._lexicon.lists, self._lexicon.slots)

    def _for(self, text: str) -> re.Pattern[str]:
        if not self._tried:
            self._tried = True
            self._few = self._lexicon.compiled_for(self.source, text)
        if self._few is not None and self._lexicon.index.has_no_other(text, self._few[1]):
            return self._few[0]
        self._few = None
        return self.regex


def refuse_unknown_words(source: str, words: Lists, builtins: Slots) -> None:
    """Raise DataError for a slot, a class or a word list that there is none of."""
    for match in _MACRO.finditer(source):
        if match.group(1) not in words and match.group(1) not in builtins:
            raise DataError(f"unknown word list {match.group()}", source)
    for match in _SLOT.finditer(source):
        if match.group(2):
            signs(match.group(2))
        elif match.group(1) not in builtins:
            raise DataError(f"unknown slot {match.group()}", source)


def compile_pattern(source: str, words: Lists, builtins: Slots) -> re.Pattern[str]:
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
    text = text.replace("\ufdd0", _GAP).replace("~", REST).replace(" ", r"\s")
    text = _WHOLE_WORD.sub(rf"\1{{1,{LONGEST}}}", text)
    if marked:
        text = text.replace(r"[\w", rf"[\w{mark(0)}-{mark(7)}")
    try:
        return re.compile(text)
    except re.error as error:
        raise DataError(f"broken pattern: {error}", source) from error
