"""How the time of reading grows with the length of a document.

python benchmarks/growth.py [--texts en,nl,names] [--sizes 1000,10000,100000,1000000] [--json]

The texts are the articles of `tests/gold/dev` one after another, over and over, in each language, and three that no
editor would print. "reading" is all from sentences to resolved names; "claims" and "relations" are what the
extractors do after it; "graph" writes the quads. An exponent of 1 is linear: it is the slope of a line through the
logarithms of length and CPU time, without the shortest document, whose time is mostly noise.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from kg.analysis import Analyser
from kg.documents import read_text
from kg.extract import extractors
from kg.iris import DEFAULT_BASE_IRI
from kg.languages import available, language
from kg.rdf import document_quads

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "dev"
HOSTILE = {"quotation marks only": '“”„“"', "one sentence": "and then the market moved on ", "names only": ""}
ROOMS = {"attribution": "claims", "relations": "relations"}
_T = TypeVar("_T")


def text_of(name: str, length: int) -> str:
    """A text of that length: articles of a language, or a hostile one."""
    if name in HOSTILE:
        piece = HOSTILE[name] or " ".join(_names("en"))
        return (piece * (length // len(piece) + 1))[:length]
    parts: list[str] = []
    size = 0
    for article in cycle(_articles(name)):
        if size >= length:
            break
        parts.append(article)
        size += len(article) + 2
    return "\n\n".join(parts)[:length]


def _articles(code: str) -> list[str]:
    return [json.loads(file.read_text("utf-8"))["text"] for file in sorted(GOLD.glob(f"{code}-dev-0[1-4].json"))]


def _names(code: str) -> list[str]:
    golds = [json.loads(file.read_text("utf-8")) for file in sorted(GOLD.glob(f"{code}-dev-0[1-4].json"))]
    return [entity["name"] for gold in golds for entity in gold["entities"]]


def measure(analyser: Analyser, code: str, text: str) -> dict[str, float]:
    """CPU seconds of each room for a text, and of all together."""
    document = read_text(text, "growth.txt", DEFAULT_BASE_IRI, language=code)
    seconds: dict[str, float] = {}
    seconds["reading"], reading = _timed(partial(analyser.read, document))
    facts = []
    for name, extractor in extractors():
        taken, found = _timed(lambda run=extractor: list(run(reading, language(code))))
        facts += found
        if name in ROOMS:
            seconds[ROOMS[name]] = taken
    seconds["graph"], _ = _timed(partial(document_quads, reading, facts, DEFAULT_BASE_IRI))
    return {"all": sum(seconds.values()), **seconds}


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The power of the length that the time grows with; NaN of less than two longer documents."""
    points = [(math.log(n), math.log(max(s, 1e-4))) for n, s in zip(sizes, seconds, strict=True)][1:]
    if len(points) < 2:
        return math.nan
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def rows(names: Sequence[str], sizes: Sequence[int]) -> Iterator[dict[str, object]]:
    """For each text and room the seconds by length, and the exponent."""
    analyser = Analyser.load()
    for name in names:
        code = "en" if name in HOSTILE else name
        measure(analyser, code, text_of(name, 20_000))  # patterns are compiled when they are first needed
        measured = [measure(analyser, code, text_of(name, size)) for size in sizes]
        for room in measured[0]:
            seconds = [entry[room] for entry in measured]
            yield {
                "text": name,
                "room": room,
                "seconds": {str(size): round(value, 4) for size, value in zip(sizes, seconds, strict=True)},
                "exponent": round(exponent(sizes, seconds), 2),
            }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How time grows with the length of a document.")
    parser.add_argument("--texts", default=",".join([*available(), *HOSTILE]))
    parser.add_argument("--sizes", default="1000,10000,100000,1000000", help="characters")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    found = list(rows(chosen.texts.split(","), sizes))
    console = Console()
    if chosen.json:
        console.print_json(json.dumps(found))
        return
    table = Table("text", "room", *(f"{size:,}" for size in sizes), "exponent")
    for row in found:
        seconds = [f"{value:.3f} s" for value in row["seconds"].values()]
        table.add_row(str(row["text"]), str(row["room"]), *seconds, f"{row['exponent']:.2f}")
    console.print(table)


if __name__ == "__main__":
    main()
