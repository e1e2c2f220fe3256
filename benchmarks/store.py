"""The store beside plain rdflib and native pyoxigraph, in one run; and a build of which one document in 100 changes.

python benchmarks/store.py                       10 k, 100 k and 1 M triples, and 10,000 documents
python benchmarks/store.py --sizes 10000 --documents 200

Prints tables in Markdown. Seconds are CPU seconds of this process and its children, so that other work on the machine
counts less; each figure is the best of two runs, rdflib's of one. kg and pyoxigraph get the same quads, have them on
disk, and both make the union of the graphs, each triple once, as the default graph: pyoxigraph by the quickest of the
ways that it offers. Files are loaded into memory. rdflib has the union only, in memory.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import pyoxigraph as ox
import rdflib

from kg.export import nquads, replace_file, turtle
from kg.namespaces import PREFIXES
from kg.pipeline import BuildOptions, build
from kg.store import Dataset
from kg.workers import cores

BASE = "https://example.org/kg/"
KG = PREFIXES["kg"]
TYPE, LABEL = ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["rdfs"] + "label")
PER_DOCUMENT = 200  # triples
QUERIES = {
    "filter": "SELECT ?c { ?c kg:confidence ?x FILTER(?x > 0.98) }",
    "join": "SELECT ?n ?m { ?c kg:saidBy ?s ; kg:about ?a . ?s rdfs:label ?n . ?a rdfs:label ?m } LIMIT 1000",
    "group": "SELECT ?a (COUNT(?c) AS ?n) { ?c kg:about ?a } GROUP BY ?a ORDER BY DESC(?n) LIMIT 10",
    "regex": 'SELECT ?c { ?c kg:text ?t FILTER(REGEX(?t, "number 1[0-9]*7 ")) }',
}


def quads(triples: int) -> Iterator[ox.Quad]:
    """Claims about entities, in graphs of documents."""
    chance = random.Random(1)  # noqa: S311  # no secret hangs on it
    entities = [ox.NamedNode(f"{BASE}company/company-{number}") for number in range(max(10, triples // 200))]
    for number, entity in enumerate(entities):
        graph = ox.NamedNode(f"{BASE}document/{number % max(1, triples // PER_DOCUMENT):016x}")
        yield ox.Quad(entity, TYPE, ox.NamedNode(KG + "Company"), graph)
        yield ox.Quad(entity, LABEL, ox.Literal(f"Company {number}"), graph)
    decimal = ox.NamedNode(PREFIXES["xsd"] + "decimal")
    for number in range((triples - 2 * len(entities)) // 6):
        claim = ox.NamedNode(f"{BASE}claim/{chance.getrandbits(64):016x}")
        graph = ox.NamedNode(f"{BASE}document/{number * 6 // PER_DOCUMENT:016x}")
        yield ox.Quad(claim, TYPE, ox.NamedNode(KG + "Claim"), graph)
        yield ox.Quad(claim, ox.NamedNode(KG + "text"), ox.Literal(f"words of number {number} é", language="nl"), graph)
        for name in ("saidBy", "about"):
            yield ox.Quad(claim, ox.NamedNode(KG + name), chance.choice(entities), graph)
        yield ox.Quad(claim, ox.NamedNode(KG + "speakerLabel"), ox.Literal("zei hij", language="nl"), graph)
        sure = ox.Literal(f"0.{chance.randrange(100):02}", datatype=decimal)
        yield ox.Quad(claim, ox.NamedNode(KG + "confidence"), sure, graph)


def seconds(work: Callable[[], object], times: int = 2) -> float:
    """The CPU seconds of the quickest of some runs."""
    found = []
    for _ in range(times):
        gc.collect()
        start = cpu()
        work()
        found.append(cpu() - start)
    return min(found)


def cpu() -> float:
    """The CPU seconds of this process and its children so far."""
    return sum(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))


def measure_kg(data: list[ox.Quad], folder: Path) -> dict[str, float]:
    """The dataset of kg."""
    made: list[Dataset] = []

    def fill() -> None:
        made[:] = [Dataset.create(fresh(folder))]
        made[0].add(data)

    found = {"build": seconds(fill)}
    dataset, file = made[0], folder / "kg.nq"
    found["Turtle out"] = seconds(lambda: replace_file(folder / "kg.ttl", partial(turtle.export, dataset)))
    found["N-Quads out"] = seconds(lambda: replace_file(file, partial(nquads.export, dataset)))
    found["load"] = seconds(lambda: Dataset.load(file))
    return {**found, **{name: seconds(lambda q=q: list(dataset.query(q))) for name, q in QUERIES.items()}}


def measure_pyoxigraph(data: list[ox.Quad], folder: Path) -> dict[str, float]:
    """Native pyoxigraph: the same, unsorted."""
    made: list[ox.Store] = []

    def fill() -> None:
        made[:] = [ox.Store(str(fresh(folder)))]
        made[0].bulk_extend([*data, *(ox.Quad(q.subject, q.predicate, q.object) for q in data)])

    def load() -> None:
        loaded = ox.Store()
        loaded.bulk_load(path=str(file))
        loaded.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")

    found = {"build": seconds(fill)}
    union, names = ox.DefaultGraph(), dict(PREFIXES)
    store, graphs, file = made[0], ox.Store(str(fresh(folder))), folder / "native.nq"
    graphs.bulk_extend(data)
    found["Turtle out"] = seconds(lambda: store.dump(str(folder / "native.ttl"), from_graph=union, prefixes=names))
    found["N-Quads out"] = seconds(lambda: graphs.dump(str(file)))
    found["load"] = seconds(load)
    queries = {name: seconds(lambda q=q: list(store.query(q, prefixes=names))) for name, q in QUERIES.items()}
    return {**found, **queries}


def fresh(folder: Path) -> Path:
    """A new folder in that one."""
    return Path(tempfile.mkdtemp(dir=folder))


def measure_rdflib(data: list[ox.Quad]) -> dict[str, float]:
    """Plain rdflib: a graph of the triples."""
    text = ox.serialize((q.triple for q in data), format=ox.RdfFormat.N_TRIPLES) or b""
    graph = rdflib.Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    triples = list(rdflib.Graph().parse(data=text, format="nt"))

    def fill() -> None:
        for triple in triples:
            graph.add(triple)

    found = {"build": seconds(fill, 1), "Turtle out": seconds(lambda: graph.serialize(format="turtle"), 1)}
    found["N-Quads out"] = seconds(lambda: graph.serialize(format="nt"), 1)
    found["load"] = seconds(lambda: rdflib.Graph().parse(data=text, format="nt"), 1)
    return {**found, **{name: seconds(lambda q=q: list(graph.query(q)), 1) for name, q in QUERIES.items()}}


def print_store(size: int) -> None:
    """A table of one size."""
    data = list(dict.fromkeys(quads(size)))
    columns = {"rdflib": measure_rdflib(data)}
    for name, measure in (("pyoxigraph", measure_pyoxigraph), ("kg", measure_kg)):
        with tempfile.TemporaryDirectory() as folder:
            columns[name] = measure(data, Path(folder))
    for column in columns.values():
        column["queries, sum"] = sum(column[name] for name in QUERIES)
    sys.stdout.write(f"\n| {len(data):,} triples | kg | pyoxigraph | rdflib | kg / pyoxigraph | rdflib / kg |\n")
    sys.stdout.write("| --- | --: | --: | --: | --: | --: |\n")
    for row in columns["kg"]:
        ours, native, plain = (columns[name][row] for name in ("kg", "pyoxigraph", "rdflib"))
        ratios = f"{ours / native:.2f} | {plain / ours:.1f}"
        sys.stdout.write(f"| {row} | {ours:.3f} | {native:.3f} | {plain:.3f} | {ratios} |\n")
    sys.stdout.flush()


def print_incremental(documents: int) -> None:
    """A full build, one in which one document in 100 changed, and one without change."""
    with tempfile.TemporaryDirectory() as folder:
        source, options = Path(folder) / "in", BuildOptions(Path(folder) / "out", jobs=cores())
        source.mkdir()
        for number in range(documents):
            (source / f"{number}.txt").write_text(article(number, 0), "utf-8")
        full = seconds(lambda: build([source], options), 1)
        for number in range(0, documents, 100):
            (source / f"{number}.txt").write_text(article(number, 1), "utf-8")
        part = seconds(lambda: build([source], options), 1)
        none = seconds(lambda: build([source], options), 1)
        sys.stdout.write(f"\n| {documents:,} documents | seconds | of the full build |\n| --- | --: | --: |\n")
        for name, took in (("full build", full), ("1 % changed", part), ("nothing changed", none)):
            sys.stdout.write(f"| {name} | {took:.1f} | {took / full:.1%} |\n")


def article(number: int, version: int) -> str:
    """An article of a hundred words that no other has."""
    names = "Nvidia Microsoft OpenAI Alibaba Tencent Baidu AMD Intel Google Meta".split()
    one, other = names[number % 10], names[(number // 10 + 3) % 10]
    return (
        f"{one} and {other} in talks, edition {number}.{version}\n\n"
        f"{one} said on Monday that it supplies {number} chips to {other}. “We expect that demand will rise by "
        f"{number % 50} percent within three years,” said Jensen Huang, chief executive of Nvidia. "
        f"{other} uses the H200 in its data centres, according to Reuters. Analysts say that the United States may "
        f"restrict the export of chips to China. The chance is below {10 + number % 80} percent, critics say.\n"
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--documents", type=int, default=10_000)
    arguments = parser.parse_args()
    for size in arguments.sizes:
        print_store(size)
    if arguments.documents:
        print_incremental(arguments.documents)


if __name__ == "__main__":
    main()
