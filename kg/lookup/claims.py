"""The claims of a dataset, narrowed down by who says them, whom they are about, and who reports them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.errors import UsageError
from kg.lookup.comparisons import comparisons
from kg.lookup.names import fold, resolve, things
from kg.lookup.nodes import Node, among, nodes
from kg.lookup.places import places
from kg.lookup.records import ClaimRecord, Place, Thing
from kg.store import Dataset

__all__ = ["ClaimFilter", "find_claims"]


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What is wanted of claims; what is None does not matter.

    Attributes:
        about: a name of what the claims are about.
        by: a name of the speaker, or the words for one whom the text does not name ("critics").
        reported_by: a name of the outlet.
        language: of the document (BCP 47); "nl" takes "nl-BE" as well.
    """

    about: str | None = None
    by: str | None = None
    reported_by: str | None = None
    language: str | None = None


ALL = ClaimFilter()


def find_claims(dataset: Dataset, wanted: ClaimFilter = ALL) -> list[ClaimRecord]:
    """The claims by source and place.

    Raises:
        UsageError: nothing in the graph has a name that is wanted.
    """
    pattern = "?node a kg:Claim ; kg:evidence ?evidence . "
    for clause, name in (("about", wanted.about), ("reportedBy", wanted.reported_by)):
        if name is not None:
            pattern += (
                among(clause, [thing.iri for thing in resolve(dataset, name)]) + f"?node kg:{clause} ?{clause} . "
            )
    found = nodes(dataset, pattern)
    if wanted.by is not None:
        found = _said_by(dataset, found, wanted.by)
    records = _records(dataset, found)
    if wanted.language is not None:
        records = [claim for claim in records if _is_in(claim.place.language, wanted.language)]
    return sorted(records, key=lambda claim: (claim.place, claim.iri))


def _said_by(dataset: Dataset, claims: Mapping[str, Node], name: str) -> dict[str, Node]:
    labelled = {iri for iri, claim in claims.items() if fold(name) in map(fold, claim.words("kg:speakerLabel"))}
    try:
        speakers = {thing.iri for thing in resolve(dataset, name)}
    except UsageError:
        if not labelled:
            raise
        speakers = set()
    return {iri: claim for iri, claim in claims.items() if iri in labelled or speakers & set(claim.iris("kg:saidBy"))}


def _is_in(language: str, wanted: str) -> bool:
    return language.casefold() == wanted.casefold() or language.casefold().startswith(f"{wanted.casefold()}-")


def _records(dataset: Dataset, claims: Mapping[str, Node]) -> list[ClaimRecord]:
    ties = ("kg:saidBy", "kg:reportedBy", "kg:about")
    compared = comparisons(dataset, {iri for claim in claims.values() for iri in claim.iris("kg:comparison")})
    named = things(dataset, {iri for claim in claims.values() for tie in ties for iri in claim.iris(tie)})
    where = places(dataset, {iri for claim in claims.values() for iri in claim.iris("kg:evidence")})
    found = []
    for claim in claims.values():
        own = tuple(sorted(where[iri][0] for iri in claim.iris("kg:evidence") if iri in where))
        made = tuple(sorted(compared[iri] for iri in claim.iris("kg:comparison") if iri in compared))
        if own:
            found.append(replace(_record(claim, own, named), comparisons=made))
    return found


def _record(claim: Node, own: tuple[Place, ...], named: Mapping[str, Thing]) -> ClaimRecord:
    speakers, reporters, about = (
        tuple(sorted(named[iri] for iri in claim.iris(tie) if iri in named))
        for tie in ("kg:saidBy", "kg:reportedBy", "kg:about")
    )
    return ClaimRecord(
        claim.iri,
        claim.word("kg:text") or "",
        own,
        claim.step("kg:reportingMode") or "",
        claim.word("kg:rule") or "",
        speakers,
        claim.word("kg:speakerLabel"),
        reporters,
        claim.word("kg:relay"),
        about,
        (_share(claim, "kg:probabilityMin"), _share(claim, "kg:probabilityMax")),
        claim.step("kg:likelihood"),
        (claim.word("kg:horizonMin"), claim.word("kg:horizonMax")),
        claim.word("kg:dueBy"),
        claim.word("kg:hedged") == "true",
        claim.word("kg:negated") == "true",
    )


def _share(claim: Node, name: str) -> Decimal | None:
    word = claim.word(name)
    return None if word is None else Decimal(word)
