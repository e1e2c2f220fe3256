"""The front: an HTTP server that checks each request and hands it on to Oxigraph."""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Semaphore
from urllib.parse import parse_qs, quote, urlsplit

from kg.binding import declared
from kg.errors import QueryError, UsageError
from kg.queries import named_query
from kg.serve.guard import calls_out
from kg.serve.server import Server
from kg.sparql import too_intricate

__all__ = ["Front", "Settings"]

_ASKS = frozenset({"/query", "/sparql"})
_MAX_BODY = 1_000_000  # bytes of a request
_IDLE = 30  # seconds that a client may say nothing
_GRACE = 2  # seconds more than Oxigraph has, before the front gives up on it
_FIRST = 8_000_000  # bytes of an answer that are awaited before any is handed on: most answers come whole or not at all
_BLOCK = 65_536
_APART = 4  # queries that have a process of their own
_CANCELLED = b"The SPARQL operation has been cancelled"  # the end of what Oxigraph says when the time is over
_HANDED_ON = ("Accept", "Content-Type", "Origin")
_TOLD_BACK = ("Content-Type", "Access-Control-Allow-Origin", "Location")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the front listens, and the seconds that a query may take."""

    host: str = "127.0.0.1"
    port: int = 7878
    timeout: float = 30


class Front(ThreadingHTTPServer):
    """Listens, and hands on to the server `upstream`.

    Raises:
        UsageError: the port is in use, or the host is none of this machine's.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, settings: Settings, upstream: Server) -> None:
        self.upstream = upstream
        self.timeout_s = settings.timeout
        self.apart = Semaphore(_APART)
        try:
            super().__init__((settings.host, settings.port), _Handler)
        except OSError as error:
            what = "the port is in use" if error.errno == errno.EADDRINUSE else error.strerror or str(error)
            raise UsageError(what, f"{settings.host}:{settings.port}", "choose another with --bind") from error
        self.url = f"http://{settings.host}:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that has gone before it had its answer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed has no name for them


class _RefusedError(Exception):
    """A request that is answered by the front itself, with a status and a line."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: Front
    protocol_version = "HTTP/1.1"
    server_version = "kg"
    sys_version = ""
    timeout = _IDLE

    def do_GET(self) -> None:
        """Answer GET."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer HEAD."""
        self._answer()

    def do_POST(self) -> None:
        """Answer POST."""
        self._answer()

    def do_OPTIONS(self) -> None:
        """Answer OPTIONS."""
        self._answer()

    def _answer(self) -> None:
        try:
            body = self._body()
            if self.path.startswith("/queries/"):
                self._redirect(self.path.removeprefix("/queries/"))
                return
            self._check(body)
            self._hand_on(body)
        except _RefusedError as refusal:
            self._say(refusal.status, str(refusal))
        except ConnectionError:  # the client has gone
            self.close_connection = True

    def _body(self) -> bytes:
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            self.close_connection = True
            raise _RefusedError(400, "Content-Length is no number") from None
        if self.headers.get("Transfer-Encoding") or not 0 <= length <= _MAX_BODY:
            self.close_connection = True
            raise _RefusedError(413, f"a request has a Content-Length of at most {_MAX_BODY} bytes")
        return self.rfile.read(length)

    def _check(self, body: bytes) -> None:
        """Let through questions, the query page and its files; everything else is refused."""
        url = urlsplit(self.path)
        if url.path not in _ASKS:
            if self.command not in {"GET", "HEAD", "OPTIONS"}:
                raise _RefusedError(403, "this endpoint is read-only")
            return
        said = parse_qs(url.query)
        kind = (self.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        text = body.decode("utf-8", errors="replace")
        if kind == "application/x-www-form-urlencoded":
            said = {**said, **parse_qs(text)}
        elif kind == "application/sparql-query":
            said = {**said, "query": [text]}
        elif body:
            raise _RefusedError(415, "a query is posted as a form or as application/sparql-query")
        if "update" in said:
            raise _RefusedError(403, "this endpoint is read-only")
        if any(calls_out(query) for query in said.get("query", [])):
            raise _RefusedError(403, "SERVICE is not allowed here")
        if any(too_intricate(query) for query in said.get("query", [])):
            raise _RefusedError(400, "the query is too long or nested too deeply")

    def _hand_on(self, body: bytes) -> None:
        """Ask Oxigraph; when it ends meanwhile this query may be the reason, and gets a process of its own."""
        upstream = self.server.upstream
        port = upstream.port
        if self._answered(port, body):
            return
        upstream.revive(port, stuck=False)
        with self.server.apart, upstream.another() as own:
            if not self._answered(own.port, body):
                raise _RefusedError(503, "the query could not be answered: it ends Oxigraph")

    def _answered(self, port: int, body: bytes) -> bool:
        with closing(HTTPConnection("127.0.0.1", port, timeout=self.server.timeout_s + _GRACE)) as upstream:
            asked = self._ask(upstream, body)
            if asked:
                self._tell(*asked)
        return asked is not None

    def _ask(self, upstream: HTTPConnection, body: bytes) -> tuple[HTTPResponse, bytes] | None:
        """Oxigraph's answer with its first block; None when it ended, perhaps because of another query."""
        headers = {name: value for name in _HANDED_ON if (value := self.headers.get(name))}
        try:
            upstream.request(self.command, self.path, body or None, headers)
            response = upstream.getresponse()
            block = response.read(_FIRST)
        except TimeoutError:  # it is busy with planning the query, which has no limit in Oxigraph
            self.server.upstream.revive(upstream.port, stuck=True)
            raise self._late() from None
        except (OSError, HTTPException):
            return None
        if block.endswith(_CANCELLED):
            raise self._late()
        return response, block

    def _late(self) -> _RefusedError:
        return _RefusedError(503, f"given up after {self.server.timeout_s:g} seconds")

    def _tell(self, response: HTTPResponse, block: bytes) -> None:
        """Hand the answer back; one that ends too early is cut off, so that nobody takes it for a whole one."""
        headers = {name: value for name in _TOLD_BACK if (value := response.headers.get(name))}
        if response.isclosed() or len(block) < _FIRST:
            self._send(response.status, headers, block)
            return
        self._start(response.status, {**headers, "Transfer-Encoding": "chunked"})
        end = time.monotonic() + self.server.timeout_s
        try:
            while block and time.monotonic() < end and not block.endswith(_CANCELLED):
                self.wfile.write(b"%x\r\n%b\r\n" % (len(block), block))
                block = response.read(_BLOCK)
        except (TimeoutError, HTTPException):
            self.close_connection = True
            return
        if block:
            self.close_connection = True
        else:
            self.wfile.write(b"0\r\n\r\n")

    def _redirect(self, name: str) -> None:
        try:
            page = f"/#query={quote(declared(named_query(name).sparql))}"
        except QueryError as error:
            raise _RefusedError(404, str(error)) from error
        self._send(302, {"Location": page}, b"")

    def _say(self, status: int, line: str) -> None:
        self._send(status, {"Content-Type": "text/plain; charset=utf-8"}, f"{line}\n".encode())

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self._start(status, {**headers, "Content-Length": str(len(body))})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _start(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Say nothing."""
