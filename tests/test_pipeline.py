"""A build as a function: what goes in, what it reports."""

from __future__ import annotations

import pytest
from commands import SEEDS

from kg.errors import UsageError
from kg.pipeline import BuildOptions, build
from kg.store import Dataset


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """The folder of a build of the seeds by the function."""
    folder = tmp_path_factory.mktemp("pipeline")
    build([SEEDS], BuildOptions(folder))
    return folder


def test_report_counts_what_is_in_the_graph(tmp_path):
    """The report's numbers are those of the store, each thing counted once however many documents name it."""
    report = build([SEEDS], BuildOptions(tmp_path, validate=False))
    dataset = Dataset.open(tmp_path / "store")
    entities = list(dataset.query("SELECT DISTINCT ?thing { ?thing kg:mentionedIn ?document }"))
    assert sum(number for _, number in report.entities) == len(entities)
    assert report.claims == len(list(dataset.query("SELECT ?claim { ?claim a kg:Claim }")))
    assert report.statements == len(list(dataset.query("SELECT ?statement { ?statement a kg:Statement }")))
    assert report.triples == len(list(dataset.triples()))
    assert [document.language for document in report.documents] == ["nl", "sv"]
    assert report.problems == report.violations == ()


def test_nothing_to_build_writes_nothing(tmp_path):
    """Without a readable source the report has the problem, and no output folder is made."""
    report = build([tmp_path / "gone.txt"], BuildOptions(tmp_path / "out"))
    assert len(report.problems) == 1
    assert report.documents == report.files == ()
    assert not (tmp_path / "out").exists()


def test_base_iri_is_under_everything(tmp_path):
    """All that is named in the graph and no term of a vocabulary lies under the base IRI given."""
    build([SEEDS], BuildOptions(tmp_path, base_iri="https://news.example.com/id/"))
    subjects = {triple.subject.value for triple in Dataset.open(tmp_path / "store").triples()}
    assert subjects
    assert all(subject.startswith("https://news.example.com/id/") for subject in subjects)


@pytest.mark.parametrize("base_iri", ["kg", "https://example.org/kg#", "https://example.org/kg"])
def test_base_iri_is_checked_first(tmp_path, base_iri):
    """What is no base IRI stops the build before a source is read."""
    with pytest.raises(UsageError):
        build([tmp_path / "gone.txt"], BuildOptions(tmp_path, base_iri=base_iri))


def test_outcomes_are_handed_on_one_by_one(tmp_path):
    """The caller can follow the documents as they are read, and knows how many there are."""
    seen, numbers = [], []

    def follow(outcomes, number):
        numbers.append(number)
        for outcome in outcomes:
            seen.append(outcome.entry.sources)
            yield outcome

    build([SEEDS], BuildOptions(tmp_path, track=follow))
    assert sorted(seen) == sorted((path.name,) for path in SEEDS.iterdir())
    assert numbers == [len(seen)]


def test_withdrawn_document_leaves_no_orphan(output):
    """Dropping a document's graph takes all that only it said; the rest is what the others say alone."""
    dataset = Dataset.load(output / "graph.nq")
    first, second = dataset.documents()
    dataset.withdraw(first)
    assert dataset.documents() == [second]
    left = {triple.subject.value for triple in dataset.triples()}
    pointed_at = {
        triple.object.value
        for triple in dataset.triples()
        if hasattr(triple.object, "value") and triple.object.value.startswith("https://example.org/kg/")
    }
    things = {iri for iri in pointed_at if not iri.startswith("https://example.org/kg/ontology#")}
    assert things <= left
    assert not any(first in iri for iri in left)


def test_front_matter_says_nothing(tmp_path):
    """What stands in the front matter is about the article: no name, sentence or evidence is taken from it."""
    head = "---\ntitle: Chips\nlang: nl\neditor: Satya Nadella of Microsoft\n---\n"
    (tmp_path / "a.md").write_text(f"{head}Nvidia bouwt chips.\n", "utf-8")
    build([tmp_path / "a.md"], BuildOptions(tmp_path / "out"))
    dataset = Dataset.open(tmp_path / "out" / "store")
    names = {row["name"].value for row in dataset.query("SELECT ?name { ?x kg:mentionedIn ?d ; rdfs:label ?name }")}
    assert names == {"Nvidia"}
    begins = [int(row["at"].value) for row in dataset.query("SELECT ?at { ?e nif:beginIndex ?at }")]
    assert all(begin >= len(head) for begin in begins)
