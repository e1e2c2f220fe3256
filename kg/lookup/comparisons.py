"""The comparisons that claims make."""

from __future__ import annotations

from collections.abc import Collection

from kg.lookup.names import things
from kg.lookup.nodes import among, nodes
from kg.lookup.places import places
from kg.lookup.records import ComparisonRecord
from kg.store import Dataset

__all__ = ["comparisons"]


def comparisons(dataset: Dataset, iris: Collection[str]) -> dict[str, ComparisonRecord]:
    """Those of the IRIs that are comparisons with a place, by IRI."""
    if not iris:
        return {}
    found = nodes(dataset, among("node", iris) + "?node a kg:Comparison")
    ties = ("kg:compared", "kg:comparedTo")
    named = things(dataset, {iri for node in found.values() for tie in ties for iri in node.iris(tie)})
    where = places(dataset, {iri for node in found.values() for iri in node.iris("kg:evidence")})
    records = {}
    for iri, node in found.items():
        place, text = next((where[each] for each in node.iris("kg:evidence") if each in where), (None, ""))
        ones, others = (tuple(sorted(named[each] for each in node.iris(tie) if each in named)) for tie in ties)
        if place is not None:
            records[iri] = ComparisonRecord(
                place,
                text,
                ones,
                node.step("kg:direction") or "",
                others,
                node.word("kg:margin"),
                (node.word("kg:marginMin"), node.word("kg:marginMax")),
                node.word("kg:negated") == "true",
            )
    return records
