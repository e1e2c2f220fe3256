"""Near copies: articles of the same story, as papers print what an agency sent, shortened or changed a little.

A text is told by the smallest digests of its runs of words (a bottom-k sketch). Two texts that share half of those
that they could share tell the same story, even where one is the beginning of the other. All texts of a story are
tied to the first of them by IRI, so that a story of a thousand copies has a thousand ties, not a million. Which texts
are tied depends on the set of texts alone, not on the order they came in. The cost grows with the number of texts.
"""

from __future__ import annotations

import re
from base64 import b85decode, b85encode
from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np

from kg.model import Document

__all__ = ["sketch", "stories"]

_RUN = 5  # words: shorter runs are shared by chance
_SIZE = 64  # digests of a text
_SHARED = 8  # digests: fewer are a quotation
_SAME = 0.5
_WORD = re.compile(r"\w+")

Digests = np.ndarray[tuple[int], np.dtype[np.uint32]]


def sketch(document: Document) -> str:
    """The digests that an article is compared by, as printable characters; at most 320."""
    words = _WORD.findall(document.text[document.body_start :].casefold())
    runs = {crc32(" ".join(words[at : at + _RUN]).encode()) for at in range(len(words) - _RUN + 1)}
    return b85encode(np.array(sorted(runs)[:_SIZE], dtype="<u4").tobytes()).decode()


def stories(sketches: Mapping[str, str]) -> dict[str, str]:
    """For every text that is a near copy of another, by IRI: the first text, by IRI, of the story that it tells.

    The first text itself is not in it.
    """
    iris = sorted(sketches)
    digests = [np.frombuffer(b85decode(sketches[iri]), dtype="<u4") for iri in iris]
    first = list(range(len(iris)))
    for one, other in sorted(_candidates(digests)):
        a, b = _root(first, one), _root(first, other)
        if a != b and _same(digests[one], digests[other]):
            first[max(a, b)] = min(a, b)
    return {iri: iris[_root(first, at)] for at, iri in enumerate(iris) if _root(first, at) != at}


def _candidates(digests: Sequence[Digests]) -> set[tuple[int, int]]:
    """Texts that share a digest, each with the next one that has it: copies of a story hang together by that."""
    if not digests:
        return set()
    owners = np.repeat(np.arange(len(digests)), [len(found) for found in digests])
    every = np.concatenate(digests)
    order = np.lexsort((owners, every))
    same = every[order][1:] == every[order][:-1]
    return set(zip(owners[order][:-1][same].tolist(), owners[order][1:][same].tolist(), strict=True))


def _same(one: Digests, other: Digests) -> bool:
    """Whether half of the runs of the shorter text stand in the longer one, as far as the sketches tell."""
    limit = min(_reach(one), _reach(other))
    shared = len(np.intersect1d(one, other, assume_unique=True))
    fewest = min(int((one <= limit).sum()), int((other <= limit).sum()))
    return shared >= _SHARED and shared >= _SAME * fewest


def _reach(digests: Digests) -> int:
    """Up to where a sketch has all digests of its text."""
    return int(digests[-1]) if len(digests) >= _SIZE else 0xFFFFFFFF


def _root(first: list[int], at: int) -> int:
    while first[at] != at:
        first[at] = first[first[at]]
        at = first[at]
    return at
