"""How much one document may cost: bytes when unpacked, seconds of the processor, folders and archives around it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from kg.errors import SourceError

__all__ = ["MAX_BYTES", "MAX_SECONDS", "Bounds", "time_limit"]

MAX_BYTES = 20_000_000
MAX_SECONDS = 300.0
_AGAIN = 0.5  # seconds: a library that swallows the first interruption gets another


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one document may cost.

    Attributes:
        max_bytes: of its file, or of its part of one, unpacked.
        max_seconds: of the processor, to take its text out, and again to read it.
        max_depth: archives, mails and compressed files around it.
        max_folders: folders around it, below the one that was named.
        max_ratio: how many times its packed size an archive's content may have.
    """

    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    max_depth: int = 3
    max_folders: int = 50
    max_ratio: int = 200


class _TimeUp(BaseException):
    """Not an Exception, so that no library takes it for one of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End the block with an error when it took that many seconds of the processor.

    Only the main thread of a process can be interrupted; in another one the block runs on.

    Raises:
        SourceError: the time is up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGPROF, _interrupt)
    _clock.runs = True
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    except _TimeUp:
        what, advice = f"took more than {seconds:g} seconds", "allow more with --max-seconds, or leave it out"
        raise SourceError(what, advice=advice) from None
    finally:
        _clock.runs = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        if former not in {None, signal.SIG_DFL}:  # the default ends the process, should one signal still be on its way
            signal.signal(signal.SIGPROF, former)


class _Clock:
    """Whether a block is being timed: a signal that comes late means nothing."""

    runs = False


_clock = _Clock()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    if _clock.runs:
        raise _TimeUp
