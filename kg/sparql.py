"""SPARQL 1.1 put to pyoxigraph: the usual prefixes are known, and what is broken is told by line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Variable

from kg.errors import QueryError
from kg.namespaces import PREFIXES

__all__ = ["Answer", "Value", "ask"]

Value = str | NamedNode | Literal
"""What a variable of a query is given; a string is a plain literal."""

Answer = QuerySolutions | QueryBoolean | QueryTriples

_POSITION = re.compile(r"^error at (\d+):(\d+):")
_LONGEST = 100  # characters of a parser's message


def ask(store: Store, sparql: str, parameters: Mapping[str, Value]) -> Answer:
    """Answer a query; `parameters` are values for some of its variables, by their names.

    Raises:
        QueryError: the query is broken, or a parameter is no variable of it.
    """
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


def _place(message: str) -> str:
    """A parser's message with line and column in words, and without the long tail of what could stand there."""
    words = _POSITION.sub(r"line \1, column \2:", " ".join(message.split()))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(None, 1)[0]} …"


def _term(value: Value) -> NamedNode | Literal:
    return Literal(value) if isinstance(value, str) else value
