"""Names in lists: "Baidu, Alibaba, Mengniu" are of one class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.languages import Language
from kg.mentions.candidate import Candidate
from kg.mentions.shapes import FAIR

__all__ = ["Surroundings", "listed"]

_JOINT_BEFORE = re.compile(r",? (?:\w{1,3} )?$")
_JOINT_AFTER = re.compile(r"(?:,| (?:\w{1,3}|&)) ")
_PLACES = {"Country", "Place"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else the document names: names of one word; classes of known names, also by where these end and begin."""

    alone: frozenset[str]
    ending: Mapping[int, str]
    starting: Mapping[int, str]
    kinds: frozenset[str]


def listed(text: str, candidate: Candidate, around: Surroundings, language: Language) -> Iterator[tuple[str, int]]:
    """In a list with known names a name is of their class; beside a place a comma alone makes no list."""
    span = candidate.span
    joint = _JOINT_BEFORE.search(text, max(0, span.start - 8), span.start)
    if joint is not None and joint.start() in around.ending:
        yield from _joined(joint.group(), around.ending[joint.start()], language)
    joint = _JOINT_AFTER.match(text, span.end)
    if joint is not None and joint.end() in around.starting:
        yield from _joined(joint.group(), around.starting[joint.end()], language)


def _joined(joint: str, kind: str, language: Language) -> Iterator[tuple[str, int]]:
    word = joint.strip(" ,")
    if word in language.words["and"] or word == "&" or (not word and kind not in _PLACES):
        yield kind, FAIR
