"""Files, folders, archives and standard input to Documents: the text, and what can be told of it at a glance.

The text of a `.txt` or `.md` file is the file's, to the letter: a byte order mark is dropped and line ends become LF.
Of every other format it is what `kg` takes out of it, the article's own words; offsets are those of that text. What
a page, a mail or a record tells of itself (day, authors, publisher, address) stands at the head of the text as front
matter (`---` lines of `key: value`). Front matter stays in the text; the article begins after it, at
`Document.body_start`.

    folders, files      which files are read, and how they are opened
    formats             which reader a file is for; archives open into more files
    text, html, pdf, docx, mail, records (JSON lines)
    decoding, told, boilerplate, layout     what the readers share
    article             from a text to a Document
"""

from __future__ import annotations

from kg.documents.article import read_text
from kg.documents.decoding import MAX_LINE
from kg.documents.formats import SUFFIXES
from kg.documents.front_matter import FrontMatter, front_matter
from kg.documents.options import ReadOptions
from kg.documents.records import check_fields
from kg.documents.sources import read_sources

__all__ = [
    "MAX_LINE",
    "SUFFIXES",
    "FrontMatter",
    "ReadOptions",
    "check_fields",
    "front_matter",
    "read_sources",
    "read_text",
]
