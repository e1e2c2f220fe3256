"""What the clause of a measure says was done with it: proposed, imposed, suspended, lifted, in force, at an end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.languages import Language
from kg.languages.measures import APART
from kg.model import Span

__all__ = ["Act", "acts_of", "status_of"]

_BREAK = re.compile(r"[;:!?–—()“”«»\"]|,(?!\d)(?!\s\d{4}\b)|(?<!\d)\.(?!\w)")
_LAST_WORD = re.compile(r"(\w+)\s*\Z")
_MARK = re.compile(r"([\w]+['’]?)(?:\s+[\w-]+)?\s*\Z")
_FIRST_WORD = re.compile(r"\W*(\w+)")
_STATUSES = (
    ("reversed", "Reversed"),
    ("suspended", "Suspended"),
    ("proposed", "Proposed"),
    ("imposed", "InForce"),
    ("effective", "InForce"),
)
"""A measure that was lifted is lifted, whatever else is said of it."""
_NEAR = 30
"""Code points before a verb in which its auxiliary stands."""
_CLOSE = 3
"""Code points between a measure and a participle of its own: "the sanctions imposed in May"."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done (a key of `kg.languages.measures`), the words that say so, and the clause that they stand in."""

    name: str
    words: Span
    clause: Span
    future: bool


def acts_of(text: str, described: Span, sentence: Span, others: Sequence[Span], language: Language) -> list[Act]:
    """What is said of the measure described at a place; `others` are the sentence's measures, this one included.

    What is denied, conditional or only possible is not said of it.
    """
    if not language.acts.words:
        return []
    clauses = (_Clause.of(text, span, others, language) for span in _clauses(text, described, sentence, language))
    return [act for clause in clauses for act in clause.acts(described)]


def status_of(acts: Sequence[Act]) -> str | None:
    """How far the acts say that a measure has come: the local name of a kg:PolicyStatus."""
    done = {act.name for act in acts if not act.future}
    return next((status for name, status in _STATUSES if name in done), None)


def _clauses(text: str, described: Span, sentence: Span, language: Language) -> Iterator[Span]:
    """The measure's own clause, the relative one or the apposition behind it, and where its own goes on after that."""
    cuts = [sentence.start, *(m.end() for m in _BREAK.finditer(text, sentence.start, sentence.end)), sentence.end]
    parts = [Span(one, two) for one, two in pairwise(cuts) if two > one]
    own = next((n for n, part in enumerate(parts) if part.start <= described.start < part.end), None)
    if own is None:
        return
    last = next((n for n in range(len(parts) - 1, own - 1, -1) if parts[n].start < described.end), own)
    yield Span(parts[own].start, parts[last].end)
    behind = parts[last + 1 :]
    if not behind or text[parts[last].end - 1] != ",":
        return
    opener = _FIRST_WORD.match(text, behind[0].start)
    apart = not text[described.end : parts[last].end - 1].strip()
    if apart or (opener is not None and opener.group(1).casefold() in language.frames.relative):
        yield behind[0]
        if apart and len(behind) > 1 and text[behind[0].end - 1] == ",":
            yield behind[1]


@dataclass(frozen=True, slots=True)
class _Word:
    """Words of an act: from where to where, and which stretches of that are its own."""

    name: str
    start: int
    end: int
    own: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, the words of acts in it, and the measures that it names."""

    text: str
    span: Span
    language: Language
    words: tuple[_Word, ...]
    measures: tuple[Span, ...]

    @classmethod
    def of(cls, text: str, span: Span, others: Sequence[Span], language: Language) -> _Clause:
        """The clause at a place; `others` are measures, of which it may name some."""
        named = tuple(other for other in others if span.contains(other))
        return cls(text, span, language, tuple(_words(text, span, language)), named)

    def acts(self, described: Span) -> Iterator[Act]:
        """What the clause says was done with a measure that it names, or else with the one before it."""
        if self.measures and described not in self.measures:
            return
        future = self.language.acts.words["future"].search(self.text, self.span.start, self.span.end) is not None
        for word in self.words:
            if any(other.start <= word.start and word.end <= other.end for other in (*self.measures, described)):
                continue
            if self._is_of(word, described) and self._is_said(word):
                yield Act(word.name, Span(word.start, word.end), self.span, future)

    def _is_of(self, word: _Word, described: Span) -> bool:
        """Whether the act is done with this measure: the nearest one, and its object or subject."""
        if not self.measures:
            return True
        if min(self.measures, key=lambda other: (_apart(other, word), other)) != described:
            return False
        mark = self._mark(described)
        if mark is None or abs(word.start - described.end) < _CLOSE:
            return True
        partitive = mark.group(1).casefold().rstrip("'") in self.language.words["of"] and word.end >= mark.start() - 1
        return partitive or 0 <= described.start - word.end < 2

    def _mark(self, described: Span) -> re.Match[str] | None:
        """The preposition before the measure, one other word between them at most."""
        before = _MARK.search(self.text, self.span.start, described.start)
        if before is None:
            return None
        word = before.group(1).casefold().replace("’", "'")
        known = self.language.frames.prepositions
        return before if word in known and word not in self.language.words["indefinite"] else None

    def _is_said(self, word: _Word) -> bool:
        """Whether the rest of the clause leaves the act a fact."""
        start, language = max(self.span.start, word.start - _NEAR), self.language
        before = _LAST_WORD.search(self.text, start, word.start)
        if before is not None and before.group(1).casefold() in language.frames.infinitive:
            return False
        rest = self._rest(word)
        if "not_negation" in language.regexes:
            rest = language.regexes["not_negation"].sub(" ", rest)
        if language.has("negation", rest):
            return False
        if not language.frames.modal.isdisjoint(self.text[start : word.start].casefold().split()):
            return False
        return word.name == "proposed" or not language.has("unreal", rest)

    def _rest(self, word: _Word) -> str:
        """The clause without the words of acts, but with those that propose another one."""
        chars = list(self.text[self.span.start : self.span.end])
        for other in self.words:
            for start, end in other.own if other == word or other.name != "proposed" else ():
                chars[start - self.span.start : end - self.span.start] = " " * (end - start)
        return "".join(chars)


def _words(text: str, span: Span, language: Language) -> Iterator[_Word]:
    for name, regex in language.acts.words.items():
        for match in regex.finditer(text, span.start, span.end) if name != "future" else ():
            start, end = match.span()
            parts: tuple[tuple[int, int], ...] = ((start, end),)
            if match[APART] is not None:
                first, last = re.search(r"\s", match.group()), re.search(r"\w+$", match.group())
                if first is not None and last is not None:
                    parts = ((start, start + first.start()), (start + last.start(), end))
            if end > start:
                yield _Word(name, start, end, parts)


def _apart(other: Span, word: _Word) -> int:
    return max(other.start - word.end, word.start - other.end, 0)
