"""Where each drawn node stands: igraph's force layout, spread until labels have room, the loose parts packed below.

The same graph gives the same whole numbers in every process: start positions and random numbers are fixed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import igraph
import networkx as nx

from kg.export.html.graph import reproducible, simple

__all__ = ["Point", "layout"]

Point = tuple[int, int]
_Place = tuple[float, float]


class _Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float


_EDGE = 185.0  # wished length of an edge, in pixels at zoom 1
_ROW = 78.0  # height that a node with its label needs
_EXACT = 120  # nodes up to which Kamada and Kawai's slower, evener layout is used
_PASSES = 60
_CROWD = 0.4  # of the room that labels need, what is kept in large parts: their labels show on zooming in


def layout(graph: nx.MultiDiGraph, nodes: list[int], widths: Sequence[float]) -> dict[int, Point]:
    """Whole-numbered positions of `nodes`; `widths` are the pixels that each one's label takes."""
    network = simple(graph, nodes)
    parts = sorted(network.connected_components(), key=lambda part: (-len(part), part))
    placed: list[tuple[list[int], list[_Place]]] = []
    for part in parts:
        places = _arrange(network.induced_subgraph(part))
        room = 1.0 if len(part) <= _EXACT else _CROWD
        placed.append((part, _spread(places, [room * widths[vertex] for vertex in part], room * _ROW)))
    found: dict[int, Point] = {}
    for (part, places), (left, top) in zip(placed, _pack(placed, widths), strict=True):
        for vertex, (x, y) in zip(part, places, strict=True):
            found[nodes[vertex]] = (round(x + left), round(y + top))
    return found


def _arrange(part: igraph.Graph) -> list[_Place]:
    """A connected part's layout, with the median edge as long as wished and wider than it is high."""
    count = part.vcount()
    if count == 1:
        return [(0.0, 0.0)]
    start = [
        [round(8 * math.sqrt(i) * math.cos(2.4 * i)), round(8 * math.sqrt(i) * math.sin(2.4 * i))] for i in range(count)
    ]
    with reproducible():
        if count <= _EXACT:
            found = part.layout_kamada_kawai(seed=start)
        else:
            found = part.layout_fruchterman_reingold(seed=start, weights="weight", niter=800)
    lengths = sorted(math.dist(found[edge.source], found[edge.target]) for edge in part.es)
    scale = _EDGE / (lengths[len(lengths) // 2] or 1.0)
    return [(x * scale, y * scale) for x, y in _lying(list(found))]


def _lying(places: list[_Place]) -> list[_Place]:
    """Turned by a quarter when higher than wide: screens are wide."""
    wide, high = (max(axis) - min(axis) for axis in zip(*places, strict=True))
    return places if wide >= high else [(y, -x) for x, y in places]


def _spread(places: list[_Place], widths: Sequence[float], high: float) -> list[_Place]:
    """Push nodes apart until no two boxes of these widths and this height overlap, or the passes are over."""
    points = [[x, y] for x, y in places]
    for _ in range(_PASSES):
        if not _push(points, widths, high):
            break
    return [(x, y) for x, y in points]


def _push(points: list[list[float]], widths: Sequence[float], high: float) -> bool:
    """One pass; whether anything had to move."""
    moved = False
    order = sorted(range(len(points)), key=lambda i: (points[i][1], i))
    for position, i in enumerate(order):
        for j in order[position + 1 :]:
            below = points[j][1] - points[i][1]
            if below >= high:
                break
            beside = points[j][0] - points[i][0]
            lacking = (widths[i] + widths[j]) / 2 - abs(beside)
            if lacking > 0:
                moved = True
                _part(points[i], points[j], lacking, high - below)
    return moved


def _part(one: list[float], other: list[float], across: float, down: float) -> None:
    """Move two points apart along the axis that needs less; `other` is not above `one`."""
    if down <= across:
        one[1] -= down / 2
        other[1] += down / 2
    else:
        step = across / 2 if one[0] <= other[0] else -across / 2
        one[0] -= step
        other[0] += step


def _pack(placed: list[tuple[list[int], list[_Place]]], widths: Sequence[float]) -> list[_Place]:
    """How far to move each part: the first stays on top, the others stand in rows below it, each row centred."""
    boxes = [_box(part, places, widths) for part, places in placed]
    if not boxes:
        return []
    broad = max(boxes[0].width, math.sqrt(sum(box.width * box.height for box in boxes)) * 1.45)
    moves: list[_Place] = []
    top = 0.0
    for row in _rows(boxes, broad):
        left = -sum(box.width for box in row) / 2
        deep = max(box.height for box in row)
        for box in row:
            moves.append((left - box.left, top + (deep - box.height) / 2 - box.top))
            left += box.width
        top += deep
    return moves


def _rows(boxes: list[_Box], broad: float) -> list[list[_Box]]:
    rows: list[list[_Box]] = [boxes[:1]]
    for box in boxes[1:]:
        if sum(other.width for other in rows[-1]) + box.width > broad:
            rows.append([])
        rows[-1].append(box)
    return rows


def _box(part: list[int], places: list[_Place], widths: Sequence[float]) -> _Box:
    halves = [widths[vertex] / 2 + 12 for vertex in part]
    left = min(x - half for (x, _), half in zip(places, halves, strict=True))
    right = max(x + half for (x, _), half in zip(places, halves, strict=True))
    top, bottom = min(y for _, y in places) - _ROW / 2, max(y for _, y in places) + _ROW / 2
    return _Box(left, top, right - left, bottom - top)
