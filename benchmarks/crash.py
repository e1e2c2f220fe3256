"""A build of many documents whose worker is killed, and which is then killed itself: what the next build makes of it.

python benchmarks/crash.py --documents 10000

Builds the corpus twice with `kg build`, once undisturbed. Of the other build one worker ends by SIGKILL when a quarter
of the documents is read, and the whole build when half of them is; `kg build` then runs again. The files must be those
of the undisturbed build, byte for byte; the documents read before are not read again. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from store import article

FILES = ("graph.ttl", "graph.nq", "graph.html")
_KG = "from kg.cli import main; main()"


def command(source: Path, output: Path) -> list[str]:
    """`kg build` in two processes."""
    return [sys.executable, "-c", _KG, "build", str(source), "--output-dir", str(output), "--jobs", "2", "-q"]


def finished(source: Path, output: Path) -> float:
    """Seconds of a build that ends as it should."""
    start = time.perf_counter()
    subprocess.run(command(source, output), check=True)  # noqa: S603  # our own command
    return time.perf_counter() - start


def killed(source: Path, output: Path, documents: int) -> int:
    """Kill a worker of a build, and later the build; how many documents the journal has."""
    process = subprocess.Popen(command(source, output))  # noqa: S603  # likewise
    wait_for(output, documents // 4, process)
    os.kill(worker(process.pid), signal.SIGKILL)
    wait_for(output, documents // 2, process)
    process.kill()
    process.wait()
    return read(output)


def wait_for(output: Path, documents: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until so many documents are read."""
    while read(output) < documents:
        if process.poll() is not None:
            raise SystemExit("the build ended before it could be killed")
        time.sleep(0.2)


def read(output: Path) -> int:
    """How many documents a build that runs or was killed has read."""
    journal = output / "store" / "unfinished.sqlite"
    if not journal.exists():
        return 0
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sum(database.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in tables)  # noqa: S608


def worker(parent: int) -> int:
    """The process number of a worker: of the children the one that has used the processor most."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
    return max(map(int, children), key=_ticks)


def _ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    documents = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        source, whole, torn = (Path(folder) / name for name in ("in", "whole", "torn"))
        source.mkdir()
        for number in range(documents):
            (source / f"{number}.txt").write_text(article(number, 0), "utf-8")
        undisturbed = finished(source, whole)
        kept = killed(source, torn, documents)
        resumed = finished(source, torn)
        same = all((whole / name).read_bytes() == (torn / name).read_bytes() for name in FILES)
    sys.stdout.write(
        f"| {documents:,} documents | |\n| --- | --: |\n| undisturbed build, s | {undisturbed:.1f} |\n"
        f"| documents that the killed build had kept | {kept:,} |\n| the next build, s | {resumed:.1f} |\n"
        f"| the same bytes | {'yes' if same else 'NO'} |\n"
    )
    raise SystemExit(not same)


if __name__ == "__main__":
    main()
