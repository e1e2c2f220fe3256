"""Variants of known chips, models and products: a known family and what follows it ("Gemini 2.5 Pro", "MI308X")."""

from __future__ import annotations

import re

from kg.mentions.lexicon import name_shapes
from kg.model import Span

__all__ = ["VARIANT_KINDS", "extended", "is_designation"]

VARIANT_KINDS = frozenset({"Chip", "AIModel", "Product"})
_NUMBER = re.compile(r"[- ]?(?:[A-Z]{0,2}\d+(?:\.\d+)?[A-Za-z]{0,2}|[A-Z]\d[A-Z\d]*)(?![\w])|(?<=\d)[A-Z]{1,2}(?!\w)")
_LONGEST = 5
_WORD = re.compile(r"[- ]([A-Za-z]+)(?!\w)")
_UNITS = re.compile(r"\s\d+(?:[.,]\d+)?\s?(?:%|percent|procent|prozent|miljoen|miljard|million|billion)", re.IGNORECASE)


def extended(text: str, span: Span) -> Span:
    """The span of the whole designation that begins with the known name at `span`."""
    end = span.end
    number = _NUMBER.match(text, end)
    if number is not None and not re.fullmatch(r"\s(?:19|20)?\d\d", number.group()) and not _UNITS.match(text, end):
        end = number.end() if _is_short(number.group()) else end
    while (word := _WORD.match(text, end)) is not None and word.group(1) in name_shapes().variants:
        end = word.end()
        number = _NUMBER.match(text, end)
        if number is not None and number.group()[:1] in " -" and any(c.isdigit() for c in number.group()):
            end = number.end()
    return Span(span.start, end)


def _is_short(number: str) -> bool:
    """Whether a number after a name belongs to it: not one of five digits after a space."""
    return not number.startswith(" ") or not number[1:].isdigit() or len(number) <= _LONGEST


def is_designation(name: str) -> bool:
    """Letters and digits together: "MX7", "Falcon-7", "Orion 4"."""
    return any(c.isdigit() for c in name) and any(c.isalpha() for c in name)
