"""Texts that no editor would print: marks without partners, sentences without end, other scripts, anything at all.

Whatever the text, every stretch that comes out of it is in it, nothing but a KgError comes out, and the work grows
with the length of the text and no faster.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import pairwise
from types import FrameType

import pytest
from commands import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.analysis import Analyser
from kg.documents import read_text
from kg.errors import KgError
from kg.extract import extractors
from kg.iris import DEFAULT_BASE_IRI
from kg.languages import available, language
from kg.model import Claim, Comparison, Document, Fact, Reading, Span
from kg.rdf import document_quads
from kg.sentences import split

MARKS = "“”„‟‘’‚‛«»‹›\"'`´–—-…"
CODES = (*available(), "und")


@cache
def analyser() -> Analyser:
    """The analyser with the knowledge base that comes with kg."""
    return Analyser.load()


@cache
def fragments() -> tuple[str, ...]:
    """Sentences of real length and build, in all six languages."""
    files = sorted((ROOT / "tests" / "gold" / "dev").glob("*-dev-0[1-4].json"))
    texts = [json.loads(file.read_text("utf-8"))["text"] for file in files]
    return tuple(line for text in texts for line in text.split("\n") if len(line) > 40)


def document(text: str, code: str) -> Document:
    """The text as a document."""
    return read_text(text, "hostile.txt", DEFAULT_BASE_IRI, language=code)


def read(text: str, code: str) -> tuple[Reading, tuple[Fact, ...]]:
    """The reading and the facts of a text, after all that comes out of it was found to be in it."""
    reading, facts = analyser().analyse(document(text, code))
    for span in spans(reading, facts):
        assert 0 <= span.start < span.end <= len(reading.document.text)
    check_anchors(document_quads(reading, facts, DEFAULT_BASE_IRI), reading.document.text)
    return reading, facts


def spans(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Span]:
    """Every stretch that a reading and its facts point at."""
    for sentence in reading.sentences:
        yield sentence.span
    for quotation in reading.quotations:
        assert quotation.outer.contains(quotation.span)
        yield quotation.outer
    for link in reading.links:
        yield link.span
    for fact in facts:
        yield from getattr(fact, "evidence", ())
        for name in ("speaker_label", "relay", "attribution", "role", "description"):
            if (span := getattr(fact, name, None)) is not None:
                yield span
        for comparison in getattr(fact, "comparisons", ()):
            yield from of_comparison(comparison)


def of_comparison(comparison: Comparison) -> Iterator[Span]:
    """The stretches of a comparison: its margin lies in its words."""
    yield comparison.evidence
    if comparison.margin is not None:
        assert comparison.evidence.contains(comparison.margin)
        yield comparison.margin


def check_anchors(quads: list[Quad], text: str) -> None:
    """Evidence, mentions and the words of claims say exactly what stands in the text at their offsets."""
    told: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            told.setdefault(quad.subject.value, {})[quad.predicate.value.rpartition("#")[2]] = quad.object.value
    anchored = [node for node in told.values() if "anchorOf" in node]
    for node in anchored:
        assert text[int(node["beginIndex"]) : int(node["endIndex"])] == node["anchorOf"]
    words = {node["anchorOf"] for node in anchored}
    for iri, node in told.items():
        if "/claim/" in iri:
            assert node["text"] in words or any(word in node["text"] for word in words)


def claims(text: str, code: str) -> list[tuple[list[str], str]]:
    """Speakers and words of each claim."""
    _, facts = read(text, code)
    found = [fact for fact in facts if isinstance(fact, Claim)]
    return [([s.name for s in c.speakers], " | ".join(span.of(text) for span in c.evidence)) for c in found]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "text",
    [
        "“Yes, said Lisa Su. She left.",
        "Yes,” said Lisa Su. “She left.",
        '„Yes”, “no«, »maybe“ and ‘never" said Lisa Su.',
        "“‘“‘Yes,’” said Lisa Su.’",
        "'Tis the '90s, says Lisa Su, and 'tis the dogs' 'bone'.",
        '"""Yes,""" said Lisa Su. ""',
        "«««Yes»» said Lisa Su».",
        "–\n—\n– \n— – —Yes—, said Lisa Su—.",
        "Lisa Su:\nLisa Su: \nLisa Su:Lisa Su:",
        ". . . ! ? … : ; , ) ] }",
        "\u2028\u2029\x0b\x0c\x85\ufeff\u200b“Yes,”\u00a0said\u202fLisa\u2007Su.",
        "\ue000\ue007\ue042 said \ue007 “\uf8ff”.",
        "{claim} <speaker> %s \\1 $0 said Lisa Su: “(?P<a>.*)”",
        "İİİ ŉŉ ﬁﬁ ẞẞ “ǅ” said Lisa Su.",
        "\U0010ffff\U000e0041 “\U0001f469\u200d\U0001f467” said Lisa Su.",
        "0",
    ],
)
def test_marks_and_signs_of_all_sorts(code: str, text: str):
    """Unpaired, mixed and nested marks, signs that no language has, and those that kg uses itself, do no harm."""
    read(text, code)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "‘’", "''", "“‘’”"])
def test_ten_thousand_nested_marks(code: str, marks: str):
    """Ten thousand quotation marks inside one another end like any text."""
    half = len(marks) // 2
    text = marks[:half] * (10_000 // len(marks)) + "It works" + marks[half:] * (10_000 // len(marks)) + " said Lisa Su."
    reading, _ = read(text, code)
    assert len(reading.quotations) < 10_000


def test_a_sentence_of_a_megabyte():
    """A sentence that does not end is read in pieces, and what is said at its end is found."""
    text = "the market moved on and " * 41_600 + "then “nothing works at all,” said Lisa Su."
    assert len(text) > 990_000
    speakers, words = claims(text, "en")[-1]
    assert speakers == ["Lisa Su"]
    assert "nothing works at all" in words


@pytest.mark.parametrize(
    ("before", "quoted"),
    [
        ("👩‍👩‍👧‍👦🏳️‍🌈 ", "It works 🙂 well"),
        ("🙂", "🙂 It works"),
        ("e\u0301e\u0323\u0307 Z\u0351\u036b\u0343a\u030alg\u030ao.\n", "I\u0302t works"),
        ("שלום עולם \u202eאבג\u202c\n", "It works, السلام"),
        ("\U00020000\n\U0001f1f3\U0001f1f1 ", "It \U0001d4cc\U0001d4f8rks"),
        ("日本語の文章。\n", "It works 半導体"),
        ("\u200f\u200e\u2066", "It\u2069 works"),
    ],
)
@pytest.mark.parametrize(
    ("code", "frame"),
    [
        ("en", "{0}“{1},” said Lisa Su."),
        ("nl", "{0}“{1},” zegt Lisa Su."),
        ("sv", "{0}”{1}”, säger Lisa Su."),
        ("de", "{0}„{1}“, sagte Lisa Su."),
        ("fr", "{0}« {1} », dit Lisa Su."),
        ("es", "{0}«{1}», dijo Lisa Su."),
    ],
)
def test_other_scripts_around_a_quotation(code: str, frame: str, before: str, quoted: str):
    """Emoji, combining characters and writing from right to left move no offset: the quotation is what was quoted."""
    text = frame.format(before, quoted)
    assert claims(text, code) == [(["Lisa Su"], quoted)]


def pieces() -> st.SearchStrategy[str]:
    """A word of the news, marks, or whatever Unicode has."""
    news = st.sampled_from(fragments()).flatmap(lambda line: st.sampled_from([line, line[: len(line) // 2], line[7:]]))
    anything = st.text(st.characters(codec="utf-8"), max_size=12)
    marks = st.text(st.sampled_from(MARKS), max_size=4)
    tags = st.sampled_from(
        [" said Lisa Su. ", ", zegt hij, ", "\n", "\n\n", ": ", " – ", "Kina ligger ett år efter USA "]
    )
    return st.one_of(news, marks, anything, tags)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(pieces(), min_size=1, max_size=12).map("".join), st.sampled_from(CODES))
def test_any_text_is_read_true_to_its_characters(text: str, code: str):
    """In any mixture of news and Unicode, evidence, mentions and claims are the text's own; else it is refused."""
    with suppress(KgError):
        read(text, code)


@settings(deadline=None, max_examples=150)
@given(st.text(st.one_of(st.sampled_from(MARKS + " \n.!?aA"), st.characters(codec="utf-8"))), st.sampled_from(CODES))
def test_sentences_and_quotations_of_any_text(text: str, code: str):
    """Sentences and quotations of any text are in order, do not overlap, and lie in the text."""
    sentences, quotations = split(text, language(code))
    for found in ([each.span for each in sentences], [each.outer for each in quotations]):
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert all(span.end <= len(text) for span in found)
    covered = "".join(sentence.span.of(text) for sentence in sentences)
    assert sum(c.isalnum() for c in covered) <= sum(c.isalnum() for c in text)


def calls(text: str, code: str) -> dict[str, int]:
    """How many functions each room calls for a text."""
    source, tongue = document(text, code), language(code)
    counts: dict[str, int] = {}
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    reading = analyser().read(source)
    rooms = {"reading": lambda: analyser().read(source)}
    rooms |= {name: lambda run=extractor: list(run(reading, tongue)) for name, extractor in extractors()}
    for name, run in rooms.items():
        count = 0
        sys.setprofile(counted)
        try:
            run()
        finally:
            sys.setprofile(None)
        counts[name] = count
    return counts


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize(
    "piece",
    [
        "“a ",
        "“”",
        '"',
        "“Yes.\n\n",
        "“Yes,” said Lisa Su. ",
        "He said that it was good. ",
        "Lisa Su: ",
        "a; ",
        "Nvidia, Intel, Lisa Su, China, H200, ",
        "Nvidia is ahead of Intel ",
        "a-",
        "– Yes, said she.\n",
        "Abcd Efgh ",
        "the market moved on ",
        "20 percent within two years ",
        "שלום “נביא” 👩‍👩‍👧 ",
        "—«Sí» —dice Lisa Su—. «No».\n",
        "“Nvidia rises once more.”\n",
        "Lisa Su: It rises.\n",
    ],
)
def test_work_grows_with_the_text(piece: str, code: str):
    """Four times the text takes at most six times the calls, whatever it is made of."""
    size = 2_500
    calls(piece * (4 * size // len(piece)), code)
    few, many = (calls(piece * (length // len(piece)), code) for length in (size, 4 * size))
    assert {room: count for room, count in many.items() if count > 6 * few[room] + 2_000} == {}


@pytest.mark.parametrize("code", available())
def test_work_grows_with_an_article(code: str):
    """Four times the article takes at most six times the calls in every language."""
    lines = [line for line in fragments() if line]
    start = [file[:2] for file in sorted(p.name for p in (ROOT / "tests/gold/dev").glob("*-dev-01.json"))].index(code)
    text = "\n\n".join(lines[start * len(lines) // 6 :][:8])
    longer = "\n\n".join([text] * 4)
    calls(longer, code)
    few, many = calls(text, code), calls(longer, code)
    assert {room: count for room, count in many.items() if count > 6 * few[room] + 2_000} == {}
