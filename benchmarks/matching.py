"""Known names in running text: `kg` beside spaCy's PhraseMatcher, both with 100,000 more names, in one run.

pip install -e '.[bench]'                        once
python benchmarks/matching.py                    the table, as Markdown
python benchmarks/matching.py --aliases 1000,100000 --megabytes 2 --runs 3

Both get what `kg` knows in English and the same made-up firms with four names each: `kg` as a world file, as
`kg build --world` takes it, spaCy as a list of strings. The text is that of the English articles of `tests/gold`, over
and over, with a made-up firm's name in every fifth place between sentences: alone, with 's, or before -backed. spaCy is
a blank English pipeline (its tokenizer alone) and matches exact words. Each run is a process of its own; seconds are
CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

GOLD = Path(__file__).parent.parent / "tests" / "gold"
NAMES_EACH = 4
FORMS = ("{}", "{}'s", "{}-backed")
HEADER = "| more names | tool | ready, s | text, s/MB | memory, MB | planted names found |"
ONSETS, VOWELS, CODAS = "b br d dr f g k kl l m n p r s st t tr v z".split(), "a e i o u".split(), "l n r s t x".split()
KINDS = ("Textiles", "Shipping", "Foods", "Instruments", "Mining")


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU seconds until ready and for the text, megabytes at the peak, names of those planted that were found."""

    ready: float
    text: float
    memory: float
    found: int


def firms(count: int) -> Iterator[tuple[str, ...]]:
    """Made-up firms, each with its names: the bare word, with a kind, with a legal form, and both."""
    chance = random.Random(1)  # noqa: S311  # no secret hangs on it
    seen: set[str] = set()
    while len(seen) < count:
        syllables = ("".join(map(chance.choice, (ONSETS, VOWELS, CODAS))) for _ in range(3))
        word = "".join(syllables).capitalize()
        if word not in seen:
            seen.add(word)
            kind = chance.choice(KINDS)
            yield word, f"{word} {kind}", f"{word} Ltd", f"{word} {kind} Ltd"


def world(count: int) -> str:
    """A world file with the firms."""
    lines = [
        "@prefix kg: <https://example.org/kg/ontology#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    ]
    for label, *others in firms(count):
        aliases = ", ".join(f'"{name}"' for name in others)
        iri = f"<https://example.org/kg/company/{label.lower()}>"
        lines.append(f'{iri} a kg:Company ; rdfs:label "{label}" ; skos:altLabel {aliases} .')
    return "\n".join(lines) + "\n"


def text(count: int, megabytes: float) -> tuple[str, list[tuple[int, int]]]:
    """The articles with names planted in them, and where those stand."""
    chance = random.Random(2)  # noqa: S311
    names = [name for each in firms(count) for name in each]
    golds = (json.loads(file.read_text("utf-8")) for file in sorted(GOLD.rglob("en-*.json")))
    sentences = [part for gold in golds for part in gold["text"].replace("\n", " ").split(". ") if part]
    made: list[str] = []
    planted: list[tuple[int, int]] = []
    length = 0
    while length < megabytes * 1e6:
        piece = f"{sentences[len(made) % len(sentences)]}. "
        if len(made) % 5 == 4:
            name = chance.choice(names)
            planted.append((length + 4, length + 4 + len(name)))
            piece = f"For {chance.choice(FORMS).format(name)} it was late. "
        made.append(piece)
        length += len(piece)
    return "".join(made), planted


def with_kg(folder: Path) -> Figures:
    """`kg`: read the world, make the automaton, find."""
    from kg.knowledge import load_world  # noqa: PLC0415  # the other tool's process must not carry it
    from kg.languages import language  # noqa: PLC0415
    from kg.mentions.matcher import Matcher  # noqa: PLC0415

    return _measured(
        folder,
        lambda: Matcher(load_world([folder / "world.ttl"]), language("en")),
        lambda matcher, words: {(hit.span.start, hit.span.end) for hit in matcher.find(words)},
    )


def with_spacy(folder: Path) -> Figures:
    """spaCy: tokenize the names, fill the PhraseMatcher, tokenize the text and match."""
    import spacy  # noqa: PLC0415
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    pipeline = spacy.blank("en")
    pipeline.max_length = 10**9

    def ready() -> object:
        matcher = PhraseMatcher(pipeline.vocab)
        matcher.add("name", list(pipeline.tokenizer.pipe(json.loads((folder / "names.json").read_text("utf-8")))))
        return matcher

    def find(matcher: object, words: str) -> set[tuple[int, int]]:
        spans = matcher(pipeline.make_doc(words), as_spans=True)  # type: ignore[operator]
        return {(span.start_char, span.end_char) for span in spacy.util.filter_spans(spans)}

    return _measured(folder, ready, find)


def _measured(
    folder: Path, ready: Callable[[], object], find: Callable[[object, str], set[tuple[int, int]]]
) -> Figures:
    words = (folder / "text.txt").read_text("utf-8")
    planted = {(start, end) for start, end in json.loads((folder / "planted.json").read_text("utf-8"))}
    begin = time.process_time()
    matcher = ready()
    made = time.process_time()
    found = find(matcher, words)
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return Figures(made - begin, (done - made) / (len(words) / 1e6), peak, len(planted & found))


TOOLS = {"kg": with_kg, "spaCy PhraseMatcher": with_spacy}


def prepare(folder: Path, aliases: int, megabytes: float) -> int:
    """Write what both tools read; how many names are planted."""
    from kg.knowledge import load_world  # noqa: PLC0415
    from kg.languages import language  # noqa: PLC0415
    from kg.mentions.matcher import Matcher  # noqa: PLC0415

    count = aliases // NAMES_EACH
    (folder / "world.ttl").write_text(world(count), "utf-8")
    words, planted = text(count, megabytes)
    (folder / "text.txt").write_text(words, "utf-8")
    (folder / "planted.json").write_text(json.dumps(planted), "utf-8")
    known = Matcher(load_world([folder / "world.ttl"]), language("en")).names
    (folder / "names.json").write_text(json.dumps(sorted(known)), "utf-8")
    return len(planted)


def median(folder: Path, tool: str, runs: int) -> Figures:
    """The medians of some runs, each in a new process."""
    command = [sys.executable, __file__, "--one", tool, str(folder)]
    taken = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(runs)]  # noqa: S603
    return Figures(**{name: statistics.median(each[name] for each in taken) for name in taken[0]})


def table(sizes: list[int], megabytes: float, runs: int) -> Iterator[str]:
    """The table's lines."""
    yield from (HEADER, "|---:|---|---:|---:|---:|---:|")
    for aliases in sizes:
        with TemporaryDirectory() as made:
            planted = prepare(Path(made), aliases, megabytes)
            for tool in TOOLS:
                found = median(Path(made), tool, runs)
                yield (
                    f"| {aliases:,} | {tool} | {found.ready:.2f} | {found.text:.2f} | {found.memory:.0f} "
                    f"| {found.found:,.0f} of {planted:,} |"
                )


def main() -> None:
    """Measure and print; with `--one TOOL FOLDER` one tool's figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--aliases", default="1000,10000,100000", help="how many more names")
    parser.add_argument("--megabytes", type=float, default=2, help="of text")
    parser.add_argument("--runs", type=int, default=3, help="of each, whose median is taken")
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "FOLDER"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        sys.stdout.write(json.dumps(asdict(TOOLS[chosen.one[0]](Path(chosen.one[1])))))
        return
    for line in table([int(size) for size in chosen.aliases.split(",")], chosen.megabytes, chosen.runs):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
