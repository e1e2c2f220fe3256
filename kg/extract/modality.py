"""How sure a claim is and about when: probability, likelihood, horizon, hedges, negation.

Likelihood words are graded on the scale of Kent (1964), "Words of Estimative Probability", as ICD 203 has it; the words
of each grade stand in the language files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.languages import Language, MeasurePattern

__all__ = ["Modality", "amounts", "modality", "negates"]

_CLAUSE = re.compile(r"[,;:–—]|[.!?]\s")


_BEGINNING = re.compile(r"(?:^|[.!?:]\s)[\s“„«\"]*[^\W\d_](?=[^\W\d_])")
"""The first letter of a sentence, which is a capital whatever its word is."""
_MOST = 10_000
"""Years or months that anybody counts; longer durations are none."""


@dataclass(frozen=True, slots=True)
class Modality:
    """What a claim's words say of its own certainty; see `kg.model.Claim` for the units."""

    probability_min: Decimal | None = None
    probability_max: Decimal | None = None
    likelihood: str | None = None
    horizon_min: str | None = None
    horizon_max: str | None = None
    hedged: bool = False
    negated: bool = False


def modality(words: str, language: Language, denied: bool = False) -> Modality:
    """Read the modality of a claim from its words; `denied` when the verb that credits them denies them."""
    words = _BEGINNING.sub(lambda found: found.group().lower(), words)
    low, high = _probability(words, language)
    soonest, latest = _horizon(words, language)
    return Modality(
        low,
        high,
        _likelihood(words, language),
        soonest,
        latest,
        _hedged(words, language),
        denied or _negated(words, language),
    )


def negates(words: str, language: Language) -> bool:
    """Whether a clause has a negation."""
    return language.has("negation", _without(("hedge", "not_negation"), words, language))


def amounts(found: re.Match[str], pattern: MeasurePattern, language: Language) -> tuple[str | None, str | None]:
    """The least and the highest amount of a margin: xsd:durations, or shares of 1 where its unit is "%"."""
    groups = found.groupdict()
    texts = [groups[name] for name in ("low", "high", "value") if groups.get(name)] or [pattern.value or ""]
    numbers = [_number(text, language) for text in texts]
    told = [_amount(number, pattern.unit) for number in numbers if number is not None and pattern.unit is not None]
    if not told or None in told or len(told) != len(texts):
        return None, None
    return (None if pattern.bound == "max" else told[0]), (None if pattern.bound == "min" else told[-1])


def _amount(number: Decimal, unit: str) -> str | None:
    if unit == "%":
        return f"{(number / 100).normalize():f}"
    return _duration(int(number), unit) if number == number.to_integral_value() and number <= _MOST else None


def _negated(words: str, language: Language) -> bool:
    """Negation of the leading predicate: in the first clause, or the second when the first is a word or two."""
    clauses = [c for c in _CLAUSE.split(words) if c.strip()]
    resumed = (
        len(clauses) > 1
        and "resumptive" in language.regexes
        and language.regexes["resumptive"].match(clauses[1].lstrip())
    )
    leading = clauses[: 2 if clauses and (len(clauses[0].split()) < 3 or resumed) else 1]
    return any(negates(clause, language) for clause in leading)


def _hedged(words: str, language: Language) -> bool:
    return language.has("hedge", _without(("not_hedge",), words, language))


def _without(lists: tuple[str, ...], words: str, language: Language) -> str:
    for name in lists:
        if name in language.regexes:
            words = language.regexes[name].sub(" ", words)
    return words


def _likelihood(words: str, language: Language) -> str | None:
    best: tuple[int, str] | None = None
    for grade, regex in language.likelihood:
        found = regex.search(words)
        if found is not None and (best is None or len(found.group()) > best[0]):
            best = (len(found.group()), grade)
    return best[1] if best is not None else None


def _probability(words: str, language: Language) -> tuple[Decimal | None, Decimal | None]:
    for pattern in language.measures:
        found = pattern.regex.search(words) if pattern.kind == "probability" else None
        if found is not None and (bounds := _bounds(found, pattern, language)) is not None:
            return bounds
    return None, None


def _bounds(
    found: re.Match[str], pattern: MeasurePattern, language: Language
) -> tuple[Decimal | None, Decimal | None] | None:
    groups = found.groupdict()
    if "low" in groups:
        low, high = _number(groups["low"], language), _number(groups["high"], language)
        return None if low is None or high is None else (low / 100, high / 100)
    if "whole" in groups:
        part, whole = _number(groups.get("part") or "1", language), _number(groups["whole"], language)
        value = None if part is None or not whole or part > whole else (part / whole).quantize(Decimal("0.01"))
    else:
        percent = _number(groups["value"], language)
        value = None if percent is None or percent > 100 else percent / 100
    if value is None:
        return None
    return (None if pattern.bound == "max" else value), (None if pattern.bound == "min" else value)


def _horizon(words: str, language: Language) -> tuple[str | None, str | None]:
    for pattern in language.measures:
        found = pattern.regex.search(words) if pattern.kind == "horizon" else None
        if found is None:
            continue
        groups = found.groupdict()
        if groups.get("year"):
            return None, groups["year"]
        texts = [groups[name] for name in ("low", "high", "value") if groups.get(name)] or [pattern.value or ""]
        amounts = [_number(text, language) for text in texts]
        if all(amount is not None and amount == amount.to_integral_value() for amount in amounts):
            durations = [_duration(int(amount), pattern.unit or "Y") for amount in amounts if amount is not None]
            return (durations[0] if len(durations) > 1 else None), durations[-1]
    return None, None


def _duration(count: int, unit: str) -> str:
    """An xsd:duration, which has no weeks."""
    return f"P{count * 7}D" if unit == "W" else f"P{count}{unit}"


def _number(text: str, language: Language) -> Decimal | None:
    folded = text.casefold().strip()
    if folded in language.numbers:
        return Decimal(language.numbers[folded])
    try:
        value = Decimal(folded.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
