"""What the clause of a measure says was done with it: proposed, imposed, suspended, lifted, in force, at an end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.languages import Language
from kg.model import Span

__all__ = ["Act", "acts_of", "status_of"]

_BREAK = re.compile(r"[;:!?–—()“”«»\"]|,(?!\d)(?!\s\d{4}\b)|(?<!\d)\.(?!\w)")
_FIRST_WORD = re.compile(r"\W*(\w+)")
_LAST_WORD = re.compile(r"(\w+)\s*$")
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
    return [
        act
        for clause in _clauses(text, described, sentence, language)
        for act in _in(text, clause, described, others, language)
    ]


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


def _in(text: str, clause: Span, described: Span, others: Sequence[Span], language: Language) -> Iterator[Act]:
    words = language.acts.words
    found = [
        (name, match.start(), match.end())
        for name, regex in words.items()
        if name != "future"
        for match in regex.finditer(text, clause.start, clause.end)
        if match.end() > match.start()
    ]
    future = words["future"].search(text, clause.start, clause.end) is not None
    here = [other for other in others if clause.contains(other)] or [described]
    for name, start, end in found:
        if min(here, key=lambda other: (_apart(other, start, end), other)) != described and described in here:
            continue
        if described not in here and here != [described]:
            continue
        if any(other.start <= start and end <= other.end for other in here) or not _is_said(
            text, clause, (name, start, end), found, language
        ):
            continue
        yield Act(name, Span(start, end), clause, future)


def _apart(other: Span, start: int, end: int) -> int:
    return max(other.start - end, start - other.end, 0)


def _is_said(
    text: str, clause: Span, act: tuple[str, int, int], found: Sequence[tuple[str, int, int]], language: Language
) -> bool:
    """Whether the rest of the clause leaves the act a fact."""
    name, start, end = act
    before = _LAST_WORD.search(text, max(clause.start, start - _NEAR), start)
    if before is not None and before.group(1).casefold() in language.frames.infinitive:
        return False
    told = [(one, two) for other, one, two in found if other != "proposed" or (one, two) == (start, end)]
    rest = _without(text, clause, told)
    if "not_negation" in language.regexes:
        rest = language.regexes["not_negation"].sub(" ", rest)
    if language.has("negation", rest):
        return False
    near = text[max(clause.start, start - _NEAR) : start].casefold().split()
    if not language.frames.modal.isdisjoint(near):
        return False
    return name == "proposed" or not language.has("unreal", rest)


def _without(text: str, clause: Span, spans: Sequence[tuple[int, int]]) -> str:
    chars = list(text[clause.start : clause.end])
    for start, end in spans:
        chars[start - clause.start : end - clause.start] = " " * (end - start)
    return "".join(chars)
