"""Known names in a text: one automaton per language over the knowledge base, with boundaries, genitives, compounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.knowledge import KnowledgeBase, Known, Name, Strength
from kg.languages import Language
from kg.model import Span

__all__ = ["Hit", "Matcher"]

_APOSTROPHES = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"})
_AFTER = re.compile(r"-([^\W\d_]{2,})")
_BEFORE = re.compile(r"(?<!\w)([^\W\d_]+)-$")
_PLURAL_KINDS = {"Chip", "AIModel", "Product"}
_INITIAL_EITHER = {"Technology", "Policy"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at `span`; several candidates when things share the name.

    Attributes:
        adjective: it is a place's adjective.
        variant: it is a known designation with an unknown addition.
        raised: it is an adjective with a capital that it has at the start of sentences only.
    """

    span: Span
    candidates: tuple[tuple[Known, Strength], ...]
    adjective: bool = False
    variant: bool = False
    raised: bool = False

    @property
    def kind(self) -> str:
        """The class of the first candidate."""
        return self.candidates[0][0].entity.kind

    @property
    def kinds(self) -> frozenset[str]:
        """The classes of the candidates."""
        return frozenset(known.entity.kind for known, _ in self.candidates)

    @property
    def is_place(self) -> bool:
        """Whether only places have the name, capitals that stand for governments among them."""
        return all(
            strength is Strength.METONYM or known.entity.kind in {"Place", "Country"}
            for known, strength in self.candidates
        )

    @property
    def is_person(self) -> bool:
        """Whether only persons have the name."""
        return self.kinds == {"Person"}


class Matcher:
    """Finds the names of a knowledge base, `world`, in texts of one language."""

    def __init__(self, world: KnowledgeBase, language: Language) -> None:
        self.world = world
        self._names = _names(world, language)
        self._adjectives = frozenset(language.demonyms) - set(self._names)
        for form in sorted(self._adjectives):
            country = world.country(language.demonyms[form])
            if country is not None:
                self._names[form] = ((country, Strength.ALIAS),)
        self._adjectives |= self._place_adjectives(world, language.code)
        lower = (form for form in self._adjectives if form[0].islower() and form in self._names)
        raised = {form[0].upper() + form[1:]: form for form in lower}
        self._raised = frozenset(raised) - set(self._names)
        self._names.update({form: self._names[raised[form]] for form in sorted(self._raised)})
        self._adjectives |= self._raised
        self._keys = sorted(self._names)
        self._automaton = AhoCorasick(self._keys, matchkind=MatchKind.Standard)
        self._genitives = tuple(g.translate(_APOSTROPHES) for g in language.genitives)
        self._nouns_capitalised = language.nouns_capitalised

    def _place_adjectives(self, world: KnowledgeBase, code: str) -> frozenset[str]:
        """Adjectives of regions and cities ("Californische"), where they are nothing's name."""
        forms: dict[str, Known] = {}
        for known in world.all():
            for name in known.adjectives:
                form = name.text.translate(_APOSTROPHES)
                if name.language in {None, code} and form not in self._names:
                    forms.setdefault(form, known)
        self._names.update({form: ((known, Strength.ALIAS),) for form, known in sorted(forms.items())})
        return frozenset(forms)

    def __contains__(self, name: str) -> bool:
        return name.translate(_APOSTROPHES) in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """All forms that are looked for, sorted."""
        return tuple(self._keys)

    def look_up(self, name: str) -> tuple[tuple[Known, Strength], ...]:
        """The candidates for exactly this name."""
        return self._names.get(name.translate(_APOSTROPHES), ())

    def find(self, text: str) -> list[Hit]:
        """The longest known names of `text` that stand as words, from left to right, not overlapping."""
        plain = text.translate(_APOSTROPHES)
        hits = _without_overlaps(sorted(self._standing(plain), key=lambda hit: (-len(hit.span), hit.span.start)))
        return [hit for hit in hits if not self._is_half(plain, hit, hits)]

    def _is_half(self, plain: str, hit: Hit, hits: list[Hit]) -> bool:
        """Half of an unknown double name ("Lam-Michaux"): a hyphen, and a capitalised word that is no known name."""
        for pattern, at in ((_AFTER, hit.span.end), (_BEFORE, hit.span.start)):
            other = pattern.match(plain, at) if pattern is _AFTER else pattern.search(plain, max(0, at - 40), at)
            if other is None or not other.group(1)[0].isupper() or other.group(1).isupper() or self._nouns_capitalised:
                continue
            if not any(h.span.start <= other.start(1) < h.span.end for h in hits):
                return True
        return False

    def _standing(self, plain: str) -> Iterator[Hit]:
        for index, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            name = self._keys[index]
            candidates = self._names[name]
            if not _begins(plain, start) or not self._ends(plain, end, candidates):
                continue
            yield Hit(Span(start, end), candidates, adjective=name in self._adjectives, raised=name in self._raised)

    def _ends(self, plain: str, end: int, candidates: tuple[tuple[Known, Strength], ...]) -> bool:
        after = plain[end : end + 1]
        if after == "'" and plain[end + 1 : end + 3].isalpha() and plain[end + 1 : end + 3].islower():
            return False
        if not after.isalnum() and not (after == "_" or (after in ".-+" and plain[end + 1 : end + 2].isdigit())):
            return True
        suffixes = self._genitives
        if any(known.entity.kind in _PLURAL_KINDS for known, _ in candidates):
            suffixes = (*suffixes, "s")
        return any(
            suffix[:1].isalnum()
            and plain.startswith(suffix, end)
            and not plain[end + len(suffix) : end + len(suffix) + 1].isalnum()
            for suffix in suffixes
        )


def _names(world: KnowledgeBase, language: Language) -> dict[str, tuple[tuple[Known, Strength], ...]]:
    """The forms of all names in a language; what is said of a name there goes before what is said of it in all."""
    names: dict[str, dict[str, tuple[Known, Strength]]] = {}
    for known in world.all():
        for name in _said_first(known, language.code):
            for form in _forms(name.text, known.entity.kind):
                names.setdefault(form, {}).setdefault(known.iri, (known, name.strength))
    for form, code in language.countries.items():
        country = world.country(code)
        if country is not None:
            names.setdefault(form.translate(_APOSTROPHES), {})[country.iri] = (country, Strength.ALIAS)
    return {
        name: tuple(found.values()) if len(found) == 1 else tuple(found[key] for key in sorted(found))
        for name, found in names.items()
    }


def _said_first(known: Known, code: str) -> list[Name]:
    """The names in a language, or in all when it is not known, in the order in which they count."""
    if code == "und":
        return sorted(known.names, key=lambda name: name.language is not None)
    return [
        *(name for name in known.names if name.language == code),
        *(name for name in known.names if name.language is None),
    ]


def _forms(name: str, kind: str) -> Iterable[str]:
    plain = name if name.isascii() else name.translate(_APOSTROPHES)
    yield plain
    if kind in _INITIAL_EITHER:
        first = plain[:1]
        words = plain.split()
        if first.islower() or all(word[1:].islower() for word in words if word[1:].isalpha()):
            yield first.swapcase() + plain[1:]


def _begins(plain: str, start: int) -> bool:
    if start == 0:
        return True
    before = plain[start - 1]
    return not before.isalnum() and not (before in "._@" and start > 1 and plain[start - 2].isalnum())


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    """Greedy by length: the hits come longest first."""
    taken: dict[int, int] = {}
    kept = []
    for hit in hits:
        positions = range(hit.span.start, hit.span.end)
        if any(at in taken for at in positions):
            continue
        taken.update(dict.fromkeys(positions, 1))
        kept.append(hit)
    return sorted(kept, key=lambda hit: hit.span)
