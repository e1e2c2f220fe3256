"""Claims: whom words belong to, where they begin and end, how sure they are."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.extract.modality import modality
from kg.iris import DEFAULT_BASE_IRI
from kg.languages import language
from kg.model import Claim, Mode


@cache
def analyser() -> Analyser:
    """The analyser with the knowledge base that comes with kg."""
    return Analyser.load()


def claims(text: str, code: str) -> list[tuple[list[str], str]]:
    """Speakers and words of each claim of a text."""
    _, facts = analyser().analyse(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))
    found = [fact for fact in facts if isinstance(fact, Claim)]
    return [([s.name for s in c.speakers], " | ".join(span.of(text) for span in c.evidence)) for c in found]


def test_a_split_quotation_is_one_claim() -> None:
    """The two halves around one tag are one claim with two stretches."""
    text = "“Het kan,” zei Jensen Huang. “Maar niet snel.”"
    assert claims(text, "nl") == [(["Jensen Huang"], "Het kan | Maar niet snel")]


def test_an_untagged_quotation_goes_to_the_subject_before_it() -> None:
    """A quotation without a tag belongs to the person whom the sentence before is about."""
    text = "Analyst Lisa Su is not impressed. “A sample is no product at all.”"
    assert claims(text, "en") == [(["Lisa Su"], "A sample is no product at all")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The ‘sovereign’ hall is rented."),
        ("nl", "Het boek “De machine die luisterde” verscheen."),
        ("sv", "I pressen talas det om ”vänliga” material."),
        ("de", "Das Modell „Qwen“ läuft auf eigenen Servern."),
        ("fr", "La « règle des 50 % » a été gelée."),
        ("es", "El llamado “telón de silicio” sigue."),
    ],
)
def test_words_in_marks_that_nobody_says(code: str, text: str) -> None:
    """Scare quotes, titles and names in quotation marks are no claims."""
    assert claims(text, code) == []


def test_an_interview_by_labels() -> None:
    """Each answer is one direct claim of the person of the label; plain questions are none."""
    turns = ("NRC: Hoe gaat het?", "Jensen Huang: Goed.", "Heel goed.", "NRC: Echt?", "Jensen Huang: Ja.")
    text = "\n\n".join(("Een gesprek met Jensen Huang.", *turns))
    assert claims(text, "nl") == [(["Jensen Huang"], "Goed.\n\nHeel goed"), (["Jensen Huang"], "Ja")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "With Lydia Marrow.\n\nInterviewer: Why?\n\nLydia Marrow: It fell.\n\nInterviewer: Yes?\n\nMarrow: Yes.",
            [(["Lydia Marrow"], "It fell"), (["Lydia Marrow"], "Yes")],
        ),
        (
            "BBC: Did it fail?\n\nLISA SU: It did not.\n\nBBC: By how much?\n\nSU: By a year.",
            [(["Lisa Su"], "It did not"), (["Lisa Su"], "By a year")],
        ),
        (
            "Q: Where is it?\n\nA: In Leeds. That is what Lisa Su said.",
            [(["Lisa Su"], "In Leeds. That is what Lisa Su said")],
        ),
    ],
)
def test_labels_of_one_voice(text: str, expected: list[tuple[list[str], str]]) -> None:
    """A name and its surname, also in capitals, label one voice; one question and its answer are an interview."""
    assert [(speakers, words) for speakers, words in claims(text, "en")] == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Lisa Su is here.\n\n“It stays as it is.” Jensen Huang is sure of it.", ["Jensen Huang"]),
        ("Lisa Su said: “No.”\n\n“It stays as it is.” Jensen Huang is sure of it.", ["Lisa Su"]),
        ("What they say\n\nLisa Su: “No.”\n\nMarchmont Freight: “We wait and see.”", ["Marchmont Freight"]),
        ("12:05 Lisa Su says that it works well.", ["Lisa Su"]),
    ],
)
def test_speakers_beside_the_words(text: str, speakers: list[str]) -> None:
    """An untagged quotation goes to the label before it, to who spoke last, or to who begins the next sentence."""
    assert claims(text, "en")[-1][0] == speakers


def test_sources_are_called_without_the_outlet_they_told() -> None:
    """The label of unnamed sources leaves out the outlet, which is the reporter."""
    text = "De markt krimpt, zeggen bronnen tegen Reuters."
    _, facts = analyser().analyse(read_text(text, "example.txt", DEFAULT_BASE_IRI, language="nl"))
    [claim] = [fact for fact in facts if isinstance(fact, Claim)]
    assert claim.speaker_label is not None
    assert claim.speaker_label.of(text) == "bronnen"
    assert ([s.name for s in claim.speakers], [r.name for r in claim.reporters]) == ([], ["Reuters"])


def test_a_body_keeps_the_floor() -> None:
    """An untagged quotation in the paragraph of a body's claim is that body's."""
    text = "Bosch stelt dat Intel groeit. “Een handvol van deze chips volstaat.”"
    assert [speakers for speakers, _ in claims(text, "nl")] == [["Bosch"], ["Bosch"]]


def test_reported_speech_runs_on() -> None:
    """A sentence in the Konjunktiv continues the claim before it."""
    text = "Jensen Huang sagte, die Nachfrage wachse. Sie werde noch steigen."
    assert [speakers for speakers, _ in claims(text, "de")] == [["Jensen Huang"]]


def test_an_outlet_that_reports_what_somebody_says() -> None:
    """The claim is the inner speaker's, the outlet its reporter."""
    text = "Reuters reported that Nvidia said that demand was strong."
    _, facts = analyser().analyse(read_text(text, "example.txt", DEFAULT_BASE_IRI, language="en"))
    found = next(fact for fact in facts if isinstance(fact, Claim))
    assert ([s.name for s in found.speakers], [r.name for r in found.reporters]) == (["Nvidia"], ["Reuters"])
    assert found.mode is Mode.INDIRECT


@pytest.mark.parametrize(
    ("code", "words", "low", "high"),
    [
        ("nl", "de kans ligt onder de 20 procent", None, "0.2"),
        ("nl", "één kans op vier", "0.25", "0.25"),
        ("en", "the odds are no more than one in three", None, "0.33"),
        ("de", "eine Wahrscheinlichkeit von weniger als 15 Prozent", None, "0.15"),
        ("sv", "sannolikheten är minst 40 procent", "0.4", None),
        ("fr", "moins de 20 % de chances", None, "0.2"),
        ("es", "un 19 % de probabilidad", "0.19", "0.19"),
    ],
)
def test_probability(code: str, words: str, low: str | None, high: str | None) -> None:
    """Probabilities are read with the side that the words bound."""
    said = modality(words, language(code))
    bounds = (None if low is None else Decimal(low), None if high is None else Decimal(high))
    assert (said.probability_min, said.probability_max) == bounds


@pytest.mark.parametrize(
    ("code", "words", "horizon"),
    [
        ("nl", "binnen drie tot vijf jaar", ("P3Y", "P5Y")),
        ("en", "within twelve months", (None, "P12M")),
        ("en", "by 2028", (None, "2028")),
        ("de", "Binnen drei bis fünf Jahren werde sich das ändern", ("P3Y", "P5Y")),
        ("en", "They say so. Within two years it will be over", (None, "P2Y")),
        ("sv", "inom två år", (None, "P2Y")),
        ("de", "in drei Jahren", (None, "P3Y")),
        ("fr", "d’ici à cinq ans", (None, "P5Y")),
        ("es", "en los próximos cinco años", (None, "P5Y")),
    ],
)
def test_horizon(code: str, words: str, horizon: tuple[str | None, str | None]) -> None:
    """Horizons are durations from now, or the year of a calendar limit."""
    said = modality(words, language(code))
    assert (said.horizon_min, said.horizon_max) == horizon


@pytest.mark.parametrize(
    ("code", "words", "negated", "hedged"),
    [
        ("en", "nobody counts the memory", True, False),
        ("en", "the truce could be extended", False, True),
        ("nl", "het is niet te koop", True, False),
        ("nl", "de chip is misschien veilig", False, True),
        ("de", "das ist kein Fortschritt", True, False),
        ("fr", "le dossier pourrait avancer", False, True),
        ("es", "nadie lo sabe", True, False),
        ("sv", "det går inte", True, False),
    ],
)
def test_negation_and_hedges(code: str, words: str, negated: bool, hedged: bool) -> None:
    """The leading predicate's negation and modals of possibility are marked."""
    said = modality(words, language(code))
    assert (said.negated, said.hedged) == (negated, hedged)
