"""Which things of a dataset a name means: by label or alias, whatever its case, accents and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.store import Dataset

__all__ = ["alike", "called", "fold"]

_NAMES = """SELECT ?thing ?name WHERE {
  ?thing rdfs:label|skos:altLabel ?name FILTER EXISTS { ?thing kg:mentionedIn ?document } }"""


def fold(name: str) -> str:
    """The name as it is compared: without case, accents, and the difference between hyphens, spaces and apostrophes."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(re.split(r"[\s\-\u2010-\u2015]+", bare)).strip()


def called(dataset: Dataset, name: str) -> list[str]:
    """The IRIs of the things that documents mention and that have this name or IRI, sorted."""
    wanted = fold(name)
    return sorted(iri for iri, names in _names(dataset).items() if iri == name or wanted in map(fold, names))


def alike(dataset: Dataset, name: str) -> str:
    """Advice for a name that nothing has: names of things that look like it, or where all names are."""
    folded = {fold(other): other for names in _names(dataset).values() for other in sorted(names)}
    near = [folded[key] for key in get_close_matches(fold(name), sorted(folded), n=3)]
    return f"did you mean {' or '.join(near)}?" if near else "`kg query --name names` lists the names"


def _names(dataset: Dataset) -> dict[str, set[str]]:
    """All names by IRI."""
    answer = dataset.query(_NAMES)
    found: dict[str, set[str]] = defaultdict(set)
    for row in answer if isinstance(answer, QuerySolutions) else ():
        thing, name = row["thing"], row["name"]
        if isinstance(thing, NamedNode) and isinstance(name, Literal):
            found[thing.value].add(name.value)
    return found
