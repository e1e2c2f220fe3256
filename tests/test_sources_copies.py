"""The same story under several names: near copies are found, tied together, and counted once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ARTICLE

from kg.bounds import Bounds
from kg.copies import sketch, stories
from kg.documents import ReadOptions, read_text
from kg.iris import DEFAULT_BASE_IRI
from kg.pipeline import BuildOptions, add, build, remove
from kg.queries import named_query
from kg.store import Dataset

SEEDS = sorted((Path(__file__).parent.parent / "seeds").iterdir())
TEXTS = [path.read_text("utf-8") for path in SEEDS]
OTHER = "A wholly different report says that the harbour of Rotterdam was shut for a day after a storm on Sunday night."


def _sketch(text: str) -> str:
    return sketch(read_text(text, "a.txt", DEFAULT_BASE_IRI, language="en"))


def _edited(text: str, seed: int) -> str:
    """With one word in forty exchanged."""
    chance = random.Random(seed)
    return " ".join(word if chance.random() > 1 / 40 else "otherwise" for word in text.split(" "))


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in SEEDS])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: _edited(text, 1),
        lambda text: text[: len(text) // 2],
        lambda text: f"From our newsroom.\n\n{text}\n\nThis report was made with the help of an agency.",
        lambda text: "\n\n".join(reversed(text.split("\n\n"))),
        str.upper,
    ],
    ids=["edited", "first half", "framed", "paragraphs turned round", "capitals"],
)
def test_near_copy(text, change):
    """A text that is edited a little, shortened, framed or put in another order tells the same story."""
    found = stories({"a": _sketch(text), "b": _sketch(change(text)), "c": _sketch(OTHER)})
    assert found == {"b": "a"}


@pytest.mark.parametrize(
    "other",
    [TEXTS[1], OTHER, TEXTS[0][:60], "Short news.", f"{OTHER} {TEXTS[0][:150]} {OTHER[::-1]}"],
    ids=["another article", "another report", "a headline", "a short text", "a quotation"],
)
def test_no_copy(other):
    """Other articles, a headline or a quoted sentence are no copies."""
    assert stories({"a": _sketch(TEXTS[0]), "b": _sketch(f"{other}\n")}) == {}


@given(st.permutations(range(12)))
@settings(deadline=None, max_examples=25)
def test_order_has_no_say(order):
    """Which texts are tied depends on the set of texts alone, and all are tied to the first of their story."""
    sketches = {f"{n:02}": _sketch(_edited(TEXTS[n % 2], n)) for n in range(12)}
    found = stories({f"{n:02}": sketches[f"{n:02}"] for n in order})
    assert found == {f"{n:02}": f"{n % 2:02}" for n in range(2, 12)}


def test_a_story_of_many_copies():
    """A thousand copies have a thousand ties, not a million."""
    one = _sketch(TEXTS[0])
    assert len(stories({f"{n:04}": one for n in range(1000)})) == 999


@pytest.fixture
def corpus(tmp_path):
    """A story in three papers, and another report."""
    for name, text in {
        "a.txt": "\n\n".join(ARTICLE),
        "b.txt": "\n\n".join(("From our newsroom.", *ARTICLE)),
        "c.txt": "\n\n".join(ARTICLE[:3]),
        "d.txt": "ASML supplies machines to TSMC. ASML, the Dutch maker of chip machines, is located in Veldhoven.",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def _ties(out: Path) -> set[tuple[str, str]]:
    rows = Dataset.open(out / "store").query(
        "SELECT ?a ?b { GRAPH ?g { ?one kg:sameStoryAs ?other } FILTER(?g = ?one) "
        "?one dcterms:source ?a . ?other dcterms:source ?b }"
    )
    return {(row["a"].value, row["b"].value) for row in rows}


def test_ties_in_the_graph(corpus):
    """Every copy says in its own graph which document is the first of its story, and that one says it of every copy."""
    build([corpus], BuildOptions(corpus / "out", validate=True))
    ties = _ties(corpus / "out")
    copies = {"a.txt", "b.txt", "c.txt"}
    [first] = [name for name in copies if {(name, other) for other in copies - {name}} <= ties]
    assert ties == {pair for other in copies - {first} for pair in ((first, other), (other, first))}


def test_withdrawn_copies_leave_nothing(corpus):
    """Whatever was added and withdrawn, the ties are those of the documents that remain, to the byte."""
    paths = [corpus / f"{name}.txt" for name in "abcd"]
    once, by_and_by = BuildOptions(corpus / "once"), BuildOptions(corpus / "by-and-by")
    for gone in range(3):
        left = [path for number, path in enumerate(paths) if number != gone]
        build(left, once)
        build(paths[:2], by_and_by)
        add(paths[2:], by_and_by)
        remove([paths[gone].name], by_and_by)
        assert len(_ties(corpus / "once")) == 2
        for name in ("graph.nq", "graph.ttl"):
            assert (corpus / "by-and-by" / name).read_bytes() == (corpus / "once" / name).read_bytes()


def test_independent_sources(corpus):
    """A relation that three copies of one story and another report state has four documents and two sources."""
    build([corpus], BuildOptions(corpus / "out", validate=False))
    rows = Dataset.open(corpus / "out" / "store").query(named_query("sources").sparql)
    found = {
        (row["subject"].value, row["relation"].value, row["object"].value): (
            row["documents"].value,
            row["sources"].value,
        )
        for row in rows
    }
    assert found["ASML", "locatedIn", "Netherlands"] == ("4", "2")


def test_same_text_is_one_document(corpus):
    """The same text under two names is one document with two sources, and no copy of itself."""
    (corpus / "e.txt").write_bytes((corpus / "d.txt").read_bytes())
    report = build([corpus / "d.txt", corpus / "e.txt"], BuildOptions(corpus / "out", validate=False))
    assert [document.sources for document in report.documents] == [("d.txt", "e.txt")]
    assert _ties(corpus / "out") == set()


def test_document_that_takes_too_long_to_read(corpus):
    """A document whose analysis takes longer than allowed is a problem, and is not in the graph; the others are."""
    (corpus / "long.txt").write_text("\n\n".join(f"{n} {TEXTS[0]}" for n in range(300)), "utf-8")
    options = BuildOptions(corpus / "out", validate=False, reading=ReadOptions(Bounds(max_seconds=1.5)))
    build([corpus / "d.txt"], options)
    report = build([corpus / "d.txt", corpus / "long.txt"], options)
    assert [document.sources for document in report.documents] == [("d.txt",)]
    [problem] = report.problems
    assert problem.startswith("long.txt: took more than 1.5 seconds")
