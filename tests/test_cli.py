"""The command as it is installed: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import signal
import subprocess
import time

import pytest
from commands import KG, ROOT, SEEDS, run_kg
from pyoxigraph import NamedNode
from test_answers import SILENT

from kg import __version__
from kg.store import Dataset

COMMANDS = (
    "build add remove status diff query queries serve load export claims explain validate evaluate languages".split()
)


def _assert_one_line(run: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    assert words in run.stderr
    assert run.stderr.count("\n") == 1


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a build of the seeds."""
    folder = tmp_path_factory.mktemp("built")
    run = run_kg("build", SEEDS, "--output-dir", folder / "output")
    assert run.returncode == 0, run.stderr
    return folder / "output"


def test_version():
    """`kg --version` prints the version of the package."""
    assert run_kg("--version").stdout == f"kg {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    """Each command's help says what it does and shows it."""
    run = run_kg(command, "--help")
    assert run.returncode == 0
    assert f"kg {command}" in run.stdout.split("Usage:", 1)[1].split("\n", 1)[1]


def test_help_lists_every_command():
    """`kg --help` names all commands."""
    listed = run_kg("--help").stdout
    assert all(f"│ {command} " in listed for command in COMMANDS)


def test_help_is_quick():
    """`kg --help` imports nothing heavy, so that it is there at once."""
    code = (
        "import sys, kg.cli; print([m for m in ('pyoxigraph', 'rdflib', 'numpy', 'kg.pipeline') if m in sys.modules])"
    )
    run = subprocess.run([KG.with_name("python"), "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["build"],
        ["build", "x", "--nope"],
        ["query"],
        ["query", "--bind", "x", "q"],
        ["query", "--bind", "=x", "q"],
    ],
)
def test_wrong_usage(arguments):
    """Wrong usage is one line and exit code 2."""
    _assert_one_line(run_kg(*arguments), 2, "kg: ")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("unknown.txt", b"\x81\x8d\x8f", "not UTF-8"),
        ("long.txt", b"x" * 50_000_000, "more than the 20 MB"),
        ("nul.txt", b"a\x00b", "NUL"),
        ("control.txt", b"\x01\x02\x1b[31m\x7f", "control characters"),
        ("folder", b"", "no text in this folder"),
    ],
)
def test_source_that_cannot_be_read(tmp_path, name, data, words):
    """A source that cannot be read is one line that names it; alone it leaves nothing to build: exit code 1."""
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif data is not None:
        path.write_bytes(data)
    run = run_kg("build", path, "--output-dir", tmp_path / "out", "--keep-going")
    assert run.returncode == 1
    assert run.stderr.splitlines()[0].startswith(f"kg: {path}: ")
    assert words in run.stderr
    assert run.stderr.splitlines()[1:] == ["kg: nothing could be built"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("base_iri", ["nope", "", "https://example.org/x", "/kg/", "https://exa mple.org/"])
def test_base_iri_that_is_none(tmp_path, base_iri):
    """What is no base IRI is wrong usage, told before anything is read."""
    run = run_kg("build", SEEDS, "--base-iri", base_iri, "--output-dir", tmp_path / "out")
    _assert_one_line(run, 2, "base IRI")
    assert not (tmp_path / "out").exists()


def test_output_folder_that_cannot_be_written(tmp_path):
    """An output folder that cannot be made is wrong usage."""
    (tmp_path / "file").write_text("", "utf-8")
    _assert_one_line(run_kg("build", SEEDS, "--output-dir", tmp_path / "file" / "out"), 2, "output folder")


def test_foreign_store_folder(tmp_path):
    """A folder `store` in the output folder that is none of ours stops the build and is left as it was."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "mine").write_text("", "utf-8")
    _assert_one_line(run_kg("build", SEEDS, "--output-dir", tmp_path), 1, "left alone")
    assert (tmp_path / "store" / "mine").exists()


def test_world_file_that_is_missing(tmp_path):
    """A world file that cannot be read is one line."""
    run = run_kg("build", SEEDS, "--world", tmp_path / "no.ttl", "--output-dir", tmp_path / "out")
    assert run.returncode in {1, 2}
    assert "no.ttl" in run.stderr
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize(("option", "code"), [((), 1), (("--keep-going",), 0)])
def test_others_are_built(tmp_path, option, code):
    """One bad source is reported, the others are built, and `--keep-going` forgives it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_bytes(b"\xff\xfe\xfd")
    (tmp_path / "in" / "good.txt").write_text("Nvidia said on Monday that it supplies chips to Microsoft.\n", "utf-8")
    run = run_kg("build", tmp_path / "in", "--output-dir", tmp_path / "out", "--json", *option)
    assert run.returncode == code, run.stderr
    assert run.stderr.startswith(f"kg: {tmp_path / 'in' / 'bad.txt'}: ")
    summary = json.loads(run.stdout)
    assert [document["sources"] for document in summary["documents"]] == [["good.txt"]]
    assert len(summary["problems"]) == 1


def test_same_text_twice_is_one_document(tmp_path):
    """Two files with one text are one document with two sources."""
    for name in ("a.txt", "2025-03-04 b.txt"):
        (tmp_path / name).write_text("Nvidia said on Monday that it supplies chips to Microsoft.\n", "utf-8")
    run = run_kg("build", tmp_path, "--output-dir", tmp_path / "out", "--json")
    assert run.returncode == 0, run.stderr
    [document] = json.loads(run.stdout)["documents"]
    assert document["sources"] == ["2025-03-04 b.txt", "a.txt"]
    dataset = Dataset.open(tmp_path / "out" / "store")
    source = NamedNode("http://purl.org/dc/terms/source")
    assert len([triple for triple in dataset.triples() if triple.predicate == source]) == 2


def test_build_writes_everything(built):
    """A build writes the graph three times and the store, and nothing else stays behind."""
    assert sorted(path.name for path in built.iterdir()) == ["graph.html", "graph.nq", "graph.ttl", "store"]


def test_the_summary_says_which_languages_have_no_file(tmp_path):
    """Their documents are in the graph with names, places and quotations, and the user is told that this is all."""
    text = "Il governo italiano e Nvidia hanno firmato un accordo. «È una svolta», ha detto Jensen Huang a Roma. "
    (tmp_path / "articolo.txt").write_text(f"Un accordo a Roma\n\n{text * 4}\n", "utf-8")
    run = run_kg("build", tmp_path / "articolo.txt", "--output-dir", tmp_path / "output")
    assert "no language file for it: only names, places and quotations are read there" in run.stdout
    assert "no language file" not in run_kg("build", SEEDS, "--output-dir", tmp_path / "seeds").stdout


def test_summary_is_for_people(tmp_path):
    """Without options the summary names documents with their language and counts what was found."""
    shown = run_kg("build", SEEDS, "--output-dir", tmp_path).stdout
    for words in ("000_5b8557a9c0855af6.txt", "nl", "sv", "Company", "Statements", "Claims", "Problems", "graph.ttl"):
        assert words in shown


def test_quiet_build_says_nothing(tmp_path):
    """`--quiet` prints problems only."""
    run = run_kg("build", SEEDS, "--output-dir", tmp_path, "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_validate(built):
    """The build is valid, by its store and by its Turtle."""
    assert run_kg("validate", "--output-dir", built).stdout == "valid\n"
    assert run_kg("validate", built / "graph.ttl").stdout == "valid\n"


def test_validate_finds_what_is_wrong(tmp_path):
    """A graph that breaks a shape is told in words, with exit code 1."""
    (tmp_path / "g.ttl").write_text(
        "@prefix kg: <https://example.org/kg/ontology#> . <https://example.org/kg/company/x> a kg:Company .", "utf-8"
    )
    run = run_kg("validate", tmp_path / "g.ttl")
    assert run.returncode == 1
    assert "company/x" in run.stdout
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("arguments", [["validate", "gone.ttl"], ["validate"], ["query", "ASK {}"]])
def test_nothing_was_built(tmp_path, arguments):
    """Asking for a graph that is not there is one line and exit code 1."""
    _assert_one_line(run_kg(*arguments, cwd=tmp_path), 1, "kg: ")


@pytest.mark.parametrize("sparql", ["SELECT ?x {", "hello", "SELECT * { ?x nope:y ?z }", "DELETE WHERE { ?s ?p ?o }"])
def test_broken_query(built, sparql):
    """A broken query, or one that would change the graph, is one line and exit code 2."""
    _assert_one_line(run_kg("query", sparql, "--output-dir", built), 2, "broken query")


def test_unknown_named_query(built):
    """An unknown name is answered with the names there are."""
    _assert_one_line(run_kg("query", "--name", "nope", "--output-dir", built), 2, "forecasts")


@pytest.mark.parametrize("name", [line.split()[0] for line in run_kg("queries").stdout.splitlines()[1:]])
def test_named_queries_answer_in_every_format(built, name):
    """Every named query that `kg queries` lists answers on the seeds, as table, CSV and JSON."""
    runs = {
        form: run_kg("query", "--name", name, "--format", form, "--output-dir", built)
        for form in ("table", "csv", "json")
    }
    assert all(run.returncode == 0 for run in runs.values())
    rows = json.loads(runs["json"].stdout)["results"]["bindings"]
    assert rows or name in SILENT
    assert f"{len(rows)} row" in runs["table"].stdout
    assert runs["csv"].stdout.startswith(",".join(json.loads(runs["json"].stdout)["head"]["vars"]))


@pytest.mark.parametrize(
    ("sparql", "form", "shown"),
    [
        ("ASK { ?x a kg:Claim }", "table", "true"),
        ("ASK { ?x a kg:Claim }", "json", '{"head":{},"boolean":true}'),
        ("SELECT (COUNT(?d) AS ?n) { ?d a kg:Document }", "csv", "n\r\n2"),
        ("CONSTRUCT { ?d a kg:Document } WHERE { ?d a kg:Document }", "csv", "subject,predicate,object"),
        ("CONSTRUCT { ?d a kg:Document } WHERE { ?d a kg:Document }", "table", "kg:Document"),
    ],
)
def test_queries_of_every_form(built, sparql, form, shown):
    """ASK, SELECT and CONSTRUCT are answered, and the usual prefixes need no declaration."""
    run = run_kg("query", sparql, "--format", form, "--output-dir", built)
    assert run.returncode == 0, run.stderr
    assert shown.replace("\r\n", "\n") in run.stdout


def test_parameter(built):
    """`--bind` gives a variable of the query its value."""
    run = run_kg(
        "query", "--name", "people", "--bind", "organization=OpenAI", "--format", "json", "--output-dir", built
    )
    assert {row["at"]["value"] for row in json.loads(run.stdout)["results"]["bindings"]} == {"OpenAI"}


def test_languages():
    """`kg languages` lists the codes with their names."""
    assert [line.split()[0] for line in run_kg("languages").stdout.splitlines()] == ["de", "en", "es", "fr", "nl", "sv"]


def test_output_without_a_terminal_encoding(tmp_path, built):
    """In the C locale everything still works and is written as UTF-8."""
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    run = run_kg("build", SEEDS, "--output-dir", tmp_path, env=env)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "graph.html").read_bytes() == (built / "graph.html").read_bytes()


def test_closed_pipe(built):
    """When the reader goes away the command ends quietly."""
    process = subprocess.Popen(
        [KG, "query", "SELECT * { ?s ?p ?o }", "--output-dir", built], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(60)


def test_interrupt(tmp_path):
    """Ctrl-C ends a build with exit code 130, without a traceback and without leaving half an output."""
    (tmp_path / "in").mkdir()
    for number in range(2000):
        (tmp_path / "in" / f"{number}.txt").write_text(f"Nvidia said on day {number} that it supplies chips.", "utf-8")
    process = subprocess.Popen([KG, "build", tmp_path / "in", "--output-dir", tmp_path / "out"], stderr=subprocess.PIPE)
    while not (tmp_path / "out").exists():  # from then on it analyses
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert not list((tmp_path / "out").iterdir())


def test_readme_documents_every_command():
    """The README names every command."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"kg {command}" in readme for command in COMMANDS)
