"""What the page shows: a sheet for each document, which stays the same as long as the document does.

Everything in it is sorted by IRI, so that the same dataset always gives the same page. Offsets are code points of a
document's text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["JsonValue", "Record", "Sheet"]

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
Record = dict[str, JsonValue]
"""A thing, statement, claim or article with short keys; values that are absent are left out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one document says, as values that JSON has.

    A quote is [start, end] in the document, and a third member holds its words when the text does not.

    Attributes:
        document: its IRI.
        iris: of the things that it speaks of; the records refer to them by their places here.
        things: what it says of those that it gives a class.
        statements: with subject, predicate and object as `s`, `p` and `o`.
        claims: what people say.
        article: title, text and the like; None where the graph has no document.
    """

    document: str
    iris: list[str]
    things: list[Record]
    statements: list[Record]
    claims: list[Record]
    article: Record | None
