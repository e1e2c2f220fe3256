"""Web pages, PDF, Word, mails, JSON lines and archives become Documents with what they tell of themselves."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from commands import KG, run_kg
from making import ARTICLE, HEADLINE, column, docx, gzipped, html, locked_pdf, mail, packed, pdf, records

from kg.bounds import Bounds
from kg.documents import ReadOptions, check_fields, read_sources, read_text
from kg.errors import SourceError, SourceNote, UsageError
from kg.iris import DEFAULT_BASE_IRI
from kg.model import Document
from kg.workers import analyser_of

META = (
    '<link rel="canonical" href="https://paper.example/asml"><meta property="og:site_name" content="The Paper">'
    '<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2025-11-03T06:00:00Z">'
)


@pytest.fixture
def read(tmp_path):
    """Reads the bytes of a file of some name: all that comes out of it."""

    def read_bytes(name: str, data: bytes, **options: object) -> list[Document | SourceError]:
        path = tmp_path / name
        path.write_bytes(data)
        return list(read_sources([path], base_iri=DEFAULT_BASE_IRI, options=ReadOptions(**options)))

    return read_bytes


@pytest.fixture
def read_one(read):
    """Reads the one document of a file."""

    def read_bytes(name: str, data: bytes, **options: object) -> Document:
        [document] = read(name, data, **options)
        assert isinstance(document, Document), document
        return document

    return read_bytes


def _body(document: Document) -> list[str]:
    return [line for line in document.text[document.body_start :].split("\n") if line]


def _said(found: list[Document | SourceError]) -> list[str]:
    return [str(item) for item in found if isinstance(item, SourceError)]


def test_page(read_one):
    """A web page gives its article, and what it tells of itself: title, day, author, publisher, address."""
    document = read_one("a.html", html(head=META))
    assert _body(document) == [HEADLINE, *ARTICLE]
    assert (document.title, document.issued, document.publisher) == (HEADLINE, date(2025, 11, 3), "The Paper")
    assert (document.authors, document.url) == (("Ann Lee",), "https://paper.example/asml")
    assert document.title_span is not None
    assert document.title_span.of(document.text) == HEADLINE


def test_page_says_the_wrong_language(read_one):
    """The words of a page tell its language; what its template says does not count."""
    assert read_one("a.html", html(lang="nl")).language == "en"


@pytest.mark.parametrize(
    "around",
    [
        '<div class="cookie-consent">We use cookies to improve your visit. <button>Accept all</button></div>',
        '<ul class="share"><li><a href="#">Share on Facebook</a></li><li><a href="#">Tweet</a></li></ul>',
        '<aside><h3>Most read</h3><ul><li><a href="/1">King opens exhibition</a></li></ul></aside>',
    ],
    ids=["cookies", "share", "most read"],
)
def test_what_stands_around_an_article(read_one, around):
    """Menus, notices, share bars and lists of other articles are no part of the text."""
    assert _body(read_one("a.html", html(around=around))) == [HEADLINE, *ARTICLE]


@pytest.mark.parametrize(
    "line",
    [
        "Lees ook: Waarom China",
        "Read more",
        "Läs också: Mer om Kina",
        "Lesen Sie auch: China",
        "À lire aussi : la Chine",
        "Lea también: China",
        "ADVERTISEMENT",
    ],
)
def test_lines_in_an_article_that_are_none_of_it(read_one, line):
    """A line that points to another article, or to nothing, goes; the sentences around it stay."""
    assert _body(read_one("a.html", html([ARTICLE[0], line, *ARTICLE[1:]]))) == [HEADLINE, *ARTICLE]


@pytest.mark.parametrize(
    "line",
    [
        "Read more books, the minister said, and the country will prosper in the years to come.",
        "Share prices fell by two percent on Monday in Amsterdam.",
        "Lees ook de kleine letters, waarschuwt de AFM.",
    ],
)
def test_sentences_that_begin_like_such_lines(read_one, line):
    """A sentence of the article is never cut for beginning with such words."""
    assert line in _body(read_one("a.html", html([ARTICLE[0], line, *ARTICLE[1:]])))


def test_page_laid_out_by_a_table(read_one):
    """A table that only lays a page out is no table of the article; its paragraphs stay paragraphs."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE)
    page = f"<html><body><table><tr><td><a href=/>Home</a></td><td><h1>{HEADLINE}</h1>{body}</td></tr></table>"
    assert _body(read_one("a.html", page.encode()))[-len(ARTICLE) :] == list(ARTICLE)


def test_page_of_which_little_is_taken(read):
    """When much of what looks like paragraphs is not taken for the article, a note says so."""
    comments = "".join(
        f'<div class="comment"><p>{"I do not agree with this at all, number " * 6}{n}</p></div>' for n in range(40)
    )
    found = read("a.html", html(around=f'<div id="comments">{comments}</div>'))
    assert isinstance(found[-1], Document)
    assert all(isinstance(note, SourceNote) for note in found[:-1])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_encoding_of_a_page(read, encoding):
    """A page is read in the encoding that it declares, or begins with the mark of."""
    page = html(
        ["Der Präsident äußerte sich über die Größe der Straße, sagte der Sprecher am Dienstag in München."] * 3
    )
    data = page.decode().replace('charset="utf-8"', f'charset="{encoding}"').encode(encoding)
    assert "äußerte" in read("a.html", data)[-1].text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Der Präsident äußerte sich über „die Größe“ der Straße."),
        ("mac_roman", "Der Präsident äußerte sich über „die Größe“ der Straße."),
        ("utf-16", "Nyheter från Malmö"),
        ("cp1251", "Правительство одобрило продажу чипов Китаю, сообщил министр во вторник."),
    ],
)
def test_encoding_of_a_text(read, encoding, text):
    """A text in another encoding than UTF-8 is read; a note tells which one was guessed."""
    *notes, document = read("a.txt", text.encode(encoding))
    assert document.text == text
    assert [note.what for note in notes] == ([] if encoding == "utf-16" else [f"not UTF-8: read as {encoding}"])


def test_mixed_encodings(read):
    """UTF-8 with some bytes of another encoding is read, each byte as what it is, and a note says so."""
    [note, document] = read("a.txt", "Été à Malmö, ça va très bien. ".encode() + "Straße".encode("cp1252"))
    assert document.text == "Été à Malmö, ça va très bien. Straße"
    assert "mixed encodings: UTF-8, and 1 bytes read as cp1252" in str(note)


def test_pdf(read_one):
    """The lines of a PDF file become paragraphs again; the biggest letters are the title."""
    lines = [
        "The government has approved the sale of chips to",
        "China, the minister said on Tuesday in Berlin.",
        "",
        "Nvidia welcomed the decision of the government, and",
        "its share rose.",
    ]
    head = [("Chips for", 50, 780, 20), ("China", 50, 756, 20)]
    document = read_one("a.pdf", pdf([[*head, *column(lines)]]))
    assert document.title == "Chips for China"
    assert _body(document) == ["Chips for China", " ".join(lines[:2]), " ".join(lines[3:])]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("The govern-", "ment said so.", "The government said so."),
        ("Die KI-", "Branche wächst.", "Die KI-Branche wächst."),
        ("Die Ein-", "und Ausfuhr wächst.", "Die Ein- und Ausfuhr wächst."),
        (
            "We have state-of-the-art and state-",
            "of-the-art machines.",
            "We have state-of-the-art and state-of-the-art machines.",
        ),
    ],
)
def test_words_that_were_parted(read_one, first, second, text):
    """A word that was parted at a line's end is whole again; a hyphen of its own stays."""
    assert _body(read_one("a.pdf", pdf([column([first, second])]))) == [text]


def test_columns_and_pages(read_one):
    """A sentence goes on in the next column and on the next page; heads that pages share, and their numbers, go."""

    def page(left: list[str], right: list[str], number: int) -> list[tuple[str, float, float, float]]:
        return [("The Paper, Monday", 50, 800, 8), *column(left), *column(right, x=300), (str(number), 290, 20, 8)]

    first = page(["The minister said that the", "country needs"], ["more chips and that", "it will build"], 1)
    second = page(["more of them at", "home."], ["That is what she said", "on Monday."], 2)
    third = page(["Nobody believed", "her."], ["Reuters reported", "this."], 3)
    text = "\n".join(_body(read_one("a.pdf", pdf([first, second, third]))))
    assert "The minister said that the country needs more chips and that it will build more of them at home." in text
    assert "The Paper" not in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (locked_pdf("secret"), "locked with a password"),
        (pdf([[]]), "no text on its pages: scanned?"),
        (pdf([column(["A text."])])[:300], "damaged"),
        (b"no pdf at all", "not a PDF file, which its name .pdf says it is"),
    ],
    ids=["password", "no text", "truncated", "text"],
)
def test_pdf_that_cannot_be_read(read, data, words):
    """A locked, scanned, damaged or false PDF file is reported in one line."""
    [error] = read("a.pdf", data)
    assert words in str(error)
    assert "\n" not in str(error)


def test_pdf_that_only_its_owner_may_change(read_one):
    """A file that is locked against changes only is read."""
    assert _body(read_one("a.pdf", locked_pdf(""))) == ["A secret."]


def test_page_without_text_in_a_pdf(read):
    """Pages without text are told in a note."""
    [note, document] = read("a.pdf", pdf([column(["A text of one line."]), []]))
    assert "no text on page 2" in str(note)
    assert _body(document) == ["A text of one line."]


def test_word_document(read_one):
    """A Word document gives its paragraphs and tables in order, and its author."""
    document = read_one(
        "a.docx", docx([HEADLINE, *ARTICLE], [["Year", "Revenue"], ["2024", "28 billion"]], author="Ann Lee")
    )
    assert _body(document) == [HEADLINE, *ARTICLE, "Year", "Revenue", "2024", "28 billion"]
    assert (document.title, document.authors) == (HEADLINE, ("Ann Lee",))


def test_mail(read_one):
    """A mail gives its text; subject, sender and day are title, author and day of issue."""
    headers = {"Subject": HEADLINE, "From": "Ann Lee <ann@paper.example>", "Date": "Mon, 03 Nov 2025 06:00:00 +0100"}
    document = read_one("a.eml", mail("\n\n".join(ARTICLE), **headers))
    assert _body(document) == [HEADLINE, *ARTICLE]
    assert (document.title, document.authors, document.issued) == (HEADLINE, ("Ann Lee",), date(2025, 11, 3))


def test_mail_of_a_page_with_files(read):
    """The HTML of a mail is read like a page, and each file that it carries is a document of its own."""
    data = mail(html().decode(), {"b.txt": b"News of today", "c.png": b"\x89PNG"}, subtype="html", Subject=HEADLINE)
    found = read("a.eml", data)
    assert [document.source for document in found] == ["a.eml", "a.eml/b.txt"]
    assert _body(found[0]) == [HEADLINE, *ARTICLE]


def test_records(read):
    """Each line of JSON is a document; common names of fields are known, and a broken line costs only itself."""
    row = {
        "title": HEADLINE,
        "content": "\n".join(ARTICLE),
        "published_at": "2025-11-03T06:00:00Z",
        "authors": ["Ann Lee", {"name": "Bo Ek"}],
        "source": {"name": "The Paper"},
        "lang": "en",
        "url": "https://paper.example/1",
    }
    found = read(
        "a.jsonl", records(row) + b"{broken\n\n" + records({"id": 1}, {"text": "<p>One.</p><p>Two &amp; three.</p>"})
    )
    first, broken, empty, last = found
    assert (first.source, first.title, first.issued, first.publisher) == (
        "a.jsonl#1",
        HEADLINE,
        date(2025, 11, 3),
        "The Paper",
    )
    assert (first.authors, first.language, first.url) == (("Ann Lee", "Bo Ek"), "en", "https://paper.example/1")
    assert _body(first) == [HEADLINE, *ARTICLE]
    assert "a.jsonl#2: not JSON" in str(broken)
    assert "a.jsonl#4: no text in its fields (id)" in str(empty)
    assert (last.source, _body(last)) == ("a.jsonl#5", ["One.", "Two & three."])


def test_fields_that_are_told(read_one):
    """A field that is told counts, also one of an object in the record."""
    data = records({"text": "teaser", "doc": {"full": "All of the text.", "when": 1762128000}})
    document = read_one("a.jsonl", data, fields={"text": "doc.full", "date": "doc.when"})
    assert _body(document) == ["All of the text."]
    assert document.issued == date(2025, 11, 3)


@pytest.mark.parametrize("field", ["colour=red", "text", "text="])
def test_fields_that_make_no_sense(tmp_path, field):
    """A field that no record is asked for, or that is not told, is a wrong usage."""
    (tmp_path / "a.jsonl").write_bytes(records({"text": "News"}))
    run = run_kg("build", tmp_path / "a.jsonl", "--output-dir", tmp_path / "out", "--field", field)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


def test_archives(read):
    """Files in archives are read where they lie, also packed and in archives again, by name; other files are not."""
    inner = packed({"deep/c.html": html(), "picture.png": b"\x89PNG"})
    found = read(
        "a.zip",
        packed(
            {
                "b.txt.gz": gzipped(b"News of today"),
                "c.zip": inner,
                "__MACOSX/b.txt": b"no",
                ".hidden.txt": b"no",
                "a.jsonl": records({"text": "One."}, {"text": "Two."}),
            }
        ),
    )
    assert [document.source for document in found] == [
        "a.zip/a.jsonl#1",
        "a.zip/a.jsonl#2",
        "a.zip/b.txt.gz",
        "a.zip/c.zip/deep/c.html",
    ]


def test_same_record_twice(read):
    """The same record twice is one document with two sources."""
    row = {"text": "\n".join(ARTICLE)}
    one, two = read("a.jsonl", records(row, row))
    assert one.iri == two.iri
    assert {one.source, two.source} == {"a.jsonl#1", "a.jsonl#2"}


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (html(), HEADLINE),
        (pdf([column(["A text of one line."])]), "A text of one line"),
        (docx(["A Word document"]), "A Word document"),
        (mail("The text.", Subject="A mail", From="a@b.example"), "A mail"),
        (records({"text": "The text.", "title": "A record"}), "A record"),
        (gzipped(records({"text": "The text.", "title": "A record"})), "A record"),
        (packed({"a.txt": b"A file in an archive"}), "A file in an archive"),
        (b"Just text\n\nMore of it.", "Just text"),
    ],
    ids=["html", "pdf", "docx", "eml", "jsonl", "jsonl.gz", "zip", "txt"],
)
def test_standard_input(monkeypatch, data, title):
    """`-` is standard input; what it is shows in how it begins."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    [document] = read_sources([Path("-")], base_iri=DEFAULT_BASE_IRI)
    assert isinstance(document, Document), document
    assert document.title == title
    assert document.source.startswith("-")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", pdf([column(["A text."])]), "a PDF file by its content, named .txt"),
        ("a.txt", html(), "a web page by its content, named .txt"),
        ("a.md", packed({"a.txt": b"x"}), "a zip archive or a Word document by its content, named .md"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "a picture by its content, named .html"),
        ("a.docx", b"text", "not a zip archive or a Word document"),
        ("a.docx", packed({"a.txt": b"x"}), "damaged"),
        ("a.jsonl.gz", b"text", "not a gzip file"),
        ("a.html", b"   ", "no HTML page in it"),
        ("a.html", b"<html><body><script>go()</script></body></html>", "no article in this page"),
    ],
)
def test_names_that_say_something_else(read, name, data, words):
    """A file that is something else than its name says is reported, with what it is."""
    [error] = read(name, data)
    assert words in str(error)


def test_bounds(read):
    """A document of more bytes, or that takes longer, than allowed is left out; the others go on."""
    data = records({"text": "word " * 1000}, {"text": "Short news."})
    found = read("a.jsonl", data, bounds=Bounds(max_bytes=1000))
    assert "a.jsonl#1: more than the 0.001 MB that a document may have (allow more with --max-bytes)" in str(found[0])
    assert _body(found[1]) == ["Short news."]
    slow = read("a.html", html(["<b>" * 3 + "word " * 20 + "</b>" * 3] * 20_000), bounds=Bounds(max_seconds=0.05))
    assert "took more than 0.05 seconds" in str(slow[0])


def test_problems_are_written(tmp_path):
    """Every problem and note is a line of problems.jsonl; a build without any leaves no such file."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes("Nyheter från Malmö".encode("cp1252"))
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    out = tmp_path / "out"
    run = run_kg("build", tmp_path / "in", "--output-dir", out, "--no-validate", "--jobs", "1")
    assert run.returncode == 1
    rows = [json.loads(line) for line in (out / "problems.jsonl").read_text("utf-8").splitlines()]
    assert [(row["source"].rsplit("/")[-1], row["problem"], row["left_out"]) for row in rows] == [
        ("a.txt", "not UTF-8: read as cp1252", False),
        ("b.txt", "empty", True),
    ]
    (tmp_path / "in" / "b.txt").unlink()
    (tmp_path / "in" / "a.txt").write_text("Nyheter från Malmö", "utf-8")
    assert run_kg("build", tmp_path / "in", "--output-dir", out, "--no-validate", "--jobs", "1").returncode == 0
    assert not (out / "problems.jsonl").exists()


def test_check_of_fields():
    """The fields that a record is asked for are told when another is."""
    with pytest.raises(UsageError, match="there are text, html, title"):
        check_fields({"colour": "red"})


def test_such_lines_in_plain_text():
    """In a plain text such lines stay where they are, so that offsets are the file's, and say nothing."""
    text = f"{HEADLINE}\n\n{ARTICLE[0]}\n\nRead more: Nvidia supplies chips to Microsoft\n\n{ARTICLE[1]}\n"
    reading = analyser_of(()).read(read_text(text, "a.txt", DEFAULT_BASE_IRI))
    assert not [link for link in reading.links if link.span.of(text) in {"Nvidia", "Microsoft"}]
    assert [link for link in reading.links if link.span.of(text) == "Reuters"]


def test_page_through_a_pipe(tmp_path):
    """`kg build -` reads what is piped in."""
    command = [str(KG), "build", "-", "--output-dir", str(tmp_path / "out"), "--no-validate", "--quiet"]
    subprocess.run(command, input=html(head=META), check=True, timeout=120)
    turtle = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    assert 'dcterms:creator "Ann Lee"' in turtle
    assert 'dcterms:identifier "https://paper.example/asml"^^xsd:anyURI' in turtle
    assert 'dcterms:publisher "The Paper"' in turtle
