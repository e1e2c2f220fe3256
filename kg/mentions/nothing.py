"""What looks like a name and is of no class here: events, prizes, studies, measures, dates, indices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.mentions.lexicon import name_shapes

__all__ = ["is_nothing"]

_DATE = re.compile(r"\d{1,2}-[A-Z][a-z]{2,3}-\d{2,4}")
_LONGEST = 3


def is_nothing(words: Sequence[str]) -> bool:
    """Whether the words name no person, body, place or thing ("Web Summit", "Black Friday", "160GB", "CES")."""
    shapes, name = name_shapes(), " ".join(words)
    if name in shapes.nothing or _DATE.fullmatch(name) or _measure().fullmatch(words[-1]):
        return True
    if len(words) == 1:
        return False
    starts = (" ".join(words[:length]) for length in range(1, min(_LONGEST, len(words)) + 1))
    return words[-1] in shapes.nothing_last or any(start in shapes.nothing_first for start in starts)


@cache
def _measure() -> re.Pattern[str]:
    """A unit, alone or after digits."""
    return re.compile(r"(?:\d+(?:[.,]\d+)?-?)?(?:" + "|".join(map(re.escape, sorted(name_shapes().units))) + ")")
