"""Named queries: the `*.rq` files of this folder.

The first line of a file is `# ` and the question it answers. A variable that its comments call a parameter can be
set from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from kg.errors import QueryError

__all__ = ["NamedQuery", "named_queries", "named_query"]


@dataclass(frozen=True, order=True, slots=True)
class NamedQuery:
    """A SPARQL query with its name and the question that it answers."""

    name: str
    question: str
    sparql: str


def named_queries() -> tuple[NamedQuery, ...]:
    """The queries that come with `kg`, by name."""
    found = []
    for entry in files(__name__).iterdir():
        if entry.name.endswith(".rq"):
            sparql = entry.read_text(encoding="utf-8")
            question = sparql.partition("\n")[0].removeprefix("#").strip()
            found.append(NamedQuery(entry.name.removesuffix(".rq"), question, sparql))
    return tuple(sorted(found))


def named_query(name: str) -> NamedQuery:
    """The query of this name.

    Raises:
        QueryError: there is none.
    """
    known = {query.name: query for query in named_queries()}
    if name not in known:
        raise QueryError(f"no query is named {name!r}", advice=f"there are {', '.join(known)}")
    return known[name]
