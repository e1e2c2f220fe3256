"""The network of entities: GraphML and GEXF for drawing programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import BinaryIO

import networkx as nx

from kg.network import to_networkx
from kg.store import Dataset

__all__ = ["edges_csv", "gexf", "graphml", "nodes_csv"]

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_ENTITY = ("iri", "label", "kind", "documents")
_RELATION = ("source", "relation", "target", "weight", "confidence")


def graphml(dataset: Dataset, file: BinaryIO) -> None:
    """The network as GraphML."""
    nx.write_graphml_xml(to_networkx(dataset), file, named_key_ids=True)


def gexf(dataset: Dataset, file: BinaryIO) -> None:
    """The network as GEXF 1.2, without the day on which it was written."""
    text = io.BytesIO()
    nx.write_gexf(to_networkx(dataset), text)
    file.write(_TODAY.sub("", text.getvalue().decode()).encode())


def nodes_csv(dataset: Dataset, file: BinaryIO) -> None:
    """The entities, one a line."""
    network = to_networkx(dataset)
    _write(file, _ENTITY, ({"iri": iri, **values} for iri, values in network.nodes(data=True)))


def edges_csv(dataset: Dataset, file: BinaryIO) -> None:
    """The relations between entities, one a line."""
    edges = to_networkx(dataset).edges(data=True)
    _write(file, _RELATION, ({"source": source, "target": target, **values} for source, target, values in edges))


def _write(file: BinaryIO, names: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    text.detach()
