"""The countries of the world and their names, from CLDR as babel carries it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

__all__ = ["Country", "countries"]

# Codes of CLDR that stand for no country or territory of ISO 3166-1, and Antarctica.
_NO_COUNTRY = frozenset(["AC", "AQ", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
_CODE = re.compile(r"[A-Z]{2}")
_ASIDE = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, order=True, slots=True)
class Country:
    """A country or territory: its ISO 3166-1 alpha-2 code, its English name, and (language, name) pairs."""

    code: str
    label: str
    names: tuple[tuple[str, str], ...]


def countries(languages: Iterable[str]) -> tuple[Country, ...]:
    """All countries, by code, with the names that CLDR has in `languages` (BCP 47); unknown languages add none.

    What CLDR has in brackets ("Myanmar (Burma)") is left out where the rest is one country's name only, and the
    English "&" becomes "and".
    """
    territories = {language: found for language in languages if (found := _territories(language))}
    return tuple(
        Country(
            code,
            name.replace(" & ", " and "),
            tuple((language, names[code]) for language, names in sorted(territories.items()) if code in names),
        )
        for code, name in sorted(_territories("en").items())
    )


def _territories(language: str) -> dict[str, str]:
    """Code to name, of countries only."""
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    names = {code: name for code, name in territories.items() if _CODE.fullmatch(code) and code not in _NO_COUNTRY}
    plain = {code: _ASIDE.sub("", name) for code, name in names.items()}
    count = Counter(plain.values())
    return {code: plain[code] if count[plain[code]] == 1 else name for code, name in names.items()}
