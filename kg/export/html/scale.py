"""The bounds of probability words, as the ontology gives them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pyoxigraph import Literal

from kg.ontology_files import ontology_file, read_turtle
from kg.sheets.facts import local
from kg.vocabulary import term, vocabulary

__all__ = ["likelihoods"]


@cache
def likelihoods() -> dict[str, tuple[float, float]]:
    """The lowest and highest probability (0 to 1) of each step of the scale, by its local name.

    Raises:
        DataError: the ontology is missing or broken.
    """
    bounds: dict[str, dict[str, float]] = defaultdict(dict)
    lowest, highest = term("probabilityMin").value, term("probabilityMax").value
    for subject, predicate, value in read_turtle(ontology_file("kg.ttl").read_bytes(), "ontology/kg.ttl"):
        if predicate in {lowest, highest} and isinstance(value, Literal):
            bounds[local(subject)][predicate] = float(value.value)
    steps = sorted(name for name in bounds if vocabulary().is_individual(name, "Likelihood"))
    return {name: (bounds[name].get(lowest, 0.0), bounds[name].get(highest, 1.0)) for name in steps}
