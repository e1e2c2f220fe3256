"""Inputs for fuzzing: files that are nearly right, and texts that are nearly articles."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from making import ARTICLE, column, docx, gzipped, html, locked_pdf, mail, packed, pdf, records

SEEDS = Path(__file__).parent.parent.parent / "seeds"
_RECORD = {
    "title": "News",
    "text": "\n".join(ARTICLE),
    "date": "2025-11-03",
    "authors": ["A"],
    "url": "https://a.example/",
}
FILES: tuple[tuple[str, bytes], ...] = (
    (".txt", "\n".join(ARTICLE).encode()),
    (".txt", "Der Präsident äußerte sich: „Ja“, sagte er.".encode("cp1252")),
    (".md", b"---\ntitle: News\ndate: 2025-11-03\n---\n# News\n\n- one\n- two\n"),
    (".html", html(head='<link rel="canonical" href="https://a.example/"><meta name="author" content="A">')),
    (".pdf", pdf([column(ARTICLE), column(["The govern-", "ment."])])),
    (".pdf", locked_pdf("")),
    (".docx", docx(ARTICLE, [["a", "b"]])),
    (".eml", mail(html().decode(), {"a.txt": b"News"}, subtype="html", Subject="News", From="A <a@b.example>")),
    (".eml", mail("\n".join(ARTICLE), {"a.zip": packed({"a.txt": b"News"})}, Date="Mon, 03 Nov 2025 06:00:00 +0100")),
    (".jsonl", records(_RECORD, {"html": html().decode()})),
    (".jsonl.gz", gzipped(records(_RECORD))),
    (".zip", packed({"a.txt": b"News", "b/c.html": html(), "d.zip": packed({"e.eml": mail("News")})})),
    (".txt.gz", gzipped(b"News of today")),
)
STRANGE = (
    "\u202e \u200b \u00ad \u2028 \ufeff \U0001f697 \u0301 \u4e2d\u56fd \u0627\u0644 \x0b \x1b "
    "[…] “ ” „ « » ‘ ’ ' \" – — - … ( ) [ ] "
    "% $ € 20 2026 3,5 1.000.000 § # * | / \\ ' : ; , . ! ?"
).split(" ")
_INSERTS = (
    b"\x00",
    b"\xff",
    b"<p>",
    b"</p>",
    b"<!--",
    b"]]>",
    b"&#0;",
    b"\n",
    b"\r\n",
    b"\\ud800",
    b"{",
    b"[" * 50,
    b"stream",
    b"endobj",
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, cut out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        length = chance.choice((1, 2, 8, 64, 512))
        _EDITS[chance.randrange(len(_EDITS))](changed, at, length, chance)
    return bytes(changed)


def _change(data: bytearray, at: int, _length: int, chance: random.Random) -> None:
    data[at] = chance.randrange(256)


def _cut(data: bytearray, at: int, length: int, _chance: random.Random) -> None:
    del data[at : at + length]


def _double(data: bytearray, at: int, length: int, chance: random.Random) -> None:
    data[at:at] = data[at : at + length] * chance.choice((1, 3, 20))


def _end(data: bytearray, at: int, _length: int, _chance: random.Random) -> None:
    del data[at:]


def _insert(data: bytearray, at: int, _length: int, chance: random.Random) -> None:
    data[at:at] = chance.choice(_INSERTS)


_EDITS: tuple[Callable[[bytearray, int, int, random.Random], None], ...] = (_change, _cut, _double, _end, _insert)


def files(seed: int, endings: tuple[str, ...]) -> Iterator[bytes]:
    """Files that are nearly right, without end; the first byte says their ending."""
    chance = random.Random(seed)
    while True:
        ending, data = chance.choice(FILES)
        yield bytes([endings.index(ending)]) + mutated(data, chance)


def texts(seed: int) -> Iterator[bytes]:
    """Texts of the words of articles in wrong order, with strange characters among them, without end."""
    chance = random.Random(seed)
    words = [path.read_text("utf-8").split() for path in sorted(SEEDS.iterdir())]
    words += [" ".join(ARTICLE).split(), _WORDS.split()]
    while True:
        source = chance.choice(words)
        parts = []
        for _ in range(chance.choice((1, 2, 4, 8, 16, 40))):
            at = chance.randrange(len(source))
            parts += source[at : at + chance.choice((1, 1, 2, 5, 12))]
            if chance.random() < 0.2:
                parts.append(chance.choice(STRANGE))
            if chance.random() < 0.05:
                parts.append(chance.choice(("\n", "\n\n", "\n- ", "\n# ", "\n– ")))
        yield (" " if chance.random() < 0.9 else "").join(parts).encode(errors="replace")


_WORDS = """Laut Bundeskanzler Friedrich Merz (CDU) ist die Wahrscheinlichkeit „gering“, dass SAP-Chef Klein bis
2030 Selon Emmanuel Macron, il est « peu probable » que l'État français, d'ici à trois ans, n'investisse 20 % dans
Mistral AI, a-t-il dit Según el presidente del Gobierno, Pedro Sánchez, «es probable» que Telefónica S.A. compre el 30
por ciento, dijo a Reuters According to Dr. O'Neill of AT&T Inc., who 'left' OpenAI in Aug. 2024, there's a 5-10% chance
that the U.S. won't ban H20s, she said; “no”, the firm's CEO added: its rivals' chips aren't made in Taiwan (yet)."""
