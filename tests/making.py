"""Makes files of the formats that are read: pages, PDF files, Word documents, mails, archives."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

ARTICLE = (
    "ASML, the Dutch maker of chip machines, will deliver fewer to China, its head Christophe Fouquet said on Monday.",
    "According to Fouquet export controls of the United States are the reason. “We follow the rules”, he told Reuters.",
    "Analysts of ING expect that the revenue will fall by 10 percent. That would mean that the company invests less.",
    "The share fell by 2 percent in Amsterdam, and the index of European technology companies lost half a percent.",
)
HEADLINE = "ASML delivers fewer machines to China"


def html(paragraphs: Sequence[str] = ARTICLE, head: str = "", around: str = "", lang: str = "en") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{HEADLINE} | The Paper</title>{head}'
        "</head>"
        f"<body><nav><ul><li><a href=/>Home</a></li><li><a href=/e>Economy</a></li></ul></nav>{around}"
        f"<article><h1>{HEADLINE}</h1>{body}</article>"
        "<footer>© The Paper. All rights reserved.</footer></body></html>"
    ).encode()


def pdf(pages: Sequence[Sequence[tuple[str, float, float, float]]]) -> bytes:
    """A PDF file; a line is its words, its place from the left and from the foot in points, and its letters' size."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        content = b"".join(_shown(*line) for line in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, written in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return file.getvalue()


def _shown(words: str, x: float, y: float, size: float) -> bytes:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, escaped)


def column(
    lines: Sequence[str], x: float = 50, top: float = 700, size: float = 10
) -> list[tuple[str, float, float, float]]:
    """Lines under one another; an empty one leaves a gap."""
    return [(line, x, top - 12 * number, size) for number, line in enumerate(lines) if line]


def locked_pdf(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  # only here

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([column(["A secret."])]))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def docx(paragraphs: Sequence[str], table: Sequence[Sequence[str]] = (), **core: str) -> bytes:
    from docx import Document  # noqa: PLC0415  # likewise

    word = Document()
    for name, value in core.items():
        setattr(word.core_properties, name, value)
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    if table:
        rows = word.add_table(len(table), len(table[0]))
        for number, row in enumerate(table):
            for cell, words in zip(rows.rows[number].cells, row, strict=True):
                cell.text = words
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def mail(body: str, attached: Mapping[str, bytes] | None = None, *, subtype: str = "plain", **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body, subtype=subtype)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def packed(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def records(*rows: Mapping[str, object]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()
