"""Frames: which verbs state a relation, and how a clause marks its two ends; `kg/languages/frames/xx.toml`.

A frame lists the verb's finite forms (`active`) and participles; a form of several words joined by " .. " needs all of
them in one clause ("nimmt .. auf"). `subject` and `object` are the prepositions that mark an end; an end without any
stands bare. The table `grammar` says how the language forms passives, relative and subordinate clauses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.errors import DataError
from kg.vocabulary import vocabulary

__all__ = ["NO_FRAMES", "Form", "Frame", "Frames", "read_frames"]

_GRAMMAR = tuple(
    "agent passive perfect prepositions relative opening infinitive modal following pronouns passive_endings "
    "relative_object joining percent majority minority".split()
)
_FRAME = frozenset("actors active example former name not object participle predicate reverse subject without".split())
_GAP = " .. "


class Frame(NamedTuple):
    """A relation and how a clause marks who acts (`actor`) and on whom; no preposition means that it stands bare.

    `reverse` when the actor is the relation's object: an owner acquires what becomes part of it. `actors` are the
    classes that may act, all that the ontology allows when there are none; `without` words (the last parts of words
    after "~") that a clause must not have.
    """

    name: str
    predicate: str
    actor: frozenset[str]
    patient: frozenset[str]
    former: bool
    reverse: bool
    actors: tuple[str, ...]
    without: tuple[str, ...]
    example: str
    counterexample: str


class Form(NamedTuple):
    """A form of a frame's verb: the other words that it needs, and whether it can be passive."""

    frame: Frame
    others: tuple[str, ...]
    participle: bool


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a language by the first word of each of their forms, and its grammar of clauses.

    `agent` are prepositions of who acts in a passive; `passive` and `perfect` auxiliaries; `opening` words that open a
    clause and `relative` those that stand in it for the name before; `infinitive` words before an infinitive, `modal`
    verbs of what may be; `following` what may follow an organisation acted on that is not part of a compound, if any.
    `pronouns` are those that may be a clause's subject; `passive_endings` those of forms that are passive by
    themselves; `relative_object` relative words that are never the subject; `joining` what joins two names besides
    "and" ("as well as"); `percent`, `majority` and `minority` words for a firm's share; `relative_marks` relative words
    that hold a preposition ("waarin"); `verb_last` when the verb
    ends a subordinate clause.
    """

    frames: tuple[Frame, ...]
    forms: Mapping[str, tuple[Form, ...]]
    tails: Mapping[str, tuple[Form, ...]]
    agent: frozenset[str]
    passive: frozenset[str]
    perfect: frozenset[str]
    prepositions: frozenset[str]
    relative: frozenset[str]
    opening: frozenset[str]
    infinitive: frozenset[str]
    modal: frozenset[str]
    following: frozenset[str]
    pronouns: frozenset[str]
    passive_endings: frozenset[str]
    relative_object: frozenset[str]
    joining: frozenset[str]
    percent: frozenset[str]
    majority: frozenset[str]
    minority: frozenset[str]
    relative_marks: Mapping[str, str]
    verb_last: bool


_EMPTY = frozenset[str]()
NO_FRAMES = Frames(
    frames=(),
    forms=MappingProxyType({}),
    tails=MappingProxyType({}),
    agent=_EMPTY,
    passive=_EMPTY,
    perfect=_EMPTY,
    prepositions=_EMPTY,
    relative=_EMPTY,
    opening=_EMPTY,
    infinitive=_EMPTY,
    modal=_EMPTY,
    following=_EMPTY,
    pronouns=_EMPTY,
    passive_endings=_EMPTY,
    relative_object=_EMPTY,
    joining=_EMPTY,
    percent=_EMPTY,
    majority=_EMPTY,
    minority=_EMPTY,
    relative_marks=MappingProxyType({}),
    verb_last=False,
)
"""A language without frames."""


def read_frames(text: str, where: str, more: Sequence[Mapping[str, Any]] = ()) -> Frames:
    """The frames of a file and `more`. Raises DataError with file and key for whatever does not fit."""
    try:
        data = tomllib.loads(text)
        frames = [(_frame(entry), entry) for entry in (*data["frame"], *more)]
        grammar = {name: frozenset(data["grammar"].get(name, ())) for name in _GRAMMAR}
        verb_last = bool(data["grammar"]["verb_last"])
        relative_marks = MappingProxyType(dict(data["grammar"].get("relative_marks", {})))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", where) from error
    except KeyError as error:
        raise DataError(f"missing key {error}", where) from error
    except DataError as error:
        raise DataError(error.what, where) from error
    forms: dict[str, list[Form]] = {}
    for frame, entry in frames:
        for word, form in _forms(frame, entry):
            forms.setdefault(word, []).append(form)
    return Frames(
        frames=tuple(frame for frame, _ in frames),
        forms=MappingProxyType({word: tuple(found) for word, found in forms.items() if not word.startswith("~")}),
        tails=MappingProxyType({word[1:]: tuple(found) for word, found in forms.items() if word.startswith("~")}),
        relative_marks=relative_marks,
        verb_last=verb_last,
        **grammar,
    )


def _frame(entry: Mapping[str, Any]) -> Frame:
    unknown = sorted(set(entry) - _FRAME)
    if unknown:
        raise DataError(f"unknown key {unknown[0]} in frame", "")
    if entry["predicate"] not in vocabulary().relations:
        raise DataError(f"no such relation {entry['predicate']}", "")
    return Frame(
        entry["name"],
        entry["predicate"],
        frozenset(entry.get("subject", ())),
        frozenset(entry.get("object", ())),
        bool(entry.get("former", False)),
        bool(entry.get("reverse", False)),
        tuple(entry.get("actors", ())),
        tuple(entry.get("without", ())),
        entry["example"],
        entry["not"],
    )


def _forms(frame: Frame, entry: Mapping[str, Any]) -> Iterator[tuple[str, Form]]:
    for key in ("active", "participle"):
        for words in entry.get(key, ()):
            first, *others = words.split(_GAP)
            yield first, Form(frame, tuple(others), key == "participle")
