"""What names mean: known things, capitals as governments or as places, hidden names, one thing in all languages."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.iris import DEFAULT_BASE_IRI
from kg.model import Link

SIX = ("de", "en", "es", "fr", "nl", "sv")


@cache
def analyser() -> Analyser:
    """One analyser for all tests."""
    return Analyser.load()


def links(text: str, code: str) -> tuple[Link, ...]:
    """The links of all names in the text."""
    reading = analyser().read(read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code))
    return tuple(link for link in reading.links if not link.anaphoric)


def meant(text: str, code: str) -> set[tuple[str, str]]:
    """(class, canonical name) of all that the text names."""
    return {(link.entity.kind, link.entity.name) for link in links(text, code)}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nl", "De Europese Commissie onderzoekt Nvidia in de Verenigde Staten."),
        ("en", "The European Commission is investigating Nvidia in the United States."),
        ("de", "Die Europäische Kommission prüft Nvidia in den Vereinigten Staaten."),
        ("fr", "La Commission européenne enquête sur Nvidia aux États-Unis."),
        ("es", "La Comisión Europea investiga a Nvidia en Estados Unidos."),
        ("sv", "Europeiska kommissionen granskar Nvidia i USA."),
        ("it", "La Commissione europea indaga su Nvidia negli Stati Uniti."),
        ("pt", "A Comissão Europeia investiga a Nvidia nos Estados Unidos."),
    ],
)
def test_one_thing_in_all_languages(code: str, text: str) -> None:
    """A firm is the same entity in every language; where the language is known, so are bodies and countries."""
    assert ("Company", "Nvidia") in meant(text, code)
    if code in SIX:
        assert {("GovernmentBody", "European Commission"), ("Country", "United States")} <= meant(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nl", "Washington verbiedt de verkoop."),
        ("en", "Washington has banned the sale."),
        ("de", "Washington hat den Verkauf verboten."),
        ("fr", "Washington a interdit la vente."),
        ("es", "Washington ha prohibido la venta."),
        ("sv", "Washington har förbjudit försäljningen."),
    ],
)
def test_capital_that_acts_is_the_government(code: str, text: str) -> None:
    """The name of a capital without a preposition of place stands for the government there."""
    assert ("GovernmentBody", "Government of the United States") in meant(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nl", "De onderhandelaars praatten in Parijs verder."),
        ("en", "The negotiators met in Paris."),
        ("de", "Die Unterhändler trafen sich in Paris."),
        ("fr", "Les négociateurs se sont vus à Paris."),
        ("es", "Los negociadores se vieron en París."),
        ("sv", "Förhandlarna möttes i Paris."),
    ],
)
def test_capital_after_a_preposition_is_the_city(code: str, text: str) -> None:
    """A capital that the document only names as a place is the city."""
    assert ("Place", "Paris") in meant(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "A London firm will build it."),
        ("en", "LONDON (Reuters) - The plan is ready."),
        ("de", "LONDON (dpa) – Der Plan ist fertig."),
        ("es", "LONDRES (EFE) - El plan está listo."),
    ],
)
def test_capital_before_a_noun_or_in_a_dateline_is_the_city(code: str, text: str) -> None:
    """As in "a London firm" and a dateline name the place, not the government."""
    assert ("Place", "London") in meant(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The streets of London are wet."),
        ("es", "El centro de Londres está cerrado."),
        ("en", "Trains run between London and Manchester."),
        ("es", "Vuela entre Londres y Manchester."),
        ("en", "London's DeepMind has grown."),
    ],
)
def test_capital_among_places_is_the_city(code: str, text: str) -> None:
    """A capital after what cities have, beside another city, or in the genitive before a firm is the place."""
    assert ("Place", "London") in meant(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nl", "De Chinese overheid zwijgt."),
        ("en", "Chinese officials declined to comment."),
        ("de", "Die chinesischen Behörden schweigen."),
        ("fr", "Les autorités chinoises se taisent."),
        ("es", "Las autoridades chinas callan."),
        ("sv", "Kinesiska myndigheter tiger."),
    ],
)
def test_adjective_names_the_country(code: str, text: str) -> None:
    """A demonym is a link to its country that adds no name to it, also with the capital of a sentence's start."""
    found = [
        link for link in links(text, code) if link.entity.name == "China" or "Government of China" in link.entity.name
    ]
    assert found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nl", "Het Qwen-team publiceerde het model."),
        ("en", "The Qwen team published the model."),
        ("sv", "Qwen-teamet publicerade modellen."),
    ],
)
def test_team_of_a_known_thing_is_an_organisation(code: str, text: str) -> None:
    """The team of a model is an organisation of its own."""
    assert ("Organization", "Qwen team") in meant(text, code)


def test_hidden_name_needs_support() -> None:
    """A name that is also a word means the thing only where the document names what it belongs to."""
    assert ("Organization", "Unionen") not in meant("Hon talade om Unionen igår.", "sv")
    assert ("Organization", "Unionen") in meant("Hon talade om Unionen i Sverige igår.", "sv")


def test_initials_in_brackets_are_another_name() -> None:
    """What stands in brackets after a known name and is made of its letters means the same."""
    text = "La Universidad Politécnica de Madrid (UPM) abrió un centro. La UPM crece."
    found = {
        link.entity for link in links(text, "es") if link.span.of(text) in {"UPM", "Universidad Politécnica de Madrid"}
    }
    assert len(found) == 1


@pytest.mark.parametrize("code", SIX)
def test_same_document_links_alike(code: str) -> None:
    """Linking depends on nothing but the text: two readings are equal."""
    text = "Nvidia, TSMC, ASML, Huawei, OpenAI."
    assert links(text, code) == links(text, code)


def test_links_do_not_overlap() -> None:
    """No two names cover the same character."""
    text = "US Commerce Secretary Howard Lutnick met Nvidia CEO Jensen Huang about the H20 and the CHIPS Act."
    found = links(text, "en")
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
