"""When a policy was proposed, adopted, came into force or ends, where its clause tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.times import Time, times
from kg.languages import Language
from kg.measure_acts import Act
from kg.model import Entity, PolicyDate, Reading, Span

__all__ = ["dates"]

_NAMES = {
    "proposed": "submitted",
    "imposed": "issued",
    "effective": "validFrom",
    "reversed": "validUntil",
    "ended": "validUntil",
}
_HOLDING = frozenset({"imposed", "effective", "lasting", "ended"})
"""Acts by which a measure holds, so that it can do so since and until a time."""
_STARTING = frozenset({"imposed", "effective"})


def dates(
    reading: Reading, policy: Entity, acts: Sequence[Act], described: Span, language: Language
) -> Iterator[PolicyDate]:
    """The dates that the clauses of a mention's acts tell; a time goes with the act that stands nearest to it."""
    document = reading.document
    for clause in dict.fromkeys(act.clause for act in acts):
        here = [act for act in acts if act.clause == clause]
        told = list(times(clause.of(document.text), language, document.issued))
        if len(told) > 2:
            continue
        for time in told:
            span = Span(clause.start + time.span.start, clause.start + time.span.end)
            found = _date(time, span, here, document.issued.isoformat() if document.issued else None)
            if found is not None:
                evidence = Span(min(described.start, clause.start), max(described.end, clause.end))
                yield PolicyDate(policy, *found, _trimmed(document.text, evidence), "date-of-policy")


def _date(time: Time, span: Span, acts: Sequence[Act], today: str | None) -> tuple[str, str] | None:
    """The property and its value; a measure that is imposed on a day to come holds from that day on."""
    near = sorted(acts, key=lambda act: (max(act.words.start - span.end, span.start - act.words.end), act.words))
    if time.bound in {"until", "since"}:
        holding = next((act for act in near if act.name in (_HOLDING if time.bound == "until" else _STARTING)), None)
        if holding is None:
            return None
        return ("validUntil", time.last) if time.bound == "until" else ("validFrom", time.first)
    act = next((act for act in near if act.name in _NAMES), None)
    if act is None:
        return None
    name = _NAMES[act.name]
    ahead = act.future or (today is not None and time.first > today[: len(time.first)])
    if act.name == "imposed" and ahead:
        name = "validFrom"
    return (name, time.last if name == "validUntil" else time.first)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    lead = len(words) - len(words.lstrip(" ,\n"))
    return Span(span.start + lead, span.start + len(words.rstrip(" ,\n")))
