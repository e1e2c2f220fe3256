"""Lines that are no part of an article, as `boilerplate.toml` has them: pointers to others, share bars, notices.

A line goes only as a whole, and only where nothing else stands in it: no sentence of an article is lost.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["conjunctions", "is_boilerplate", "without_boilerplate"]

_LONGEST = 200  # code points: a longer line is a paragraph
_LONGEST_NOTICE = 500


def without_boilerplate(text: str) -> str:
    """The text without such lines."""
    lines = text.split("\n")
    kept = [line for line in lines if not is_boilerplate(line)]
    return text if len(kept) == len(lines) else re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def is_boilerplate(line: str) -> bool:
    """Whether a line is one of those, as a whole."""
    line = line.strip()
    if not line or len(line) > _LONGEST_NOTICE:
        return False
    whole, pointer, notice = _patterns()
    if len(line) <= _LONGEST and (whole.fullmatch(line) or pointer.match(line)):
        return True
    return notice.match(line) is not None


def conjunctions() -> frozenset[str]:
    """Words before which a hyphen stands for the rest of a word ("Ein- und Ausfuhr")."""
    return frozenset(_words()["conjunctions"])


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads((files("kg.documents") / "boilerplate.toml").read_text("utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    whole, pointers, notices = (_any(_words()[name]) for name in ("whole", "pointers", "notices"))
    return (
        re.compile(rf"\W*(?:{whole}|{pointers})\W*", re.IGNORECASE),
        re.compile(rf"\W*(?:{pointers})\s*[:|>»›→–—-]+\s*\S", re.IGNORECASE),
        re.compile(rf"\W*(?:{notices})\b", re.IGNORECASE),
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
