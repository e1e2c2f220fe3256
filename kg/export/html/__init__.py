"""The page: one HTML file with the graph, the claims and the sources, that opens anywhere and asks no host for anything."""

from kg.export.html.render import page

__all__ = ["page"]
