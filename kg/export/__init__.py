"""Exporters: functions that write a dataset to a file.

An exporter is declared under the entry-point group `kg.exporters`; its name there is the ending of the file that it
writes: `ttl = "kg.export.turtle:export"` gives `graph.ttl`. The built-in ones come in by the same door. Every build
writes these; those of the group `kg.formats` are written when they are asked for.

Under `kg.updaters` an exporter may have, by the same name, a function that writes the same bytes more quickly because
it has the former file; an exporter without one writes its file anew in each build.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib.metadata import entry_points
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

from kg.errors import DataError, UsageError
from kg.export.splice import Former
from kg.store import Dataset

__all__ = [
    "FORMATS",
    "GROUP",
    "UPDATERS",
    "Exporter",
    "Updater",
    "export_all",
    "export_together",
    "exporters",
    "formats",
    "replace_file",
    "update_all",
]

GROUP = "kg.exporters"
FORMATS = "kg.formats"
UPDATERS = "kg.updaters"

Exporter = Callable[[Dataset, BinaryIO], None]
"""Writes the dataset to the file; the same dataset gives the same bytes, whatever order it came in."""


Updater = Callable[[Former, Dataset, BinaryIO], None]
"""Writes to the file what the exporter of the same name would, given what that wrote of a former dataset."""


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


def _installed(group: str) -> dict[str, Callable[..., None]]:
    found: dict[str, Callable[..., None]] = {}
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        if point.name in found:
            raise DataError(f"two exporters for .{point.name}", point.value, "uninstall one of them")
        try:
            found[point.name] = point.load()
        except (ImportError, AttributeError) as error:
            raise DataError(f"exporter .{point.name} cannot be loaded: {error}", point.value) from error
    return found


def export_all(dataset: Dataset, folder: Path, stem: str = "graph") -> tuple[Path, ...]:
    """Write `stem`.ENDING to the folder with every exporter.

    Raises:
        UsageError: the folder cannot be written.
    """
    return tuple(
        replace_file(folder / f"{stem}.{ending}", partial(export, dataset)) for ending, export in exporters().items()
    )


def export_together(generation: Path, folder: Path, stem: str, jobs: int) -> tuple[Path, ...]:
    """Write what `export_all` writes of a new generation that nobody writes to any more, in several processes.

    Raises:
        UsageError: the folder cannot be written.
        StoreError: the generation is damaged.
    """
    paths = [folder / f"{stem}.{ending}" for ending in exporters()]
    with ProcessPoolExecutor(min(jobs, len(paths)), get_context("spawn")) as processes:
        return tuple(processes.map(_export_apart, repeat(generation), paths))


def _export_apart(generation: Path, path: Path) -> Path:
    dataset = Dataset.at(generation, new=True)
    return replace_file(path, partial(exporters()[path.suffix.removeprefix(".")], dataset))


def update_all(former: Former, dataset: Dataset, folder: Path) -> tuple[Path, ...]:
    """Write what `export_all` writes; `former.file` is what it wrote of the former dataset, with any ending.

    Raises:
        UsageError: the folder cannot be written.
    """
    updaters: Mapping[str, Updater] = _installed(UPDATERS)
    written = []
    for ending, export in exporters().items():
        before = replace(former, file=former.file.with_suffix(f".{ending}"))
        write = partial(updaters[ending], before, dataset) if ending in updaters else partial(export, dataset)
        written.append(replace_file(folder / before.file.name, write))
    return tuple(written)


def replace_file(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Have a file written that takes the place of the one at `path` only when it is complete; the path.

    Raises:
        UsageError: it cannot be written.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file, _uncollected():
            write(file)
        fresh.replace(path)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", str(path)) from error
    finally:
        if fresh.is_file():
            fresh.unlink()
    return path


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking through millions of small values again and again: half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
