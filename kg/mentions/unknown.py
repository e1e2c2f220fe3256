"""Unknown names: candidates gathered over a text, with the class that the text gives each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.mentions.candidate import Candidate
from kg.mentions.candidates import candidates, is_portfolio
from kg.mentions.cues import Surroundings, kind_of
from kg.mentions.ground import Ground
from kg.mentions.matcher import Hit
from kg.mentions.persons import is_whole
from kg.mentions.shapes import is_given_name
from kg.mentions.short_forms import LongerForms, acronym_of, bracketed, without_genitives
from kg.model import Mention, Span

__all__ = ["Given", "UnknownNames"]

_NAMES = 2
"""Words of a whole name: a given name and a surname, or a firm's head and what it is called."""


@dataclass(frozen=True, slots=True)
class Given:
    """Full names that are settled before: their classes, and where a body's name ends for the first time."""

    kinds: Mapping[str, str]
    ends: Mapping[str, int]

    @classmethod
    def of(cls, persons: Iterable[str], bodies: Iterable[tuple[Mention, str]]) -> Given:
        """Persons by name, bodies with their places."""
        kinds: dict[str, str] = dict.fromkeys(persons, "Person")
        ends: dict[str, int] = {}
        for mention, name in bodies:
            kinds.setdefault(name, mention.kind)
            ends.setdefault(name, mention.span.end)
        return cls(kinds, ends)


class UnknownNames:
    """The names of a text that the knowledge base does not have.

    Attributes:
        full: the full names and their classes, the given persons included.
    """

    def __init__(self, ground: Ground, hits: Sequence[Hit], blocked: Collection[int], given: Given) -> None:
        self._ground = ground
        self._groups = self._gather(blocked)
        self._given = given
        plain = [hit for hit in hits if not hit.adjective]
        self._around = Surroundings(
            frozenset(name for name in self._groups if " " not in name),
            {hit.span.end: hit.kind for hit in plain},
            {hit.span.start: hit.kind for hit in plain},
            frozenset(kind for hit in plain for kind in hit.kinds),
        )
        self._bracketed = self._known_by_initials(hits)
        self._kinds = self._classify()
        self.full = {name: kind for name, (kind, _) in self._kinds.items()} | dict(given.kinds)

    def _gather(self, blocked: Collection[int]) -> dict[str, list[Candidate]]:
        groups: dict[str, list[Candidate]] = {}
        for sentence in self._ground.sentences:
            for candidate in candidates(self._ground, sentence, blocked):
                groups.setdefault(candidate.text, []).append(candidate)
        return without_genitives(self._split(groups), self._ground.language)

    def _split(self, groups: dict[str, list[Candidate]]) -> dict[str, list[Candidate]]:
        """Part a person from the firm after a particle that the text also names alone: "Piet Vos van Lexwad"."""
        language = self._ground.language
        parted: dict[str, list[Candidate]] = {}
        for found in (candidate for each in groups.values() for candidate in each):
            at = next((at for at, word in enumerate(found.words) if at > 1 and word in language.particles), 0)
            rest = next((r for r in range(at, len(found.words)) if found.words[r] not in language.particles), 0)
            firm = " ".join(found.words[rest:])
            pieces = [found]
            words = found.where.words[found.first : found.last]
            whole = at == _NAMES and rest > 0 and len(words) > at and is_whole(words, at - 1, language)
            if whole or (at and rest and firm in groups and is_given_name(found.words[0], language)):
                pieces = [found.part(0, at), found.part(rest, len(found.words))]
                pieces = [piece for piece in pieces if not is_portfolio(piece, language)]
            for piece in pieces:
                parted.setdefault(piece.text, []).append(piece)
        return parted

    def _known_by_initials(self, hits: Sequence[Hit]) -> dict[str, Span]:
        """Candidates that stand in brackets after a known name and are made of its letters -> that name's place."""
        found: dict[str, Span] = {}
        for hit in hits:
            span = bracketed(self._ground.text, hit.span.end)
            if span is None or hit.adjective or hit.is_person:
                continue
            word = span.of(self._ground.text)
            names = {hit.span.of(self._ground.text), *(known.entity.name for known, _ in hit.candidates)}
            if word in self._groups and any(acronym_of(word, name) for name in names):
                found.setdefault(word, hit.span)
        return found

    def _initials(self, name: str) -> str | None:
        """The candidate in brackets after an unknown name that is short for it."""
        for candidate in self._groups[name]:
            span = bracketed(self._ground.text, candidate.span.end)
            if span is not None and acronym_of(span.of(self._ground.text), name):
                return span.of(self._ground.text)
        return None

    def _given_initials(self) -> dict[str, str]:
        """What stands in brackets after a given name and is short for it -> the name."""
        found: dict[str, str] = {}
        for name, end in sorted(self._given.ends.items()):
            span = bracketed(self._ground.text, end)
            if span is not None and acronym_of(span.of(self._ground.text), name):
                found.setdefault(span.of(self._ground.text), name)
        return found

    def _classify(self) -> dict[str, tuple[str, str]]:
        """Name -> (class, full form): long names first, so that short forms can follow them."""
        kinds: dict[str, tuple[str, str]] = {}
        full = dict(self._given.kinds)
        short = self._given_initials()
        longer_forms = LongerForms()
        for known, its_kind in full.items():
            longer_forms.add(known, its_kind)
        for name in sorted(self._groups, key=lambda n: (-len(n.split()), n)):
            if name in self._bracketed:
                continue
            longer = short.get(name) or longer_forms.of(name)
            if longer is not None:
                kinds[name] = (full[longer], longer)
                continue
            kind = kind_of(self._ground, self._groups[name], self._around)
            if kind is None:
                continue
            kinds[name] = (kind, name)
            full[name] = kind
            longer_forms.add(name, kind)
            initials = self._initials(name) if kind != "Person" else None
            if initials is not None:
                short[initials] = name
        return kinds

    def mentions(self) -> Iterator[tuple[Mention, str]]:
        """Each place of a name, with the name's full form."""
        for name, (kind, whole) in self._kinds.items():
            rule = "introduced" if whole == name else "short-form"
            yield from ((Mention(span, kind, rule), whole) for span in self._spans(name))

    def aliases(self) -> Iterator[tuple[Span, Span]]:
        """Each place of a short form of a known name, with a place of that name."""
        for name, span in self._bracketed.items():
            yield from ((place, span) for place in self._spans(name))

    def _spans(self, name: str) -> Iterator[Span]:
        for candidate in self._groups[name]:
            yield Span(candidate.span.start, candidate.span.end - (len(candidate.text) - len(name)))
