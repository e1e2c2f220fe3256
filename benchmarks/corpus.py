"""`kg build` on corpora of made articles (articles.py), one and two processes, beside spaCy on the French ones.

pip install -e '.[bench]' && python benchmarks/corpus.py --sizes 1000 10000

For each size and number of processes: wall seconds, documents and megabytes a second and per second of the processor
(all processes together), the largest process. Then the exponent of time from the smallest to the largest size, what a
second process brings, and the reading alone beside spaCy's `fr_core_news_sm`, whole and its entities alone, on the same
French articles in one run, one process each, in seconds of the processor.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from articles import articles, write

from kg.documents import read_text
from kg.iris import DEFAULT_BASE_IRI
from kg.workers import Reader
from kg.writing import entry_of

_KG = "from kg.cli import main; main()"
_FRENCH = 240  # articles that both read, after as many to warm up


class Run(NamedTuple):
    """What one build cost: seconds, and megabytes of its largest process."""

    documents: int
    jobs: int
    size: int
    wall: float
    processor: float
    memory: float


def build(folder: Path, documents: int, jobs: int, size: int) -> Run:
    """Build in a process of its own, from nothing."""
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-c", _KG, "build", str(folder), "--output-dir", output, "--jobs", str(jobs), "-q"]
        start = time.perf_counter()
        process = os.posix_spawn(sys.executable, [*command, "--keep-going"], os.environ)
        _, status, used = os.wait4(process, 0)
        wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"the build of {documents} documents failed")
    return Run(documents, jobs, size, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def builds(sizes: Sequence[int], jobs: Sequence[int]) -> Iterable[Run]:
    """All builds, the small ones first."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            megabytes = write(Path(folder), size)
            for number in jobs:
                yield build(Path(folder), size, number, megabytes)


def table(measured: Iterable[Run]) -> None:
    """Print the builds as a table in Markdown, each when it is done, and what they tell."""
    runs: list[Run] = []
    _say("| documents | processes | wall, s | docs/s | MB/s | docs/s of processor | largest process, MB |")
    _say("|---:|---:|---:|---:|---:|---:|---:|")
    for run in measured:
        runs.append(run)
        rates = (
            f"{run.documents / run.wall:.1f} | {run.size / 1e6 / run.wall:.3f} | {run.documents / run.processor:.1f}"
        )
        _say(f"| {run.documents:,} | {run.jobs} | {run.wall:.1f} | {rates} | {run.memory:.0f} |")
    for jobs in sorted({run.jobs for run in runs}):
        own = [run for run in runs if run.jobs == jobs]
        if len(own) > 1:
            grown = math.log(own[-1].processor / own[0].processor) / math.log(own[-1].documents / own[0].documents)
            _say(f"\nProcessor time grows with exponent {grown:.2f} in {jobs} processes.")
    for run in runs:
        single = next((one for one in runs if one.documents == run.documents and one.jobs == 1), None)
        if single is not None and run.jobs > 1:
            _say(f"\n{run.documents:,} documents in {run.jobs} processes: {single.wall / run.wall:.2f} times as fast.")


def beside_spacy() -> None:
    """Print how many French documents a second of the processor kg reads, and spaCy."""
    french = [text for language, text in articles(6 * 2 * _FRENCH) if language == "fr"]
    reader = Reader(DEFAULT_BASE_IRI, check=False)
    entries = [
        entry_of([read_text(text, f"{number}.txt", DEFAULT_BASE_IRI)], (), DEFAULT_BASE_IRI)
        for number, text in enumerate(french)
    ]
    rates = {"kg, all that it reads": _rate(lambda part: [reader.read(entry) for entry in part], entries)}
    if importlib.util.find_spec("fr_core_news_sm") is not None:
        import spacy  # noqa: PLC0415

        whole = spacy.load("fr_core_news_sm")
        names = spacy.load("fr_core_news_sm", disable=[p for p in whole.pipe_names if p not in {"tok2vec", "ner"}])
        rates["spaCy, whole"] = _rate(lambda part: list(whole.pipe(part)), french)
        rates["spaCy, entities alone"] = _rate(lambda part: list(names.pipe(part)), french)
    _say("\n| French articles | docs/s of processor | kg is so many times as fast |")
    _say("|---|---:|---:|")
    for name, rate in rates.items():
        _say(f"| {name} | {rate:.1f} | {rates['kg, all that it reads'] / rate:.2f} |")


def _rate(read: Callable[[list], object], texts: list) -> float:
    """Texts a second of the processor, the first half read before to warm up."""
    read(texts[:_FRENCH])
    start = time.process_time()
    read(texts[_FRENCH:])
    return (len(texts) - _FRENCH) / (time.process_time() - start)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10000], help="documents of the corpora")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="processes")
    told = parser.parse_args()
    if told.sizes:
        table(builds(told.sizes, told.jobs))
    beside_spacy()
