"""An endpoint of a triple store: Graph Store Protocol, or SPARQL Update.

Credentials come from the environment: KG_USER and KG_PASSWORD (Basic or Digest, as the endpoint asks), or KG_TOKEN.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from kg.errors import RemoteError, UsageError

__all__ = ["Credentials", "Endpoint", "Protocol"]

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # answers after which another try may succeed
_SAID = 200  # characters of an endpoint's answer that an error quotes
_PER_UPDATE = 2_000_000  # bytes of triples in one update


class Protocol(StrEnum):
    """How graphs are put."""

    GRAPH_STORE = "graph-store"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are at an endpoint: a name and a password, or a token."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Credentials:
        """What KG_USER, KG_PASSWORD and KG_TOKEN say."""
        return cls(*(environment.get(name, "") for name in ("KG_USER", "KG_PASSWORD", "KG_TOKEN")))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where graphs are put.

    Attributes:
        url: of the graph store or the update service; http or https.
        protocol: how it is spoken to.
        credentials: who we are there.
        retries: how often a request is tried again after the network or the endpoint failed.
        timeout: seconds that it may take to answer.
        wait: seconds before the first repetition; twice as many before each further one.
    """

    url: str
    protocol: Protocol = Protocol.GRAPH_STORE
    credentials: Credentials = Credentials()
    retries: int = 4
    timeout: float = 60
    wait: float = 0.5

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise UsageError(f"{self.url!r} is no http or https address")

    def put(self, graph: str, triples: bytes) -> None:
        """Make the triples (N-Triples) all that the graph has. Raises RemoteError when the endpoint does not do it."""
        if self.protocol is Protocol.GRAPH_STORE:
            self._send("PUT", self._at(graph), triples, "application/n-triples")
            return
        before = f"DROP SILENT GRAPH <{graph}> ;\n"
        for part in _parts(triples):
            data = f"{before}INSERT DATA {{ GRAPH <{graph}> {{\n{part.decode()}}} }}"
            self._send("POST", self.url, data.encode(), "application/sparql-update")
            before = ""

    def drop(self, graph: str) -> None:
        """Remove the graph; one that is not there is removed already. Raises RemoteError as `put` does."""
        if self.protocol is Protocol.GRAPH_STORE:
            self._send("DELETE", self._at(graph), None, "", missing=True)
        else:
            update = f"DROP SILENT GRAPH <{graph}>".encode()
            self._send("POST", self.url, update, "application/sparql-update")

    def _at(self, graph: str) -> str:
        """The address of a graph: `?graph=`, or `?graph-uri=` where the address ends so (Virtuoso)."""
        if self.url.endswith("="):
            return self.url + quote(graph, safe="")
        return f"{self.url}{'&' if urlsplit(self.url).query else '?'}graph={quote(graph, safe='')}"

    def _send(self, method: str, url: str, data: bytes | None, kind: str, *, missing: bool = False) -> None:
        for attempt in range(self.retries + 1):
            request = Request(url, data, self._headers(kind), method=method)  # noqa: S310  # the scheme was checked
            problem, passing = self._try(request, missing=missing)
            if problem is None:
                return
            if not passing or attempt == self.retries:
                raise RemoteError(problem, self.url, _advice(problem))
            time.sleep(self.wait * 2**attempt)

    def _try(self, request: Request, *, missing: bool) -> tuple[str | None, bool]:
        """What went wrong, if anything, and whether another try may help."""
        try:
            with self._opener().open(request, timeout=self.timeout) as response:
                response.read()
        except HTTPError as error:
            with error:
                if missing and error.code == 404:
                    return None, False
                said = " ".join(error.read(4096).decode(errors="replace").split())[:_SAID]
            return f"{error.code} {error.reason}{f': {said}' if said else ''}", error.code in _PASSING
        except TimeoutError:
            return f"no answer within {self.timeout:g} seconds", True
        except URLError as error:
            late = isinstance(error.reason, TimeoutError)
            return (
                f"no answer within {self.timeout:g} seconds" if late else f"cannot be reached: {error.reason}"
            ), True
        except (OSError, HTTPException, ValueError) as error:  # ValueError: an unknown kind of authentication
            return f"broke off: {error}", True
        return None, False

    def _headers(self, kind: str) -> dict[str, str]:
        headers = {"Content-Type": kind} if kind else {}
        return {**headers, "Authorization": f"Bearer {self.credentials.token}"} if self.credentials.token else headers

    def _opener(self) -> OpenerDirector:
        if not self.credentials.user:
            return build_opener()
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self.url, self.credentials.user, self.credentials.password)
        return build_opener(HTTPBasicAuthHandler(passwords), HTTPDigestAuthHandler(passwords))


def _advice(problem: str) -> str:
    return "set KG_USER and KG_PASSWORD, or KG_TOKEN" if problem.startswith(("401", "403")) else "run it again to go on"


def _parts(triples: bytes) -> list[bytes]:
    """The lines in parts that an update may hold; one part when there is nothing, so that the graph is emptied."""
    parts, size = [bytearray()], 0
    for line in triples.splitlines(keepends=True):
        if size + len(line) > _PER_UPDATE:
            parts.append(bytearray())
            size = 0
        parts[-1] += line
        size += len(line)
    return [bytes(part) for part in parts]
