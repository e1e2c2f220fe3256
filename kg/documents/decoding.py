"""Bytes to text: which encoding they are in, and whether what comes out is text at all."""

from __future__ import annotations

import codecs
import re

from kg.documents.options import Extract
from kg.errors import SourceError

__all__ = ["MAX_LINE", "check_text", "decode", "normal"]

MAX_LINE = 1_000_000  # code points of one line: more is data, not an article
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_MARKS = {  # the longest first: that of UTF-32 begins with that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_FOREIGN = re.compile(rb"[\x80-\xff]")
_SAMPLE = 200_000  # bytes, plenty for a verdict
_WESTERN = ("cp1252", "mac_roman", "cp850")  # the likeliest first
_USUAL = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜ“”„‘’‚«»–—…·•¿¡€£§°©®\xa0")
_MARK_IN_WORD = re.compile(r"(?<=[^\W\d_])[“”„‘‚«»·•¿¡€£§°©®…\xa0](?=[^\W\d_])")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_MOSTLY = 0.9
_FEW = 5  # bytes beyond ASCII: too few to tell Western encodings apart
_ENOUGH = 20  # bytes beyond ASCII, to guess an encoding from
# Of other writings; charset-normalizer often takes one Western encoding for another, so these are left to `_western`.
_OTHERS = ["cp1250", "cp1251", "cp1253", "cp1254", "koi8_r", "gb18030", "shift_jis", "euc_kr", "big5"]


def decode(data: bytes, declared: str | None = None) -> Extract:
    """The text of some bytes, with a note where the encoding had to be guessed.

    Args:
        data: the bytes.
        declared: the encoding that they say they are in.

    Raises:
        SourceError: they are no text in any likely encoding.
    """
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return Extract(_strictly(data, name))
    if (nul := data.find(0)) >= 0:
        raise SourceError(f"not text: NUL byte at position {nul}", advice="if it is UTF-16, save it as UTF-8")
    try:
        return Extract(data.decode())
    except UnicodeDecodeError as error:
        if half := _HALF.search(data):
            raise SourceError(f"not text: half a character (a lone surrogate) at byte {half.start()}") from error
        guess = _declared(data, declared) or _mixed(data) or _western(data) or _other(data)
        if guess is None:
            what = f"not UTF-8: byte 0x{data[error.start]:02X} at position {error.start}"
            raise SourceError(what, advice="save it as UTF-8") from error
        return guess


def normal(text: str) -> str:
    """The text without a byte order mark, its line ends LF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def check_text(text: str, where: str) -> None:
    """Raises SourceError where a text is empty, or is no text: control characters, half characters, endless lines."""
    if not text or text.isspace():
        raise SourceError("empty", where)
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > len(text) / 100:
        raise SourceError(f"not text: {controls} control characters", where)
    if half := _SURROGATE.search(text):
        raise SourceError(f"not text: half a character (a lone surrogate) at position {half.start()}", where)
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise SourceError(f"a line of {longest:,} characters, more than {MAX_LINE:,}", where, "one paragraph a line")


def oddities(text: str) -> tuple[str, ...]:
    """What is odd about a text that can be read all the same."""
    found = len(_OVERRIDES.findall(text))
    if not found:
        return ()
    return (f"{found} characters that turn the direction of writing (U+202D, U+202E): it may look other than it reads",)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise SourceError(f"not {name.upper()}, which its first bytes say it is: {error.reason}") from error


def _declared(data: bytes, name: str | None) -> Extract | None:
    try:
        return Extract(data.decode(name)) if name else None
    except (LookupError, UnicodeError):
        return None


def _mixed(data: bytes) -> Extract | None:
    """UTF-8 with a few bytes of the Western encoding in it, as texts have that were put together."""
    wrong = len(_FOREIGN.findall(_SEQUENCE.sub(b"", data)))
    if len(_SEQUENCE.findall(data)) < 2 * wrong:
        return None
    codecs.register_error(__name__, _as_western)
    return Extract(data.decode(errors=__name__), (f"mixed encodings: UTF-8, and {wrong} bytes read as {_WESTERN[0]}",))


def _as_western(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(_WESTERN[0], "replace"), error.end


def _western(data: bytes) -> Extract | None:
    """By the encoding in which what is not ASCII is what Western European texts are written with."""
    few = len(_FOREIGN.findall(data[:_SAMPLE])) < _FEW
    best = _WESTERN[0] if few else max(_WESTERN, key=lambda name: _usual(data, name))
    return _as(best, data) if _usual(data, best) >= _MOSTLY else None


def _usual(data: bytes, name: str) -> float:
    """The share of the characters beyond ASCII that are usual ones, and stand where they usually do."""
    text = data[:_SAMPLE].decode(name, "replace")
    beyond = _BEYOND.findall(text)
    wrong = sum(char not in _USUAL for char in beyond) + len(_MARK_IN_WORD.findall(text))
    return 1 - wrong / max(len(beyond), 1)


def _other(data: bytes) -> Extract | None:
    from charset_normalizer import from_bytes

    if len(_FOREIGN.findall(data[:_SAMPLE])) < _ENOUGH:
        return None
    guess = from_bytes(data[:_SAMPLE], cp_isolation=_OTHERS, preemptive_behaviour=False, threshold=0.1).best()
    return _as(guess.encoding, data) if guess else None


def _as(name: str, data: bytes) -> Extract | None:
    found = _declared(data, name)
    return Extract(found.text, (f"not UTF-8: read as {name}",)) if found else None
