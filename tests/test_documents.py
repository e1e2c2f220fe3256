"""Files and folders become Documents; what cannot be read says why."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.bounds import MAX_BYTES
from kg.documents import MAX_LINE, front_matter, read_sources, read_text
from kg.errors import SourceError
from kg.iris import DEFAULT_BASE_IRI
from kg.model import Document

SEEDS = Path(__file__).parent.parent / "seeds"


def _read(*paths: Path) -> list[Document | SourceError]:
    return list(read_sources(paths, base_iri=DEFAULT_BASE_IRI))


def _read_one(path: Path) -> Document:
    [document] = _read(path)
    assert isinstance(document, Document), document
    return document


def _refusal(path: Path) -> SourceError:
    [error] = _read(path)
    assert isinstance(error, SourceError), error
    return error


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name)
def test_text_is_the_file_to_the_letter(path):
    """A text is kept exactly, with its leading and trailing line ends, so that offsets are those of the file."""
    assert _read_one(path).text.encode() == path.read_bytes()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfNews\n", "News\n"),
        (b"One\r\nTwo\rThree\n", "One\nTwo\nThree\n"),
        ("\n\n  Été 🚗\t\n\n".encode(), "\n\n  Été 🚗\t\n\n"),
    ],
)
def test_only_mark_and_line_ends_are_normalised(tmp_path, data, text):
    """A byte order mark is dropped and line ends become LF; nothing else is touched."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert _read_one(path).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x81\x8d\x8f in Parijs", "not UTF-8: byte 0x81 at position 0"),
        (b"\xff\xfeN\x00y\x00\x00\xd8", "not UTF-16, which its first bytes say"),
        (b"News\x00 of the day", "NUL byte at position 4"),
        (b"\x01\x02\x03 abc", "control characters"),
        (b"a" * (MAX_LINE + 1), "a line of 1,000,001 characters"),
        (b"a" * 50_000_000, "more than the 20 MB"),
        (b"word " * (MAX_BYTES // 5 + 1), "more than the 20 MB"),
    ],
    ids=["empty", "blank", "no encoding", "half utf-16", "nul", "control", "long line", "50 MB line", "too big"],
)
def test_what_is_no_article_is_refused(tmp_path, data, words):
    """A file that is no readable text is refused in one line that names it and says why."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    line = str(_refusal(path))
    assert line.startswith(f"{path}: ")
    assert words in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("name", "words"), [("missing.txt", "no such file or folder"), ("x.png", "not a kind of file")]
)
def test_paths_that_cannot_be_read(tmp_path, name, words):
    """A missing path and a file of another kind are reported, not skipped."""
    (tmp_path / "x.png").write_bytes(b"\x89PNG")
    assert words in str(_refusal(tmp_path / name))


def test_folder_without_texts(tmp_path):
    """A folder with nothing readable at any depth says so."""
    (tmp_path / "deep" / "down").mkdir(parents=True)
    (tmp_path / "deep" / "picture.png").write_bytes(b"\x89PNG")
    assert "no text in this folder" in str(_refusal(tmp_path))


def test_folder_in_order_of_names(tmp_path):
    """Folders are walked by name, hidden files left out, and sources are told relative to the folder."""
    for name in ("b.txt", "a/z.md", "a/b.txt", ".hidden.txt", "c.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"About {name}", "utf-8")
    assert [document.source for document in _read(tmp_path)] == ["a/b.txt", "a/z.md", "b.txt"]


def test_name_that_is_not_utf_8(tmp_path):
    """A file whose name is no UTF-8 is read; its source is told with replacement characters."""
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("News", "utf-8")
    [document] = _read(tmp_path)
    assert document.source == "caf\ufffd.txt"


def test_links_that_lead_in_circles_or_nowhere(tmp_path):
    """A link to a folder above and a broken link are reported once, and the other files are read."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("News", "utf-8")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone.txt")
    found = _read(tmp_path)
    assert [str(x) for x in found if isinstance(x, SourceError)] == [
        f"{tmp_path / 'broken.txt'}: symbolic link that leads nowhere",
        f"{tmp_path / 'sub' / 'up'}: a link to a folder that it lies in (remove the link)",
    ]
    assert [x.source for x in found if isinstance(x, Document)] == ["sub/a.txt"]


def test_pipe_is_no_file(tmp_path):
    """A named pipe is refused instead of being waited for."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in str(_refusal(tmp_path / "pipe.txt"))


def test_one_text_is_one_document(tmp_path):
    """The same text under two names is one document with two sources; another text is another document."""
    for name, text in (("a.txt", "News of today"), ("b.txt", "News of today"), ("c.txt", "Other news")):
        (tmp_path / name).write_text(text, "utf-8")
    a, b, c = (document for document in _read(tmp_path) if isinstance(document, Document))
    assert a.iri == b.iri != c.iri
    assert (a.source, b.source) == ("a.txt", "b.txt")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\nKina investerar kraftigt\n\nTexten börjar här.", "Kina investerar kraftigt"),
        ("# Chips for all #\n\nIt began.", "Chips for all"),
        ("Will China win?\nNobody knows.", "Will China win?"),
        ("De markt groeit, zegt men. Volgens anderen niet.", "De markt groeit, zegt men"),
        ("The U.S. said so. Others did not.", "The U.S. said so"),
        ('---\ntitle: "A title"\n---\nText.', "A title"),
        ("***\n\nText after a rule", "Text after a rule"),
        ("!!!", "a.txt"),
    ],
)
def test_title(text, title):
    """The title is the front matter's, a headline, or else the first sentence; its span is where it stands."""
    document = read_text(text, "a.txt", DEFAULT_BASE_IRI)
    assert document.title == title
    if document.title_span is not None:
        assert document.title_span.of(document.text) == title


def test_title_of_an_endless_sentence():
    """A first sentence that is too long for a title is cut between words."""
    title = read_text("word " * 100, "a.txt", DEFAULT_BASE_IRI).title
    assert len(title) <= 202
    assert title.endswith("word …")


@pytest.mark.parametrize(("name", "language"), [("000_5b8557a9c0855af6.txt", "nl"), ("003_b94b48fbf7862d36.txt", "sv")])
def test_language_of_the_seeds(name, language):
    """The language is found from the text."""
    assert _read_one(SEEDS / name).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Regierung hat den Verkauf der Chips genehmigt, sagte der Minister am Dienstag.", "de"),
        ("Le gouvernement a approuvé la vente de puces, a déclaré le ministre mardi.", "fr"),
        ("El gobierno aprobó la venta de chips, dijo el ministro el martes.", "es"),
        ("The government approved the sale of chips, the minister said on Tuesday.", "en"),
        ("Il governo ha approvato la vendita dei chip alla Cina, ha detto il ministro martedì.", "it"),
        ("中国批准了芯片的销售，部长星期二说。", "zh"),
        ("Nvidia H200", "und"),
        ("12 345, 67 %", "und"),
    ],
)
def test_language(text, language):
    """A language without a file is recorded as what it is, and too few words to tell are "und"."""
    assert read_text(text, "a.txt", DEFAULT_BASE_IRI).language == language


def test_front_matter():
    """Front matter gives title, language, date and publisher, stays in the text, and the article begins after it."""
    text = "---\nTitle: Chips\nlang: sv\ndate: 2025-11-03T10:00\npublisher: 'The Daily'\n---\nBody.\n"
    document = read_text(text, "2020-01-01.md", DEFAULT_BASE_IRI)
    assert (document.title, document.language, document.issued, document.publisher) == (
        "Chips",
        "sv",
        date(2025, 11, 3),
        "The Daily",
    )
    assert document.text == text
    assert text[document.body_start :] == "Body.\n"


@pytest.mark.parametrize(
    ("lines", "url", "authors"),
    [
        ("url: https://a.example/1\nauthor: Ann Lee; Bo Ek", "https://a.example/1", ("Ann Lee", "Bo Ek")),
        ("source: https://a.example/2", "https://a.example/2", ()),
        ("source: Reuters\nauthor: ;", None, ()),
        ("url: not an address", None, ()),
    ],
)
def test_front_matter_of_an_author_and_an_address(lines, url, authors):
    """Front matter gives authors, parted by semicolons, and the address where an article was published."""
    document = read_text(f"---\n{lines}\n---\nText.", "a.md", DEFAULT_BASE_IRI)
    assert (document.url, document.authors) == (url, authors)


@pytest.mark.parametrize("text", ["---\n\nJust a rule\n---\nand text", "no\n---\na: b\n---\n", "---\na: b\n"])
def test_no_front_matter(text):
    """Lines of dashes alone, later in the text or never closed are no front matter."""
    assert front_matter(text).end == 0


@pytest.mark.parametrize(
    ("source", "issued"),
    [
        ("2024-05-17 chips.txt", date(2024, 5, 17)),
        ("2020-01-01/news_20240517.md", date(2024, 5, 17)),
        ("000_5b8557a9c0855af6.txt", None),
        ("2024-02-31.txt", None),
        ("120240517.txt", None),
    ],
)
def test_date_in_a_file_name(source, issued):
    """A day in the file's own name is when it was issued; other digits are not."""
    assert read_text("News", source, DEFAULT_BASE_IRI).issued == issued


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text):
    """Whatever the text, it is read or refused with a SourceError, and the title's span gives the title."""
    try:
        document = read_text(text, "a.txt", DEFAULT_BASE_IRI)
    except SourceError:
        return
    assert document.title.strip()
    assert document.title_span is None or document.title_span.of(document.text) == document.title
    assert 0 <= document.body_start <= len(document.text)
