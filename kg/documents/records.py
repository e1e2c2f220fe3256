"""JSON lines: a record a line, an article a record. Common names of fields are known; others can be told."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from html import unescape

from kg.documents.decoding import decode
from kg.documents.html import read_page
from kg.documents.options import Extract
from kg.documents.told import Told, compose
from kg.errors import SourceError, UsageError

__all__ = ["FIELDS", "check_fields", "read"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    what: tuple(names.split())
    for what, names in {
        "text": "text content body maintext main_text article_text full_text fulltext article raw_text articleBody",
        "html": "html content_html raw_html body_html",
        "title": "title headline name",
        "date": """date published date_published datePublished published_at publish_date pubDate date_publish issued
        created_at""",
        "author": "author authors byline creator",
        "publisher": "publisher outlet source_name site_name sitename source source_domain domain",
        "language": "language lang",
        "url": "url link canonical_url source_url uri",
    }.items()
}
"""What a record may hold, and the fields that it is looked for in, the first that is there."""

_MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|span|article|ul|li)\b[^<>]{0,200}>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|div|br|h[1-6]|article|ul|ol|li|blockquote|tr)\b[^<>]{0,2000}>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
_DAY = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)")
_MILLISECONDS = 10**11  # a number of seconds would be in the year 5138


def check_fields(fields: Mapping[str, str]) -> None:
    """Raises UsageError where a field is told for something that no record is asked for."""
    for name in fields:
        if name not in FIELDS:
            raise UsageError(f"no field holds {name!r}", advice=f"there are {', '.join(FIELDS)}")


def read(line: bytes, fields: Mapping[str, str]) -> Extract:
    """The article of one record.

    Raises:
        SourceError: the line is no JSON object, or no field of it has a text.
    """
    found = decode(line)
    try:
        record = json.loads(found.text)
    except ValueError as error:
        raise SourceError(f"not JSON: {error}", advice="one object a line") from error
    if not isinstance(record, dict):
        raise SourceError("not a JSON object", advice="one object a line")
    told = _told(record, fields)
    page = _words(record, "html", fields)
    text = _words(record, "text", fields)
    if not (text or page):
        raise SourceError(
            f"no text in its fields ({', '.join(map(str, list(record)[:8]))})", advice="--field text=NAME"
        )
    if text:
        return Extract(compose(told, _without_markup(text)), found.notes)
    article = read_page(page, told)
    return Extract(article.text, found.notes + article.notes)


def _without_markup(text: str) -> str:
    """The words of a field that may have HTML in it: all of them, for what stands around an article is not there."""
    if not _MARKUP.search(text):
        return text
    return unescape(_TAG.sub("", _BREAK.sub("\n\n", _HIDDEN.sub("", text))))


def _told(record: Mapping[str, object], fields: Mapping[str, str]) -> Told:
    authors = _value(record, "author", fields)
    url = _words(record, "url", fields)
    return Told(
        title=_words(record, "title", fields),
        authors=tuple(filter(None, map(_name, authors if isinstance(authors, list) else [authors]))),
        issued=_day(_value(record, "date", fields)),
        publisher=_words(record, "publisher", fields),
        language=_words(record, "language", fields),
        url=url if url.startswith(("http://", "https://")) else "",
        sure=True,
    )


def _value(record: Mapping[str, object], what: str, fields: Mapping[str, str]) -> object:
    """The value of the field that was told (`a.b` is b of a), or of the first common one that has any."""
    if what in fields:
        value: object = record
        for key in fields[what].split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value
    return next((record[name] for name in FIELDS[what] if record.get(name)), None)


def _words(record: Mapping[str, object], what: str, fields: Mapping[str, str]) -> str:
    value = _value(record, what, fields)
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_name, value)))
    return _name(value)


def _name(value: object) -> str:
    """A string, or what an object is called."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("text")
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC).date()
        match = _DAY.search(value) if isinstance(value, str) else None
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except (ValueError, OverflowError, OSError):
        return None
