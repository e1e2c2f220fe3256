"""`kg load`: graphs into running triple stores, and what happens when these fail."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from commands import run_kg
from pyoxigraph import QueryResultsFormat
from triple_stores import MissingError, free_port, over_http, rows_of, virtuoso, wait_for

from kg.errors import RemoteError, UsageError
from kg.remote import Endpoint, transfer
from kg.remote.endpoint import Credentials, Protocol
from kg.store import Dataset

TEXTS = {
    "a.txt": "Nvidia said on Monday that it supplies chips to Microsoft.\n",
    "b.txt": "Microsoft, die Nvidia-chips gebruikt, zei dat de “vraag” \\ 'naar' \"AI\" 🙂 waarschijnlijk stijgt.\n",
}
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    """The folder of a build of two articles, which no test changes."""
    folder = tmp_path_factory.mktemp("load")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    run = run_kg("build", *map(folder.joinpath, TEXTS), "--output-dir", folder / "out", "--no-validate")
    assert run.returncode == 0, run.stderr
    return folder / "out"


@pytest.fixture
def built(built_once, tmp_path):
    """A copy of it."""
    return shutil.copytree(built_once, tmp_path / "out")


@pytest.fixture
def oxigraph(tmp_path):
    """The address of a running, empty Oxigraph server that can be written."""
    port = free_port()
    command = [OXIGRAPH, "serve", "--location", tmp_path / "remote", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    wait_for(port, lambda: process.poll() is None)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(20)


def _quads(oxigraph: str) -> list[tuple[str, ...]]:
    return over_http(f"{oxigraph}/query", "SELECT * { GRAPH ?g { ?s ?p ?o } }")


def _local(built: Path) -> int:
    return len(list(Dataset.open(built / "store").quads()))


@pytest.mark.parametrize(("path", "protocol"), [("/store", "graph-store"), ("/update", "update")])
def test_graphs_arrive_change_and_leave(built, oxigraph, path, protocol):
    """All graphs are put; the next time only what changed is, and what was withdrawn is dropped; others stay."""
    mine = f"{oxigraph}/store?graph=urn:mine"
    urllib.request.urlopen(
        urllib.request.Request(mine, b"<a:a> <a:b> <a:c> .", {"Content-Type": "text/turtle"}, method="PUT")
    ).close()
    arguments = ["load", oxigraph + path, "--protocol", protocol, "--output-dir", built]
    assert run_kg(*arguments).stdout == "2 graphs put, 0 dropped, 0 as they were\n"
    assert len(_quads(oxigraph)) == _local(built) + 1
    assert run_kg(*arguments).stdout == "0 graphs put, 0 dropped, 2 as they were\n"
    assert run_kg("remove", "a.txt", "--output-dir", built, "-q").returncode == 0
    assert run_kg(*arguments).stdout == "0 graphs put, 1 dropped, 1 as they were\n"
    assert len(_quads(oxigraph)) == _local(built) + 1
    assert run_kg(*arguments, "--afresh").stdout == "1 graphs put, 0 dropped, 0 as they were\n"


@pytest.fixture(scope="module")
def running_virtuoso(tmp_path_factory):
    """The address of a running Virtuoso; the tests skip without one, unless stores are required."""
    try:
        with virtuoso(tmp_path_factory.mktemp("virtuoso")) as (_, http):
            yield f"http://127.0.0.1:{http}"
    except MissingError as missing:
        if os.environ.get("KG_REQUIRE_STORES") == "1":
            raise
        pytest.skip(f"not installed: {missing}")


@pytest.mark.parametrize(
    ("path", "protocol"), [("/sparql-graph-crud-auth?graph-uri=", "graph-store"), ("/sparql-auth", "update")]
)
def test_virtuoso(built, running_virtuoso, path, protocol):
    """Virtuoso takes the graphs by both protocols when it is told who we are, and gives back what was put."""
    arguments = ["load", running_virtuoso + path, "--protocol", protocol, "--output-dir", built, "--retries", "0"]
    refused = run_kg(*arguments, env={"KG_USER": "dba", "KG_PASSWORD": "wrong"})
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "401" in refused.stderr
    us = {"KG_USER": "dba", "KG_PASSWORD": "dba"}
    assert run_kg(*arguments, env=us).stdout == "2 graphs put, 0 dropped, 0 as they were\n"
    mine = 'SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "https://example.org/kg/document/")) }'
    here = Dataset.open(built / "store").query(mine)
    assert over_http(f"{running_virtuoso}/sparql", mine) == rows_of(here.serialize(format=QueryResultsFormat.JSON))
    assert run_kg("remove", "a.txt", "b.txt", "--output-dir", built, "-q").returncode == 0
    assert run_kg(*arguments, env=us).stdout == "0 graphs put, 2 dropped, 0 as they were\n"
    assert over_http(f"{running_virtuoso}/sparql", mine) == []


class _Server(ThreadingHTTPServer):
    """Answers with the statuses given, one after the other, the last one for ever; remembers what was asked."""

    def __init__(self, *statuses: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.statuses = list(statuses)
        self.asked: list[tuple[str, str, str]] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/store"


class _Handler(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        statuses = self.server.statuses
        status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
        graph = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query).get("graph", [""])[0]
        self.server.asked.append((self.command, graph, self.headers.get("Authorization") or ""))
        if status == 0:
            self.connection.close()
            return
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="kg"')
        self.end_headers()
        self.wfile.write(b"because")

    do_PUT = do_DELETE = do_POST = _answer  # noqa: N815  # the base class names them so

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server():
    """A function that starts a server which answers with these statuses."""
    running = []

    def start(*statuses: int) -> _Server:
        running.append(_Server(*statuses))
        threading.Thread(target=running[-1].serve_forever, daemon=True).start()
        return running[-1]

    yield start
    for one in running:
        one.shutdown()
        one.server_close()


def _transfer(built: Path, endpoint: Endpoint, step: Callable[[int, int], None] | None = None):
    return transfer(Dataset.open(built / "store"), endpoint, built / "store" / "remote-test.json", step)


def test_passing_failures_are_tried_again(built, server):
    """An endpoint that is busy or cuts off is asked again until it answers."""
    busy = server(503, 0, 429, 204)
    assert _transfer(built, Endpoint(busy.url, wait=0.01)).put == 2
    assert len(busy.asked) == 5


@pytest.mark.parametrize(("status", "asked"), [(400, 1), (403, 1), (500, 3)])
def test_refusal(built, server, status, asked):
    """A refusal ends at once, a lasting failure after the last try; the error names the status and the endpoint."""
    refusing = server(status)
    with pytest.raises(RemoteError, match=rf"{refusing.url}: {status} .*because"):
        _transfer(built, Endpoint(refusing.url, wait=0.01, retries=2))
    assert len(refusing.asked) == asked


def test_interrupted_transfer_goes_on(built, server):
    """What was put before an interruption is not put again; the rest is."""
    halting = server(204, 400)
    with pytest.raises(RemoteError):
        _transfer(built, Endpoint(halting.url))
    good = server(204)
    assert _transfer(built, Endpoint(good.url)).put == 1
    assert {graph for _, graph, _ in [*halting.asked[:1], *good.asked]} == set(
        Dataset.open(built / "store").documents()
    )


def test_withdrawal_that_failed_is_tried_again(built, server):
    """A graph that could not be dropped is dropped the next time; one that is not there is dropped already."""
    _transfer(built, Endpoint(server(204).url))
    assert run_kg("remove", "a.txt", "--output-dir", built, "-q").returncode == 0
    with pytest.raises(RemoteError):
        _transfer(built, Endpoint(server(400).url))
    gone = server(404)
    assert _transfer(built, Endpoint(gone.url)).dropped == 1
    assert [command for command, _, _ in gone.asked] == ["DELETE"]
    assert _transfer(built, Endpoint(gone.url)).dropped == 0


def test_damaged_memory_puts_all_again(built, server):
    """When it is not known what the endpoint has, everything is put."""
    (built / "store" / "remote-test.json").write_text("{", "utf-8")
    assert _transfer(built, Endpoint(server(204).url)).put == 2
    assert len(json.loads((built / "store" / "remote-test.json").read_text("utf-8"))) == 2


def test_credentials_come_from_the_environment(built, server):
    """KG_USER and KG_PASSWORD are told when the endpoint asks, KG_TOKEN always; without them a line asks for them."""
    asking = server(401, 204)
    _transfer(
        built, Endpoint(asking.url, credentials=Credentials.from_environment({"KG_USER": "u", "KG_PASSWORD": "p"}))
    )
    assert asking.asked[1][2].startswith("Basic ")
    token = server(204)
    _transfer(built, Endpoint(token.url + "?x=1", credentials=Credentials(token="secret")))
    run = run_kg("load", server(401).url, "--output-dir", built, env={"KG_USER": "", "KG_TOKEN": ""})
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "KG_USER" in run.stderr


def test_password_is_not_shown():
    """Neither password nor token is in what is printed of an endpoint."""
    assert "secret" not in repr(Endpoint("http://x/y", credentials=Credentials("user", "secret", "secret")))


def test_nobody_answers(built):
    """An endpoint that cannot be reached, or does not answer in time, is one line."""
    url = f"http://127.0.0.1:{free_port()}/store"
    run = run_kg("load", url, "--retries", "1", "--output-dir", built)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "cannot be reached" in run.stderr
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as silent,
        pytest.raises(RemoteError, match="answer"),
    ):
        _transfer(built, Endpoint(f"http://127.0.0.1:{silent.server_address[1]}/", retries=0, timeout=0.3))


@pytest.mark.parametrize("url", ["nope", "file:///etc/passwd", "ftp://x/y"])
def test_address_that_is_none(url):
    """Only http and https are spoken."""
    with pytest.raises(UsageError):
        Endpoint(url)


def test_big_graph_in_several_updates():
    """A graph that is larger than an update may be is put in several, the first of which empties it."""
    sent = []

    class Noting(Endpoint):
        def _send(self, _method, _url, data, _kind, **_more):
            sent.append(data)

    lines = b"".join(b'<a:a> <a:b> "%d" .\n' % number for number in range(200_000))
    Noting("http://x/update", Protocol.UPDATE).put("urn:g", lines)
    assert len(sent) > 1
    assert [b"DROP" in data for data in sent] == [True] + [False] * (len(sent) - 1)
    assert sum(data.count(b"<a:b>") for data in sent) == 200_000
