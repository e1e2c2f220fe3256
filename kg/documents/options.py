"""What the readers may be told, and what they hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from kg.bounds import Bounds

__all__ = ["Extract", "Found", "ReadOptions"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are read.

    Attributes:
        bounds: what one document may cost.
        fields: for JSON lines, the record's field by what it holds ("text" -> "body.plain").
    """

    bounds: Bounds = field(default_factory=Bounds)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes that are to be read.

    Attributes:
        name: what the graph calls them: a path below what was named, then parts of it ("news.zip/a.html").
        where: what a report calls them: the path as it was named, then the same parts.
        file: open, at its beginning.
        depth: how many archives and mails they lie in.
    """

    name: str
    where: str
    file: IO[bytes]
    depth: int = 0

    def inside(self, part: str, file: IO[bytes], mark: str = "/") -> Found:
        """A part of these bytes."""
        return Found(f"{self.name}{mark}{part}", f"{self.where}{mark}{part}", file, self.depth + 1)


@dataclass(frozen=True, slots=True)
class Extract:
    """A text that was taken out of a source, and what is odd about it, each a line."""

    text: str
    notes: tuple[str, ...] = ()
