"""Documents are cut into sentences and quotations as their language writes them."""

from __future__ import annotations

import pytest

from kg.languages import language
from kg.sentences import MAX_SENTENCE, split


def sentences(text: str, code: str) -> list[str]:
    """The sentences of a text."""
    found, _ = split(text, language(code))
    return [sentence.span.of(text) for sentence in found]


def quotations(text: str, code: str) -> list[str]:
    """The quoted words of a text."""
    _, found = split(text, language(code))
    return [quotation.span.of(text) for quotation in found]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("nl", "Dhr. De Wit sprak. Hij zweeg.", ["Dhr. De Wit sprak.", "Hij zweeg."]),
        ("nl", "Z.ai groeit. De omzet was 18.000 euro.", ["Z.ai groeit.", "De omzet was 18.000 euro."]),
        ("nl", "“Kan het? Ja.” De markt zweeg.", ["“Kan het? Ja.”", "De markt zweeg."]),
        ("nl", "“Het kan. Echt,” zei hij. Zij niet.", ["“Het kan. Echt,” zei hij.", "Zij niet."]),
        ("en", "“Really?” Smith said. Nobody moved.", ["“Really?” Smith said.", "Nobody moved."]),
        ("en", "The U.S. economy grew. It slowed.", ["The U.S. economy grew.", "It slowed."]),
        ("de", "Am 3. Oktober ruht die Arbeit. Danach nicht.", ["Am 3. Oktober ruht die Arbeit.", "Danach nicht."]),
        ("es", "EE. UU. decidió ayer. China calló.", ["EE. UU. decidió ayer.", "China calló."]),
        ("fr", "« Non. » Il part. M. Roux reste.", ["« Non. »", "Il part.", "M. Roux reste."]),
        ("sv", "Rubrik utan punkt\nFörsta meningen. Andra.", ["Rubrik utan punkt", "Första meningen.", "Andra."]),
    ],
)
def test_sentences(code: str, text: str, expected: list[str]) -> None:
    """Abbreviations, ordinals, numbers and quotations do not end a sentence; line breaks do."""
    assert sentences(text, code) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("nl", "Hij zei: “Het kan.” Zij: ‘Nee.’", ["Het kan.", "Nee."]),
        ("sv", "”Ja”, sa hon. ”Nej”, sa han.", ["Ja", "Nej"]),
        ("de", "„Gut“, sagte sie. »Schlecht«, sagte er.", ["Gut", "Schlecht"]),
        ("fr", "« C’est « leur » affaire », dit-il.", ["C’est « leur » affaire"]),
        ("en", '"One.\n\n"Two," she said.', ['One.\n\n"Two,']),
        ("en", "The doctors’ notes and H100’s price.", []),
        ("en", "An unpaired “mark here.\nNext line.", []),
        ("de", "„Eins.\n\nZwei“, so Li.", ["Eins.\n\nZwei"]),
        ("es", "—Uno —dice ella—. Dos.", ["Uno", "Dos."]),
    ],
)
def test_quotations(code: str, text: str, expected: list[str]) -> None:
    """Marks are paired by language, also nested, over paragraphs and between dashes; unpaired ones quote nothing."""
    assert quotations(text, code) == expected


def test_a_dash_line_is_one_sentence() -> None:
    """A spoken line is not cut before its tag."""
    assert sentences("– Det går bra. Mycket bra, säger Anna Ek.", "sv") == ["– Det går bra. Mycket bra, säger Anna Ek."]


def test_bullets_are_not_words() -> None:
    """The mark of a list item belongs to no sentence."""
    assert sentences("• Eerste punt;\n• Tweede punt.", "nl") == ["Eerste punt;", "Tweede punt."]


def test_no_sentence_is_longer_than_the_limit() -> None:
    """A sentence without an end is cut, so that no later step sees unbounded input."""
    found, _ = split("woord " * 5000, language("nl"))
    assert found
    assert max(len(sentence.span) for sentence in found) <= MAX_SENTENCE


@pytest.mark.parametrize("mark", ["“", '"', "«", "„", "‘"])
def test_ten_thousand_open_marks_end(mark: str) -> None:
    """Marks that never close cost no more than reading them."""
    found, quoted = split(f"{mark}a " * 10_000, language("nl"))
    assert found
    assert len(quoted) <= 10_000
