"""The drawn part of the graph as a pyvis network."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pyvis
from jinja2 import Environment, FileSystemLoader
from pyvis.network import Network

from kg.export.html.contents import Contents
from kg.export.html.layout import Point

__all__ = ["draw", "network_of", "vis_script"]

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 200,
        "hideEdgesOnDrag": False,
        "zoomSpeed": 0.6,
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "arrowStrikethrough": True,
        "selectionWidth": 0,
        "hoverWidth": 0,
    },
}


def network_of(contents: Contents, graph: nx.MultiDiGraph, places: dict[int, Point]) -> Network:
    """The pyvis network of the nodes in `places`, in their order, and of the edges between them.

    Ids are opaque (n, r or t and a number): pyvis and vis-network never see an IRI. Labels are data to them.
    """
    network = Network(height="100%", directed=True, cdn_resources="in_line")
    network.options = _OPTIONS
    for node, (x, y) in places.items():
        thing = contents.things[node]
        network.add_node(f"n{node}", label=thing["label"], shape="custom", group=thing["kind"], x=x, y=y)
    drawn = graph.subgraph(places)
    for one, other, (sort, number) in sorted(drawn.edges(keys=True), key=lambda edge: edge[2]):
        network.add_edge(f"n{one}", f"n{other}", id=f"{sort}{number}", dashes=sort == "t")
    return network


def vis_script() -> str:
    """vis-network, as the installed pyvis carries it."""
    versions = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"), key=_version)
    return versions[-1].read_text(encoding="utf-8").replace("\r\n", "\n")


def _version(script: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", script.parent.name)]


def draw(network: Network, template: Path, parts: dict[str, str]) -> str:
    """Let pyvis render the network with our template in place of its own; `parts` are handed to the template."""
    network.templateEnv = Environment(loader=FileSystemLoader(template.parent), autoescape=True)
    network.templateEnv.globals.update(parts)
    network.path = template.name
    return str(network.generate_html())
