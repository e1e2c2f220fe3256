"""The files beside a store: written in full into the generation, and moved out when it is the current one.

A process that is killed while it moves them leaves some in the generation; whoever writes next sees by the
catalogue's digests that the folder has not what it should, and writes them again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from kg.catalogue import Catalogue, write_catalogue
from kg.export import export_all, export_together, exporters, update_all
from kg.export.splice import Former
from kg.generations import Generation
from kg.store import Dataset

__all__ = ["Exports", "intact", "publish"]

_STEM = "graph"
_FILES = "files"
_MANY = 100  # documents: fewer are written before other processes have started
_SHARE = 0.5  # of the documents: when more have changed, the files are written anew


@dataclass(frozen=True, slots=True)
class Exports:
    """The files of a generation: the folder they are for, `kg.fingerprint.exports_key`, in how many processes."""

    output: Path
    generation: Generation
    key: str
    jobs: int = 1

    def paths(self, catalogue: Catalogue) -> tuple[Path, ...]:
        """Where the files of a catalogue are."""
        return tuple(self.output / name for name in catalogue.exports)


def intact(exports: Exports, former: Catalogue) -> bool:
    """True when the output folder has the former generation's files, and they would be the same now."""
    names = {f"{_STEM}.{ending}" for ending in exporters()}
    if former.exports_key != exports.key or former.exports.keys() != names:
        return False
    files = [(exports.output / name, digest) for name, digest in former.exports.items()]
    return all(path.is_file() and _digest(path) == digest for path, digest in files)


def publish(
    exports: Exports, dataset: Dataset, catalogue: Catalogue, former: Catalogue | None = None
) -> tuple[Path, ...]:
    """Export the dataset, close it, make the generation the current one, and move the files out.

    Args:
        exports: where the files go.
        dataset: that of the generation.
        catalogue: of the dataset.
        former: that of the generation before.
    """
    staged = exports.generation.path / _FILES
    staged.mkdir()
    before = _former(exports, dataset, former)
    if before is None and exports.jobs > 1 and len(catalogue.entries) >= _MANY:
        write_catalogue(catalogue, exports.generation.path)
        dataset.close()
        written = export_together(exports.generation.path, staged, _STEM, exports.jobs)
    else:
        written = update_all(before, dataset, staged) if before else export_all(dataset, staged, _STEM)
        dataset.close()
    digests = {path.name: _digest(path) for path in written}
    catalogue = replace(catalogue, exports=digests, exports_key=exports.key)
    write_catalogue(catalogue, exports.generation.path)
    exports.generation.commit()
    for path in written:
        path.replace(exports.output / path.name)
    return tuple(exports.output / path.name for path in written)


def _former(exports: Exports, dataset: Dataset, former: Catalogue | None) -> Former | None:
    """The former files and dataset, where the new files can be made from them and most of it is as it was."""
    many = former is None or len(dataset.touched) > _SHARE * len(former.entries)
    if dataset.origin is None or former is None or many or not intact(exports, former):
        return None
    return Former(exports.output / _STEM, Dataset.at(dataset.origin), frozenset(dataset.touched))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
