"""The language of a text, told by py3langid among the languages at hand and their neighbours."""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from kg.languages import available

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["detect", "prepare"]

# Languages without a file of ours that news is often in, or that are easily taken for one of ours: a text in one of
# them is recorded as what it is and read by the neutral rules.
_NEIGHBOURS = frozenset({"ar", "da", "fi", "it", "ja", "ko", "no", "pl", "pt", "ru", "tr", "zh"})
_SURE_OF_NEIGHBOUR = 0.9
_SURE = 0.5
_SAMPLE = 1_500  # code points, plenty for a verdict: 200 told each of 36 articles

_TURN = 0.0002  # seconds after which whoever waits for the interpreter gets it, while the model is unpacked


def prepare() -> None:
    """Begin to load the model, which is mostly unpacking, beside what else is done; `detect` waits for it."""
    _loading()


def detect(text: str) -> str:
    """The BCP 47 code of the text's language; "und" when there are too few words to tell."""
    ranked: list[tuple[str, float]] = _loading().result().rank(text[:_SAMPLE])
    best, share = ranked[0]
    if best not in _available() and share >= _SURE_OF_NEIGHBOUR:
        return best
    at_hand = [(code, p) for code, p in ranked if code in _available()]
    code, share = at_hand[0]
    return code if share >= _SURE * sum(p for _, p in at_hand) else "und"


@cache
def _available() -> frozenset[str]:
    return frozenset(available())


@cache
def _loading() -> Future[LanguageIdentifier]:
    with_one = ThreadPoolExecutor(1)
    loading = with_one.submit(_load)
    with_one.shutdown(wait=False)
    return loading


def _load() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # numpy: only where a language has to be told

    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)  # it is unpacked in pieces of less than a millisecond
    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    finally:
        sys.setswitchinterval(usual)
    identifier.set_languages(sorted((_NEIGHBOURS | _available()) & set(identifier.labels)))
    return identifier
