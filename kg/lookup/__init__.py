"""What a dataset knows, as plain values for people to read: things by name, claims, and why a name was linked."""

from __future__ import annotations

from kg.lookup.claims import ClaimFilter, find_claims
from kg.lookup.explanation import Explanation, Form, Stated, explain
from kg.lookup.names import resolve, things
from kg.lookup.records import ClaimRecord, ComparisonRecord, Place, Thing

__all__ = [
    "ClaimFilter",
    "ClaimRecord",
    "ComparisonRecord",
    "Explanation",
    "Form",
    "Place",
    "Stated",
    "Thing",
    "explain",
    "find_claims",
    "resolve",
    "things",
]
