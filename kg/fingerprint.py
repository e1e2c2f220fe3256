"""Digests of what readings depend on: when one changes, the documents that it concerns are read anew.

The code of the rooms up to `rdf`, extractors of other packages, the libraries, the ontology, a language's files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import entry_points, requires, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.ontology_files import all_files

__all__ = ["exports_key", "reading_key"]

_AFTER_READING = frozenset(
    """binding catalogue changes cli evaluation export fingerprint generations graph journal lookup naming network
    pipeline problems publish queries remote report serve shacl shapes sheets sparql status store validate
    writing""".split()
)
"""Rooms of kg that a document's quads do not come from; any other counts."""

_REQUIREMENT = re.compile(r"[\w.-]+")


def reading_key(language: str, world: Sequence[bytes], base_iri: str) -> str:
    """16 hex digits of all that the quads of a text in `language` (BCP 47) depend on, apart from the text."""
    worlds = [sha256(file).hexdigest() for file in world]
    return _digest([_code(), _ontology(), _plugins("kg.extractors"), _libraries(), base_iri, _words(language), *worlds])


def exports_key() -> str:
    """16 hex digits of all that the exported files depend on, apart from the dataset."""
    parts = [f"{name}\n{digest}" for name, digest in _package().items()]
    return _digest([*parts, _ontology(), _plugins("kg.exporters"), _libraries()])


def _stem(language: str) -> str:
    base = language.partition("-")[0].lower()
    return base if f"languages/{base}.toml" in _package() else "und"


@cache
def _words(language: str) -> str:
    """Of the files of a language."""
    end = f"/{_stem(language)}.toml"
    return _digest(name + digest for name, digest in _package().items() if name.endswith(end))


@cache
def _code() -> str:
    """Of the rooms that readings pass through; a language's own words count for that language only."""
    parts = []
    for name, digest in _package().items():
        room = name.partition("/")[0].removesuffix(".py")
        if room not in _AFTER_READING:
            parts.append(name if name.endswith(".toml") else f"{name}\n{digest}")
    return _digest(parts)


@cache
def _ontology() -> str:
    return _digest(f"{file.name}\n{sha256(file.read_bytes()).hexdigest()}" for file in all_files())


@cache
def _package() -> dict[str, str]:
    """The digest of every file of kg, by its path below the package, sorted."""
    return dict(sorted((name, sha256(file.read_bytes()).hexdigest()) for name, file in _files(files("kg"), "")))


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in {"__pycache__", "ontology"}:
            yield from _files(entry, f"{above}{entry.name}/")
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            yield above + entry.name, entry


@cache
def _plugins(group: str) -> str:
    points = entry_points(group=group)
    return _digest(sorted(f"{p.name}={p.value} {p.dist.version if p.dist else ''}" for p in points))


@cache
def _libraries() -> str:
    """The versions of the packages that kg needs; those of its extras have no say."""
    needed = [line for line in requires("kg-builder") or [] if "extra ==" not in line]
    names = sorted(match[0] for line in needed if (match := _REQUIREMENT.match(line)))
    return _digest(f"{name} {version(name)}" for name in names)


def _digest(parts: Sequence[str] | Iterator[str]) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:16]
