"""The Turtle loads in the readers that people use, with the same triples."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import rdflib
from commands import ROOT
from pyoxigraph import BlankNode, parse

TURTLE = ROOT / "output" / "graph.ttl"
QUADS = ROOT / "output" / "graph.nq"


@pytest.fixture(scope="module")
def triples():
    """The triples as pyoxigraph reads them."""
    return [quad.triple for quad in parse(path=str(TURTLE))]


def test_turtle_is_the_union_of_the_quads(triples):
    """Turtle and N-Quads of a build say the same, and the Turtle says it once."""
    assert set(triples) == {quad.triple for quad in parse(path=str(QUADS))}
    assert len(triples) == len(set(triples))


def test_no_blank_nodes(triples):
    """Every node has a name, so that graphs can be merged and documents withdrawn."""
    assert not [t for t in triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]


def test_rdflib(triples):
    """Rdflib reads the same triples and finds every typed literal well-formed."""
    graph = rdflib.Graph().parse(TURTLE)
    assert len(graph) == len(triples)
    ill = [o for o in graph.objects() if isinstance(o, rdflib.Literal) and o.ill_typed]
    assert ill == []


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
def test_rapper(triples):
    """Rapper, which shares no code with the others, reads the same number of triples without a warning."""
    run = subprocess.run(
        ["rapper", "--input", "turtle", "--count", str(TURTLE)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert f"returned {len(triples)} triples" in run.stderr
    assert "warning" not in run.stderr.lower()
