"""Interviews: lines that begin with who speaks ("Lin: …", "Q: …") and the paragraphs that belong to each.

A label is what stands before a colon at the start of paragraphs and means a speaker who has one at least twice, three
turns or more; a question and an answer that are called so are enough. The turns of a person are that person's words;
those of an outlet, of an interviewer or of a question label are questions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.languages import Language
from kg.model import Entity, Reading, Span
from kg.spans import near

__all__ = ["Turn", "turns"]

_LABEL = re.compile(r"(?:\*\*)?(?P<label>[^\W\d_a-zß-öø-ÿ][\w.’'&-]*(?: [\w.’'&-]+){0,4}) ?:(?:\*\*)?\s+(?=\S)")
_FEWEST = 3
_PAIR = 2
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
    if len(starts) < _PAIR:
        return ()
    voices = _Voices(reading, language)
    keys = [voices.key(label) for label, _ in starts]
    counts = Counter(keys)
    labels = {label.of(text).casefold() for label, _ in starts}
    asked = all(labels & set(language.words.get(name, ())) for name in ("question_label", "answer_label"))
    spoken = [start for start, key in zip(starts, keys, strict=True) if counts[key] > 1 or asked]
    if len(spoken) < (_PAIR if asked else _FEWEST):
        return ()
    ends = [label.start for label, _ in spoken[1:]] + [len(text)]
    return tuple(voices.turn(label, begin, end) for (label, begin), end in zip(spoken, ends, strict=True))


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


class _Voices:
    """Whom the labels of a document mean."""

    def __init__(self, reading: Reading, language: Language) -> None:
        self.text = reading.document.text
        self.words = language.words
        self.names = [link for link in reading.links if not link.adjective and not link.anaphoric]
        persons = [link.entity for link in self.names if link.entity.kind == "Person"]
        counts = Counter(persons)
        self.interviewee = max(counts, key=lambda person: (counts[person], person.name), default=None)
        self.called: dict[str, Entity] = {}
        for person in dict.fromkeys(persons):
            parts = person.name.casefold().split()
            for form in (" ".join(parts), parts[-1], "".join(part[0] for part in parts)):
                self.called.setdefault(form, person)

    def key(self, label: Span) -> Entity | str:
        """What labels of one voice have in common: "Lin Wei" and "Lin" mean the same person."""
        return self._named(label) or label.of(self.text)

    def turn(self, label: Span, begin: int, end: int) -> Turn:
        """The turn whose words begin and end there."""
        words = Span(begin, begin + max(1, len(self.text[begin:end].rstrip())))
        said = label.of(self.text).casefold()
        if said in self.words.get("question_label", ()):
            return Turn(label, words, None, True)
        speaker = self.interviewee if said in self.words.get("answer_label", ()) else self._named(label)
        question = speaker is None or speaker.kind != "Person"
        return Turn(label, words, None if question else speaker, question)

    def _named(self, label: Span) -> Entity | None:
        """The person or outlet that a label names, also by surname in capitals or initials ("JH")."""
        inside = [link.entity for link in near(self.names, label) if link.span.overlaps(label)]
        said = label.of(self.text).casefold()
        return inside[0] if inside else self.called.get(said) or self.called.get(said.replace(".", ""))
