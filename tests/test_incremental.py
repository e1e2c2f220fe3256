"""Builds that go on from a former one: what they read again, and that nothing tells them from a build from scratch."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg import fingerprint
from kg.errors import StoreError, UsageError
from kg.iris import DEFAULT_BASE_IRI, document_iri
from kg.pipeline import BuildOptions, add, build, remove
from kg.status import State, status
from kg.store import Dataset

TEXTS = (
    "Nvidia said on Monday that it supplies chips to Microsoft.\n",
    "Microsoft, die Nvidia-chips gebruikt, zei dinsdag dat de vraag naar AI waarschijnlijk stijgt.\n",
    "Nvidia uppger att försäljningen till Kina stoppas. USA begränsar exporten av H20.\n",
    "Sam Altman, chief executive of OpenAI, said that GPT-5 would be released in August.\n",
    "OpenAI investiert in AMD, sagte Sam Altman der Nachrichtenagentur Reuters.\n",
)
NAMES = ("a.txt", "b.txt", "2025-03-04 c.txt")
FILES = ("graph.ttl", "graph.nq", "graph.html")

KG = Path(fingerprint.__file__).parent


def _options(folder: Path, **more) -> BuildOptions:
    return BuildOptions(folder, validate=False, **more)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def _write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def _from_scratch(folder: Path, documents: set[tuple[str, str]]) -> dict[str, bytes]:
    """The files of one build of (name, text) pairs, each in a folder of its own so that names may repeat."""
    paths = [_write(folder / f"in{place}", name, text) for place, (name, text) in enumerate(sorted(documents))]
    build(paths, _options(folder / "out"))
    return _bytes(folder / "out")


@pytest.fixture
def two(tmp_path):
    """An input folder with two documents and the options of its build."""
    for name, text in zip(NAMES, TEXTS[:2], strict=False):
        _write(tmp_path / "in", name, text)
    options = _options(tmp_path / "out")
    build([tmp_path / "in"], options)
    return tmp_path / "in", options


_DOCUMENT = st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS))
_STEP = st.one_of(
    st.tuples(st.just("build"), st.sets(_DOCUMENT, min_size=1, max_size=4)),
    st.tuples(st.just("add"), st.sets(_DOCUMENT, min_size=1, max_size=2)),
    st.tuples(st.just("remove"), st.sets(st.sampled_from(TEXTS), min_size=1, max_size=2)),
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=st.sets(_DOCUMENT, min_size=1, max_size=3), steps=st.lists(_STEP, min_size=1, max_size=5))
def test_no_history_is_seen_in_the_files(tmp_path_factory, first, steps):
    """After any sequence of builds, additions and removals the files are those of a build of what remains."""
    folder = tmp_path_factory.mktemp("history")
    options = _options(folder / "out")
    present: set[tuple[str, str]] = set()
    for number, (step, given_now) in enumerate([("build", first), *steps]):
        if step == "remove":
            gone = sorted({_iri(text) for _, text in present if text in given_now})
            if gone:
                remove(gone, options)
            present = {(name, text) for name, text in present if text not in given_now}
        else:
            paths = [_write(folder / f"{number}-{i}", n, t) for i, (n, t) in enumerate(sorted(given_now))]
            (build if step == "build" else add)(paths, options)
            present = set(given_now) if step == "build" else present | given_now
    if present:
        assert _bytes(folder / "out") == _from_scratch(folder / "scratch", present)
        _assert_union(Dataset.open(folder / "out" / "store"))
    shutil.rmtree(folder)


def _iri(text: str) -> str:
    return document_iri(DEFAULT_BASE_IRI, sha256(text.encode()).hexdigest())


def _assert_union(dataset: Dataset) -> None:
    assert set(dataset.triples()) == {quad.triple for quad in dataset.quads()}


def test_only_what_changed_is_read(two):
    """A second build reads nothing; a new text, and a text under another name, are read alone."""
    folder, options = two
    assert build([folder], options).read == 0
    _write(folder, "new.txt", TEXTS[3])
    assert build([folder], options).read == 1
    (folder / "a.txt").rename(folder / "renamed.txt")
    report = build([folder], options)
    assert (report.read, report.withdrawn) == (1, 0)
    _write(folder, "new.txt", TEXTS[4])
    report = build([folder], options)
    assert (report.read, report.withdrawn, len(report.documents)) == (1, 1, 3)


def test_build_without_change_writes_nothing(two):
    """When nothing changed the folder is left as it is, down to the store's generation."""
    folder, options = two
    before = {path: path.stat().st_mtime_ns for path in options.output.rglob("*") if path.is_file()}
    build([folder], options)
    assert {path: path.stat().st_mtime_ns for path in options.output.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", FILES)
def test_files_that_were_tampered_with_are_written_again(two, name):
    """A file that is gone or changed is there again after the next build."""
    folder, options = two
    before = _bytes(options.output)
    (options.output / name).write_text("mine", "utf-8")
    build([folder], options)
    assert _bytes(options.output) == before
    (options.output / name).unlink()
    build([folder], options)
    assert _bytes(options.output) == before


@pytest.mark.parametrize("file", [file.relative_to(KG).as_posix() for file in sorted(KG.glob("languages/**/nl.toml"))])
def test_change_of_a_language_file(two, monkeypatch, file):
    """When a language's words change, its documents are read again and no others; code concerns all."""
    folder, options = two
    assert {entry.language for entry, _ in status(options.output).documents} == {"en", "nl"}
    changed = {**fingerprint._package(), file: "other"}  # another installation
    monkeypatch.setattr(fingerprint, "_package", lambda: changed)
    fingerprint._words.cache_clear()
    states = {entry.language: state for entry, state in status(options.output).documents}
    assert states == {"en": State.CURRENT, "nl": State.OUTDATED}
    assert build([folder], options).read == 1
    fingerprint._code.cache_clear()
    fingerprint._words.cache_clear()
    changed["sentences.py"] = "other"
    assert build([folder], options).read == 2
    monkeypatch.undo()
    fingerprint._code.cache_clear()
    fingerprint._words.cache_clear()


def test_change_of_the_world(two, tmp_path):
    """A user's knowledge base file makes all documents be read again, and stays in force for what is added."""
    folder, options = two
    world = _write(
        tmp_path,
        "names.ttl",
        "@prefix kg: <https://example.org/kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        ' <https://example.org/kg/company/acme-robotics> a kg:Company ; rdfs:label "Acme Robotics" .',
    )
    assert build([folder], _options(options.output, world=(world,))).read == 2
    world.unlink()
    assert add([_write(tmp_path, "acme.txt", "Acme Robotics said that it sells robots.\n")], options).read == 1
    names = Dataset.open(options.output / "store").query("SELECT ?name { ?x a kg:Company ; rdfs:label ?name }")
    assert "Acme Robotics" in {row["name"].value for row in names}


def test_another_base_iri(two, tmp_path):
    """Another base IRI makes another graph of the same texts, as from scratch."""
    folder, options = two
    other = _options(options.output, base_iri="https://news.example.com/id/")
    assert build([folder], other).read == 2
    build([folder], _options(tmp_path / "fresh", base_iri="https://news.example.com/id/"))
    assert _bytes(options.output) == _bytes(tmp_path / "fresh")


def test_damaged_store_is_built_again(two):
    """A build over a damaged store starts from scratch; adding to it is one line that says so."""
    folder, options = two
    before = _bytes(options.output)
    for file in (options.output / "store").glob("g-*/rdf/MANIFEST-*"):
        file.write_bytes(b"gone")
    with pytest.raises(StoreError, match="damaged"):
        Dataset.open(options.output / "store")
    _write(folder, "new.txt", TEXTS[3])
    build([folder], options)
    (folder / "new.txt").unlink()
    build([folder], options)
    assert _bytes(options.output) == before
    for file in (options.output / "store").glob("g-*/documents.jsonl"):
        file.write_bytes(b"gone")
    with pytest.raises(StoreError, match="build it again"):
        add([folder], options)
    build([folder], options)
    assert _bytes(options.output) == before


def test_damaged_store_of_unchanged_documents_is_built_again(two):
    """When no document changed, a store that cannot be opened is made anew all the same."""
    folder, options = two
    before = _bytes(options.output)
    for file in (options.output / "store").glob("g-*/rdf/*.sst"):
        file.write_bytes(b"gone")
    assert build([folder], options).read == 2
    assert _bytes(options.output) == before
    assert len(Dataset.open(options.output / "store").documents()) == 2


@pytest.mark.parametrize("damage", [b"", b"[]\n", b'["https://example.org/kg/document/x", 1'])
def test_damaged_sheets_are_made_again(two, damage):
    """What is kept of the page beside the store is no more than a shortcut: without it the page is the same."""
    folder, options = two
    for sheets in (options.output / "store").glob("g-*/sheets.jsonl"):
        sheets.write_bytes(damage)
    _write(folder, "new.txt", TEXTS[3])
    build([folder], options)
    (folder / "new.txt").unlink()
    build([folder], options)
    fresh = _options(options.output.with_name("fresh"))
    build([folder], fresh)
    assert _bytes(options.output) == _bytes(fresh.output)


def test_remove_by_name_iri_and_digest(two):
    """A document is named by its file, its IRI or the digest in it; with the last one the graph is empty."""
    folder, options = two
    iri = _iri(TEXTS[1])
    remove(["a.txt"], options)
    assert Dataset.open(options.output / "store").documents() == [iri]
    add([folder / "a.txt"], options)
    remove([iri.rpartition("/")[2], _iri(TEXTS[0])], options)
    assert not list(Dataset.open(options.output / "store").triples())
    with pytest.raises(UsageError, match=r"kg status"):
        remove(["a.txt"], options)


def test_removing_one_of_two_names_keeps_the_text(two, tmp_path):
    """A text that two files hold stays with the other when one is removed."""
    _, options = two
    add([_write(tmp_path / "more", "copy.txt", TEXTS[0])], options)
    remove(["a.txt"], options)
    source = NamedNode("http://purl.org/dc/terms/source")
    triples = Dataset.open(options.output / "store").triples()
    assert {triple.object.value for triple in triples if triple.predicate == source} == {"copy.txt", "b.txt"}


def test_name_of_several_documents(two, tmp_path):
    """Where two texts have one file name, the name alone says not which: one line lists both."""
    _, options = two
    add([_write(tmp_path / "more", "a.txt", TEXTS[3])], options)
    with pytest.raises(UsageError, match="several"):
        remove(["a.txt"], options)


def test_add_without_a_store(tmp_path):
    """Adding to nothing is one line."""
    with pytest.raises(StoreError, match="kg build"):
        add([_write(tmp_path, "a.txt", TEXTS[0])], _options(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
