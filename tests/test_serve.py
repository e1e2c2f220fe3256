"""`kg serve`: what is answered, what is refused, and that nothing harms the next request."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from clients import KILLER, STUCK, Clients, expected
from commands import KG, run_kg
from triple_stores import free_port, wait_for

from kg.binding import declared
from kg.queries import named_queries
from kg.serve.guard import calls_out
from kg.store import Dataset

COUNT = "SELECT (COUNT(?d) AS ?n) WHERE { ?d a <https://example.org/kg/ontology#Document> }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a build of one article."""
    folder = tmp_path_factory.mktemp("serve")
    (folder / "a.txt").write_text("Nvidia said on Monday that it supplies chips to Microsoft.\n", "utf-8")
    run = run_kg("build", folder / "a.txt", "--output-dir", folder / "out", "--no-validate")
    assert run.returncode == 0, run.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def endpoint(built):
    """The address of a running endpoint with a limit of two seconds."""
    port = free_port()
    process = subprocess.Popen(
        [KG, "serve", "--output-dir", built, "--bind", f"127.0.0.1:{port}", "--timeout", "2"], stdout=subprocess.DEVNULL
    )
    wait_for(port, lambda: process.poll() is None)
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0


def _ask(url: str, data: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    request = urllib.request.Request(url, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def _query(endpoint: str, sparql: str) -> tuple[int, bytes]:
    return _ask(f"{endpoint}/query?{urllib.parse.urlencode({'query': sparql})}", Accept="application/json")


def _count(answer: tuple[int, bytes]) -> str:
    assert answer[0] == 200
    return json.loads(answer[1])["results"]["bindings"][0]["n"]["value"]


def test_answers_by_get_and_post(endpoint):
    """A query is answered by GET, as a form and as application/sparql-query."""
    form = urllib.parse.urlencode({"query": COUNT}).encode()
    assert _count(_query(endpoint, COUNT)) == "1"
    assert _count(_ask(f"{endpoint}/query", form, Accept="application/json")) == "1"
    kind = "application/sparql-query"
    assert _count(_ask(f"{endpoint}/sparql", COUNT.encode(), Content_Type=kind, Accept="application/json")) == "1"


def test_query_page_and_links(endpoint):
    """The page to ask is there with its script, and each named query has a link to it."""
    assert b"yasgui" in _ask(f"{endpoint}/")[1]
    assert _ask(f"{endpoint}/yasgui.min.js")[0] == 200
    assert all(_ask(f"{endpoint}/queries/{query.name}")[0] == 200 for query in named_queries())
    assert _ask(f"{endpoint}/queries/nope")[0] == 404


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/update", "application/sparql-update", b"CLEAR ALL"),
        ("/query", "application/sparql-update", b"CLEAR ALL"),
        ("/query", "application/x-www-form-urlencoded", b"update=CLEAR+ALL"),
        ("/query?update=CLEAR+ALL", "application/sparql-query", b"ASK {}"),
        ("/store?default", "text/turtle", b"<a:a> <a:b> <a:c> ."),
        ("/query", "application/sparql-query", b"LOAD <http://127.0.0.1/x>"),
        ("/query", "application/sparql-query", b"SELECT * { SERVICE <http://127.0.0.1/x> { ?s ?p ?o } }"),
        ("/query", "application/sparql-query", b"SELECT * { \\u0053ervice <http://127.0.0.1/x> { ?s ?p ?o } }"),
        ("/query", "application/sparql-query", b"x" * 2_000_000),
    ],
)
def test_refused(endpoint, path, kind, body):
    """Updates, loads, calls to other hosts and huge requests are refused, and the graph stays as it was."""
    try:
        status, _ = _ask(f"{endpoint}{path}", body, Content_Type=kind)
    except (ConnectionError, urllib.error.URLError):  # the huge one: refused before it was read
        status = 413
    assert 400 <= status < 500
    assert _count(_query(endpoint, COUNT)) == "1"


@pytest.mark.parametrize(
    ("sparql", "calls"),
    [
        ("SELECT * { SERVICE <x:y> {} }", True),
        ("SELECT * { service silent ?x {} }", True),
        ("SELECT * {}SERVICE<x:y>{}", True),
        ('SELECT * { ?service a ex:service ; ex:SERVICE \'SERVICE\' , """SERVICE " """ }', False),
        ("SELECT * { <http://x/SERVICE> ?p ?o } # SERVICE", False),
        ("SELECT * { ?a < ?b . SERVICE <x:y> {} . ?c > ?d }", True),
        ('SELECT * { "a\\"" ?p ?o . SERVICE <x:y> {} }', True),
    ],
)
def test_what_calls_out(sparql, calls):
    """SERVICE counts as a keyword only, however it is written."""
    assert calls_out(sparql) is calls


def test_runaway_queries_end_and_harm_nobody(endpoint):
    """Slow queries are given up with 503, and meanwhile and afterwards others are answered."""
    with ThreadPoolExecutor(4) as pool:
        slow = [pool.submit(_query, endpoint, SLOW) for _ in range(3)]
        time.sleep(0.3)
        assert _count(_query(endpoint, COUNT)) == "1"
        assert [status for status, _ in (one.result() for one in slow)] == [503, 503, 503]
    assert _count(_query(endpoint, COUNT)) == "1"


def test_mixed_requests_from_many_clients(endpoint, built):
    """Good, broken, huge, slow, cut-off and deadly requests at once: each has the answer that is right for it."""
    queries = [declared(query.sparql) for query in named_queries()]
    right = expected(Dataset.open(built / "store"), [COUNT, *queries])
    found = Clients(int(endpoint.rpartition(":")[2]), right).bombard(600)
    assert set(found.seconds) >= {"good", "broken", "forbidden", "huge", "long", "garbage"}
    assert not found.wrong


@pytest.mark.parametrize("deadly", [KILLER, STUCK])
def test_query_that_oxigraph_cannot_bear(endpoint, deadly):
    """A query that ends Oxigraph, or that it plans without end, is given up; those beside and after it are answered."""
    with ThreadPoolExecutor(9) as pool:
        dead = pool.submit(_ask, f"{endpoint}/query", deadly.encode(), Content_Type="application/sparql-query")
        beside = [pool.submit(_query, endpoint, COUNT) for _ in range(100)]
        assert {_count(one.result()) for one in beside} == {"1"}
        assert dead.result()[0] == 503
    assert _count(_query(endpoint, COUNT)) == "1"


@pytest.mark.parametrize(
    "sparql", ["ASK " + "{" * 5000 + "}" * 5000, "ASK { FILTER(" + "!" * 9000 + "true) }", "ASK { ?s a" + "/a" * 9000]
)
def test_intricate_query_is_refused(endpoint, sparql):
    """What is nested too deeply, or has too many operators, is refused before Oxigraph sees it."""
    status, said = _ask(f"{endpoint}/query", sparql.encode(), Content_Type="application/sparql-query")
    assert (status, said) == (400, b"the query is too long or nested too deeply\n")


def _oxigraphs(folder: Path) -> list[str]:
    """The command lines of the Oxigraph servers of a store."""
    lines = [path.read_bytes().replace(b"\0", b" ").decode() for path in Path("/proc").glob("[0-9]*/cmdline")]
    return [line for line in lines if "serve-read-only" in line and str(folder) in line]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are looked up in /proc")
def test_end_while_queries_run(built):
    """Ctrl-C ends it and every Oxigraph that it started, whatever these are busy with."""
    port = free_port()
    command = [KG, "serve", "--output-dir", built, "--bind", f"127.0.0.1:{port}", "--timeout", "2"]
    before = len(_oxigraphs(built))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process, ThreadPoolExecutor(9) as pool:
        wait_for(port, lambda: process.poll() is None)
        clients = Clients(port, {})
        asked = [pool.submit(clients.ask, query) for query in (STUCK, KILLER, SLOW) * 3]
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert all(one.exception() or one.result()[0] == 503 for one in asked)
    assert len(_oxigraphs(built)) == before


def test_build_meanwhile(endpoint, built, tmp_path):
    """A build that replaces the graph does not disturb the endpoint, which serves what it opened."""
    (tmp_path / "b.txt").write_text("OpenAI said that it works.\n", "utf-8")
    assert run_kg("add", tmp_path / "b.txt", "--output-dir", built, "--no-validate", "-q").returncode == 0
    assert _count(_query(endpoint, COUNT)) == "1"
    assert run_kg("remove", "b.txt", "--output-dir", built, "-q").returncode == 0


def test_port_in_use(built, endpoint):
    """A port that is taken is one line."""
    run = run_kg("serve", "--output-dir", built, "--bind", endpoint.removeprefix("http://"))
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "port is in use" in run.stderr


@pytest.mark.parametrize("bind", ["nope", "127.0.0.1:", "127.0.0.1:99999"])
def test_address_that_is_none(built, bind):
    """What is no HOST:PORT is wrong usage."""
    run = run_kg("serve", "--output-dir", built, "--bind", bind)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)


def test_nothing_to_serve(tmp_path):
    """Without a store there is one line."""
    run = run_kg("serve", "--output-dir", tmp_path)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
