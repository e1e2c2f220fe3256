"""Values for the variables of a query: names of entities, IRIs, words; put into the query as VALUES.

So the query that is asked is a text that every triple store answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, parse

from kg.errors import QueryError
from kg.namespaces import PREFIXES
from kg.naming import alike, called
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
_LINKED = "SELECT ?entity WHERE { ?entity skos:exactMatch %s } ORDER BY ?entity"


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
    rows = "".join(f" ({' '.join(map(str, row))})" for row in product(*values.values()))
    return f"{sparql}\nVALUES ({' '.join(f'?{name}' for name in values)}) {{{rows} }}" if values else sparql


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
    [value] = [quad.object for quad in parse(turtle.encode(), format=RdfFormat.TURTLE)]
    if not isinstance(value, Literal):
        raise QueryError(f"not a literal: {text!r}")
    return value


def _values(dataset: Dataset, text: str, kind: str | None) -> list[Term]:
    """What a text stands for: the entities of a name, an IRI, a literal."""
    if kind == "text":
        return [Literal(text)]
    term = term_of(text)
    if isinstance(term, NamedNode):
        return _entities(dataset, term) if kind else [term]
    if term is not None:
        return [term]
    found = called(dataset, text)
    if not found and kind:
        raise QueryError(f"nothing in the graph is called {text!r}", advice=alike(dataset, text))
    return [NamedNode(iri) for iri in found] or [Literal(text)]


def _entities(dataset: Dataset, iri: NamedNode) -> list[Term]:
    """The IRI itself where the graph says something of it, else what the graph links to it (wd:Q148)."""
    if next(dataset.triples_of(iri), None) is not None:
        return [iri]
    answer = dataset.query(_LINKED % iri)
    rows = answer if isinstance(answer, QuerySolutions) else ()
    found: list[Term] = [row[0] for row in rows if isinstance(row[0], NamedNode)]
    if not found:
        raise QueryError(f"nothing in the graph is <{iri.value}>")
    return found


def _values_line(name: str, terms: Sequence[Term]) -> str:
    return f"  VALUES ?{name} {{ {' '.join(map(str, terms))} }}\n"
