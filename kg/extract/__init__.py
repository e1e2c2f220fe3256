"""Readings -> facts. An extractor is a function `(Reading, Language) -> Iterable[Fact]`, found by its entry point.

The group is `kg.extractors`; the built-in ones are declared in `pyproject.toml` like anybody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import entry_points

from kg.errors import DataError
from kg.languages import Language
from kg.model import Fact, Reading

__all__ = ["Extractor", "extract", "extractors"]

Extractor = Callable[[Reading, Language], Iterable[Fact]]


@cache
def extractors() -> tuple[tuple[str, Extractor], ...]:
    """The extractors installed, by name. Raises DataError naming one that cannot be loaded."""
    found = []
    for point in sorted(entry_points(group="kg.extractors"), key=lambda p: p.name):
        try:
            found.append((point.name, point.load()))
        except (ImportError, AttributeError) as error:
            raise DataError(f"extractor cannot be loaded: {error}", point.name) from error
    return tuple(found)


def extract(reading: Reading, language: Language) -> tuple[Fact, ...]:
    """What every extractor finds in a reading."""
    return tuple(fact for _, extractor in extractors() for fact in extractor(reading, language))
