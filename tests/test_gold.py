"""The figures that `kg evaluate` gives for the project's own gold stay where they are."""

from __future__ import annotations

import pytest
from figures import GOLD, accuracy, coverage, measured, shown

from kg.evaluation import read_gold
from kg.evaluation.figures import Aspect

# Part of the gold -> F1 of entities, relations, claims and attributed claims; `python tests/figures.py floors`.
FLOORS = {
    "de": (0.929, 0.738, 0.913, 0.869),
    "en": (0.956, 0.748, 0.903, 0.888),
    "es": (0.923, 0.738, 0.944, 0.914),
    "fr": (0.933, 0.722, 0.913, 0.884),
    "nl": (0.944, 0.721, 0.932, 0.904),
    "sv": (0.962, 0.813, 0.936, 0.921),
    "seeds": (0.980, 0.875, 0.980, 0.980),
}
ASPECTS = (Aspect.ENTITIES, Aspect.RELATIONS, Aspect.CLAIMS, Aspect.ATTRIBUTED)


@pytest.mark.parametrize("file", sorted(GOLD.rglob("*.json")), ids=lambda file: file.stem)
def test_gold_files_fit(file):
    """Every gold file is well-formed, and named after the article in it."""
    gold = read_gold(file)
    assert gold.id == file.stem
    assert gold.language == file.stem[:2]


@pytest.mark.parametrize("part", FLOORS)
def test_figures_stay_above_their_floors(part):
    """F1 of entities, relations, claims and attributed claims does not fall in any language."""
    score = measured(part).total
    figures = {aspect.value: round(score.figure(aspect).f1, 3) for aspect in ASPECTS}
    assert figures == {name: max(f1, floor) for (name, f1), floor in zip(figures.items(), FLOORS[part], strict=True)}


@pytest.mark.parametrize(
    ("aspect", "share", "least"),
    [
        (Aspect.QUOTATIONS, "precision", 0.95),
        (Aspect.SPEAKERS_UNNAMED, "recall", 0.75),
        (Aspect.REPORTERS, "recall", 0.9),
        (Aspect.PROBABILITIES, "recall", 0.9),
        (Aspect.HORIZONS, "recall", 0.9),
        (Aspect.HEDGED, "f1", 0.8),
        (Aspect.NEGATED, "f1", 0.8),
        (Aspect.CLAIMS, "f1", 0.9),
        (Aspect.ATTRIBUTED, "f1", 0.85),
    ],
)
def test_what_is_promised_of_claims(aspect, share, least):
    """What is quoted was said, speakers behind pronouns are right, and so are chances, horizons, hedges and denials."""
    assert getattr(measured("dev").total.figure(aspect), share) >= least


@pytest.mark.parametrize(("part", "least"), [*((code, 0.8) for code in FLOORS if code != "seeds"), ("seeds", 0.95)])
def test_speakers_are_right_in_every_language(part, least):
    """Claims with the right speaker are found in every language, and nearly all in the two seeds."""
    score = measured("seeds").total if part == "seeds" else measured("dev").languages[part]
    assert score.figure(Aspect.ATTRIBUTED).f1 >= least


def test_accuracy_in_the_readme():
    """The README's table of figures is what is measured; `python tests/figures.py` renews it."""
    assert shown("accuracy") == accuracy()


def test_coverage_in_the_readme():
    """The README's table of what is covered is what the language files hold; `python tests/figures.py` renews it."""
    assert shown("coverage") == coverage()
