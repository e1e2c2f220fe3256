"""The committed `output/` is what the seeds give, and says nothing that they do not say."""

from __future__ import annotations

import hashlib

import pytest
from commands import ROOT, SEEDS, run_kg

from kg.store import Dataset

OUTPUT = ROOT / "output"


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    """A fresh build of the seeds."""
    folder = tmp_path_factory.mktemp("rebuilt")
    run = run_kg("build", SEEDS, "--output-dir", folder)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="module")
def texts():
    """The seeds' texts by their documents' digests."""
    data = [path.read_bytes() for path in SEEDS.iterdir()]
    return {hashlib.sha256(each).hexdigest(): each.decode() for each in data}


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq", "graph.html"])
def test_committed_output_is_what_the_seeds_give(rebuilt, name):
    """Building the seeds gives the committed file, byte for byte; if meant otherwise: `kg build seeds/`, commit."""
    assert (rebuilt / name).read_bytes() == (OUTPUT / name).read_bytes()


def test_every_evidence_is_in_the_text(texts):
    """For every evidence node the text between its offsets is its words, and it has a document."""
    answer = Dataset.load(OUTPUT / "graph.nq").query(
        """SELECT ?evidence ?begin ?end ?words ?digest {
             ?evidence a kg:Evidence ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words ;
               nif:referenceContext/kg:sha256 ?digest }"""
    )
    rows = list(answer)
    assert len(rows) == len(list(Dataset.load(OUTPUT / "graph.nq").query("SELECT DISTINCT ?e { ?e a kg:Evidence }")))
    assert rows
    for row in rows:
        begin, end = int(row["begin"].value), int(row["end"].value)
        assert texts[row["digest"].value][begin:end] == row["words"].value
        assert row["evidence"].value.endswith(f"#char={begin},{end}")


def test_a_claim_says_the_words_of_the_text(texts):
    """The words of a claim that is one stretch of text are in the text."""
    answer = Dataset.load(OUTPUT / "graph.nq").query("SELECT DISTINCT ?text { ?claim a kg:Claim ; kg:text ?text }")
    claims = [row["text"].value for row in answer]
    assert claims
    whole = [claim for claim in claims if any(claim in text for text in texts.values())]
    assert len(whole) >= 0.8 * len(claims)


@pytest.mark.parametrize("name", ["Alibaba Group", "Tencent", "China", "United States"])
def test_one_thing_is_one_iri_in_both_languages(name):
    """What both articles name is one thing that both mention."""
    rows = Dataset.load(OUTPUT / "graph.nq").query(
        """SELECT DISTINCT ?thing ?name ?language {
             ?thing rdfs:label ?name ; kg:mentionedIn/dcterms:language ?language }""",
        {"name": name},
    )
    found = {(row["thing"].value, row["language"].value) for row in rows}
    assert len({thing for thing, _ in found}) == 1
    assert {language for _, language in found} == {"nl", "sv"}
