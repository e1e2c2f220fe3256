"""Processes that are killed, disks that are full, two that write at once, readers meanwhile: real processes all."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time

import pytest
from commands import KG, run_kg

from kg.generations import writing
from kg.store import Dataset

OLD = "Nvidia said on Monday that it supplies chips to Microsoft.\n"
NEW = "---\nlanguage: en\n---\nSam Altman, chief executive of OpenAI, said that GPT-5 would be released in August.\n"
FILES = ("graph.ttl", "graph.nq", "graph.html")
KILLS = 10


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """A folder with one article, one with two, and the files of a build of each."""
    folder = tmp_path_factory.mktemp("inputs")
    for name, texts in {"one": [OLD], "two": [OLD, NEW]}.items():
        (folder / name).mkdir()
        for number, text in enumerate(texts):
            (folder / name / f"{number}.txt").write_text(text, "utf-8")
        run = run_kg("build", folder / name, "--output-dir", folder / f"{name}-out", "--no-validate")
        assert run.returncode == 0, run.stderr
    return folder


def _files(folder) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def _documents(folder) -> int:
    return len(Dataset.open(folder / "store").documents())


def test_killed_at_any_moment(inputs, tmp_path):
    """After SIGKILL the store is the old or the new graph, each file is whole, and the next build is right."""
    out, chance = tmp_path / "out", random.Random(7)
    run_kg("build", inputs / "one", "--output-dir", out, "--no-validate")
    expected = {name: _files(inputs / f"{name}-out") for name in ("one", "two")}
    start = time.perf_counter()
    run_kg("build", inputs / "two", "--output-dir", tmp_path / "timed", "--no-validate")
    usual = time.perf_counter() - start
    for number in range(KILLS):
        which = ("two", "one")[number % 2]
        process = subprocess.Popen([KG, "build", inputs / which, "--output-dir", out, "--no-validate", "-q"])
        time.sleep(usual * chance.uniform(0.3, 1.1))
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        assert _documents(out) in {1, 2}
        assert all(data in {e[name] for e in expected.values()} for name, data in _files(out).items())
        if number % 5 == 4:
            run_kg("build", inputs / which, "--output-dir", out, "--no-validate")
            assert _files(out) == expected[which]
            assert len(list((out / "store").glob("g-*"))) == 1


_STOP_AT = """
import os, signal, sys
from kg import generations, publish
from kg.cli import main
stop = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
place = sys.argv.pop(1)
if place == "exports":
    publish.export_all = stop
elif place == "pointer":
    generations.Generation.commit = stop
elif place == "moving":
    commit = generations.Generation.commit
    def and_stop(self):
        commit(self)
        stop()
    generations.Generation.commit = and_stop
main()
"""


@pytest.mark.parametrize(("place", "left"), [("exports", 1), ("pointer", 1), ("moving", 2)])
def test_killed_at_each_step(inputs, tmp_path, place, left):
    """Killed before the pointer is moved the store is the old graph, after it the new; a build puts all right."""
    out = tmp_path / "out"
    run_kg("build", inputs / "one", "--output-dir", out, "--no-validate")
    command = [sys.executable, "-c", _STOP_AT, place, "build", inputs / "two", "--output-dir", out, "--no-validate"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert _documents(out) == left
    assert _files(out) == _files(inputs / "one-out")
    assert run_kg("build", inputs / "two", "--output-dir", out, "--no-validate").returncode == 0
    assert _files(out) == _files(inputs / "two-out")


@pytest.mark.parametrize("size", [1_000, 20_000, 200_000])
def test_full_disk(inputs, tmp_path, size):
    """When a file cannot grow there is one line, nothing of the old graph is lost, and nothing is left behind."""
    out = tmp_path / "out"
    run_kg("build", inputs / "one", "--output-dir", out, "--no-validate")
    before = sorted(path.relative_to(out) for path in out.rglob("*"))
    run = subprocess.run(
        [KG, "build", inputs / "two", "--output-dir", out, "--no-validate"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in {1, 2}
    assert run.stderr.startswith("kg: ")
    assert "Traceback" not in run.stderr
    assert run.stderr.count("\n") == 1
    assert _files(out) == _files(inputs / "one-out")
    assert _documents(out) == 1
    assert sorted(path.relative_to(out) for path in out.rglob("*")) == before


def test_second_build_waits_for_nobody(inputs, tmp_path):
    """While one writes, another build is one line and exit code 1, and a query is answered."""
    out = tmp_path / "out"
    run_kg("build", inputs / "one", "--output-dir", out, "--no-validate")
    with writing(out / "store"):
        run = run_kg("build", inputs / "two", "--output-dir", out)
        assert (run.returncode, run.stderr.count("\n")) == (1, 1)
        assert "another kg is writing here" in run.stderr
        run = run_kg("query", "SELECT (COUNT(?d) AS ?n) { ?d a kg:Document }", "--format", "csv", "--output-dir", out)
        assert run.stdout.split() == ["n", "1"]


def test_readers_while_builds_run(inputs, tmp_path):
    """Whoever opens the store while builds replace it sees one whole graph or the other, never a mixture."""
    out = tmp_path / "out"
    run_kg("build", inputs / "one", "--output-dir", out, "--no-validate")
    loop = "for i in 1 2 3; do {kg} build {a} {o} && {kg} build {b} {o}; done".format(
        kg=KG, a=inputs / "two", b=inputs / "one", o=f"--output-dir {out} --no-validate -q"
    )
    sizes = {name: len(list(Dataset.open(inputs / f"{name}-out" / "store").triples())) for name in ("one", "two")}
    process = subprocess.Popen(["sh", "-c", loop])
    seen = set()
    while process.poll() is None:
        dataset = Dataset.open(out / "store")
        size = len(list(dataset.triples()))
        assert size == sizes[("one", "two")[len(dataset.documents()) - 1]]
        seen.add(size)
    assert process.returncode == 0
    assert seen == set(sizes.values())


def test_broken_source_leaves_the_graph(inputs, tmp_path):
    """A build of sources none of which can be read changes nothing."""
    out = tmp_path / "out"
    run_kg("build", inputs / "one", "--output-dir", out, "--no-validate")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
    assert run_kg("build", tmp_path / "bad.txt", "--output-dir", out).returncode == 1
    assert _files(out) == _files(inputs / "one-out")
    assert _documents(out) == 1
