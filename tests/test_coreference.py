"""Pronouns and descriptions go to whom the text means."""

from __future__ import annotations

from functools import cache

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.iris import DEFAULT_BASE_IRI


@cache
def analyser() -> Analyser:
    """The analyser with the knowledge base that comes with kg."""
    return Analyser.load()


def referred(text: str, code: str) -> dict[str, str]:
    """The words that refer back, with the names of what they mean."""
    reading = analyser().read(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))
    return {link.span.of(text): link.entity.name for link in reading.links if link.anaphoric}


@pytest.mark.parametrize(
    ("code", "text", "words", "name"),
    [
        ("nl", "Jensen Huang sprak in Taipei. Hij was tevreden.", "Hij", "Jensen Huang"),
        ("nl", "Lisa Su sprak na Jensen Huang. Zij was tevreden.", "Zij", "Lisa Su"),
        ("en", "Nvidia grew last year. The company sold more chips.", "The company", "Nvidia"),
        ("en", "Lisa Su, an engineer, spoke first. The engineer was cautious.", "The engineer", "Lisa Su"),
        ("sv", "Ericsson växte i fjol. Bolaget säljer mer.", "Bolaget", "Ericsson"),
        ("de", "Der Chipkonzern Nvidia wächst. Das Unternehmen verkauft mehr.", "Das Unternehmen", "Nvidia"),
        ("fr", "Nvidia grandit vite. L’entreprise vend davantage.", "entreprise", "Nvidia"),
        ("es", "Huawei crece. La empresa china vende más.", "La empresa china", "Huawei"),
        ("nl", "ASML uit Veldhoven groeit. NXP ook. Het bedrijf uit Veldhoven is tevreden.", "Het bedrijf", "ASML"),
        ("nl", "ASML groeit. Invest-NL stak 6 miljoen euro in het bedrijf.", "het bedrijf", "ASML"),
        ("es", "Wayve crece. Forma parte del grupo Indra. La empresa vende sensores.", "La empresa", "Wayve"),
    ],
)
def test_reference(code: str, text: str, words: str, name: str) -> None:
    """A pronoun agrees in gender; a description in its noun, its country and town, and is no part of its own clause."""
    assert referred(text, code).get(words) == name


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "Huawei grew. The American company did not.", "The American company"),
        ("en", "Jensen Huang met the founder of DeepSeek, Liang Wenfeng.", "the founder"),
        ("nl", "AMD, de concurrent van Nvidia, groeit.", "de concurrent"),
        ("en", "“He is late,” said Lisa Su.", "He"),
        ("nl", "Besi groeit. De Amerikaanse maker van chipmachines Lam Research ook.", "De Amerikaanse maker"),
        ("es", "Meta crece. La tecnológica gallega Televés cambia de modelo.", "La tecnológica gallega"),
    ],
)
def test_no_reference(code: str, text: str, words: str) -> None:
    """Another country's firm, a description of a name beside or behind it, and quoted words refer to nobody before."""
    assert words not in referred(text, code)


def test_one_link_at_one_place() -> None:
    """What refers back replaces a name at the same place, so that a stretch of text means one thing."""
    text = "Erik Alm, ekonom vid tankesmedjan Fores i Uppsala, väntar. Norrmannen bedömer sannolikheten som låg."
    reading = analyser().read(read_text(text, "example.txt", DEFAULT_BASE_IRI, language="sv"))
    spans = [link.span for link in reading.links]
    assert len(spans) == len(set(spans))
    assert referred(text, "sv")["Norrmannen"] == "Erik Alm"
