"""SPARQL 1.1 put to pyoxigraph: the usual prefixes are known, and what is broken is told by line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Variable

from kg.errors import QueryError
from kg.namespaces import PREFIXES

__all__ = ["OPAQUE", "Answer", "Value", "ask", "too_intricate"]

Value = str | NamedNode | Literal
"""What a variable of a query is given; a string is a plain literal."""

Answer = QuerySolutions | QueryBoolean | QueryTriples

OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""",
    re.DOTALL,
)
"""IRIs, strings and comments of a query: what stands in them is no syntax."""
_BRACKET = re.compile(r"[][(){}]")
_OPERATOR = re.compile(r"[!^*/+|-]|&&|\b(?:UNION|OPTIONAL|MINUS|BIND|FILTER|SELECT)\b", re.IGNORECASE)
_DEPTH, _OPERATORS = 300, 1000
_POSITION = re.compile(r"^error at (\d+):(\d+):")
_LONGEST = 100  # characters of a parser's message


def ask(store: Store, sparql: str, parameters: Mapping[str, Value]) -> Answer:
    """Answer a query; `parameters` are values for some of its variables, by their names.

    Raises:
        QueryError: the query is broken or too intricate, or a parameter is no variable of it.
    """
    if too_intricate(sparql):
        raise QueryError("the query is too long or nested too deeply")
    try:
        return store.query(
            sparql,
            prefixes=dict(PREFIXES),
            substitutions={Variable(name): _term(value) for name, value in parameters.items()},
        )
    except SyntaxError as error:
        raise QueryError(f"broken query: {_place(str(error.msg))}") from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(str(error)) from error


def too_intricate(sparql: str) -> bool:
    """True when brackets are nested deeper, or there are more operators, than Oxigraph can bear without ending."""
    plain = OPAQUE.sub(" ", sparql)
    if len(_OPERATOR.findall(plain)) > _OPERATORS:
        return True
    depth = 0
    for bracket in _BRACKET.findall(plain):
        depth += 1 if bracket in "([{" else -1
        if depth > _DEPTH:
            return True
    return False


def _place(message: str) -> str:
    """A parser's message with line and column in words, and without the long tail of what could stand there."""
    words = _POSITION.sub(r"line \1, column \2:", " ".join(message.split()))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(None, 1)[0]} …"


def _term(value: Value) -> NamedNode | Literal:
    return Literal(value) if isinstance(value, str) else value
