"""How sources are read: the options that `kg build` and `kg add` share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.bounds import MAX_BYTES, MAX_SECONDS, Bounds
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.documents import ReadOptions

__all__ = ["MAX_BYTES", "MAX_SECONDS", "Fields", "MaxBytes", "MaxSeconds", "Sources", "reading"]

Sources = Annotated[
    list[Path],
    typer.Argument(
        help="Articles (txt, md, html, pdf, docx, eml, jsonl, also gz and zip), folders of them; - is standard input.",
        show_default=False,
    ),
]
MaxBytes = Annotated[int, typer.Option(min=1, help="A bigger document is left out.")]
MaxSeconds = Annotated[float, typer.Option(min=0.001, help="So is one that takes the processor longer.")]
Fields = Annotated[
    list[str] | None,
    typer.Option("--field", help="For JSON lines: what a field holds, as text=body or date=meta.day; repeatable."),
]


def reading(max_bytes: int, max_seconds: float, fields: list[str] | None) -> ReadOptions:
    """The options as the reader takes them.

    Raises:
        UsageError: a field is not told as NAME=FIELD, or no record is asked for such a NAME.
    """
    from kg.documents import ReadOptions, check_fields

    told = {}
    for field in fields or ():
        name, equals, place = field.partition("=")
        if not (equals and place):
            raise UsageError(f"--field {field!r} tells no field", advice="--field text=body")
        told[name] = place
    check_fields(told)
    return ReadOptions(Bounds(max_bytes, max_seconds), told)
