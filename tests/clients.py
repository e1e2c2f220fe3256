"""Many clients of a SPARQL endpoint at once: good, malformed, huge, slow and cut-off requests, each with what is right.

The endpoint is one of `kg serve`, and what is right comes from pyoxigraph on the same quads.
"""

from __future__ import annotations

import json
import random
import socket
import time
import urllib.parse
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from pyoxigraph import QueryResultsFormat
from triple_stores import rows_of

from kg.store import Dataset

FORM, SPARQL = "application/x-www-form-urlencoded", "application/sparql-query"
PATIENCE = 120  # seconds until a client gives up
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STUCK = f"ASK {{ {' '.join(f'?s{number} ?p ?o .' for number in range(400))} }}"
"""Oxigraph plans it for minutes, and its limit of time is none for planning."""
KILLER = f"ASK {{ ?s ?p {'<<' * 50_000}"
"""Oxigraph ends."""
BROKEN = ("SELECT ?x {", "", "\0", "SELECT * { ?x nope:y 1 }", "ASK { " + "{" * 100_000, "DROP ALL", "ß" * 50)
FORBIDDEN = ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",)
GARBAGE = (
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
    b"POST /query HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
    b"POST /query HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"POST /query HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    b"GET /query HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
)
KINDS = {"good": 7850, "broken": 800, "forbidden": 400, "huge": 200, "long": 200, "garbage": 480} | {
    "dripping": 50,
    "runaway": 10,
    "stuck": 5,
    "killer": 5,
}
"""How many of ten thousand requests are of each kind."""


@dataclass
class Found:
    """Seconds that requests of each kind took, and what was wrong with the answers."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Clients:
    """Clients of the endpoint at a port; `expected` are good queries with the rows of their answers."""

    port: int
    expected: Mapping[str, list[tuple[str, ...]]]

    def ask(self, query: str, kind: str = FORM) -> tuple[int, bytes]:
        """Post a query."""
        body = urllib.parse.urlencode({"query": query}).encode() if kind == FORM else query.encode()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Content-Type": kind, "Accept": "application/sparql-results+json"}
            connection.request("POST", "/query", body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def bombard(self, requests: int, clients: int = 16) -> Found:
        """Send so many requests, mixed, from so many clients at once."""
        found = Found()
        doors = {name: getattr(self, f"_{name}") for name in KINDS}
        chance = random.Random(4)
        mixed = chance.choices(list(KINDS), list(KINDS.values()), k=requests)
        with ThreadPoolExecutor(clients) as pool:
            for kind, number in zip(mixed, range(requests), strict=True):
                pool.submit(self._timed, kind, (doors[kind], number), found)
        return found

    def _timed(self, kind: str, request: tuple[Callable[[int], str], int], found: Found) -> None:
        start = time.perf_counter()
        try:
            wrong = request[0](request[1])
        except (OSError, HTTPException, ValueError, KeyError) as error:
            wrong = f"{type(error).__name__}: {error}"
        found.seconds[kind].append(time.perf_counter() - start)
        if wrong:
            found.wrong[f"{kind}: {wrong}"] += 1

    def _good(self, number: int) -> str:
        query = list(self.expected)[number % len(self.expected)]
        status, body = self.ask(query, (FORM, SPARQL)[number % 2])
        if status != 200:
            return f"status {status}"
        return "" if rows_of(body) == self.expected[query] else f"another answer to {query}"

    def _broken(self, number: int) -> str:
        return self._refused(self.ask(BROKEN[number % len(BROKEN)])[0], {400})

    def _forbidden(self, number: int) -> str:
        return self._refused(self.ask(FORBIDDEN[number % len(FORBIDDEN)])[0], {403})

    def _huge(self, _number: int) -> str:
        """More than a request may hold; the endpoint may hang up before all was sent."""
        try:
            return self._refused(self.ask("x" * 3_000_000)[0], {413})
        except ConnectionError:
            return ""

    def _long(self, number: int) -> str:
        """A legal query of hundreds of kilobytes, which is refused or answered."""
        values = " ".join(f"<urn:{number}:{other}>" for other in range(20_000))
        status, body = self.ask(f"SELECT ?s {{ VALUES ?s {{ {values} }} ?s ?p ?o }}")
        return self._refused(status, {200, 400, 413}) or ("rows" if status == 200 and rows_of(body) else "")

    def _garbage(self, number: int) -> str:
        """What is no request, or half of one; then the client is gone."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as client:
            client.sendall(GARBAGE[number % len(GARBAGE)])
        return ""

    def _dripping(self, _number: int) -> str:
        """A good request that comes byte by byte."""
        query, rows = next(iter(self.expected.items()))
        line = f"GET /query?query={urllib.parse.quote(query)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as client:
            for byte in f"{line}Accept: application/sparql-results+json\r\n\r\n".encode():
                client.sendall(bytes([byte]))
                time.sleep(0.002)
            answer = b"".join(iter(lambda: client.recv(65_536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        return "" if b" 200 " in head.splitlines()[0] and rows_of(body) == rows else "another answer"

    def _runaway(self, _number: int) -> str:
        return self._refused(self.ask(RUNAWAY)[0], {503})

    def _stuck(self, _number: int) -> str:
        return self._refused(self.ask(STUCK)[0], {503})

    def _killer(self, _number: int) -> str:
        return self._refused(self.ask(KILLER)[0], {503})

    @staticmethod
    def _refused(status: int, right: set[int]) -> str:
        return "" if status in right else f"status {status}"


def expected(dataset: Dataset, queries: list[str]) -> dict[str, list[tuple[str, ...]]]:
    """The queries with the rows of their right answers."""
    return {
        query: rows_of(dataset.query(query).serialize(format=QueryResultsFormat.JSON) or json.dumps({}))
        for query in queries
    }
