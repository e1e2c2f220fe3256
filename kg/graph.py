"""The Python API: `kg.build(...)` and `kg.open(...)` give a Graph, which answers queries and becomes other things."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from kg.binding import bind, bind_named
from kg.errors import QueryError, UsageError
from kg.export import formats
from kg.namespaces import shorten
from kg.pipeline import BuildOptions, add, build, remove
from kg.queries import named_queries, named_query
from kg.report import BuildReport
from kg.store import Dataset, open_output

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

__all__ = ["Graph", "build_graph", "open_graph"]

Row = Mapping[str, str]
"""A solution: the variables' names and their values as people read them; unbound ones are empty."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph of an output folder, as it was when it was opened.

    Attributes:
        dataset: the quads, for what this class does not do.
        output: the folder.
        report: what the build did that made it, where it was built here.
    """

    dataset: Dataset
    output: Path
    report: BuildReport | None = None

    def query(self, query: str, **values: str) -> list[Row]:
        """The solutions of a named query, or of a SPARQL SELECT or ASK query (one row with `answer`).

        Args:
            query: the name of a query (`kg queries` lists them), or SPARQL; the usual prefixes need no declaration.
            values: values for variables: a name, an IRI (wd:Q148), a literal.

        Raises:
            QueryError: the query is broken or unknown, or it has no such variable.
        """
        answer = self._ask(query, values)
        if isinstance(answer, QueryBoolean):
            return [{"answer": "true" if answer else "false"}]
        if isinstance(answer, QueryTriples):
            raise QueryError("a SELECT or ASK query, please", advice="Graph.dataset.query answers CONSTRUCT")
        names = [variable.value for variable in answer.variables]
        return [{name: shorten(solution[name]) for name in names} for solution in answer]

    def documents(self) -> list[str]:
        """The IRIs of the documents, sorted."""
        return self.dataset.documents()

    def add(self, *paths: str | Path) -> Graph:
        """The graph with these articles too; its folder is changed, this value is not."""
        return self._changed(add([Path(path) for path in paths], BuildOptions(self.output)))

    def remove(self, *documents: str) -> Graph:
        """The graph without these documents (IRIs, digests, file names); its folder is changed, this value is not."""
        return self._changed(remove(documents, BuildOptions(self.output)))

    def export(self, name: str) -> bytes:
        """The graph in a format that `kg export --help` lists, such as "ttl", "jsonld" or "graphml".

        Raises:
            UsageError: there is no such format.
        """
        known = formats()
        if name not in known:
            raise UsageError(f"no format {name!r}", advice=f"there are {', '.join(known)}")
        file = io.BytesIO()
        known[name](self.dataset, file)
        return file.getvalue()

    def to_networkx(self) -> nx.MultiDiGraph:
        """The entities and their relations as a network, see `kg.network`."""
        from kg.network import to_networkx  # noqa: PLC0415  # half a second that queries need not wait

        return to_networkx(self.dataset)

    def to_rdflib(self) -> rdflib.Graph:
        """All triples as a graph of rdflib."""
        import rdflib  # noqa: PLC0415  # likewise

        return rdflib.Graph().parse(data=self.export("nt"), format="nt")

    def _ask(self, query: str, values: Mapping[str, str]) -> QuerySolutions | QueryBoolean | QueryTriples:
        if query in {known.name for known in named_queries()}:
            return self.dataset.query(bind_named(named_query(query), values, self.dataset))
        return self.dataset.query(bind(query, values, self.dataset))

    def _changed(self, report: BuildReport) -> Graph:
        return Graph(open_output(self.output), self.output, report)


def build_graph(paths: Sequence[Path], options: BuildOptions) -> Graph:
    """Build the graph of the texts at `paths` and open it. Raises UsageError when there is nothing to build."""
    report = build(paths, options)
    if not report.documents:
        raise UsageError("nothing could be built", advice="; ".join(report.problems))
    return Graph(open_output(options.output), options.output, report)


def open_graph(output: Path) -> Graph:
    """Open the graph of an output folder. Raises StoreError when there is none."""
    return Graph(open_output(output), output)
