"""Everything that `kg` reports instead of raising a traceback.

KgError
├── SourceError      a document that cannot be read or built; the others go on
│   └── SourceNote   something odd about a document that is built all the same
├── DataError        a language, ontology or world file that does not fit
├── UsageError       an argument that makes no sense (exit code 2)
├── StoreError       the store on disk is missing, damaged or in use
├── QueryError       a SPARQL query that is broken or unknown
└── RemoteError      a triple store elsewhere that refuses or does not answer
"""

from __future__ import annotations

__all__ = ["DataError", "KgError", "QueryError", "RemoteError", "SourceError", "SourceNote", "StoreError", "UsageError"]


class KgError(Exception):
    """A problem to be told in one line: what is wrong, where, and what to do about it.

    `str(error)` is that line.
    """

    def __init__(self, what: str, where: str = "", advice: str = "") -> None:
        self.what, self.where, self.advice = what, where, advice
        line = f"{where}: {what}" if where else what
        super().__init__(f"{line} ({advice})" if advice else line)

    def __reduce__(self) -> tuple[type[KgError], tuple[str, str, str]]:
        return type(self), (self.what, self.where, self.advice)


class SourceError(KgError):
    """A document that cannot be read or built."""


class SourceNote(SourceError):  # noqa: N818  # it travels with the errors, and is none
    """Something odd about a document that is built all the same: a guessed encoding, a page without text."""


class DataError(KgError):
    """A language, ontology or world file that does not fit."""


class UsageError(KgError):
    """An argument that makes no sense."""


class StoreError(KgError):
    """A store on disk that is missing, damaged, of another version or in use."""


class QueryError(KgError):
    """A SPARQL query that is broken, or a named query that does not exist."""


class RemoteError(KgError):
    """A triple store elsewhere that refuses or does not answer."""
