"""The IRIs that follow from names, texts and places."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from readings import CLAIM, at

from kg.errors import UsageError
from kg.iris import (
    DEFAULT_BASE_IRI,
    activity_iri,
    check_base_iri,
    claim_iri,
    document_iri,
    entity_iri,
    evidence_iri,
    kebab,
    slug,
    statement_iri,
)
from kg.model import Entity, Span

DOCUMENT = document_iri(DEFAULT_BASE_IRI, "text")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nvidia", "nvidia"),
        ("GPT-4o", "gpt-4o"),
        ("Gemini 2.5 Pro", "gemini-2.5-pro"),
        ("Samsung Electronics Co., Ltd.", "samsung-electronics-co.-ltd"),
        ("AT&T", "at-t"),
        ("C++", "c-plus-plus"),
        ("Disney+", "disney-plus"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("Côte d'Ivoire", "cote-d-ivoire"),
        ("Børge Brende", "borge-brende"),
        ("Große Straße", "grosse-strasse"),
        ("İstanbul", "istanbul"),
        ("快手", "快手"),
        ("Kuaishou 快手", "kuaishou-快手"),
        ("삼성", "삼성"),
        ("मोदी", "मोदी"),
        ("a\nb\x00c", "a-b-c"),
        ("../..", slug("../..")),
    ],
)
def test_slug(name: str, expected: str):
    """A slug keeps Latin letters without marks, digits and inner full stops, and letters of other scripts."""
    assert slug(name) == expected


@given(st.text(min_size=1).filter(lambda name: not any("\ud800" <= char <= "\udfff" for char in name)))
def test_every_name_gives_an_iri(name: str):
    """Whatever a name consists of, the entity's IRI is one, with one non-empty last part."""
    iri = entity_iri(DEFAULT_BASE_IRI, Entity("AIModel", name))
    assert NamedNode(iri).value.startswith(f"{DEFAULT_BASE_IRI}ai-model/")
    assert iri.count("/") == DEFAULT_BASE_IRI.count("/") + 1
    assert not iri.endswith("/")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("AIModel", "ai-model"), ("GovernmentBody", "government-body"), ("Chip", "chip"), ("MediaOutlet", "media-outlet")],
)
def test_kebab(kind: str, expected: str):
    """A class stands in IRIs in lower case with hyphens, an acronym as one word."""
    assert kebab(kind) == expected


@pytest.mark.parametrize(
    "base", [DEFAULT_BASE_IRI, "http://localhost:8000/", "urn:example:kg/", "https://exámple.org/ü/"]
)
def test_good_base_iris(base: str):
    """An absolute http, https or urn IRI that ends in a slash is taken as it is."""
    assert check_base_iri(base) == base


@pytest.mark.parametrize(
    "base",
    ["", "kg", "/kg/", "example.org/kg/", "https://example.org", "https://example.org/kg", "https://example.org/kg#",
     "https://example.org/?q=/", "https:///", "https://a b/", "https://example.org/<x>/", "file:///tmp/", "https://x/%zz/",
     "https://example.org/\n/"],
)  # fmt: skip
def test_bad_base_iris(base: str):
    """What is no base IRI is refused in one line that says what a base IRI looks like."""
    with pytest.raises(UsageError) as caught:
        check_base_iri(base)
    assert "\n" not in str(caught.value)
    assert DEFAULT_BASE_IRI in str(caught.value)


def test_a_document_is_its_text():
    """The same text is the same document, another text another one."""
    assert document_iri(DEFAULT_BASE_IRI, "text") == DOCUMENT != document_iri(DEFAULT_BASE_IRI, "text ")


def test_evidence_is_a_fragment_of_its_document():
    """Evidence is named by RFC 5147: the document's IRI, #char= and the two offsets."""
    assert evidence_iri(DOCUMENT, Span(3, 7)) == f"{DOCUMENT}#char=3,7"


@pytest.mark.parametrize(
    "other",
    [
        replace(CLAIM, evidence=(at("schat de kans"),)),
        replace(CLAIM, speaker_label=at("Lin Junyang")),
        replace(CLAIM, speaker_label=None),
    ],
)
def test_a_claim_is_its_words_and_its_speaker_label(other):
    """Claims differ when their words or the words for the speaker do."""
    assert claim_iri(DEFAULT_BASE_IRI, DOCUMENT, other) != claim_iri(DEFAULT_BASE_IRI, DOCUMENT, CLAIM)


def test_what_a_rule_reads_into_a_claim_does_not_change_its_iri():
    """A claim keeps its IRI when only what is read from its words changes."""
    other = replace(CLAIM, rule="after", hedged=False, about=(), likelihood=None)
    assert claim_iri(DEFAULT_BASE_IRI, DOCUMENT, other) == claim_iri(DEFAULT_BASE_IRI, DOCUMENT, CLAIM)


def test_a_statement_belongs_to_one_document_and_triple():
    """The same triple in two documents is two statements, and direction matters."""
    triple = ("https://a/", "develops", "https://b/")
    iris = {
        statement_iri(DEFAULT_BASE_IRI, DOCUMENT, triple),
        statement_iri(DEFAULT_BASE_IRI, f"{DOCUMENT}0", triple),
        statement_iri(DEFAULT_BASE_IRI, DOCUMENT, triple[::-1]),
    }
    assert len(iris) == 3


def test_a_recorded_time_makes_another_activity():
    """Runs of one version are one activity unless their times are recorded."""
    at_noon = activity_iri(DEFAULT_BASE_IRI, "1.0", "2026-01-01T12:00:00")
    assert at_noon != activity_iri(DEFAULT_BASE_IRI, "1.0")
    assert NamedNode(at_noon)
