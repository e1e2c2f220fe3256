"""Who acts and on whom: the arguments of a clause that are the two ends of a verb's frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from kg.extract.clauses import Argument, Clause
from kg.languages import Frame, Frames, Language
from kg.mentions.nouns import noun_of
from kg.model import Link
from kg.patterns import View
from kg.vocabulary import vocabulary

__all__ = ["ACTOR", "PATIENT", "Ends", "Pair"]

ACTOR, PATIENT = "actor", "patient"
Pair: TypeAlias = tuple[Argument, Argument]
_PLACES = {"Country", "Place"}
_BACK = 9
"""Clauses back in which a sentence's subject may stand, the verb's own counted."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Finds the ends of a verb at `at` of a view, in the last of `clauses`."""

    view: View
    language: Language
    clauses: Sequence[Clause]
    at: int

    @property
    def frames(self) -> Frames:
        """The language's verbs and grammar of clauses."""
        return self.language.frames

    @property
    def clause(self) -> Clause:
        """The verb's clause."""
        return self.clauses[-1]

    def passive(self, frame: Frame) -> Pair | None:
        """Who acts and on whom when the verb is passive; None when the clause does not name both."""
        agents = self._marked(self.frames.agent, frame, ACTOR)
        agents = [a for a in agents if a.start > self.at] or (agents if self.frames.verb_last else [])
        if not agents:
            return None
        others = self._marked(frame.patient, frame, PATIENT) if frame.patient else self._patients(frame, agents[0])
        return (agents[0], others[0]) if others else None

    def _patients(self, frame: Frame, agent: Argument) -> list[Argument]:
        """Bare names, those before whoever acts first; "by X in Y and the firm Z" may leave Z bare."""
        bare = [a for a in self._bare(frame, PATIENT) if a != agent]
        before = [a for a in bare if a.start < min(self.at, agent.start)]
        earlier = self._earlier(frame, PATIENT)
        return [*reversed(before), *([earlier] if earlier else []), *(a for a in bare if a.start > self.at)]

    def active(self, frame: Frame) -> Pair | None:
        """Who acts and on whom when the verb is active."""
        actors, patients = self._ends(frame.actor, frame, ACTOR), self._ends(frame.patient, frame, PATIENT)
        if actors is None and patients is None:
            return self._both_bare(frame)
        if patients is not None and actors is None:
            actor = self._one_bare(frame, ACTOR, patients)
            if actor is None or not patients or (frame.predicate == "suppliesTo" and self._is_sold(actor, patients[0])):
                return None
            return actor, patients[0]
        if actors is not None and patients is None:
            patient = self._one_bare(frame, PATIENT, actors)
            return (actors[0], patient) if patient is not None and actors else None
        return (actors[0], patients[0]) if actors and patients else None

    def _is_sold(self, seller: Argument, buyer: Argument) -> bool:
        """Whether an organisation itself is what one sells to the other."""
        first = self.at if not self.frames.verb_last or self._is_second() else -1
        last = max(buyer.start, self.at)
        bare = [a for a in self.clause.arguments if a != seller and not a.mark and not a.modifies]
        units = (self.view.units[at] for a in bare if first < a.start < last for at in a.units)
        kinds = (unit.link.entity.kind for unit in units if unit.link is not None)
        return any(vocabulary().is_a(kind, "Organization") for kind in kinds)

    def _ends(self, marks: frozenset[str], frame: Frame, end: str) -> list[Argument] | None:
        """The arguments that a preposition marks as this end, those behind the verb first; None when it is bare."""
        if not marks:
            return None
        found = self._marked(marks, frame, end)
        return sorted(found, key=lambda a: (a.start < self.at, abs(a.start - self.at)))

    def _both_bare(self, frame: Frame) -> Pair | None:
        actors, patients = self._bare(frame, ACTOR), self._bare(frame, PATIENT)
        if self._is_second():
            before, after = [a for a in actors if a.start < self.at], [a for a in patients if a.start > self.at]
            if before and after:
                return before[0], after[0]
        if not set(actors) & set(patients):
            actor = self._one_bare(frame, ACTOR, patients)
            patient = self._acted_on(frame, patients)
            return (actor, patient) if actor is not None and patient is not None else None
        before = [a for a in actors if a.start < self.at]
        after = [a for a in patients if a.start > self.at]
        if before and after:
            return before[-1], after[0]
        if len(after) > 1 and not self.clause.relative:
            return after[0], after[1]
        if len(before) > 1 and self.frames.verb_last:
            return before[-2], before[-1]
        return self._with_earlier(frame, before, after)

    def _with_earlier(self, frame: Frame, before: Sequence[Argument], after: Sequence[Argument]) -> Pair | None:
        """One end stands before the clause: what a relative clause hangs on, or the sentence's subject."""
        if after:
            actor = self._earlier(frame, ACTOR) if self.clause.relative else self._first(frame, ACTOR)
            return (actor, after[0]) if actor is not None else None
        if not before or not self.clause.relative:
            return None
        if self.frames.verb_last and self.frames.relative_object.isdisjoint(word for _, word in self.clause.words[:1]):
            actor = self._earlier(frame, ACTOR)
            return (actor, before[-1]) if actor is not None else None
        patient = self._earlier(frame, PATIENT)
        return (before[-1], patient) if patient is not None else None

    def _one_bare(self, frame: Frame, end: str, apart: Sequence[Argument]) -> Argument | None:
        """The verb's subject: the bare name before it, the one that a relative word means, the next one."""
        bare = [a for a in self._bare(frame, end) if a not in apart]
        before = [a for a in bare if a.start < self.at]
        if before:
            return before[0 if self._is_second() else -1]
        earlier = self._earlier(frame, end)
        if earlier is not None and self.clause.relative:
            return earlier
        after = [a for a in bare if a.start > self.at]
        return after[0] if after else self._first(frame, end)

    def _is_second(self) -> bool:
        """Whether the verb shares the subject of one before it: "X bought Y and sells trains to Z"."""
        last = max((a.end for a in self.clause.arguments if a.start < self.at), default=-1)
        between = {word for at, word in self.clause.words if last <= at < self.at}
        return not between.isdisjoint(self.language.words["and"])

    def _acted_on(self, frame: Frame, patients: Sequence[Argument]) -> Argument | None:
        after = [a for a in patients if a.start > self.at]
        if after:
            return after[0]
        return patients[-1] if patients else self._earlier(frame, PATIENT) if self.clause.relative else None

    # -- arguments ------------------------------------------------------------------------------------------------

    def _bare(self, frame: Frame, end: str) -> list[Argument]:
        return [a for a in self.clause.arguments if not a.mark and self._fits(a, frame, end)]

    def _marked(self, marks: frozenset[str], frame: Frame, end: str) -> list[Argument]:
        return [a for a in self.clause.arguments if a.mark in marks and self._fits(a, frame, end)]

    def _fits(self, argument: Argument, frame: Frame, end: str) -> bool:
        if argument.modifies and end == PATIENT and argument.start > self.at:
            return False
        if argument.modifies and end == ACTOR and self._describes_person(argument):
            return False
        return bool(self.links(argument, frame, end))

    def _describes_person(self, argument: Argument) -> bool:
        """As in "two Siemens engineers founded"."""
        word = next((word for at, word in self.clause.words if at > argument.end), "")
        noun = noun_of(word, self.language) if word else None
        return (noun is not None and noun.kind == "Person") or self.language.has("group", word)

    def _earlier(self, frame: Frame, end: str) -> Argument | None:
        """What the clause hangs on; behind an apposition ("X, a Bristol firm that …") the last name that fits."""
        earlier = self.clause.before
        if earlier is None or self.links(earlier, frame, end):
            return earlier
        if not self.clause.relative:
            return None
        kinds = {unit.link.entity.kind for unit in map(self.view.units.get, earlier.units) if unit and unit.link}
        if not kinds <= _PLACES:
            return None
        named = (a for clause in reversed(self.clauses[-3:-1]) for a in reversed(clause.arguments))
        return next((a for a in named if self.links(a, frame, end)), None)

    def _first(self, frame: Frame, end: str) -> Argument | None:
        """The sentence's first bare name: the subject of what follows an apposition or an "and"."""
        if not self.frames.pronouns.isdisjoint(word for _, word in self.clause.words):
            return None
        bare = (a for clause in self.clauses[-_BACK:-1] for a in clause.arguments if not a.mark)
        return next((a for a in bare if self.links(a, frame, end)), None)

    def links(self, argument: Argument, frame: Frame, end: str) -> list[Link]:
        """The names of an argument that may be this end of the relation."""
        subject = (end == ACTOR) != frame.reverse
        kinds = frame.actors if end == ACTOR else ()
        links = (self.view.units[unit].link for unit in argument.units)
        fitting = [link for link in links if link is not None and _may_be(link.entity.kind, frame.predicate, subject)]
        return [link for link in fitting if not kinds or _is_any(link.entity.kind, kinds)]


@cache
def _may_be(kind: str, predicate: str, subject: bool) -> bool:
    """Whether the ontology lets something of this class be the subject, or else the object, of the relation."""
    known = vocabulary()
    allowed = known.domains[predicate] if subject else known.ranges[predicate]
    return _is_any(kind, tuple(sorted(allowed)))


@cache
def _is_any(kind: str, above: tuple[str, ...]) -> bool:
    return any(vocabulary().is_a(kind, name) for name in above)
