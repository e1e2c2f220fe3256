"""How an output folder stands: its documents, and what a build would do about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kg.catalogue import Catalogue, Entry
from kg.fingerprint import exports_key, reading_key
from kg.store import Dataset

__all__ = ["State", "Status", "status"]


class State(StrEnum):
    """Whether a document would be read again."""

    CURRENT = "current"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Status:
    """What the store has.

    Attributes:
        documents: each with its state; outdated is what was read by another version of kg, its languages or the world.
        base_iri: what the IRIs of things begin with.
        world: how many knowledge base files of the user's the graph was built with.
        files: the exported files, and whether this version would write them the same way.
    """

    documents: tuple[tuple[Entry, State], ...]
    base_iri: str
    world: int
    files: tuple[tuple[str, State], ...]


def status(output: Path) -> Status:
    """The state of an output folder.

    Raises:
        StoreError: there is no store, or it is damaged.
    """
    catalogue = Dataset.open(output / "store").catalogue
    documents = sorted(catalogue.entries.values(), key=lambda entry: entry.sources)
    same = catalogue.exports_key == exports_key()
    files = [(name, _state(same and (output / name).is_file())) for name in sorted(catalogue.exports)]
    return Status(
        documents=tuple((entry, _state(_is_current(catalogue, entry))) for entry in documents),
        base_iri=catalogue.base_iri,
        world=len(catalogue.world),
        files=tuple(files),
    )


def _is_current(catalogue: Catalogue, entry: Entry) -> bool:
    world = [file.encode() for file in catalogue.world]
    return entry == replace(entry, key=reading_key(entry.language, world, catalogue.base_iri))


def _state(current: bool) -> State:
    return State.CURRENT if current else State.OUTDATED
