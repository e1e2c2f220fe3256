"""A command that is given up after some time; a query in pyoxigraph can only be ended with its process."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

from kg.errors import KgError, QueryError

__all__ = ["within"]

_STEP = 0.01  # seconds between two looks
_FAILED = 3  # the exit code of a child that has said why on the pipe


def within(seconds: float, work: Callable[[], None]) -> None:
    """Do the work in a child process, and end that when the time is over.

    Raises:
        QueryError: it took longer, or it failed with an error of `kg`.
    """
    sys.stdout.flush()
    reading, saying = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _do(work, saying)
    os.close(saying)
    status = _wait(child, seconds)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    if status is None:
        raise QueryError(f"given up after {seconds:g} seconds", advice="ask for less, or give it a longer --timeout")
    if said:
        raise QueryError(said)
    if status != 0:
        raise QueryError(f"the query ended with {status}")


def _do(work: Callable[[], None], saying: int) -> None:
    code = 1
    try:
        work()
        sys.stdout.flush()
        code = 0
    except KgError as error:
        os.write(saying, str(error).encode())
        code = _FAILED
    except BrokenPipeError:  # whoever read has enough
        code = 0
    finally:
        os._exit(code)


def _wait(child: int, seconds: float) -> int | None:
    """The child's exit code, or None when it had to be ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_STEP)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None
