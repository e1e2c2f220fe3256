"""What a store remembers of its documents: texts, sources, and what they were read with.

It is a file of JSON lines beside the quads of a generation: a head, then a document a line, by IRI.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import StoreError, UsageError

__all__ = ["Catalogue", "Entry", "read_catalogue", "write_catalogue"]

_NAME = "documents.jsonl"
_DIGITS = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, order=True, slots=True)
class Entry:
    """A document of the store.

    Attributes:
        iri: its identity, and the name of its graph.
        sources: the files that hold its text, sorted.
        language: BCP 47.
        key: `kg.fingerprint.reading_key` when it was read.
        text: all of it.
        sketch: `kg.copies.sketch` of it.
    """

    iri: str
    sources: tuple[str, ...]
    language: str
    key: str
    text: str = field(repr=False)
    sketch: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of a store by IRI, and what all of them were built with.

    Attributes:
        base_iri: what the IRIs of instances begin with.
        world: the user's knowledge base files, as they were.
        entries: by IRI, sorted.
        exports: SHA-256 of every exported file, by its name.
        exports_key: `kg.fingerprint.exports_key` when they were written.
    """

    base_iri: str
    world: tuple[str, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    exports: Mapping[str, str] = field(default_factory=dict)
    exports_key: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """The documents' texts by IRI."""
        return {iri: entry.text for iri, entry in self.entries.items()}

    def find(self, name: str) -> Entry:
        """The document with this IRI, with these hexadecimal digits in its IRI (eight or more), or of this file.

        Raises:
            UsageError: there is none, or there are several.
        """
        entries = self.entries.values()
        found = [e for e in entries if e.iri == name or (_DIGITS.fullmatch(name) and f"/{name}" in e.iri)]
        found = found or [entry for entry in entries if name in entry.sources]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"several documents are {name!r}", advice=f"name one: {', '.join(e.iri for e in found)}")
        raise UsageError(f"no document is {name!r}", advice="`kg status` lists them")


def read_catalogue(generation: Path) -> Catalogue:
    """The catalogue of a generation.

    Raises:
        StoreError: it is missing or damaged.
    """
    try:
        with (generation / _NAME).open(encoding="utf-8") as file:
            head = json.loads(next(file))
            rows = [json.loads(line) for line in file]
        entries = {row["iri"]: Entry(**{**row, "sources": tuple(row["sources"])}) for row in rows}
        return Catalogue(**{**head, "world": tuple(head["world"]), "entries": entries})
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        raise StoreError(f"damaged store: {error}", str(generation.parent), "build it again") from error


def write_catalogue(catalogue: Catalogue, generation: Path) -> None:
    """Write the catalogue into a generation; the same catalogue is the same bytes."""
    head = {
        "base_iri": catalogue.base_iri,
        "world": catalogue.world,
        "exports": dict(sorted(catalogue.exports.items())),
        "exports_key": catalogue.exports_key,
    }
    with (generation / _NAME).open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False) + "\n")
        for _, entry in sorted(catalogue.entries.items()):
            file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
