"""The named graphs of a dataset into a running triple store, and out of it what was withdrawn.

A graph is put whole, so that each transfer can be repeated. What an endpoint has is remembered beside the store: the
next transfer puts what changed, and one that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.errors import RemoteError
from kg.export.nquads import triples_of
from kg.remote.endpoint import Endpoint
from kg.store import Dataset

__all__ = ["Endpoint", "RemoteError", "Transfer", "transfer"]

Step = Callable[[int, int], None]
"""Is told how many graphs are done, and how many there are to do."""

_OFTEN = 50  # graphs after which what is done is written down, for a process that may be killed


@dataclass(frozen=True, slots=True)
class Transfer:
    """How many graphs were put, how many were dropped, and how many the endpoint had already."""

    put: int
    dropped: int
    unchanged: int


def transfer(dataset: Dataset, endpoint: Endpoint, memory: Path, step: Step | None = None) -> Transfer:
    """Make the endpoint's graphs those of the dataset.

    Graphs that kg did not put there are left alone. `memory` is the file that remembers what the endpoint has.

    Raises:
        RemoteError: the endpoint refuses, or does not answer; what was done until then is remembered.
    """
    had = _remembered(memory)
    wanted = {document: _digest(dataset, document) for document in dataset.documents()}
    gone = sorted(had.keys() - wanted.keys())
    changed = [document for document, digest in wanted.items() if had.get(document) != digest]
    has = {graph: digest for graph, digest in had.items() if wanted.get(graph) == digest}
    total = len(gone) + len(changed)
    dropped: set[str] = set()
    _remember(memory, has | dict.fromkeys(gone, ""))
    try:
        for done, document in enumerate((*gone, *changed), 1):
            if document in wanted:
                endpoint.put(document, b"".join(triples_of(dataset, document)))
                has[document] = wanted[document]
            else:
                endpoint.drop(document)
                dropped.add(document)
            if done % _OFTEN == 0:
                _remember(memory, has | dict.fromkeys(set(gone) - dropped, ""))
            if step:
                step(done, total)
    finally:
        _remember(memory, has | dict.fromkeys(set(gone) - dropped, ""))
    return Transfer(len(changed), len(gone), len(wanted) - len(changed))


def _digest(dataset: Dataset, document: str) -> str:
    return sha256(b"".join(triples_of(dataset, document))).hexdigest()


def _remembered(memory: Path) -> Mapping[str, str]:
    try:
        found = json.loads(memory.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # nothing was put there, or the file is damaged: all is put again
        return {}
    return {str(graph): str(digest) for graph, digest in found.items()} if isinstance(found, dict) else {}


def _remember(memory: Path, has: Mapping[str, str]) -> None:
    fresh = memory.with_name(f".{memory.name}.{os.getpid()}")
    fresh.write_text(json.dumps(dict(sorted(has.items())), indent=0), encoding="utf-8")
    fresh.replace(memory)
