"""What one document may cost: the processor's seconds."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import pytest

from kg.bounds import time_limit
from kg.errors import SourceError


def _spin(seconds: float) -> int:
    """Use the processor that long; gives back how often it went round."""
    start, rounds = time.process_time(), 0
    while time.process_time() - start < seconds:
        rounds += 1
    return rounds


def test_too_long():
    """A block that takes the processor longer than allowed ends with an error that says what to do."""
    with (
        pytest.raises(SourceError, match=r"took more than 0.05 seconds \(allow more with --max-seconds"),
        time_limit(0.05),
    ):
        _spin(30)


def test_waiting_costs_nothing():
    """Only the processor's time counts: a busy machine, or a slow disk, makes no document too long."""
    with time_limit(0.3):
        time.sleep(0.6)


def test_errors_are_not_swallowed():
    """Code that catches every exception is ended all the same."""

    def stubborn() -> None:
        while True:
            try:
                _spin(30)
            except Exception:  # noqa: BLE001  # as libraries do
                continue

    with pytest.raises(SourceError), time_limit(0.05):
        stubborn()


def test_nothing_is_left_behind():
    """After a block no clock runs, and a handler that was there before is there again."""
    heard = []
    former = signal.signal(signal.SIGPROF, lambda *_: heard.append(1))
    try:
        with time_limit(5):
            _spin(0.01)
        assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
        signal.raise_signal(signal.SIGPROF)
        assert heard == [1]
    finally:
        signal.signal(signal.SIGPROF, former)


def test_a_late_signal_ends_no_process():
    """A signal that comes when the block is over does nothing."""
    code = (
        "import signal\nfrom kg.bounds import time_limit\n"
        "with time_limit(5): pass\nsignal.raise_signal(signal.SIGPROF)\nprint('alive')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert run.stdout == "alive\n", run.stderr


def test_other_threads():
    """In another thread, which cannot be interrupted, the block runs on."""
    done = []

    def work() -> None:
        with time_limit(0.01):
            _spin(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
