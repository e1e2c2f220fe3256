"""The things of a dataset, and which of them a name means."""

from __future__ import annotations

from collections.abc import Collection

from kg.errors import UsageError
from kg.lookup.nodes import Node, among, nodes
from kg.lookup.records import Thing
from kg.namespaces import PREFIXES
from kg.naming import alike, called, fold
from kg.store import Dataset
from kg.vocabulary import vocabulary

__all__ = ["fold", "resolve", "things"]


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
    found = things(dataset, called(dataset, name))
    if not found:
        raise UsageError(f"nothing in the graph is called {name!r}", advice=alike(dataset, name))
    return tuple(sorted(found.values()))


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
