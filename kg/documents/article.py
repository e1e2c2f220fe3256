"""A text to a Document: its title, language, day and what its front matter says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date

from kg.dates import told_date
from kg.detection import detect
from kg.documents.decoding import check_text, normal
from kg.documents.front_matter import FrontMatter, front_matter
from kg.iris import document_iri
from kg.model import Document, Span

__all__ = ["digest", "read_text"]

_HEADLINE_MAX = 200  # code points
_HEAD = 2000  # code points in which a title that the front matter has is written again
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.*?)[ \t]*#*\Z")
# A short word with a capital before a full stop ("Dr.", "U.S.") is more likely an abbreviation than a sentence's end.
_SENTENCE_END = re.compile(
    r"(?:\b[a-zß-ÿ]{2,}|[^\W\d_]{4,}|\d{2,})[\"'”’»)\]]*(?P<mark>[.!?。]+)[\"'”’»)\]]*\s+(?=[\"'“„«¿¡]?[^\Wa-z\d_])"
)
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://\S+")
_AUTHORS = re.compile(r"\s*;\s*")


def read_text(
    text: str, source: str, base_iri: str, language: str | None = None, issued: date | None = None
) -> Document:
    """Make a Document of a text; language (BCP 47) and date are found in it or in the name where not given.

    Raises:
        SourceError: the text is empty, or is no text.
    """
    text = normal(text)
    check_text(text, source)
    head = front_matter(text)
    said = head.values
    title, span = _title(text, head)
    name = source.rsplit("/", 1)[-1]
    language = language or _stated_language(said) or detect(text[head.end :])
    sha256 = digest(text)
    return Document(
        iri=document_iri(base_iri, sha256),
        text=text,
        language=language,
        title=title or name,
        source=source,
        sha256=sha256,
        title_span=span,
        issued=issued or _issued(said, name) or told_date(text, head.end, language),
        publisher=said.get("publisher") or said.get("outlet"),
        authors=_authors(said),
        url=_url(said),
        body_start=head.end,
    )


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _url(said: Mapping[str, str]) -> str | None:
    values = (said.get("url"), said.get("canonical"), said.get("source"))
    return next((value for value in values if value and _ADDRESS.fullmatch(value)), None)


def _authors(said: Mapping[str, str]) -> tuple[str, ...]:
    value = said.get("author") or said.get("authors") or ""
    return tuple(dict.fromkeys(name for name in _AUTHORS.split(value) if name))


def _title(text: str, head: FrontMatter) -> tuple[str, Span | None]:
    """The title and where it stands: what the front matter says, a headline, or the first sentence."""
    if title := head.values.get("title"):
        at = text.find(title, head.end, head.end + _HEAD)
        return title, Span(at, at + len(title)) if at >= 0 else None
    start, line = _first_line(text, head.end)
    if heading := _HEADING.match(line):
        start, line = start + heading.start("title"), heading["title"]
    if len(line) >= _HEADLINE_MAX or line.endswith((".", ":", ",", ";", "…")):
        end = _SENTENCE_END.search(line[:_HEADLINE_MAX])
        if end is not None:
            line = line[: end.start("mark")]
        elif len(line) >= _HEADLINE_MAX:
            return line[:_HEADLINE_MAX].rsplit(None, 1)[0] + " …", None
        line = line.rstrip(".:,;… ")
    return line, Span(start, start + len(line)) if line else None


def _first_line(text: str, begin: int) -> tuple[int, str]:
    """The first line with a word in it, stripped, and where it starts."""
    for match in re.compile(r"[^\n]+").finditer(text, begin):
        line = match[0].strip()
        if re.search(r"\w", line):
            return match.start() + match[0].index(line), line
    return begin, ""


def _stated_language(said: Mapping[str, str]) -> str | None:
    """The front matter's language where it is a code ("nl", "pt_BR"), not a name ("Dutch")."""
    value = said.get("language") or said.get("lang") or ""
    return value.replace("_", "-").lower() if _LANGUAGE_CODE.fullmatch(value) else None


def _issued(said: Mapping[str, str], name: str) -> date | None:
    """The day in the front matter (date, published, issued), else the one in the file's name."""
    for value in (said.get("date"), said.get("published"), said.get("issued"), name):
        if value and (match := _FILE_DATE.search(value)):
            try:
                return date(int(match[1]), int(match[3]), int(match[4]))
            except ValueError:
                continue
    return None
