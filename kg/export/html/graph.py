"""The contents → a networkx graph, its communities, and the part of it that is drawn first."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import igraph
import networkx as nx

from kg.export.html.contents import Contents
from kg.sheets.model import Record

__all__ = ["communities", "graph_of", "overview", "reproducible", "simple"]


def graph_of(contents: Contents) -> nx.MultiDiGraph:
    """A node per thing (its place) and an edge per relation and per speaker and subject of claims.

    Edges are keyed ("r", place among the relations) and ("t", place among the talks).
    """
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(contents.things)))
    for number, relation in enumerate(contents.relations):
        weight = 1 + len(cast("list[Record]", relation["st"]))
        graph.add_edge(relation["s"], relation["o"], key=("r", number), weight=weight)
    for number, (speaker, subject) in enumerate(contents.talks):
        graph.add_edge(speaker, subject, key=("t", number), weight=1)
    return graph


def simple(graph: nx.MultiDiGraph, nodes: list[int]) -> igraph.Graph:
    """The undirected, weighted igraph of the edges between `nodes`; vertex numbers follow their order."""
    numbers = {node: number for number, node in enumerate(nodes)}
    weights: dict[tuple[int, int], int] = defaultdict(int)
    for one, other, weight in graph.edges(data="weight"):
        if one != other and one in numbers and other in numbers:
            pair = sorted((numbers[one], numbers[other]))
            weights[pair[0], pair[1]] += weight
    pairs = sorted(weights)
    return igraph.Graph(len(nodes), edges=pairs, edge_attrs={"weight": [weights[pair] for pair in pairs]})


@contextmanager
def reproducible() -> Iterator[None]:
    """Give igraph seeded random numbers while the block runs, and then the process's own again."""
    igraph.set_random_number_generator(random.Random(20))  # noqa: S311 (for layout, not for secrets)
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def communities(graph: nx.MultiDiGraph) -> list[int]:
    """The community of each node (Leiden, by modularity), numbered from the largest down."""
    network = simple(graph, sorted(graph.nodes))
    if not network.vcount():
        return []
    with reproducible():
        found = network.community_leiden("modularity", weights="weight", n_iterations=4)
    ranked = sorted(found, key=lambda members: (-len(members), members))
    numbers = {node: number for number, members in enumerate(ranked) for node in members}
    return [numbers[node] for node in range(network.vcount())]


def overview(graph: nx.MultiDiGraph, groups: list[int], limit: int, focus: int | None = None) -> list[int]:
    """At most `limit` nodes to draw first, in order of weight.

    All of a small graph; around `focus` when one is given; else the most connected ones, the first of each of the
    larger communities, and the best of their neighbours, so that none stands alone.
    """
    ranked = sorted(graph.nodes, key=lambda node: (-graph.degree(node), node))
    if focus is not None:
        near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), focus)
        ranked = sorted(near, key=lambda node: (near[node], -graph.degree(node), node))
    elif len(ranked) > limit:
        ranked = _spread(graph, ranked, groups, limit)
    return ranked[:limit]


def _spread(graph: nx.MultiDiGraph, ranked: list[int], groups: list[int], limit: int) -> list[int]:
    """A third by rank, the first of each of the larger communities, then neighbours of these in turn, by rank."""
    places = {node: place for place, node in enumerate(ranked)}
    firsts: dict[int, int] = {}
    for node in ranked:
        firsts.setdefault(groups[node], node)
    seeds = ranked[: limit // 3] + [firsts[group] for group in sorted(firsts)][: limit // 6]
    chosen = dict.fromkeys(seeds)
    queues = {node: sorted(set(nx.all_neighbors(graph, node)), key=places.__getitem__) for node in chosen}
    while len(chosen) < limit and any(queues.values()):
        for queue in queues.values():
            fresh = next((node for node in queue if node not in chosen), None)
            queue[:] = queue[queue.index(fresh) + 1 :] if fresh is not None else []
            if fresh is not None:
                chosen[fresh] = None
    kept = dict.fromkeys([*chosen, *ranked][:limit])
    return [node for node in ranked if node in kept]
