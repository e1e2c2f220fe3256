"""The language of a text, told by py3langid among the languages at hand and their neighbours."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from kg.languages import available

__all__ = ["detect"]

# Languages without a file of ours that news is often in, or that are easily taken for one of ours: a text in one of
# them is recorded as what it is and read by the neutral rules.
_NEIGHBOURS = frozenset({"ar", "da", "fi", "it", "ja", "ko", "no", "pl", "pt", "ru", "tr", "zh"})
_SURE_OF_NEIGHBOUR = 0.9
_SURE = 0.5
_SAMPLE = 1_500  # code points, plenty for a verdict: 200 told each of 36 articles


def detect(text: str) -> str:
    """The BCP 47 code of the text's language; "und" when there are too few words to tell."""
    ranked: list[tuple[str, float]] = _identifier().rank(text[:_SAMPLE])
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
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted((_NEIGHBOURS | _available()) & set(identifier.labels)))
    return identifier
