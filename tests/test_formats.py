"""`kg export` and the Python API: one graph, many forms, each read back by somebody else's reader."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys

import networkx as nx
import pytest
import rdflib
from commands import ROOT, SEEDS, run_kg
from pyoxigraph import RdfFormat, Triple, parse

import kg
from kg.errors import QueryError, StoreError, UsageError
from kg.export import formats
from kg.graph import Graph

TEXT = "Nvidia, led by Jensen Huang, said on Monday that it supplies chips to Microsoft.\n"
RDF = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """A graph of one article."""
    folder = tmp_path_factory.mktemp("formats")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    return kg.build(folder / "a.txt", output=folder / "out", validate=False)


@pytest.mark.parametrize("name", RDF)
def test_rdf_formats_say_the_same(graph, name):
    """Each RDF format holds the triples of the graph; those with graphs hold the quads."""
    read = list(parse(graph.export(name), format=RDF[name]))
    assert {quad.triple for quad in read} == set(graph.dataset.triples())
    if name in {"nq", "trig"}:
        assert set(read) == set(graph.dataset.quads())


@pytest.mark.parametrize(("name", "form"), [("rdf", "xml"), ("jsonld", "json-ld"), ("trig", "trig"), ("nt", "nt")])
def test_rdflib_reads_them(graph, name, form):
    """Rdflib, which shares no code with the writer, reads the same number of triples."""
    read = rdflib.Dataset(default_union=True).parse(data=graph.export(name), format=form)
    assert len(set(read.triples((None, None, None)))) == len(set(graph.dataset.triples()))


def test_jsonld_reads_like_the_vocabulary(graph):
    """Keys and classes of JSON-LD are the vocabulary's names."""
    text = graph.export("jsonld").decode()
    assert '"@type": "Company", "label": "Nvidia"' in text or '"@type": "Company"' in text
    assert "ontology#Company" not in text.partition('"@graph"')[2]


def test_turtle_of_rdf_12(graph):
    """RDF 1.2 has a triple term for every statement, in place of its subject, predicate and object."""
    read = [quad.triple for quad in parse(graph.export("ttl12"), format=RdfFormat.TURTLE)]
    terms = [triple for triple in read if isinstance(triple.object, Triple)]
    statements = graph.query("SELECT ?s { ?s a kg:Statement }")
    assert len(terms) == len(statements)
    assert len(read) == len(set(graph.dataset.triples())) - 2 * len(statements)


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks(graph, name, read):
    """GraphML and GEXF hold the entities and their relations as networkx has them."""
    network, expected = read(io.BytesIO(graph.export(name))), graph.to_networkx()
    assert set(network.nodes) == set(expected.nodes)
    assert len(network.edges) == len(expected.edges)
    assert {d["label"] for _, d in expected.nodes(data=True)} >= {"Nvidia", "Microsoft"}


def test_tables(graph):
    """The CSV files have a line for each entity and each relation, whose ends are entities."""
    nodes = list(csv.DictReader(io.StringIO(graph.export("csv-nodes").decode())))
    edges = list(csv.DictReader(io.StringIO(graph.export("csv-edges").decode())))
    assert len(nodes) == len(graph.to_networkx().nodes)
    assert {edge[end] for edge in edges for end in ("source", "target")} <= {node["iri"] for node in nodes}


def test_same_bytes_in_every_process(graph):
    """Every format is the same bytes whatever the order of sets and dictionaries."""
    code = """import kg, sys, hashlib
graph = kg.open(sys.argv[1])
print([hashlib.sha256(graph.export(name)).hexdigest() for name in sys.argv[2:]])"""
    names = [name for name in formats() if name != "html"]
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, graph.output, *names],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_export_command(graph, tmp_path):
    """`kg export` writes to a file or to standard output; an unknown format is one line that lists them."""
    to = tmp_path / "g.jsonld"
    assert run_kg("export", "jsonld", "--to", to, "--output-dir", graph.output).returncode == 0
    assert to.read_bytes() == graph.export("jsonld")
    assert run_kg("export", "nt", "--output-dir", graph.output).stdout.encode() == graph.export("nt")
    run = run_kg("export", "docx", "--output-dir", graph.output)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "graphml" in run.stderr
    run = run_kg("export", "nt", "--to", tmp_path / "no" / "x", "--output-dir", graph.output)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)


def test_api_answers_queries(graph):
    """`Graph.query` takes a named query or SPARQL, with values, and gives rows."""
    assert {row["name"] for row in graph.query("SELECT ?name { ?x a kg:Company ; rdfs:label ?name }")} == {
        "Nvidia",
        "Microsoft",
    }
    assert {row["entity"] for row in graph.query("names", about="Nvidia")} == {"Nvidia"}
    assert graph.query("ASK { ?x a kg:Document }") == [{"answer": "true"}]
    assert graph.query("SELECT ?x { ?x rdfs:label ?n }", n='"Nvidia"') == [
        {"x": "https://example.org/kg/company/nvidia"}
    ]
    with pytest.raises(QueryError):
        graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def test_api_grows_and_forgets(tmp_path):
    """`Graph.add` and `Graph.remove` give the changed graph; the one that was opened stays as it was."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text("OpenAI said that GPT-5 works.\n", "utf-8")
    first = kg.build(tmp_path / "a.txt", output=tmp_path / "out", validate=False)
    both = first.add(tmp_path / "b.txt")
    assert [len(each.documents()) for each in (first, both, both.remove("a.txt"))] == [1, 2, 1]
    assert isinstance(kg.open(tmp_path / "out"), Graph)


def test_api_becomes_rdflib(graph):
    """`Graph.to_rdflib` has all triples."""
    assert len(graph.to_rdflib()) == len(set(graph.dataset.triples()))


def test_api_raises_what_the_command_says(tmp_path):
    """Nothing to build, nothing to open and an unknown format are errors of kg."""
    with pytest.raises(UsageError):
        kg.build(tmp_path / "gone.txt", output=tmp_path / "out")
    with pytest.raises(StoreError):
        kg.open(tmp_path)


def test_public_names():
    """The package's names are these, and importing it loads nothing heavy."""
    assert set(kg.__all__) == {"__version__", "build", "open"}
    code = "import sys, kg; print([m for m in ('pyoxigraph', 'rdflib', 'networkx', 'typer') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    "block", re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
)
def test_python_in_the_readme_runs(block, tmp_path):
    """What the README shows of the Python API runs as it stands there."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    run = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout
