"""Values for the variables of a query: names of entities, IRIs, words; put into the query as VALUES.

So the query that is asked is a text that every triple store answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple, parse

from kg.errors import QueryError
from kg.namespaces import PREFIXES
from kg.queries import NamedQuery
from kg.store import Dataset

__all__ = ["bind", "bind_named", "declared", "term_of"]

Term = NamedNode | Literal

_OPAQUE = re.compile(
    r"""(?P<opaque><[^<>"{}|^`\\\s]*>|\"\"\".*?\"\"\"|'''.*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*)""",
    re.DOTALL,
)
_PREFIXED = re.compile(r"(?P<prefix>[A-Za-z][\w-]*):(?P<name>[\w.%-]*)")
_ABSOLUTE = re.compile(r"(?:https?://|urn:)\S+")
_TURTLE = re.compile(r"""".*"(?:@[\w-]+|\^\^\S+)?|[+-]?\d+(?:\.\d+)?|true|false""", re.DOTALL)
_NAMED = """SELECT DISTINCT ?entity WHERE {
  { ?entity rdfs:label ?label } UNION { ?entity skos:altLabel ?label }
  ?entity kg:mentionedIn ?document
  FILTER(LCASE(STR(?label)) = ?name)
} ORDER BY ?entity"""


def bind_named(query: NamedQuery, given: Mapping[str, str], dataset: Dataset) -> str:
    """The text of a named query with values for some of its parameters.

    Raises:
        QueryError: the query has no such parameter, or the dataset nothing of that name.
    """
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    for name in given.keys() - kinds.keys():
        takes = ", ".join(kinds) if kinds else "none"
        raise QueryError(f"the query {query.name!r} has no parameter {name!r}", advice=f"it takes {takes}")
    values = {name: _values(dataset, value, kinds[name]) for name, value in given.items()}
    head, where, rest = query.sparql.partition("WHERE {\n")
    return f"{head}{where}{''.join(map(_values_line, values, values.values()))}{rest}"


def bind(sparql: str, given: Mapping[str, str], dataset: Dataset) -> str:
    """The text of any query with values for some of its variables.

    Raises:
        QueryError: the query has no such variable.
    """
    plain = _OPAQUE.sub(" ", sparql)
    for name in given:
        if not re.search(rf"[?$]{re.escape(name)}\b", plain):
            raise QueryError(f"the query has no variable ?{name}")
    values = {name: _values(dataset, value, None) for name, value in given.items()}
    return sparql + "\n" + "".join(map(_values_line, values, values.values())) if values else sparql


def declared(sparql: str) -> str:
    """The query with declarations of the usual prefixes that it uses, for stores that do not know them."""
    used = [name for name in PREFIXES if re.search(rf"(?<![\w-]){name}:", _OPAQUE.sub(" ", sparql))]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + sparql


def term_of(text: str) -> Term | None:
    """The IRI or literal that a text is in SPARQL's notation: `wd:Q148`, `<https://…>`, `"words"@nl`, 0.5; else None.

    Raises:
        QueryError: it is a broken one, or has an unknown prefix.
    """
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    match = _PREFIXED.fullmatch(text)
    try:
        if match and match["prefix"] in PREFIXES:
            return NamedNode(PREFIXES[match["prefix"]] + match["name"])
        if _ABSOLUTE.fullmatch(text):
            return NamedNode(text)
        return _parsed(text) if _TURTLE.fullmatch(text) else None
    except (ValueError, SyntaxError) as error:
        raise QueryError(f"not a value: {text!r}") from error


def _parsed(text: str) -> Literal:
    turtle = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + f"<urn:s> <urn:p> {text} ."
    [value] = [quad.object for quad in parse(turtle.encode(), format=_turtle())]
    if not isinstance(value, Literal):
        raise QueryError(f"not a literal: {text!r}")
    return value
