"""`kg serve` under load: 10,000 mixed requests from 16 clients, malformed, huge, slow and cut-off ones among them.

python benchmarks/endpoint.py
python benchmarks/endpoint.py --requests 1000 --triples 10000

Prints a table in Markdown with the percentiles of the seconds that requests of each kind took, what was wrong with the
answers, and how the memory of the endpoint grew. Exits with 1 when an answer was wrong or the endpoint ended.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import getpagesize
from statistics import quantiles

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

from clients import Clients, Found, expected  # noqa: E402
from commands import KG  # noqa: E402
from store import QUERIES, quads  # noqa: E402
from triple_stores import free_port, wait_for  # noqa: E402

from kg.binding import declared  # noqa: E402
from kg.catalogue import Catalogue, write_catalogue  # noqa: E402
from kg.generations import writing  # noqa: E402
from kg.queries import named_queries  # noqa: E402
from kg.store import Dataset  # noqa: E402

TIMEOUT = 30
LIMITED = ("voices", "prominence", "claims-by")


def made(folder: Path, triples: int) -> Dataset:
    """A store with so many triples."""
    with writing(folder) as generation:
        dataset = Dataset.create(generation.path)
        dataset.add(list(quads(triples)))
        dataset.close()
        write_catalogue(Catalogue("https://example.org/kg/"), generation.path)
        generation.commit()
    return Dataset.open(folder)


def good_queries() -> list[str]:
    """Queries of all weights: a count, an answer of thousands of rows, named ones."""
    named = [declared(query.sparql) for query in named_queries() if query.name in LIMITED]
    plain = [declared(query) for name, query in QUERIES.items() if name != "join"]
    lookup = [declared(f'SELECT ?c {{ ?e rdfs:label "Company {number}" . ?c kg:about ?e }}') for number in range(40)]
    return [declared("SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }"), *plain, *named, *lookup]


def memory(process: int) -> int:
    """Megabytes that the process and its children have in memory (Linux)."""
    tree = [process, *map(int, Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split())]
    pages = [int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1]) for one in tree]
    return sum(pages) * getpagesize() // 2**20


def print_table(found: Found, grown: tuple[int, int]) -> None:
    """The percentiles, what was wrong, and the memory before and after."""
    sys.stdout.write(
        "| requests | number | median, s | 95 % | 99 % | longest |\n| --- | --: | --: | --: | --: | --: |\n"
    )
    for kind, seconds in sorted(found.seconds.items(), key=lambda item: -len(item[1])):
        cuts = quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else seconds * 99
        percentiles = " | ".join(f"{value:.3f}" for value in (cuts[49], cuts[94], cuts[98], max(seconds)))
        sys.stdout.write(f"| {kind} | {len(seconds):,} | {percentiles} |\n")
    sys.stdout.write(f"\nWrong answers: {found.wrong.total()}. Memory: {grown[0]} MB before, {grown[1]} MB after.\n")
    for what, times in found.wrong.most_common():
        sys.stdout.write(f"- {times} x {' '.join(what.split())[:200]}\n")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--triples", type=int, default=100_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        right = expected(made(Path(folder) / "store", arguments.triples), good_queries())
        port = free_port()
        command = [KG, "serve", "--output-dir", folder, "--bind", f"127.0.0.1:{port}", "--timeout", str(TIMEOUT)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  # kg itself
        wait_for(port, lambda: process.poll() is None)
        clients = Clients(port, right)
        before = memory(process.pid)
        found = clients.bombard(arguments.requests, arguments.clients)
        alive = process.poll() is None and not clients._good(0)
        print_table(found, (before, memory(process.pid)))
        process.terminate()
        ended = process.wait(30)
    sys.exit(1 if found.wrong or not alive or ended else 0)


if __name__ == "__main__":
    main()
