"""Words of a text with their places: the ground that name finding stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Token", "tokens"]

_WORD = re.compile(
    r"[^\W_](?:[\w]|[.’'](?=[^\W\d_]{2})|(?<=c)[’'](?=h(?!\w))|:(?=(?!s(?!\w))[a-zåäö]{1,4}(?!\w))|[-.+](?=\w)|(?<=[A-Z])&(?=[A-Z]))*|&"
)


class Token(NamedTuple):
    """A word and its code-point offsets; `capital` when it could begin or make a name."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """True for an initial capital, an inner one ("iPhone") or a designation with digits ("910C")."""
        first = self.text[0]
        return first.isupper() or (any(c.isupper() for c in self.text[1:]) and not first.isdigit()) or self.designation

    @property
    def designation(self) -> bool:
        """True for letters and digits together ("H20", "910C", "Falcon-7"); years, dates and plain numbers are none."""
        text = self.text
        return any(c.isdigit() for c in text) and any(c.isupper() for c in text) and not text[0].islower()


def tokens(text: str, start: int, end: int, elisions: tuple[str, ...] = ()) -> Iterator[Token]:
    """The words of `text[start:end]`; elided articles ("l'", "qu'") are left out, inner apostrophes kept."""
    at = start
    while (match := _WORD.search(text, at, end)) is not None:
        word, begin = match.group(), match.start()
        apostrophe = "’" in word or "'" in word
        for elision in elisions if apostrophe else ():
            if word.casefold().replace("’", "'").startswith(elision) and len(word) > len(elision):
                begin += len(elision)
                word = word[len(elision) :]
                break
        yield Token(begin, match.end(), word)
        at = match.end()
