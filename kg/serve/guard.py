"""What a request may ask: questions about this graph, and nothing of other hosts."""

from __future__ import annotations

import re

from kg.sparql import OPAQUE

__all__ = ["calls_out"]

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile(r"(?<![\w?$:@-])SERVICE(?![\w:-])", re.IGNORECASE)


def calls_out(sparql: str) -> bool:
    """True when the query has the keyword SERVICE, outside of strings, IRIs, comments, variables and prefixed names."""
    texts = sparql, _ESCAPE.sub(_unescaped, sparql)  # escapes may stand for letters of a keyword
    return any(_SERVICE.search(OPAQUE.sub(" ", text)) for text in texts)


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else " "
