"""The page: one HTML file with the graph, the claims and the sources, that opens anywhere and asks no host."""

from kg.export.html.render import Choices, page_of

__all__ = ["Choices", "page_of"]
