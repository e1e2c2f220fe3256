"""Relations by the verb of a clause: who acts and on whom, by word order, prepositions and voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.clauses import Argument, Clause, clauses
from kg.extract.ends import ACTOR, PATIENT, Ends
from kg.extract.reality import is_denied, is_unreal
from kg.extract.shares import by_share
from kg.extract.statements import Said, Stating, state
from kg.extract.validity import Stretch, dated
from kg.languages import Form
from kg.model import Statement
from kg.patterns import View

__all__ = ["by_frame"]

_SHORTEST_TAIL = 4
_NEAR = 3
"""Words between an auxiliary and its verb."""


def by_frame(view: View, where: Stating) -> Iterator[Statement]:
    """The statements of a view's clauses."""
    if not where.language.frames.frames or not view.units:
        return
    seen: list[Clause] = []
    for clause in clauses(view, where):
        seen.append(clause)
        if not clause.arguments and clause.before is None:
            continue
        for place, (at, word) in enumerate(clause.words):
            for form in _forms(word, where):
                yield from _Verb(view, where, seen, place, at).statements(form)


def _forms(word: str, where: Stating) -> Sequence[Form]:
    frames = where.language.frames
    found = frames.forms.get(word, ())
    if frames.tails:
        starts = range(1, len(word) - _SHORTEST_TAIL + 1)
        found += next((frames.tails[word[start:]] for start in starts if word[start:] in frames.tails), ())
    return found


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb in the last of `clauses`: the `place`-th word of it, at `at` in the view."""

    view: View
    where: Stating
    clauses: Sequence[Clause]
    place: int
    at: int

    @property
    def clause(self) -> Clause:
        """The verb's clause."""
        return self.clauses[-1]

    def statements(self, form: Form) -> Iterator[Statement]:
        """What the verb states, read as this form."""
        if not self._complete(form) or self._unreal():
            return
        frame = form.frame
        chosen = Ends(self.view, self.where.language, self.clauses, self.at)
        passive = form.participle and not frame.actor and self._may_be_passive()
        ends = chosen.passive(frame) if passive else None
        if ends is None and self._may_be_active(form):
            ends = chosen.active(frame)
        if ends is None:
            return
        near = all(a in self.clause.arguments or a == self.clause.before for a in ends)
        said = Said(frame.predicate, frame.name, "pattern" if near else "context", None, frame.former)
        stretch = Stretch(self.clause.start, self.clause.end, [(a.start, a.end) for a in ends])
        pairs = (
            (one, two) for one in chosen.links(ends[0], frame, ACTOR) for two in chosen.links(ends[1], frame, PATIENT)
        )
        ordered = ((two, one) if frame.reverse else (one, two) for one, two in pairs)
        stated = (statement for one, two in ordered for statement in state(one, said, two, self.where))
        settled = by_share(stated, self.view, stretch, self.where.language)
        yield from dated(settled, self.view.text, stretch, self.where)

    # -- whether it is said ---------------------------------------------------------------------------------------

    @property
    def _words(self) -> list[str]:
        return [word for _, word in self.clause.words]

    def _complete(self, form: Form) -> bool:
        """Whether the clause has the other words of the form, and none that the frame bars."""
        frames = self.where.language.frames
        words = self._words
        free = [word for at, word in self.clause.words if word not in frames.prepositions or not self._marks(at, word)]
        return all(_has(free, other) for other in form.others) and not any(
            _has(words, barred) for barred in form.frame.without
        )

    def _marks(self, at: int, word: str) -> bool:
        """Whether a name follows the preposition, which then is no part of the verb."""
        behind = at + len(word) + 1
        return any(argument.start == behind for argument in self.clause.arguments)

    def _unreal(self) -> bool:
        language = self.where.language
        frames, words = language.frames, self._words
        if self.place and words[self.place - 1] in frames.infinitive:
            return True
        reach = words if frames.verb_last else words[max(0, self.place - _NEAR) : self.place]
        if not frames.modal.isdisjoint(reach):
            return True
        verb = self.at + len(words[self.place])  # what the verb itself says is so: "suspended", "proposed"
        said = f"{self.view.text[self.clause.start : self.at]} {self.view.text[verb : self.clause.end]}"
        return is_unreal(said, language) or is_denied(self.view.text, self.at, language)

    def _may_be_active(self, form: Form) -> bool:
        frames, words = self.where.language.frames, self._words
        if form.participle:
            return not frames.perfect.isdisjoint(words) and frames.passive.isdisjoint(words)
        owned = not set(form.others).isdisjoint(self.where.language.words["possessive"])
        if owned or not frames.passive.isdisjoint([words[self.place], *form.others]):
            return True
        return frames.passive.isdisjoint(words if frames.verb_last else words[max(0, self.place - _NEAR) : self.place])

    def _may_be_passive(self) -> bool:
        """A form that is also active needs an auxiliary, or whoever acts right behind it, or stands first."""
        frames, words = self.where.language.frames, self._words
        word = words[self.place]
        if word.endswith(tuple(frames.passive_endings)) or not frames.passive.isdisjoint(words):
            return True
        if not frames.perfect.isdisjoint(words):
            return False
        if not any(not form.participle for form in frames.forms.get(word, ())):
            return True
        before = [a for a in self.clause.arguments if a.start < self.at]
        if frames.verb_last and self._is_attribute(before):
            return True
        return not (self.place or before) or not frames.agent.isdisjoint(words[self.place + 1 : self.place + 2])

    def _is_attribute(self, before: Sequence[Argument]) -> bool:
        """As in "das von X finanzierte Y": who acts before the verb, nobody bare, the one acted on right behind."""
        agents = [a for a in before if a.mark in self.where.language.frames.agent]
        behind = self.at + len(self._words[self.place]) + 1
        follows = any(argument.start == behind for argument in self.clause.arguments)
        return bool(agents) and follows and all(a.mark for a in before)


def _has(words: Sequence[str], wanted: str) -> bool:
    """Whether one of the words is this one, or ends in what follows "~"."""
    return any(word.endswith(wanted[1:]) for word in words) if wanted[0] == "~" else wanted in words
