"""Files and folders to Documents: the text exactly as it stands, and what can be told of it at a glance.

A text is UTF-8. A byte order mark is dropped and line ends become LF; nothing else is touched, so that offsets
are those of the file. Front matter (`---` lines of `key: value` at the very beginning) stays in the text, but the
article begins after it, at `Document.body_start`.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.dates import told_date
from kg.detection import detect
from kg.errors import SourceError
from kg.iris import document_iri
from kg.model import Document, Span

__all__ = ["MAX_BYTES", "MAX_LINE", "SUFFIXES", "FrontMatter", "front_matter", "read_sources", "read_text"]

SUFFIXES = frozenset({".txt", ".md", ".markdown"})
MAX_BYTES = 20_000_000  # of one document
MAX_LINE = 1_000_000  # code points of one line: more is data, not an article
_KINDS = ", ".join(sorted(SUFFIXES))
_HEADLINE_MAX = 200  # code points
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<lines>(?:[^\n]*\n)*?)---[ \t]*(?:\n|\Z)")
_KEY_VALUE = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>\S.*?)[ \t]*\Z")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.*?)[ \t]*#*\Z")
# A short word with a capital before a full stop ("Dr.", "U.S.") is more likely an abbreviation than a sentence's end.
_SENTENCE_END = re.compile(
    r"(?:\b[a-zß-ÿ]{2,}|[^\W\d_]{4,}|\d{2,})[\"'”’»)\]]*(?P<mark>[.!?。]+)[\"'”’»)\]]*\s+(?=[\"'“„«¿¡]?[^\Wa-z\d_])"
)
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a text says of it; `end` is where the article begins, in code points."""

    values: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


def read_sources(
    paths: Sequence[Path], *, base_iri: str, languages: Mapping[str, str] | None = None
) -> Iterator[Document | SourceError]:
    """Read every file, and every text file below every folder, in the order of their names.

    A source that cannot be read is yielded as the error that says why; the others go on. `Document.source` is the
    file's path below the argument, so that it does not tell where on the machine it lay. `languages` are those of
    documents, by IRI, whose language was told before.
    """
    for path in sorted(set(paths)):
        found = None
        for found in _files(path):
            yield found if isinstance(found, SourceError) else _document(found, path, base_iri, languages or {})
        if found is None:
            yield SourceError("no text in this folder", str(path), f"kg reads {_KINDS}")


def read_text(
    text: str, source: str, base_iri: str, language: str | None = None, issued: date | None = None
) -> Document:
    """Make a Document of a text; language (BCP 47) and date are found in it or in the name where not given.

    Raises:
        SourceError: the text is empty, or is no text.
    """
    text = _normal(text)
    _check_text(text, source)
    head = front_matter(text)
    said = head.values
    title, span = _title(text, head)
    name = source.rsplit("/", 1)[-1]
    digest = _digest(text)
    language = language or _stated_language(said) or detect(text[head.end :])
    return Document(
        iri=document_iri(base_iri, digest),
        text=text,
        language=language,
        title=title or name,
        source=source,
        sha256=digest,
        title_span=span,
        issued=issued or _issued(said, name) or told_date(text, head.end, language),
        publisher=said.get("publisher") or said.get("outlet"),
        body_start=head.end,
    )


def front_matter(text: str) -> FrontMatter:
    """The `key: value` lines between two `---` lines at the beginning; keys in lower case, values without quotes."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return FrontMatter()
    values = {}
    for line in match["lines"].split("\n"):
        if pair := _KEY_VALUE.match(line):
            value = pair["value"]
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            values[pair["key"].lower()] = value[1:-1] if quoted else value
    return FrontMatter(values, match.end()) if values else FrontMatter()


def _document(path: Path, argument: Path, base_iri: str, languages: Mapping[str, str]) -> Document | SourceError:
    name = path.name if path == argument else path.relative_to(argument).as_posix()
    source = os.fsencode(name).decode(errors="replace")
    try:
        text = _normal(_read_file(path))
        known = languages.get(document_iri(base_iri, _digest(text)))
        return read_text(text, source, base_iri, language=known)
    except SourceError as error:
        return SourceError(error.what, str(path), error.advice)


def _normal(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _files(path: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path | SourceError]:
    """The text files at or below a path, sorted; `above` are the real folders walked through to get here."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISDIR(mode):
            yield path if stat.S_ISREG(mode) else SourceError("not a regular file", str(path))
            return
        real = path.resolve()
        inside = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield SourceError(_reason(path, error), str(path))
        return
    if real in above:
        yield SourceError("a link to a folder that it lies in", str(path), "remove the link")
        return
    for entry in inside:
        if entry.suffix.lower() in SUFFIXES or entry.is_dir():
            yield from _files(entry, above | {real})


def _reason(path: Path, error: OSError) -> str:
    if path.is_symlink() and isinstance(error, FileNotFoundError):
        return "symbolic link that leads nowhere"
    return {FileNotFoundError: "no such file or folder", PermissionError: "no permission to read it"}.get(
        type(error), error.strerror or "cannot be read"
    )


def _read_file(path: Path) -> str:
    if path.suffix.lower() not in SUFFIXES:
        raise SourceError("not a kind of file that can be read", advice=f"kg reads {_KINDS}")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(f"{size / 1e6:.0f} MB, more than the {MAX_BYTES // 10**6} MB that an article may have")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(_reason(path, error)) from error
    if data.startswith(_UTF16_MARKS):
        raise SourceError("UTF-16 text", advice="save it as UTF-8")
    if (nul := data.find(0)) >= 0:
        raise SourceError(f"not text: NUL byte at position {nul}")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8: byte 0x{data[error.start]:02X} at position {error.start}") from error


def _check_text(text: str, source: str) -> None:
    if not text or text.isspace():
        raise SourceError("empty", source)
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > len(text) / 100:
        raise SourceError(f"not text: {controls} control characters", source)
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise SourceError(f"a line of {longest:,} characters, more than {MAX_LINE:,}", source, "one paragraph a line")


def _title(text: str, head: FrontMatter) -> tuple[str, Span | None]:
    """The title and where it stands: what the front matter says, a headline, or the first sentence."""
    if title := head.values.get("title"):
        return title, None
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
