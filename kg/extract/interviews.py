"""Interviews: lines that begin with who speaks ("Lin: …", "Q: …") and the paragraphs that belong to each.

A label is what stands before a colon at the start of paragraphs and does so at least twice in the document, two labels
or more taking turns. The turns of a person are that person's words; those of an outlet, of an interviewer or of a
question label are questions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages import Language
from kg.model import Entity, Link, Reading, Span

__all__ = ["Turn", "turns"]

_LABEL = re.compile(r"(?:\*\*)?(?P<label>[^\W\d_a-zß-öø-ÿ][\w.’'&-]*(?: [\w.’'&-]+){0,4}) ?:(?:\*\*)?\s+(?=\S)")
_FEWEST = 3
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next label; `speaker` is None for questions and unknown labels."""

    label: Span
    words: Span
    speaker: Entity | None
    question: bool


def turns(reading: Reading, language: Language) -> tuple[Turn, ...]:
    """The turns of an interview, in order; none when the document is no interview."""
    text = reading.document.text
    starts = list(_starts(reading))
    counts = Counter(label.of(text) for label, _ in starts)
    repeated = [(label, begin) for label, begin in starts if counts[label.of(text)] > 1]
    if len(repeated) < _FEWEST:
        return ()
    names = [link for link in reading.links if not link.adjective and not link.anaphoric]
    ends = [label.start for label, _ in repeated[1:]] + [len(text)]
    return tuple(
        _turn(text, label, (begin, end), names, language) for (label, begin), end in zip(repeated, ends, strict=True)
    )


def _starts(reading: Reading) -> Iterator[tuple[Span, int]]:
    """The labels at the start of paragraphs, each with where the words after it begin."""
    text = reading.document.text
    block = -1
    for sentence in reading.sentences:
        if sentence.block == block:
            continue
        block = sentence.block
        found = _LABEL.match(text, sentence.span.start)
        if found is not None and len(found.group("label")) <= _LONGEST:
            yield Span(*found.span("label")), found.end()


def _turn(text: str, label: Span, bounds: tuple[int, int], names: Sequence[Link], language: Language) -> Turn:
    begin, end = bounds
    words = Span(begin, begin + max(1, len(text[begin:end].rstrip())))
    said = label.of(text)
    if said.casefold() in language.words.get("question_label", ()):
        return Turn(label, words, None, True)
    speaker = (
        _interviewee(names) if said.casefold() in language.words.get("answer_label", ()) else _named(said, label, names)
    )
    question = speaker is None or speaker.kind != "Person"
    return Turn(label, words, None if question else speaker, question)


def _named(said: str, label: Span, names: Sequence[Link]) -> Entity | None:
    """The person or outlet that a label names, also by initials ("JH")."""
    inside = [link.entity for link in names if label.contains(link.span) or link.span.contains(label)]
    if inside:
        return inside[0]
    persons = [link.entity for link in names if link.entity.kind == "Person"]
    return next((p for p in persons if "".join(part[0] for part in p.name.split()) == said.replace(".", "")), None)


def _interviewee(names: Sequence[Link]) -> Entity | None:
    counts = Counter(link.entity for link in names if link.entity.kind == "Person")
    return max(counts, key=lambda person: (counts[person], person.name), default=None)
