"""The things of a dataset, and which of them a name means."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import UsageError
from kg.lookup.nodes import Node, among, nodes
from kg.lookup.records import Thing
from kg.namespaces import PREFIXES
from kg.store import Dataset
from kg.vocabulary import vocabulary

__all__ = ["fold", "resolve", "things"]


def fold(name: str) -> str:
    """The name as it is compared: without case, accents, and the difference between hyphens, spaces and apostrophes."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(re.split(r"[\s\-\u2010-\u2015]+", bare)).strip()


def things(dataset: Dataset, iris: Collection[str] | None = None) -> dict[str, Thing]:
    """The entities by IRI, sorted: all, or those of `iris`."""
    narrowed = "" if iris is None else among("node", iris)
    found = nodes(dataset, f"{narrowed} ?node kg:mentionedIn ?document")
    return {iri: _thing(node) for iri, node in found.items()}


def resolve(dataset: Dataset, name: str) -> tuple[Thing, ...]:
    """The things of that name, by label and by alias, whatever its case and accents, or of that IRI; sorted.

    Raises:
        UsageError: nothing is called so; the advice has names that look alike.
    """
    named = _names(dataset)
    wanted = fold(name)
    found = things(dataset, [iri for iri, names in named.items() if iri == name or wanted in map(fold, names)])
    if not found:
        folded = {fold(other): other for names in named.values() for other in names}
        alike = [folded[key] for key in get_close_matches(wanted, sorted(folded), n=3)]
        advice = f"did you mean {' or '.join(alike)}?" if alike else "`kg query --name names` lists them"
        raise UsageError(f"nothing in the graph is called {name!r}", advice=advice)
    return tuple(sorted(found.values()))


def _names(dataset: Dataset) -> dict[str, set[str]]:
    """All names by IRI."""
    answer = dataset.query("SELECT ?node ?name { ?node rdfs:label|skos:altLabel ?name }")
    found: dict[str, set[str]] = defaultdict(set)
    for row in answer if isinstance(answer, QuerySolutions) else ():
        found[_value(row["node"])].add(_value(row["name"]))
    return found


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _thing(node: Node) -> Thing:
    labels, types = node.words("rdfs:label"), {iri.rpartition("#")[2] for iri in node.iris("rdf:type")}
    label = labels[0] if labels else node.iri
    match = next(iter(node.iris("skos:exactMatch")), None)
    return Thing(
        label,
        next((kind for kind in vocabulary().kinds if kind in types), "Entity"),
        node.iri,
        tuple(sorted({label, *node.words("skos:altLabel")})),
        match.removeprefix(PREFIXES["wd"]) if match else None,
    )
