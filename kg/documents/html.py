"""Web pages, by trafilatura: the article of a page without what stands around it, and what the page tells of itself."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import TYPE_CHECKING

from kg.documents.decoding import decode
from kg.documents.options import Extract
from kg.documents.told import Told, compose
from kg.errors import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Page

__all__ = ["read", "read_page"]

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_HEAD = 4096  # bytes in which a page says its encoding
_DEEP = "boolean(//*[count(ancestor::*) >= 250])"  # libxml2 reads nothing that lies deeper than 255 tags
_PARAGRAPH = 80  # code points of a paragraph that is likely the article's
_MOST = 0.5
_LAYOUT = 400  # code points
# No clock: by itself htmldate takes no day after the one on which it runs.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2100-01-01"}
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())


def read(data: bytes) -> Extract:
    """The article of a web page.

    Raises:
        SourceError: the bytes are no text, or the page has no article.
    """
    declared = _DECLARED.search(data[:_HEAD])
    page = decode(data, declared[1].decode("ascii") if declared else None)
    found = read_page(page.text)
    return Extract(found.text, page.notes + found.notes)


def read_page(html: str, known: Told | None = None) -> Extract:
    """The article of a page's source; what is `known` of it counts more than what the page says.

    Raises:
        SourceError: the page has no article.
    """
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document as Page

    tree = load_html(_XML.sub("", html, count=1)) if html.strip() else None
    if tree is None:
        raise SourceError("no HTML page in it")
    _open_tables(tree)
    page = bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=_DATES)
    notes = _too_deep(tree)
    if not isinstance(page, Page) or not page.text:
        raise SourceError(
            "; ".join(("no article in this page", *notes)), advice="a list of links, or made by a script?"
        )
    return Extract(
        compose(known or _told(page, tree), page.text.replace("\n", "\n\n")), notes + _missing(page.text, tree)
    )


def _told(page: Page, tree: HtmlElement) -> Told:
    return Told(
        title=page.title or "",
        authors=tuple(name.strip() for name in (page.author or "").split(";") if name.strip()),
        issued=date.fromisoformat(page.date) if page.date else None,
        publisher=page.sitename or "",
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        url=_url(page.url),
    )


def _url(value: str | None) -> str:
    return value if value and value.startswith(("http://", "https://")) else ""


def _missing(text: str, tree: HtmlElement) -> tuple[str, ...]:
    """A note where much of what looks like paragraphs was not taken."""
    paragraphs = (" ".join(node.text_content().split()) for node in tree.xpath("//p[not(ancestor::p)]"))
    total = sum(len(words) for words in paragraphs if len(words) >= _PARAGRAPH)
    if len(text) >= _MOST * total:
        return ()
    return (f"{len(text):,} of the {total:,} characters in its paragraphs taken for the article",)


def _open_tables(tree: HtmlElement) -> None:
    """Make blocks of tables that only lay the page out: a cell of data has fewer words than a paragraph."""
    for table in list(tree.iter("table")):
        if any(len(cell.text_content()) > _LAYOUT for cell in table.iter("td")):
            for part in table.iter("table", "tbody", "tr", "td", "th"):
                part.tag = "div"


def _too_deep(tree: HtmlElement) -> tuple[str, ...]:
    return ("tags in tags, more than 250 deep: what lies deeper is not read",) if tree.xpath(_DEEP) else ()
