"""Named queries, values for variables, limits: what `kg query` takes."""

from __future__ import annotations

import json
import subprocess
import time

import pytest
from commands import KG, run_kg
from pyoxigraph import Literal, NamedNode, Quad

from kg.binding import bind, bind_named, declared, term_of
from kg.errors import QueryError
from kg.namespaces import PREFIXES
from kg.queries import named_queries, named_query
from kg.store import Dataset

BASE = "https://example.org/kg/"
DOCUMENT = NamedNode(f"{BASE}document/00aa")
CHINA, TAIWAN = NamedNode(f"{BASE}country/china"), NamedNode(f"{BASE}country/taiwan")


def _p(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)


@pytest.fixture(scope="module")
def dataset():
    """Two countries that share an alias; one is linked to Wikidata."""
    quads = [
        Quad(CHINA, _p("rdfs", "label"), Literal("China"), DOCUMENT),
        Quad(CHINA, _p("skos", "altLabel"), Literal("Kina", language="sv"), DOCUMENT),
        Quad(CHINA, _p("skos", "altLabel"), Literal("ROC"), DOCUMENT),
        Quad(CHINA, _p("skos", "exactMatch"), _p("wd", "Q148"), DOCUMENT),
        Quad(CHINA, _p("kg", "mentionedIn"), DOCUMENT, DOCUMENT),
        Quad(TAIWAN, _p("rdfs", "label"), Literal("Taiwan"), DOCUMENT),
        Quad(TAIWAN, _p("skos", "altLabel"), Literal("ROC"), DOCUMENT),
        Quad(TAIWAN, _p("kg", "mentionedIn"), DOCUMENT, DOCUMENT),
    ]
    found = Dataset()
    found.replace(DOCUMENT.value, quads, "")
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a build of one article."""
    folder = tmp_path_factory.mktemp("queries")
    (folder / "a.txt").write_text("Nvidia said on Monday that it supplies chips to Microsoft.\n", "utf-8")
    run = run_kg("build", folder / "a.txt", "--output-dir", folder / "out", "--no-validate")
    assert run.returncode == 0, run.stderr
    return folder / "out"


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_named_query_is_explained(query):
    """A named query asks a question, its parameters are variables of it, and it is SPARQL."""
    assert query.question.endswith("?")
    assert all(f"?{parameter.name} " in query.sparql.split("WHERE", 1)[1] for parameter in query.parameters)
    Dataset(None).query(query.sparql)
    assert "PREFIX kg:" in declared(query.sparql)


@pytest.mark.parametrize(
    ("value", "bound"),
    [
        ("China", [CHINA]),
        ("kina", [CHINA]),
        ("ROC", [CHINA, TAIWAN]),
        ("wd:Q148", [CHINA]),
        ("http://www.wikidata.org/entity/Q148", [CHINA]),
        (f"<{CHINA.value}>", [CHINA]),
        (TAIWAN.value, [TAIWAN]),
    ],
)
def test_entity_parameter(dataset, value, bound):
    """An entity is given by its label, an alias in any case, its IRI, or one that it is linked to."""
    sparql = bind_named(named_query("names"), {"about": value}, dataset)
    assert {row["entity"].value for row in dataset.query(sparql)} == {
        iri.value.rpartition("/")[2].title() for iri in bound
    }


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"about": "Chinaa"}, "did you mean China"),
        ({"about": "wd:Q1"}, "nothing in the graph"),
        ({"about": "nope"}, "nothing in the graph"),
        ({"nope": "China"}, "it takes about"),
    ],
)
def test_value_that_does_not_fit(dataset, values, words):
    """An unknown parameter or entity is one line that says what there is."""
    with pytest.raises(QueryError, match=words):
        bind_named(named_query("names"), values, dataset)


def test_any_query_can_be_bound(dataset):
    """A variable of any query takes a name, an IRI, a literal or plain words; one that is not in it is refused."""
    sparql = "SELECT ?x ?l WHERE { ?x rdfs:label ?l # ?nope\n}"
    for values in ({"x": "Taiwan"}, {"x": TAIWAN.value}, {"l": '"Taiwan"'}, {"x": "Taiwan", "l": '"Taiwan"'}):
        assert [row["x"] for row in dataset.query(bind(sparql, values, dataset))] == [TAIWAN]
    with pytest.raises(QueryError, match=r"\?nope"):
        bind(sparql, {"nope": "x"}, dataset)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("kg:Claim", _p("kg", "Claim")),
        ("0.5", Literal("0.5", datatype=_p("xsd", "decimal"))),
        ('"vraag"@nl', Literal("vraag", language="nl")),
        ("true", Literal("true", datatype=_p("xsd", "boolean"))),
        ("Sam Altman", None),
        ("a:b", None),
    ],
)
def test_terms(text, term):
    """What looks like SPARQL's notation of an IRI or literal is one; other words are words."""
    assert term_of(text) == term


def test_injection_is_no_query(dataset):
    """Words that look like SPARQL stay words."""
    sparql = bind("SELECT ?x ?l WHERE { ?x rdfs:label ?l }", {"l": 'x" } } INSERT DATA { <a:a> <a:b> "'}, dataset)
    assert list(dataset.query(sparql)) == []


@pytest.mark.parametrize("how", ["inline", "file", "stdin"])
def test_query_comes_inline_from_a_file_or_from_standard_input(built, tmp_path, how):
    """The same query gives the same answer wherever it stands."""
    sparql = "SELECT (COUNT(?d) AS ?n) { ?d a kg:Document }"
    (tmp_path / "q.rq").write_text(sparql, "utf-8")
    arguments = {"inline": [sparql], "file": ["--file", tmp_path / "q.rq"], "stdin": ["--file", "-"]}[how]
    run = subprocess.run(
        [KG, "query", *arguments, "--format", "tsv", "--output-dir", built],
        input=sparql,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["?n", "1"]


def test_formats(built):
    """SELECT is answered as table, CSV, TSV and JSON; CONSTRUCT as Turtle; Turtle of a SELECT is wrong usage."""
    select = "SELECT ?name { ?x a kg:Company ; rdfs:label ?name } ORDER BY ?name"
    answers = {form: run_kg("query", select, "--format", form, "--output-dir", built).stdout for form in ("csv", "tsv")}
    assert answers == {"csv": "name\nMicrosoft\nNvidia\n", "tsv": '?name\n"Microsoft"\n"Nvidia"\n'}
    construct = "CONSTRUCT { ?x a kg:Company } WHERE { ?x a kg:Company }"
    assert "a kg:Company ." in run_kg("query", construct, "--format", "turtle", "--output-dir", built).stdout
    run = run_kg("query", select, "--format", "turtle", "--output-dir", built)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)


def test_timeout(built):
    """A query that takes too long is given up with one line; one that does not is answered as ever."""
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    start = time.perf_counter()
    run = run_kg("query", slow, "--timeout", "1", "--output-dir", built)
    assert time.perf_counter() - start < 15
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "given up after 1 seconds" in run.stderr
    quick = run_kg("query", "ASK { ?x a kg:Claim }", "--timeout", "60", "--output-dir", built)
    assert quick.stdout in {"true\n", "false\n"}


@pytest.mark.parametrize("timeout", [(), ("--timeout", "30")])
def test_broken_query_says_where(built, timeout):
    """A broken query is one line with the line and the column of what is wrong."""
    run = run_kg("query", "SELECT ?x {\n ?x nonsense }", "--output-dir", built, *timeout)
    assert run.returncode == 2
    assert run.stderr.startswith("kg: broken query: line 2, column ")
    assert run.stderr.count("\n") == 1
    assert len(run.stderr) < 250


@pytest.mark.parametrize("sparql", ["ASK " + "{" * 9000 + "}" * 9000, "ASK { FILTER(" + "!" * 20_000 + "true) }"])
def test_query_that_would_end_the_process(dataset, sparql):
    """What is nested too deeply, or has too many operators, for Oxigraph to live through is refused with one line."""
    with pytest.raises(QueryError, match="too long or nested too deeply"):
        dataset.query(sparql)


def test_list_of_queries():
    """`kg queries` lists every query with its question, and shows one in full."""
    listed = run_kg("queries").stdout
    assert all(f"\n{query.name} " in listed and query.question[:20] in listed for query in named_queries())
    assert run_kg("queries", "voices").stdout.startswith("# Who speaks about whom")


def test_json_is_what_the_standard_says(built):
    """JSON is SPARQL 1.1 Query Results JSON."""
    run = run_kg("query", "SELECT ?d { ?d a kg:Document }", "--format", "json", "--output-dir", built)
    assert [row["d"]["type"] for row in json.loads(run.stdout)["results"]["bindings"]] == ["uri"]
