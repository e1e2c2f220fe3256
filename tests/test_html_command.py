"""`kg html`: the page anew, from the store alone."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from commands import SEEDS, run_kg


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The seeds, built."""
    folder = tmp_path_factory.mktemp("built")
    run = run_kg("build", SEEDS, "--output-dir", folder, "--quiet")
    assert run.returncode == 0, run.stderr
    return folder


def data(file: Path, part: str) -> dict:
    """What the page carries under an id: `data` or `drawing`."""
    return json.loads(re.search(rf'id="{part}">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)[1])


def labels(file: Path) -> list[str]:
    """The labels of the nodes that are drawn first, in their order."""
    return [node["label"] for node in data(file, "drawing")["nodes"]]


def test_the_page_is_that_of_the_build(built, tmp_path):
    """Without choices it is the build's page, byte for byte, and no other file is written."""
    page = tmp_path / "again.html"
    before = {path.name: path.stat().st_mtime_ns for path in built.iterdir()}
    run = run_kg("html", "--output-dir", built, "--output", page)
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, str(page), "")
    assert page.read_bytes() == (built / "graph.html").read_bytes()
    assert {path.name: path.stat().st_mtime_ns for path in built.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["again.html"]


def test_without_a_file_it_takes_the_place_of_the_page(built, tmp_path):
    """`graph.html` in the output folder is replaced."""
    folder = tmp_path / "output"
    shutil.copytree(built, folder)
    run = run_kg("html", "--max-nodes", "5", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert len(labels(folder / "graph.html")) == 5


def test_the_focus_and_its_neighbours_are_drawn(built, tmp_path):
    """A name, whatever its case, and the number of nodes are obeyed."""
    page = tmp_path / "focus.html"
    run = run_kg("html", "--output-dir", built, "--output", page, "--focus", "nvidia", "--max-nodes", "12")
    assert run.returncode == 0, run.stderr
    assert labels(page)[0].casefold() == "nvidia"
    assert len(labels(page)) == 12


def test_without_texts_the_quoted_words_remain(built, tmp_path):
    """`--no-text` leaves out every article, not the evidence."""
    page = tmp_path / "share.html"
    run = run_kg("html", "--output-dir", built, "--output", page, "--no-text")
    assert (run.returncode, run.stderr) == (0, "")
    carried = data(page, "data")
    assert carried["claims"]
    assert not any(document.get("text") for document in carried["documents"])
    paragraph = max((line for path in SEEDS.iterdir() for line in path.read_text("utf-8").splitlines()), key=len)
    assert json.dumps(paragraph, ensure_ascii=False)[1:-1] in (built / "graph.html").read_text("utf-8")
    assert json.dumps(paragraph, ensure_ascii=False)[1:-1] not in page.read_text("utf-8")


def test_where_only_quads_are_left_it_says_that_the_texts_are_not(built, tmp_path):
    """A folder with `graph.nq` and no store gives the page without texts, and says so."""
    shutil.copyfile(built / "graph.nq", tmp_path / "graph.nq")
    run = run_kg("html", "--output-dir", tmp_path)
    assert run.returncode == 0
    assert "only their quoted words" in run.stderr
    carried = data(tmp_path / "graph.html", "data")
    assert carried["documents"]
    assert not any(document.get("text") for document in carried["documents"])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--focus", "Nobody at all"], 2, "nothing in the graph has this name"),
        (["--max-nodes", "0"], 2, "max-nodes"),
        (["--output", "missing/page.html"], 2, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told_and_leaves_the_page(built, tmp_path, arguments, code, said):
    """One line, the code of a wrong usage, and the page as it was."""
    before = (built / "graph.html").read_bytes()
    run = run_kg("html", "--output-dir", built, *arguments, cwd=tmp_path)
    assert run.returncode == code
    assert said in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert (built / "graph.html").read_bytes() == before


def test_without_a_graph_there_is_no_page(tmp_path):
    """The error says what to do first."""
    run = run_kg("html", "--output-dir", tmp_path)
    assert run.returncode == 1
    assert "kg build" in run.stderr
