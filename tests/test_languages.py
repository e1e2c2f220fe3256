"""Every pattern of every language file does what its example says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.errors import DataError
from kg.extract.modality import modality
from kg.iris import DEFAULT_BASE_IRI
from kg.languages import (
    AttributionPattern,
    Language,
    MeasurePattern,
    PolicyPattern,
    RelationPattern,
    available,
    language,
    parse,
)
from kg.model import Claim, Fact, Reading, Statement

SIX = ("de", "en", "es", "fr", "nl", "sv")


@cache
def analyser() -> Analyser:
    """The analyser with the knowledge base that comes with kg."""
    return Analyser.load()


@cache
def analysed(text: str, code: str) -> tuple[Reading, tuple[Fact, ...]]:
    """The reading and facts of a text in a language."""
    return analyser().analyse(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))


def attributions() -> Iterator[object]:
    """All attribution patterns of all languages."""
    for code in available():
        for number, pattern in enumerate(language(code).attribution):
            yield pytest.param(code, pattern, id=f"{code}-{number}-{pattern.name}")


def relations() -> Iterator[object]:
    """All relation patterns of all languages."""
    for code in available():
        for number, pattern in enumerate(language(code).relations):
            yield pytest.param(code, pattern, id=f"{code}-{number}-{pattern.name}")


def measures() -> Iterator[object]:
    """All probability and horizon patterns of all languages."""
    for code in available():
        for number, pattern in enumerate(language(code).measures):
            yield pytest.param(code, pattern, id=f"{code}-{number}-{pattern.kind}")


def policies() -> Iterator[object]:
    """All policy patterns of all languages."""
    for code in available():
        for number, pattern in enumerate(language(code).policies):
            yield pytest.param(code, pattern, id=f"{code}-{number}-{pattern.name}")


def test_the_six_languages_have_files() -> None:
    """The six languages of the product are there, and the neutral one is not counted among them."""
    assert available() == SIX


@pytest.mark.parametrize(("code", "pattern"), list(attributions()))
def test_attribution_example(code: str, pattern: AttributionPattern) -> None:
    """An attribution pattern's example gives the claim with the words and the speaker that it says."""
    reading, facts = analysed(pattern.example, code)
    claims = [fact for fact in facts if isinstance(fact, Claim)]
    words = [" ".join(span.of(reading.document.text) for span in claim.evidence) for claim in claims]
    if not pattern.previous:
        assert pattern.expected_claim in words
    labels = {claim.speaker_label.of(reading.document.text) for claim in claims if claim.speaker_label}
    labels |= {speaker.name for claim in claims for speaker in (*claim.speakers, *claim.reporters)}
    if claims and pattern.expected_speaker:
        assert any(pattern.expected_speaker in label or label in pattern.expected_speaker for label in labels)


@pytest.mark.parametrize(("code", "pattern"), list(relations()))
def test_relation_example(code: str, pattern: RelationPattern) -> None:
    """A relation pattern's example states its relation."""
    _, facts = analysed(pattern.example, code)
    assert pattern.predicate in {fact.predicate for fact in facts if isinstance(fact, Statement)}


@pytest.mark.parametrize(("code", "pattern"), list(relations()))
def test_relation_counterexample(code: str, pattern: RelationPattern) -> None:
    """What only looks like a relation states none by this pattern."""
    assert pattern.counterexample, "every relation pattern says what is none"
    _, facts = analysed(pattern.counterexample, code)
    stated = [(fact.predicate, fact.rule) for fact in facts if isinstance(fact, Statement)]
    assert (pattern.predicate, pattern.name) not in stated


@pytest.mark.parametrize(("code", "pattern"), list(measures()))
def test_measure_example(code: str, pattern: MeasurePattern) -> None:
    """The example of a probability or a horizon is read as one."""
    said = modality(pattern.example, language(code))
    probability = (said.probability_min, said.probability_max)
    found = probability if pattern.kind == "probability" else (said.horizon_min, said.horizon_max)
    assert any(value is not None for value in found)


@pytest.mark.parametrize(("code", "pattern"), list(policies()))
def test_policy_example(code: str, pattern: PolicyPattern) -> None:
    """The example of a described measure gives a measure of its kind."""
    reading, _ = analysed(pattern.example, code)
    assert pattern.kind in {measure.kind for measure in reading.measures}


@pytest.mark.parametrize("code", SIX)
def test_likelihood_words(code: str) -> None:
    """Every language grades likelihood at least from unlikely to likely."""
    assert {"Unlikely", "Likely"} <= {grade for grade, _ in language(code).likelihood}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("[language]", "[languages]"),
        ("negation = [", "negation_words = ["),
        ('predicate = "develops"', 'predicate = "makes"'),
        ("<subject:Person>", "<subject:Human>"),
        ("{say}", "{says}"),
        ("<claim>", "<claims>"),
    ],
)
def test_what_does_not_fit_is_refused(change: str, said: str) -> None:
    """A language file with an unknown key, class, predicate or word list is refused with its name."""
    text = resources.files("kg.languages").joinpath("nl.toml").read_text("utf-8")
    assert change in text
    with pytest.raises(DataError, match=r"nl\.toml"):
        parse(text.replace(change, said, 1), "nl.toml")


def test_an_unknown_language_reads_by_the_neutral_file() -> None:
    """A language without a file gets the neutral one."""
    neutral: Language = language("it")
    assert neutral.code == "und"
