"""The Oxigraph server as a process of its own, on a port of this machine that only the front knows."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from kg.errors import StoreError, UsageError

__all__ = ["Server"]

_START = 30  # seconds that the server may take to answer
_STOP = 1  # seconds from the request to end until it is made to
_LAST_BREATH = 0.2  # seconds that a process may take to end after its connections did


class Server:
    """Serves the quads of a folder; a context manager that ends the process.

    Raises:
        UsageError: the server is not installed.
        StoreError: it does not start.
    """

    def __init__(self, quads: Path, timeout: float) -> None:
        self._quads = quads
        self._timeout = timeout
        self._lock = Lock()
        self._others: set[Server] = set()
        self._closed = False
        self.port = 0

    def __enter__(self) -> Self:
        with self._lock:
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            for server in (self, *self._others):
                server._end()

    @contextmanager
    def another(self) -> Iterator[Server]:
        """One more server of the same quads, for a while. Raises ConnectionAbortedError: this one was ended."""
        other = Server(self._quads, self._timeout)
        with self._lock:
            if self._closed:
                raise ConnectionAbortedError("the server was ended")
            other._start()
            self._others.add(other)
        try:
            yield other
        finally:
            self._others.discard(other)
            other._end()

    def revive(self, port: int, *, stuck: bool) -> None:
        """Start the server anew when it has ended, or is stuck and cannot be told to leave a query.

        Args:
            port: where it was asked; nothing is done when it has been started anew since.
            stuck: whether it is to be ended.
        """
        with self._lock:
            if port == self.port and not self._closed and (stuck or self._has_ended()):
                self._end()
                self._start()

    def _has_ended(self) -> bool:
        try:
            self._process.wait(_LAST_BREATH)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _start(self) -> None:
        port = _free_port()
        command = [_program(), "serve-read-only", "--location", str(self._quads), "--bind", f"127.0.0.1:{port}"]
        self._process = subprocess.Popen(  # noqa: S603  # Oxigraph, without a shell
            [*command, "--timeout-s", str(max(1, round(self._timeout)))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the front, which then ends the server
        )
        self._wait(port)
        self.port = port

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait(self, port: int) -> None:
        end = time.monotonic() + _START
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise StoreError("the Oxigraph server does not start with this store", str(self._quads))
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        self._process.kill()
        raise StoreError("the Oxigraph server does not answer", str(self._quads))


def _program() -> str:
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        raise UsageError("the Oxigraph server is not installed", advice="pip install 'kg-builder[serve]'")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
