"""Short forms of names that a text gives in full: surnames, first words of a firm's name, initials, acronyms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from kg.languages import Language
from kg.mentions.ground import Ground
from kg.mentions.matcher import Hit
from kg.mentions.shapes import is_family_first
from kg.model import Mention, Span

__all__ = ["LongerForms", "acronym_of", "bracketed", "owners_of_surnames", "surnames", "without_genitives"]

_BRACKETED = re.compile(r"[ \u00a0]\(([^\W\d_][\w-]{1,11})\)")
_LEAST_NAMES = 3
_T = TypeVar("_T")


def without_genitives(groups: Mapping[str, list[_T]], language: Language) -> dict[str, list[_T]]:
    """Put "Bergmans" to "Bergman" where the text has both, or a longer name with it."""
    parts = {part for name in groups if " " in name for part in name.split()}
    merged: dict[str, list[_T]] = {}
    for name, found in groups.items():
        stems = [name.removesuffix(g) for g in language.genitives if name.endswith(g)]
        stem = next((s for s in stems if s in groups), None) or next((s for s in stems if s in parts), name)
        merged.setdefault(stem, []).extend(found)
    return merged


class LongerForms:
    """Full names by what they may be shortened to; of two that a short form fits, the one given first."""

    def __init__(self) -> None:
        self._people: dict[tuple[str, ...], tuple[int, str]] = {}
        self._others: dict[str, tuple[int, str]] = {}
        self._count = 0

    def add(self, name: str, kind: str) -> None:
        """Take in the full name of a thing of this class."""
        parts = name.split()
        entry = (self._count, name)
        self._count += 1
        for length in range(1, len(parts)):
            if kind == "Person":
                for surname in _surnames_of(parts, length):
                    self._people.setdefault(tuple(surname), entry)
            else:
                self._others.setdefault(" ".join(parts[:length]), entry)
        if kind != "Person" and len(parts) > 1:
            self._others.setdefault("".join(part[0] for part in parts if part[0].isupper()), entry)

    def of(self, name: str) -> str | None:
        """The full name that `name` is short for."""
        words = name.split()
        found = (self._people.get(tuple(word.casefold() for word in words)), self._others.get(" ".join(words)))
        return min((entry for entry in found if entry is not None), default=(0, None))[1]


def _surnames_of(parts: Sequence[str], length: int) -> Iterator[list[str]]:
    """What may stand for a person: the family name that stands first, the last words, the first of two surnames."""
    folded = [p.casefold() for p in parts]
    if is_family_first(parts):
        yield folded[:1]
        return
    yield folded[-length:]
    if len(parts) >= _LEAST_NAMES:
        yield from (folded[at : at + length] for at in range(1, len(parts) - length))


def owners_of_surnames(people: Collection[str]) -> dict[str, str]:
    """Surname -> full name; last words before the first of two surnames ("Sánchez" of "Pedro Sánchez Pérez")."""
    names = [name.split() for name in people if " " in name]
    owners: dict[str, str] = {}
    for parts in names:
        owners.setdefault(parts[0] if is_family_first(parts) else parts[-1], " ".join(parts))
    for parts in names:
        if len(parts) >= _LEAST_NAMES and not is_family_first(parts) and parts[-2][0].isupper() and len(parts[-2]) > 2:
            owners.setdefault(parts[-2], " ".join(parts))
    return owners


def surnames(
    ground: Ground, hits: Sequence[Hit], owners: Mapping[str, str], covered: Collection[int]
) -> tuple[list[Hit], list[tuple[Mention, str]]]:
    """Later uses of a surname, also where the word is common or a known firm's name ("Bark", "Philips")."""
    found: list[tuple[Mention, str]] = []
    dropped: set[Span] = set()
    by_start = {hit.span.start: hit for hit in hits}
    for token in ground.words:
        stem = token.text if token.text in owners else token.text.removesuffix("s")
        if stem not in owners:
            continue
        hit = by_start.get(token.start)
        if hit is not None and hit.span.end <= token.end and not hit.adjective:
            dropped.add(hit.span)
        elif token.start in covered:
            continue
        found.append((Mention(Span(token.start, token.start + len(stem)), "Person", "surname"), owners[stem]))
    return [hit for hit in hits if hit.span not in dropped], found


def bracketed(text: str, end: int) -> Span | None:
    """The word in brackets right after a name."""
    match = _BRACKETED.match(text, end)
    return Span(*match.span(1)) if match is not None else None


def acronym_of(word: str, name: str) -> bool:
    """Whether a word is made of a name's letters in order, its first the first letter of one of the name's words.

    "PUCP" is of "Pontificia Universidad Católica del Perú", "Colef" of "El Colegio de la Frontera Norte".
    """
    short, long = _letters(word), name.split()
    if len(long) < 2 or not word[0].isupper() or len(short) < 2 or word in long:
        return False
    return any(
        _in_order(short, _letters("".join(long[at:]))) for at, w in enumerate(long) if _letters(w)[:1] == short[0]
    )


def _letters(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if c.isalnum())


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)
