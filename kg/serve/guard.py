"""What a request may ask: questions about this graph that can be borne, and nothing of other hosts."""

from __future__ import annotations

import re

__all__ = ["calls_out", "too_intricate"]

_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BRACKET = re.compile(r"[][(){}]")
_OPERATOR = re.compile(r"[!^*/+|-]|&&|\b(?:UNION|OPTIONAL|MINUS|BIND|FILTER|SELECT)\b", re.IGNORECASE)
_DEPTH, _OPERATORS = 300, 1000
_SERVICE = re.compile(r"(?<![\w?$:@-])SERVICE(?![\w:-])", re.IGNORECASE)


def calls_out(sparql: str) -> bool:
    """True when the query has the keyword SERVICE, outside of strings, IRIs, comments, variables and prefixed names."""
    texts = sparql, _ESCAPE.sub(_unescaped, sparql)  # escapes may stand for letters of a keyword
    return any(_SERVICE.search(_OPAQUE.sub(" ", text)) for text in texts)


def too_intricate(sparql: str) -> bool:
    """True when brackets are nested deeper, or there are more operators, than Oxigraph can bear: it would end."""
    plain = _OPAQUE.sub(" ", sparql)
    if len(_OPERATOR.findall(plain)) > _OPERATORS:
        return True
    depth = 0
    for bracket in _BRACKET.findall(plain):
        depth += 1 if bracket in "([{" else -1
        if depth > _DEPTH:
            return True
    return False


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else " "
