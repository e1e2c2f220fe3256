"""Values as typed or language-tagged literals, in the lexical form that Oxigraph keeps them in.

A store gives back what was written, then: it would turn 1.0 into 1, and integers of narrower types into xsd:integer.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import KgError
from kg.namespaces import PREFIXES

__all__ = ["address", "amount", "boolean", "day", "decimal", "moment", "offset", "plain", "second", "words"]

_MOMENTS = {
    "duration": re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"),
    "gYear": re.compile(r"\d{4}"),
    "gYearMonth": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
}


def words(text: str, language: str) -> Literal:
    """Text in a language (BCP 47); without a tag when the language is "und"."""
    return plain(text) if language == "und" else Literal(text, language=language)


def plain(text: str) -> Literal:
    """Text in no language: a name, a code, a rule."""
    return Literal(text)


def decimal(value: Decimal) -> Literal:
    """An xsd:decimal in its canonical form: no exponent, no closing zeros."""
    text = f"{value:f}"
    return _typed(text.rstrip("0").rstrip(".") if "." in text else text, "decimal")


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return _typed("true" if value else "false", "boolean")


def offset(value: int) -> Literal:
    """An xsd:integer."""
    return _typed(str(value), "integer")


def address(value: str) -> Literal:
    """An xsd:anyURI."""
    return _typed(value, "anyURI")


def day(value: date) -> Literal:
    """An xsd:date."""
    return _typed(value.isoformat(), "date")


def second(value: datetime) -> Literal:
    """An xsd:dateTime in UTC; `value` knows its time zone."""
    return _typed(f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "dateTime")


def moment(text: str) -> Literal:
    """A time as precise as the text says it: P3Y is an xsd:duration, 2028 a gYear, 2028-01 a gYearMonth, else a date.

    Raises:
        KgError: it is none of them.
    """
    for datatype, form in _MOMENTS.items():
        if form.fullmatch(text):
            return _kept(_typed(text, datatype))
    raise KgError(f"{text!r} is no duration, year, month or date")


def amount(text: str) -> Literal:
    """By how much: P2Y is an xsd:duration, any number a decimal.

    Raises:
        KgError: it is neither.
    """
    if text.startswith("P"):
        return moment(text)
    try:
        return decimal(Decimal(text))
    except InvalidOperation as error:
        raise KgError(f"{text!r} is no duration and no number") from error


@lru_cache(maxsize=1000)
def _kept(literal: Literal) -> Literal:
    """A literal as Oxigraph keeps it: P12M is P1Y."""
    node = NamedNode("urn:kg:any")
    store = Store()
    store.add(Quad(node, node, literal))
    kept = next(iter(store)).object
    return kept if isinstance(kept, Literal) else literal


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + datatype))
