"""Mails (.eml), by the standard library: the text of a message, and the files it carries as documents of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from io import BytesIO

from kg.documents.decoding import decode
from kg.documents.html import read_page
from kg.documents.options import Extract
from kg.documents.told import Told, compose

__all__ = ["attachments", "read"]


def read(data: bytes) -> Extract:
    """The text of a message; its HTML where it has no plain text.

    Raises:
        SourceError: the HTML has no article.
    """
    message = _parse(data)
    told = _told(message)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return Extract("")
    words = decode(_payload(body), body.get_content_charset())
    if body.get_content_subtype() != "html":
        return Extract(compose(told, words.text), words.notes)
    page = read_page(words.text, told)
    return Extract(page.text, words.notes + page.notes)


def attachments(data: bytes) -> Iterator[tuple[str, BytesIO]]:
    """The files that a message carries, by name."""
    for part in _parse(data).iter_attachments():
        name = part.get_filename()
        if name:
            yield name.replace("\\", "/").rsplit("/", 1)[-1], BytesIO(_payload(part))


def _parse(data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage):
        raise TypeError("no mail")
    return message


def _payload(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _told(message: EmailMessage) -> Told:
    senders = getattr(message["from"], "addresses", ())
    return Told(
        title=str(message["subject"] or ""),
        authors=tuple(sender.display_name or sender.addr_spec for sender in senders),
        issued=_day(message),
        language=str(message["content-language"] or "").strip(),
    )


def _day(message: EmailMessage) -> date | None:
    sent = getattr(message["date"], "datetime", None)
    return sent.date() if sent else None
