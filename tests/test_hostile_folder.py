"""A folder of rubbish, traps and attacks with three articles among them: each is reported, the articles are built."""

from __future__ import annotations

import io
import json
import os
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from commands import KG
from making import column, docx, gzipped, html, locked_pdf, mail, packed, pdf, records

from kg.bounds import Bounds
from kg.documents import ReadOptions, read_sources
from kg.errors import SourceError
from kg.iris import DEFAULT_BASE_IRI
from kg.store import Dataset

GOOD = {
    "good.txt": b"Nvidia said on Monday that it supplies chips to Microsoft.\n",
    "deep/er/good.html": html(),
    "good.pdf": pdf([column(["ASML supplies machines to TSMC, the company said on Tuesday."])]),
}
MILLION = 1_000_000


def _bomb() -> bytes:
    return packed({"big.txt": b"0" * 50 * MILLION, "good.txt.exe": b"MZ"})


def _overlapping() -> bytes:
    """An archive whose directory names one part many times, as Fifield's bomb does."""
    data = packed({"a.txt": os.urandom(4000).hex().encode()})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, tail = data[at:end], data[end:]
    number = 100
    directory = entry * number
    return (
        data[:at]
        + directory
        + tail[:8]
        + number.to_bytes(2, "little") * 2
        + len(directory).to_bytes(4, "little")
        + tail[16:]
    )


def _nested(depth: int) -> bytes:
    data = packed({"a.txt": b"News"})
    for _ in range(depth):
        data = packed({"in.zip": data})
    return data


def _locked_zip() -> bytes:
    data = bytearray(packed({"a.txt": b"News"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def _word_bomb() -> bytes:
    file = io.BytesIO(docx(["Text"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b" " * 30 * MILLION)
    return file.getvalue()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "empty.pdf": (b"", "not a PDF file"),
    "empty.zip": (b"", "not a zip archive"),
    "binary.txt": (bytes(range(256)) * 100, "NUL byte at position 0"),
    "noise.txt": (bytes(range(128, 256)) * 100, "not UTF-8"),
    "truncated.pdf": (GOOD["good.pdf"][:400], "damaged"),
    "password.pdf": (locked_pdf("secret"), "locked with a password"),
    "truncated.docx": (docx(["Text"])[:2000], "damaged"),
    "bomb.docx": (_word_bomb(), "a bomb: "),
    "bomb.zip": (_bomb(), "a bomb: "),
    "bomb.txt.gz": (gzipped(b"0" * 50 * MILLION), "a bomb: more than 200 times as big unpacked"),
    "bomb.jsonl.gz": (gzipped(b"0" * 50 * MILLION), "a bomb: more than 200 times as big unpacked"),
    "overlap.zip": (_overlapping(), "its parts lie over one another"),
    "nested.zip": (_nested(20), "archives in archives, more than 3 deep"),
    "locked.zip": (_locked_zip(), "locked with a password"),
    "truncated.zip": (packed({"a.txt": b"News"})[:60], "damaged zip archive"),
    "truncated.jsonl.gz": (gzipped(os.urandom(3000).hex().encode())[:500], "damaged"),
    "up.zip": (packed({"../../evil.txt": b"News", "/etc/evil.txt": b"News", "..\\evil.txt": b"News"}), "leads out of"),
    "million.html": (
        b"<html><body>" + b"<div>" * MILLION + b"text" + b"</div>" * MILLION,
        "no article in this page; tags in tags",
    ),
    "script.html": (b"<html><body><script>go()</script></body></html>", "no article in this page"),
    "line.txt": (b"x" * 100 * MILLION, "more than the 20 MB that a document may have"),
    "line.jsonl": (b'{"text": "' + b"x" * 100 * MILLION + b'"}', "more than the 20 MB that a document may have"),
    "long.txt": (b"x" * 2 * MILLION, "a line of 2,000,000 characters"),
    "nul.txt": (b"News\x00 of the day", "NUL byte at position 4"),
    "nul.html": (b"<html><p>News\x00 of the day</p>", "NUL byte at position 13"),
    "surrogate.jsonl": (b'{"text": "News \\ud800 of the day"}', "half a character (a lone surrogate) at position 5"),
    "surrogate.txt": ("News \ud800 of the day".encode("utf-8", "surrogatepass"), "half a character"),
    "control.txt": (b"\x1b[31m\x01\x02", "control characters"),
    "deep.jsonl": (b"[" * 100_000 + b"]" * 100_000, "damaged: RecursionError"),
    "array.jsonl": (b'[1]\n2\n"three"\n', "not a JSON object"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n", "a picture by its content, named .txt"),
    "page.txt": (html(), "a web page by its content, named .txt"),
    "text.pdf": (b"Not a PDF", "not a PDF file"),
    "word.doc.txt": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document by its content"),
    "mail.eml": (mail("", Subject=""), "empty"),
    "attack.eml": (mail("", {"../../evil.txt": b""}, Subject=""), "empty"),
}
NOTED: dict[str, tuple[bytes, str]] = {
    "bidi.txt": ("The access level is \u202eresu\u202c, the company said.".encode(), "1 characters that turn"),
    "mixed.txt": ("Été à Malmö, ça va très bien. ".encode() + "Straße".encode("cp1252"), "mixed encodings"),
    "latin.txt": ("Der Präsident äußerte sich am Dienstag.".encode("cp1252"), "not UTF-8: read as cp1252"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All of it, and links, pipes and devices."""
    root = tmp_path_factory.mktemp("hostile") / "in"
    for name, data in {**GOOD, **{n: d for n, (d, _) in (HOSTILE | NOTED).items()}}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (root / "loop").mkdir()
    (root / "loop" / "again").symlink_to(root, target_is_directory=True)
    (root / "self.txt").symlink_to(root / "self.txt")
    (root / "nowhere.txt").symlink_to(root / "gone.txt")
    (root / "device.txt").symlink_to("/dev/zero")
    (root / "memory.txt").symlink_to("/proc/self/mem")
    os.mkfifo(root / "pipe.txt")
    (root / "shut.txt").write_bytes(b"News")
    (root / "shut.txt").chmod(0)
    deep = root / "deep"
    for _ in range(60):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "far.txt").write_bytes(b"News")
    return root


SPECIAL = {
    "loop/again": "a link to a folder that it lies in",
    "self.txt": "Too many levels of symbolic links",
    "nowhere.txt": "symbolic link that leads nowhere",
    "device.txt": "not a regular file",
    "memory.txt": "Input/output error",
    "pipe.txt": "not a regular file",
    "deep" + "/d" * 49: "folders in folders, more than 50 deep",
    **({} if os.geteuid() == 0 else {"shut.txt": "no permission to read it"}),
}


def _build(source: Path, out: Path) -> tuple[int, float, int]:
    """Build in a process of its own: its exit code, its seconds, and the most memory that it had, in bytes."""
    command = [str(KG), "build", str(source), "--output-dir", str(out), "--no-validate", "--quiet", "--jobs", "1"]
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.monotonic() - start, usage.ru_maxrss * 1024


@pytest.fixture(scope="module")
def built(folder, tmp_path_factory):
    """The output folder of the whole folder, with its seconds and memory beyond those of the articles alone."""
    alone = tmp_path_factory.mktemp("alone")
    for name, data in GOOD.items():
        (alone / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (alone / "in" / name).write_bytes(data)
    code, seconds, memory = _build(alone / "in", alone / "out")
    assert code == 0
    out = tmp_path_factory.mktemp("built")
    code, more_seconds, more_memory = _build(folder, out)
    assert code == 1
    return out, more_seconds - seconds, more_memory - memory


@pytest.fixture(scope="module")
def problems(built, folder):
    """What problems.jsonl says, by source below the folder."""
    rows = [json.loads(line) for line in (built[0] / "problems.jsonl").read_text("utf-8").splitlines()]
    found: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        found.setdefault(row["source"].removeprefix(f"{folder}/"), []).append(row)
    return found


def _of(problems: dict[str, list[dict[str, object]]], name: str) -> list[dict[str, object]]:
    """The problems of a file and of what is in it."""
    return [
        row
        for source, rows in problems.items()
        if source == name or source.startswith((f"{name}/", f"{name}#"))
        for row in rows
    ]


@pytest.mark.parametrize("name", sorted(HOSTILE) + sorted(SPECIAL))
def test_each_is_reported(problems, name):
    """Whatever cannot be read is told by its name, with what is wrong with it, and is left out."""
    words = SPECIAL.get(name) or HOSTILE[name][1]
    rows = _of(problems, name)
    assert rows
    assert all(words in row["problem"] for row in rows), rows
    assert all(row["left_out"] for row in rows)


@pytest.mark.parametrize("name", sorted(NOTED))
def test_what_is_odd_is_noted(problems, name):
    """What can be read although something is odd is built, and noted."""
    [row] = _of(problems, name)
    assert NOTED[name][1] in row["problem"]
    assert not row["left_out"]


def test_nothing_else_is_reported(problems):
    """Only what is wrong is reported, each in one line."""
    known = (*HOSTILE, *NOTED, *SPECIAL, "shut.txt")
    assert [s for s in problems if not any(s == k or s.startswith((f"{k}/", f"{k}#")) for k in known)] == []
    assert all("\n" not in row["problem"] for rows in problems.values() for row in rows)


def test_articles_are_built(built):
    """All articles among the rubbish are in the graph, and nothing else."""
    entries = Dataset.open(built[0] / "store").catalogue.entries.values()
    sources = {source for entry in entries for source in entry.sources} - {"shut.txt"}
    assert sources == {*GOOD, *NOTED}


def test_time_and_memory_are_bounded(built):
    """The rubbish costs seconds, and little memory: no bomb goes off."""
    _, seconds, memory = built
    assert seconds < 60
    assert memory < 400 * MILLION


def test_nothing_is_written_beside_the_output(built, folder):
    """A name that leads out of an archive writes nothing anywhere."""
    assert not list(folder.parent.rglob("evil.txt"))
    assert not Path("/etc/evil.txt").exists()


@pytest.mark.parametrize("become", ["gone", "a pipe", "shorter"])
def test_files_that_change_while_others_are_read(tmp_path, become):
    """A file that vanishes, or becomes a pipe or shorter after it was found, is reported or read as it is then."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"News of {name}", "utf-8")
    found = read_sources([tmp_path], base_iri=DEFAULT_BASE_IRI)
    next(found)
    (tmp_path / "b.txt").unlink()
    if become == "a pipe":
        os.mkfifo(tmp_path / "b.txt")
    elif become == "shorter":
        (tmp_path / "b.txt").write_text("", "utf-8")
    [error] = found
    assert isinstance(error, SourceError)
    assert {"gone": "no such file", "a pipe": "not a regular file", "shorter": "empty"}[become] in str(error)


def test_time_limit_holds_in_a_loop(tmp_path):
    """A document that takes the processor too long is left out; the next one is read."""
    (tmp_path / "a.html").write_bytes(html(["word " * 20] * 20_000))
    (tmp_path / "b.txt").write_text("News", "utf-8")
    options = ReadOptions(Bounds(max_seconds=0.02))
    error, document = read_sources([tmp_path], base_iri=DEFAULT_BASE_IRI, options=options)
    assert "took more than 0.02 seconds" in str(error)
    assert document.source == "b.txt"


def test_records_after_a_bad_one(tmp_path):
    """A line of a hundred megabytes costs its record, not the next one."""
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "' + b"x" * 30 * MILLION + b'"}\n' + records({"text": "News."}))
    error, document = read_sources([tmp_path], base_iri=DEFAULT_BASE_IRI)
    assert "a.jsonl#1: more than the 20 MB" in str(error)
    assert document.source == "a.jsonl#2"
