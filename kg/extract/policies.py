"""Described measures: "export restrictions on AI chips" becomes a policy with what it restricts and whom it targets."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages import Language
from kg.model import Fact, Reading

__all__ = ["extract"]


def extract(reading: Reading, language: Language) -> Iterator[Fact]:
    """The policies that a document describes without naming them."""
    yield from ()
