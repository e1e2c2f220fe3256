"""The same texts give the same bytes, wherever and however they are built."""

from __future__ import annotations

import shutil

import pytest
from commands import SEEDS, run_kg

FILES = ("graph.ttl", "graph.nq", "graph.html")
FIRST, SECOND = sorted(SEEDS.iterdir())


def _build(folder, *paths, cwd=None, **env) -> dict[str, bytes]:
    run = run_kg("build", *paths, "--output-dir", folder, cwd=cwd, env=env)
    assert run.returncode == 0, run.stderr
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """The files of an ordinary build of the seeds."""
    return _build(tmp_path_factory.mktemp("usual"), SEEDS)


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_hash_seed(tmp_path, usual, seed):
    """The order of sets and dictionaries leaves no trace."""
    assert _build(tmp_path, SEEDS, PYTHONHASHSEED=seed) == usual


@pytest.mark.parametrize("paths", [(FIRST, SECOND), (SECOND, FIRST), (SECOND, FIRST, SEEDS)], ids=["ab", "ba", "twice"])
def test_order_of_sources(tmp_path, usual, paths):
    """The order in which sources are given, or giving one twice, changes nothing."""
    assert _build(tmp_path, *paths) == usual


def test_place(tmp_path, usual):
    """Neither the place of the files nor the working directory is in the graph."""
    shutil.copytree(SEEDS, tmp_path / "elsewhere" / "news")
    assert _build(tmp_path / "out", "news", cwd=tmp_path / "elsewhere") == usual


def test_time_zone_and_locale(tmp_path, usual):
    """Neither time zone nor locale changes anything."""
    assert _build(tmp_path, SEEDS, TZ="Asia/Tokyo", LC_ALL="C") == usual


def test_second_build_over_the_first(tmp_path, usual):
    """A build over another build's output leaves nothing of that."""
    _build(tmp_path, FIRST)
    assert _build(tmp_path, SEEDS) == usual


def test_a_document_says_the_same_beside_another(tmp_path, usual):
    """A document's own graph is the same whether another document is there or not."""
    alone = _build(tmp_path, FIRST)["graph.nq"].splitlines()
    assert set(alone) < set(usual["graph.nq"].splitlines())
