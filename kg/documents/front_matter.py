"""Front matter: `key: value` lines between two `---` lines at the head of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["FrontMatter", "front_matter", "with_front_matter"]

_BLOCK = re.compile(r"\s*---[ \t]*\n(?P<lines>(?:[^\n]*\n)*?)---[ \t]*(?:\n|\Z)")
_KEY_VALUE = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>\S.*?)[ \t]*\Z")
_QUOTES = "\"'"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a text says of it; `end` is where the article begins, in code points."""

    values: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    """The `key: value` lines between two `---` lines at the beginning; keys in lower case, values without quotes."""
    match = _BLOCK.match(text)
    if match is None:
        return FrontMatter()
    values = {}
    for line in match["lines"].split("\n"):
        if pair := _KEY_VALUE.match(line):
            value = pair["value"]
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES
            values[pair["key"].lower()] = value[1:-1] if quoted else value
    return FrontMatter(values, match.end()) if values else FrontMatter()


def with_front_matter(values: Mapping[str, str], body: str) -> str:
    """The text that `front_matter` reads these values from, with `body` as its article."""
    lines = [f"{key}: {_quoted(' '.join(value.split()))}\n" for key, value in values.items() if value.strip()]
    return "".join(["---\n", *lines, "---\n\n", body]) if lines else body


def _quoted(value: str) -> str:
    return f'"{value}"' if value[0] in _QUOTES else value
