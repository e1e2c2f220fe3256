"""News articles in, a knowledge graph out: who says what about whom, with the words that say so.

graph = kg.build("seeds", output="output")    # or kg.open("output")
graph.query("forecasts", about="China")       # a list of rows
graph.to_networkx()                           # and .to_rdflib(), .export("jsonld")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.version import __version__

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["__version__", "build", "open"]


def build(
    *paths: str | Path,
    output: str | Path = "output",
    base_iri: str | None = None,
    world: tuple[str | Path, ...] = (),
    validate: bool = True,
) -> Graph:
    """Build the graph of articles and folders of them, and open it; as `kg build` does.

    Raises:
        kg.errors.KgError: nothing could be built, or not there.
    """
    from kg.graph import build_graph  # noqa: PLC0415  # the command line imports this module and has to be quick
    from kg.iris import DEFAULT_BASE_IRI  # noqa: PLC0415  # likewise
    from kg.pipeline import BuildOptions  # noqa: PLC0415  # likewise

    options = BuildOptions(Path(output), base_iri or DEFAULT_BASE_IRI, tuple(map(Path, world)), validate)
    return build_graph([Path(path) for path in paths], options)


def open(output: str | Path = "output") -> Graph:  # noqa: A001  # read as kg.open
    """Open the graph that a build wrote to a folder.

    Raises:
        kg.errors.StoreError: there is none, or it cannot be read.
    """
    from kg.graph import open_graph  # noqa: PLC0415  # likewise

    return open_graph(Path(output))
