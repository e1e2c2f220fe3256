"""Turtle and N-Quads: the same statements are the same bytes, and every reader reads them alike."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.catalogue import Catalogue, write_catalogue
from kg.errors import DataError, UsageError
from kg.export import export_all, export_together, exporters, nquads, replace_file, turtle
from kg.export.splice import Former
from kg.iris import DEFAULT_BASE_IRI
from kg.namespaces import PREFIXES
from kg.store import Dataset

BASE = "https://news.example.com/id/"
DOCUMENTS = (f"{BASE}document/00aa", f"{BASE}document/00bb")
XSD = PREFIXES["xsd"]
LITERALS = [
    Literal('a "quoted"\nline \\ tab\t é 🚗'),
    Literal("vragen", language="nl"),
    Literal("0.2", datatype=NamedNode(XSD + "decimal")),
    Literal("P3Y", datatype=NamedNode(XSD + "duration")),
    Literal("true", datatype=NamedNode(XSD + "boolean")),
    Literal("\x01\x85\u2028"),
    Literal('a , "b" .\n ;\n\tc , d'),
    Literal("one , two", language="en"),
]


def _all_quads() -> list[Quad]:
    subjects = ("company/acme", "ai-model/gpt-4.1", "person/o'neil", "company/华为", "document/00aa#char=3,9")
    names = [NamedNode(BASE + subject) for subject in subjects]
    label, kind = NamedNode(PREFIXES["rdfs"] + "label"), NamedNode(PREFIXES["rdf"] + "type")
    quads = []
    for document in DOCUMENTS:
        for name in names:
            quads.append(Quad(name, kind, NamedNode(PREFIXES["kg"] + "Company"), NamedNode(document)))
            quads.extend(Quad(name, label, literal, NamedNode(document)) for literal in LITERALS)
    return quads


def _bytes(export, quads: list[Quad]) -> bytes:
    dataset = Dataset()
    for document in DOCUMENTS:
        dataset.replace(document, [quad for quad in quads if quad.graph_name.value == document], "")
    file = io.BytesIO()
    export(dataset, file)
    return file.getvalue()


@pytest.mark.parametrize("export", [turtle.export, nquads.export], ids=["turtle", "nquads"])
def test_order_of_quads_does_not_matter(export):
    """However the quads came in, the file is the same."""
    quads = _all_quads()
    expected = _bytes(export, quads)
    for seed in range(5):
        random.Random(seed).shuffle(quads)
        assert _bytes(export, quads) == expected


def test_turtle_is_the_union():
    """The Turtle says each triple once, whichever documents say it, and nothing else."""
    read = list(parse(_bytes(turtle.export, _all_quads()), format=RdfFormat.TURTLE))
    assert {quad.triple for quad in read} == {quad.triple for quad in _all_quads()}
    assert len(read) == len({quad.triple for quad in _all_quads()})


def test_rdflib_reads_the_same_turtle():
    """Another parser finds the same number of triples and the same literals."""
    graph = rdflib.Graph().parse(data=_bytes(turtle.export, _all_quads()), format="turtle")
    assert len(graph) == len({quad.triple for quad in _all_quads()})
    assert {str(o) for o in graph.objects(None, rdflib.RDFS.label)} == {literal.value for literal in LITERALS}


def test_turtle_has_a_prefix_for_every_kind():
    """Vocabularies and the kinds of things have sorted prefixes; documents, whose IRIs go on, have none."""
    lines = _bytes(turtle.export, _all_quads()).decode().splitlines()
    header = [line for line in lines if line.startswith("@prefix")]
    names = {line.split()[1] for line in header}
    assert header == sorted(header)
    assert {f"{name}:" for name in [*PREFIXES, "company", "ai-model", "person", "claim"]} <= names
    assert "document:" not in names
    assert f"@prefix company: <{BASE}company/> ." in header
    assert any(line.startswith("company:acme a kg:Company") for line in lines)
    assert any(line.startswith(f"<{BASE}document/00aa#char=3,9> a") for line in lines)


def test_turtle_has_a_line_for_every_triple():
    """Every triple is a line of its own, so that two graphs are compared line by line."""
    lines = _bytes(turtle.export, _all_quads()).decode().splitlines()
    assert len([line for line in lines if line.endswith((" ;", " ."))]) - len(
        [line for line in lines if line.startswith("@prefix")]
    ) == len({quad.triple for quad in _all_quads()})


def test_nquads_have_a_graph_for_every_document():
    """Each line of the N-Quads names its document; those of a document stand together, and are sorted."""
    data = _bytes(nquads.export, _all_quads())
    assert set(parse(data, format=RdfFormat.N_QUADS)) == set(_all_quads())
    lines = [(line.rpartition(b" <")[2], line) for line in data.splitlines()]
    assert lines == sorted(lines)


def test_built_in_exporters_come_in_by_the_entry_points():
    """The exporters are those that installed packages declare."""
    assert {"nq", "ttl"} <= set(exporters())


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """A function that installs a package which declares an exporter."""

    def install(declaration: str) -> None:
        info = tmp_path / "plugin-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[kg.exporters]\n{declaration}\n", "utf-8")
        (tmp_path / "kg_plugin.py").write_text("def export(dataset, file):\n    file.write(b'seen')\n", "utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))

    return install


def test_exporter_of_another_package(plugin, tmp_path):
    """An exporter that another package declares writes a file of its ending."""
    plugin("seen = kg_plugin:export")
    (tmp_path / "out").mkdir()
    assert tmp_path / "out" / "graph.seen" in export_all(Dataset(), tmp_path / "out")
    assert (tmp_path / "out" / "graph.seen").read_bytes() == b"seen"


@pytest.mark.parametrize(
    "declaration", ["bad = kg_plugin:nothing", "bad = no_such_module:export", "ttl = kg_plugin:export"]
)
def test_broken_exporter_is_named(plugin, declaration):
    """An exporter that cannot be loaded, or takes the ending of another, stops with its name."""
    plugin(declaration)
    with pytest.raises(DataError, match=declaration.partition(" ")[0]):
        exporters()


def test_files_written_in_several_processes_are_the_same(tmp_path):
    """A new generation's files do not depend on how many processes write them."""
    (tmp_path / "generation").mkdir()
    dataset = Dataset.create(tmp_path / "generation")
    dataset.add(_all_quads())
    for name in ("alone", "together"):
        (tmp_path / name).mkdir()
    alone = export_all(dataset, tmp_path / "alone")
    write_catalogue(Catalogue(DEFAULT_BASE_IRI), tmp_path / "generation")
    dataset.close()
    together = export_together(tmp_path / "generation", tmp_path / "together", "graph", 2)
    assert [path.name for path in together] == [path.name for path in alone] == ["graph.html", "graph.nq", "graph.ttl"]
    assert [path.read_bytes() for path in together] == [path.read_bytes() for path in alone]


def test_folder_that_cannot_be_written(tmp_path):
    """A file in the place of the output folder is a UsageError."""
    (tmp_path / "out").write_text("", "utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        export_all(Dataset(), tmp_path / "out")


def _grown(folder: Path, documents: int) -> Dataset:
    """A dataset on disk of many small documents that speak of a few things."""
    folder.mkdir()
    made = Dataset.create(folder)
    label = NamedNode(PREFIXES["rdfs"] + "label")
    names = [NamedNode(f"{BASE}document/{number:04x}") for number in range(documents)]
    made.add([Quad(NamedNode(f"{BASE}company/{n % 7}"), label, Literal(f"c{n % 11}"), d) for n, d in enumerate(names)])
    made.add([Quad(d, label, Literal(f"title {n}\n .\n"), d) for n, d in enumerate(names)])
    made.close()
    return Dataset.at(folder)


@pytest.mark.parametrize(("export", "update"), [(turtle.export, turtle.update), (nquads.export, nquads.update)])
@pytest.mark.parametrize("changed", [(), (0,), (59,), (3, 4, 5), (0, 30, 59), range(60)], ids=str)
def test_spliced_file_is_the_exported_one(tmp_path, export, update, changed):
    """A file made from the former one, whichever documents left, changed or came, is that of a whole export."""
    old = _grown(tmp_path / "old", 60)
    replace_file(tmp_path / "former", lambda file: export(old, file))
    (tmp_path / "new").mkdir()
    new = Dataset.create(tmp_path / "new", tmp_path / "old")
    new.texts = {}
    for number in changed:
        document = f"{BASE}document/{number:04x}"
        said = list(new.quads_of(document))
        new.withdraw(document)
        new.add([Quad(q.subject, q.predicate, Literal("other"), q.graph_name) for q in said][: number % 3])
    added = NamedNode(f"{BASE}document/0010a")
    new.add([Quad(NamedNode(f"{BASE}company/new"), NamedNode(PREFIXES["rdfs"] + "label"), Literal("x"), added)])
    former = Former(tmp_path / "former", old, frozenset(new.touched))
    spliced, whole = io.BytesIO(), io.BytesIO()
    update(former, new, spliced)
    export(new, whole)
    assert spliced.getvalue() == whole.getvalue()


def test_dropped_statement_goes_on_where_another_document_says_it(tmp_path):
    """Of two documents that say the same, one may cease to: the union keeps it until the other does too."""
    dataset = Dataset()
    one, two = (Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("o"), NamedNode(name)) for name in DOCUMENTS)
    dataset.add([one, two])
    dataset.drop([one])
    assert (list(dataset.quads()), len(list(dataset.triples()))) == ([two], 1)
    dataset.drop([two])
    assert not list(dataset.triples())


def test_a_big_file_is_sorted_in_runs(monkeypatch):
    """However much of it is sorted at once, Turtle is the same."""
    quads = _all_quads()
    expected = _bytes(turtle.export, quads)
    for size in (1, 100, 1_000):
        monkeypatch.setattr(turtle, "_RUN", size)
        assert _bytes(turtle.export, quads) == expected
