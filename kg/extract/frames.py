"""Relations by the verb of a clause: who acts and on whom, by word order, prepositions and voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.clauses import Argument, Clause, clauses
from kg.extract.statements import Said, Stating, state
from kg.extract.validity import Stretch, dated
from kg.languages import Form, Frame
from kg.model import Link, Statement
from kg.patterns import View
from kg.vocabulary import vocabulary

__all__ = ["by_frame"]

_SHORTEST_TAIL = 4
_NEAR = 3
"""Words between an auxiliary and its verb."""
_ACTOR, _PATIENT = "actor", "patient"


def by_frame(view: View, where: Stating) -> Iterator[Statement]:
    """The statements of a view's clauses."""
    if not where.language.frames.frames or not view.units:
        return
    seen: list[Clause] = []
    for clause in clauses(view, where.language):
        seen.append(clause)
        if not clause.arguments and clause.before is None:
            continue
        for place, (at, word) in enumerate(clause.words):
            for form in _forms(word, where):
                yield from _Verb(view, where, tuple(seen), place, at).statements(form)


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
    clauses: tuple[Clause, ...]
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
        ends = self._passive(form) if form.participle else None
        if ends is None and self._may_be_active(form):
            ends = self._active(form.frame)
        if ends is None:
            return
        frame = form.frame
        near = all(a in self.clause.arguments or a == self.clause.before for a in ends)
        said = Said(frame.predicate, frame.name, "pattern" if near else "context", None, frame.former)
        stretch = Stretch(self.clause.start, self.clause.end, [(a.start, a.end) for a in ends])
        pairs = (
            (one, two) for one in self._links(ends[0], frame, _ACTOR) for two in self._links(ends[1], frame, _PATIENT)
        )
        ordered = ((two, one) if frame.reverse else (one, two) for one, two in pairs)
        stated = (statement for one, two in ordered for statement in state(one, said, two, self.where))
        yield from dated(stated, self.view.text, stretch, self.where)

    # -- whether it is said ---------------------------------------------------------------------------------------

    @property
    def _words(self) -> list[str]:
        return [word for _, word in self.clause.words]

    def _complete(self, form: Form) -> bool:
        """Whether the clause has the other words of the form, and none that the frame bars."""
        words = self._words
        return all(_has(words, other) for other in form.others) and not any(
            _has(words, barred) for barred in form.frame.without
        )

    def _unreal(self) -> bool:
        language = self.where.language
        frames, words = language.frames, self._words
        if self.place and words[self.place - 1] in frames.infinitive:
            return True
        reach = words if frames.verb_last else words[max(0, self.place - _NEAR) : self.place]
        if not frames.modal.isdisjoint(reach):
            return True
        said = self.view.text[self.clause.start : self.clause.end]
        if language.has("unreal", said) or language.has("negation", said):
            return True
        denial = language.regexes.get("deny")
        return denial is not None and denial.search(self.view.text, 0, self.at) is not None

    def _may_be_active(self, form: Form) -> bool:
        frames, words = self.where.language.frames, self._words
        if form.participle:
            return not frames.perfect.isdisjoint(words) and frames.passive.isdisjoint(words)
        return frames.passive.isdisjoint(words if frames.verb_last else words[max(0, self.place - _NEAR) : self.place])

    def _may_be_passive(self) -> bool:
        """A form that is also active needs an auxiliary, or whoever acts right behind it, or stands first."""
        frames, words = self.where.language.frames, self._words
        word = words[self.place]
        if not any(not form.participle for form in frames.forms.get(word, ())) or not frames.passive.isdisjoint(words):
            return True
        return not self.place or not frames.agent.isdisjoint(words[self.place + 1 : self.place + 2])

    # -- its ends -------------------------------------------------------------------------------------------------

    def _passive(self, form: Form) -> tuple[Argument, Argument] | None:
        frame = form.frame
        if frame.actor or not self._may_be_passive():
            return None
        agents = self._marked(self.where.language.frames.agent, frame, _ACTOR)
        agents = [a for a in agents if a.start > self.at] or (agents if self.where.language.frames.verb_last else [])
        if not agents:
            return None
        others = self._marked(frame.patient, frame, _PATIENT) if frame.patient else self._patients(frame, agents[0])
        return (agents[0], others[0]) if others else None

    def _patients(self, frame: Frame, agent: Argument) -> list[Argument]:
        bare = [a for a in self._bare(frame, _PATIENT) if a != agent]
        before = [a for a in bare if a.start < self.at]
        earlier = self._earlier(frame, _PATIENT)
        return [*reversed(before), *([earlier] if earlier else []), *(a for a in bare if a.start > self.at)]

    def _active(self, frame: Frame) -> tuple[Argument, Argument] | None:
        actors, patients = self._ends(frame.actor, frame, _ACTOR), self._ends(frame.patient, frame, _PATIENT)
        if actors is None and patients is None:
            return self._both_bare(frame)
        if patients is not None and actors is None:
            actor = self._one_bare(frame, _ACTOR, patients)
            return (actor, patients[0]) if actor is not None and patients else None
        if actors is not None and patients is None:
            patient = self._one_bare(frame, _PATIENT, actors)
            return (actors[0], patient) if patient is not None and actors else None
        return (actors[0], patients[0]) if actors and patients else None

    def _ends(self, marks: frozenset[str], frame: Frame, end: str) -> list[Argument] | None:
        """The arguments that a preposition marks as this end, those behind the verb first; None when it is bare."""
        if not marks:
            return None
        found = self._marked(marks, frame, end)
        return sorted(found, key=lambda a: (a.start < self.at, abs(a.start - self.at)))

    def _both_bare(self, frame: Frame) -> tuple[Argument, Argument] | None:
        actors, patients = self._bare(frame, _ACTOR), self._bare(frame, _PATIENT)
        if not set(actors) & set(patients):
            actor = self._one_bare(frame, _ACTOR, patients)
            patient = self._acted_on(frame, patients)
            return (actor, patient) if actor is not None and patient is not None else None
        before = [a for a in actors if a.start < self.at]
        after = [a for a in patients if a.start > self.at]
        if before and after:
            return before[-1], after[0]
        if len(after) > 1 and not self.clause.relative:
            return after[0], after[1]
        if len(before) > 1 and self.where.language.frames.verb_last:
            return before[-2], before[-1]
        return self._with_earlier(frame, before, after)

    def _with_earlier(
        self, frame: Frame, before: Sequence[Argument], after: Sequence[Argument]
    ) -> tuple[Argument, Argument] | None:
        """One end stands before the clause: what a relative clause hangs on, or the sentence's subject."""
        if after:
            actor = self._earlier(frame, _ACTOR) if self.clause.relative else self._first(frame, _ACTOR)
            return (actor, after[0]) if actor is not None else None
        if not before or not self.clause.relative:
            return None
        if self.where.language.frames.verb_last:
            actor = self._earlier(frame, _ACTOR)
            return (actor, before[-1]) if actor is not None else None
        patient = self._earlier(frame, _PATIENT)
        return (before[-1], patient) if patient is not None else None

    def _one_bare(self, frame: Frame, end: str, apart: Sequence[Argument]) -> Argument | None:
        """The verb's subject: the bare name before it, the one that a relative word means, the next one."""
        bare = [a for a in self._bare(frame, end) if a not in apart]
        before = [a for a in bare if a.start < self.at]
        if before:
            return before[-1]
        earlier = self._earlier(frame, end)
        if earlier is not None and self.clause.relative:
            return earlier
        after = [a for a in bare if a.start > self.at]
        return after[0] if after else self._first(frame, end)

    def _acted_on(self, frame: Frame, patients: Sequence[Argument]) -> Argument | None:
        after = [a for a in patients if a.start > self.at]
        if after:
            return after[0]
        return patients[-1] if patients else self._earlier(frame, _PATIENT) if self.clause.relative else None

    # -- arguments ------------------------------------------------------------------------------------------------

    def _bare(self, frame: Frame, end: str) -> list[Argument]:
        return [a for a in self.clause.arguments if not a.mark and self._fits(a, frame, end)]

    def _marked(self, marks: frozenset[str], frame: Frame, end: str) -> list[Argument]:
        return [a for a in self.clause.arguments if a.mark in marks and self._fits(a, frame, end)]

    def _fits(self, argument: Argument, frame: Frame, end: str) -> bool:
        if argument.modifies and end == _PATIENT and argument.start > self.at:
            return False
        return bool(self._links(argument, frame, end))

    def _earlier(self, frame: Frame, end: str) -> Argument | None:
        earlier = self.clause.before
        return earlier if earlier is not None and self._links(earlier, frame, end) else None

    def _first(self, frame: Frame, end: str) -> Argument | None:
        """The sentence's first bare name: the subject of what follows an apposition or an "and"."""
        if not self.where.language.frames.pronouns.isdisjoint(self._words):
            return None
        bare = (a for clause in self.clauses[:-1] for a in clause.arguments if not a.mark)
        return next((a for a in bare if self._links(a, frame, end)), None)

    def _links(self, argument: Argument, frame: Frame, end: str) -> list[Link]:
        """The names of an argument that may be this end of the relation."""
        subject = (end == _ACTOR) != frame.reverse
        kinds = frame.actors if end == _ACTOR else ()
        links = (self.view.units[unit].link for unit in argument.units)
        fitting = [link for link in links if link is not None and _may_be(link.entity.kind, frame.predicate, subject)]
        return [link for link in fitting if not kinds or _is_any(link.entity.kind, kinds)]


def _has(words: Sequence[str], wanted: str) -> bool:
    """Whether one of the words is this one, or ends in what follows "~"."""
    return any(word.endswith(wanted[1:]) for word in words) if wanted[0] == "~" else wanted in words


@cache
def _may_be(kind: str, predicate: str, subject: bool) -> bool:
    """Whether the ontology lets something of this class be the subject, or else the object, of the relation."""
    known = vocabulary()
    allowed = known.domains[predicate] if subject else known.ranges[predicate]
    return _is_any(kind, tuple(sorted(allowed)))


@cache
def _is_any(kind: str, above: tuple[str, ...]) -> bool:
    return any(vocabulary().is_a(kind, name) for name in above)
