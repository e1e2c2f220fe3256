"""Named queries: the `*.rq` files of this folder.

The first comment line of a file is the question it answers, the next ones describe it, and those that begin with a
variable declare its parameters: `# ?about entity: what is spoken of`. An `entity` is given by its IRI or name, a
`text` by its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from kg.errors import QueryError

__all__ = ["NamedQuery", "Parameter", "named_queries", "named_query"]

_PARAMETER = re.compile(r"\?(?P<name>\w+) (?P<kind>entity|text): (?P<meaning>.+)")


@dataclass(frozen=True, order=True, slots=True)
class Parameter:
    """A variable of a query that can be given a value; `kind` is "entity" or "text"."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, order=True, slots=True)
class NamedQuery:
    """A SPARQL query with its name, the question that it answers, and its parameters."""

    name: str
    question: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


def named_queries() -> tuple[NamedQuery, ...]:
    """The queries that come with `kg`, by name."""
    entries = (entry for entry in files(__name__).iterdir() if entry.name.endswith(".rq"))
    return tuple(sorted(_parse(entry.name.removesuffix(".rq"), entry.read_text(encoding="utf-8")) for entry in entries))


def named_query(name: str) -> NamedQuery:
    """The query of this name.

    Raises:
        QueryError: there is none.
    """
    known = {query.name: query for query in named_queries()}
    if name not in known:
        raise QueryError(f"no query is named {name!r}", advice=f"there are {', '.join(known)}")
    return known[name]


def _parse(name: str, sparql: str) -> NamedQuery:
    comments = [line[1:].strip() for line in sparql.splitlines() if line.startswith("#")]
    matches = [_PARAMETER.fullmatch(line) for line in comments]
    described = [line for line, match in zip(comments[1:], matches[1:], strict=True) if line and not match]
    parameters = tuple(Parameter(m["name"], m["kind"], m["meaning"]) for m in matches if m)
    return NamedQuery(name, comments[0], " ".join(described), parameters, sparql)
