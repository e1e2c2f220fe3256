"""Exporters: functions that write a dataset to a file.

An exporter is declared under the entry-point group `kg.exporters`; its name there is the ending of the file that it
writes: `ttl = "kg.export.turtle:export"` gives `graph.ttl`. The built-in ones come in by the same door. Every build
writes these; those of the group `kg.formats` are written when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import BinaryIO

from kg.errors import DataError, UsageError
from kg.store import Dataset

__all__ = ["FORMATS", "GROUP", "Exporter", "export_all", "exporters", "formats"]

GROUP = "kg.exporters"
FORMATS = "kg.formats"

Exporter = Callable[[Dataset, BinaryIO], None]
"""Writes the dataset to the file; the same dataset gives the same bytes, whatever order it came in."""


def exporters() -> Mapping[str, Exporter]:
    """The exporters of every build, by file ending, sorted.

    Raises:
        DataError: one of them cannot be loaded; it is named.
    """
    return _installed(GROUP)


def formats() -> Mapping[str, Exporter]:
    """All that a dataset can be exported as, by name, sorted: the exporters of every build and the others.

    Raises:
        DataError: one of them cannot be loaded; it is named.
    """
    return dict(sorted({**_installed(FORMATS), **exporters()}.items()))


def _installed(group: str) -> Mapping[str, Exporter]:
    found: dict[str, Exporter] = {}
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        if point.name in found:
            raise DataError(f"two exporters for .{point.name}", point.value, "uninstall one of them")
        try:
            found[point.name] = point.load()
        except (ImportError, AttributeError) as error:
            raise DataError(f"exporter .{point.name} cannot be loaded: {error}", point.value) from error
    return found


def export_all(dataset: Dataset, folder: Path, stem: str = "graph") -> tuple[Path, ...]:
    """Write `stem`.ENDING to the folder with every exporter; a file is replaced only when its new content is complete.

    Raises:
        UsageError: the folder cannot be written.
    """
    written = []
    for ending, export in exporters().items():
        path = folder / f"{stem}.{ending}"
        fresh = folder / f".{stem}.{ending}.new"
        try:
            with fresh.open("wb") as file:
                export(dataset, file)
            fresh.replace(path)
        except OSError as error:
            raise UsageError(f"cannot be written: {error}", str(path)) from error
        finally:
            if fresh.is_file():
                fresh.unlink()
        written.append(path)
    return tuple(written)
