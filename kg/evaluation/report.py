"""An evaluation as plain values, for JSON and tables."""

from __future__ import annotations

from dataclasses import asdict

from kg.evaluation.figures import Aspect, Figure, Score
from kg.evaluation.running import Evaluation

__all__ = ["MAIN_ASPECTS", "RECALL_ASPECTS", "as_json", "by_language"]

MAIN_ASPECTS = (Aspect.ENTITIES, Aspect.RELATIONS, Aspect.CLAIMS, Aspect.ATTRIBUTED)
RECALL_ASPECTS = frozenset(
    {Aspect.SPEAKERS_UNNAMED, Aspect.REPORTERS, Aspect.PROBABILITIES, Aspect.HORIZONS, Aspect.OPTIONAL}
)
"""Aspects of which only the gold's side is counted: nothing is spurious."""

Plain = int | float | str | list["Plain"] | dict[str, "Plain"]


def by_language(evaluation: Evaluation) -> dict[str, Score]:
    """The scores by language, and that of all as the last."""
    return {**evaluation.languages, "all": evaluation.total}


def as_json(evaluation: Evaluation, differences: bool = False) -> dict[str, Plain]:
    """All figures; with `differences` all of them as well."""
    report: dict[str, Plain] = {
        "documents": evaluation.documents,
        "languages": {language: _figures(score) for language, score in by_language(evaluation).items()},
        "kinds": {
            aspect.value: {kind: _figure(evaluation.total.figure(aspect, kind)) for kind in kinds}
            for aspect in Aspect
            if (kinds := evaluation.total.kinds(aspect))
        },
    }
    if differences:
        report["differences"] = [{**asdict(each), "aspect": each.aspect.value} for each in evaluation.total.differences]
    return report


def _figures(score: Score) -> Plain:
    return {aspect.value: _figure(score.figure(aspect)) for aspect in Aspect}


def _figure(figure: Figure) -> Plain:
    shares = {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
    return {**asdict(figure), **{name: round(share, 4) for name, share in shares.items()}}
