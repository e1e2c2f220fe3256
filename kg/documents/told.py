"""What a page, a mail or a record tells of itself, and the text that is made of it and of its article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.detection import detect
from kg.documents.boilerplate import without_boilerplate
from kg.documents.front_matter import with_front_matter

__all__ = ["Told", "compose"]

_SPACES = re.compile(r"[^\S\n]+")
_BLANKS = re.compile(r"\n\s*\n\s*")
_HEAD_LINES = 10


@dataclass(frozen=True, slots=True)
class Told:
    """What a source says of its article.

    Attributes:
        title: its headline.
        authors: by name.
        issued: the day.
        publisher: by name.
        language: a BCP 47 code.
        url: its address.
        sure: whether the language is one that was told for this article, and not perhaps a template's.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    issued: date | None = None
    publisher: str = ""
    language: str = ""
    url: str = ""
    sure: bool = False


def compose(told: Told, body: str) -> str:
    """The text of a document: what is told of it as front matter, its headline, its paragraphs.

    Lines of menus, advertisements and the like are left out. An empty body gives an empty text.
    """
    body = without_boilerplate(_BLANKS.sub("\n\n", _SPACES.sub(" ", body)).strip())
    if not body:
        return ""
    title = " ".join(told.title.split())
    place = _place(title, body)
    if place is None:
        body = f"{title}\n\n{body}"
    values = {
        "title": title if place else "",
        "date": told.issued.isoformat() if told.issued else "",
        "author": "; ".join(told.authors),
        "publisher": told.publisher,
        "language": told.language if told.sure or _is_unclear(told.language, body) else "",
        "url": told.url,
    }
    return with_front_matter(values, body + "\n")


def _is_unclear(language: str, body: str) -> bool:
    """Templates tell the wrong language often: a text whose words tell it is believed more."""
    return bool(language) and detect(body) == "und"


def _place(title: str, body: str) -> int | None:
    """The number of the headline's line among the first ones of the body; 0 also where no title is told."""
    lines = [line.strip().casefold() for line in body.split("\n", _HEAD_LINES)[:_HEAD_LINES]]
    if not title:
        return 0
    return lines.index(title.casefold()) if title.casefold() in lines else None
