"""The entities and their relations as a network (networkx), for what graph algorithms and drawing programs want."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import networkx as nx
from pyoxigraph import QuerySolutions

from kg.store import Dataset

__all__ = ["to_networkx"]

_NODES = """SELECT ?iri ?label ?class (COUNT(DISTINCT ?document) AS ?documents)
WHERE { ?iri kg:mentionedIn ?document ; rdfs:label ?label ; a ?class }
GROUP BY ?iri ?label ?class ORDER BY ?iri ?label"""
_EDGES = """SELECT ?statement ?subject ?predicate ?object ?confidence
WHERE { ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
  kg:confidence ?confidence } ORDER BY ?subject ?predicate ?object ?statement"""
_ABOUT = """SELECT ?speaker ?about (COUNT(DISTINCT ?claim) AS ?claims)
WHERE { ?claim a kg:Claim ; kg:saidBy ?speaker ; kg:about ?about } GROUP BY ?speaker ?about ORDER BY ?speaker ?about"""


def to_networkx(dataset: Dataset) -> nx.MultiDiGraph:
    """A directed graph with an edge for each relation, and one from each speaker to each entity they speak about.

    Nodes are IRIs with `label`, `kind` and `documents` (how many name it). Edges have the property's name as their
    key and as `relation`, `weight` (how many documents state it, or how many claims there are), and `confidence`,
    the highest of the statements, where there are some. The order is always the same.
    """
    network = nx.MultiDiGraph()
    for row in _rows(dataset, _NODES):
        kind = row["class"].rpartition("#")[2]
        network.add_node(row["iri"], label=row["label"], kind=kind, documents=int(row["documents"]))
    for row in _rows(dataset, _EDGES):
        relation = row["predicate"].rpartition("#")[2]
        ends = row["subject"], row["object"]
        known = network.get_edge_data(*ends, key=relation, default={"weight": 0, "confidence": 0.0})
        confidence = max(float(Decimal(row["confidence"])), known["confidence"])
        network.add_edge(*ends, key=relation, relation=relation, weight=known["weight"] + 1, confidence=confidence)
    for row in _rows(dataset, _ABOUT):
        ends = row["speaker"], row["about"]
        network.add_edge(*ends, key="speaksAbout", relation="speaksAbout", weight=int(row["claims"]))
    return network


def _rows(dataset: Dataset, sparql: str) -> list[Mapping[str, str]]:
    answer = dataset.query(sparql)
    if not isinstance(answer, QuerySolutions):
        return []
    names = [variable.value for variable in answer.variables]
    return [{name: solution[name].value for name in names} for solution in answer]
