"""What texts say is done with measures; `kg/languages/measures/xx.toml`.

`nouns` holds, by kind, nouns that name a measure besides those of the language file; `general` nouns that do only
where their clause says what was done with it ("tax", "order"); `not_measures` nouns that end like one and are none;
`laws` the nouns that a law's name begins with, the small words in such names, and how names that are compounds end;
`issued_by` the prepositions between a measure and who issues it.
Each other table is an act: the `active` forms and `participle`s of its verbs, and `other` words that tell it. A form
of several words joined by " .. " needs all of them in one clause, in this order ("hob .. auf"). The verbs of an act
with an `example` say who issues a measure: the verb's subject, or the agent of its passive. `future` words tell what is
to come. More frames about measures may follow, as in `kg.languages.frames`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from kg.errors import DataError
from kg.languages.entries import policy_kind, refuse_unknown
from kg.languages.model import Acts
from kg.word_lists import words_regex

__all__ = ["ACTS", "APART", "NO_ACTS", "measure_nouns", "read_acts"]

ACTS = ("reversed", "suspended", "proposed", "imposed", "effective", "ended", "lasting", "future")
APART = "apart"
"""The group of an act's expression that matches words with others between them."""
_KEYS = frozenset({"active", "participle", "other", "example", "not"})
_GAP = " .. "
_BETWEEN = r"(?:[^.;:!?,]|[.,](?=\d)){0,90}?"


NO_ACTS = Acts()
"""A language without such a file."""


def read_acts(text: str, where: str) -> Acts:
    """The acts of a file. Raises DataError with file and key for whatever does not fit."""
    try:
        return _acts(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", where) from error
    except KeyError as error:
        raise DataError(f"missing key {error}", where) from error
    except DataError as error:
        raise DataError(error.what, where) from error


def _acts(data: Mapping[str, Any]) -> Acts:
    refuse_unknown(data, {*ACTS, "frame", "general", "issued_by", "laws", "not_measures", "nouns"}, "table")
    tables = {name: data[name] for name in ACTS}
    for name, table in tables.items():
        refuse_unknown(table, _KEYS, name)
    laws = data.get("laws", {})
    refuse_unknown(laws, {"joints", "nouns", "tails"}, "laws")
    issuing = (_frame(name, table) for name, table in tables.items() if "example" in table)
    return Acts(
        nouns=measure_nouns(data.get("nouns", {})),
        general=measure_nouns(data["general"]),
        none=frozenset(noun.casefold() for noun in data.get("not_measures", ())),
        issued_by=frozenset(data.get("issued_by", ())),
        laws=frozenset(laws.get("nouns", ())),
        law_joints=frozenset(laws.get("joints", ())),
        law_tails=tuple(laws.get("tails", ())),
        words=MappingProxyType({name: _search(_forms(table)) for name, table in tables.items()}),
        frames=(*issuing, *data.get("frame", ())),
    )


def measure_nouns(table: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Noun, folded -> kind of measure. Raises DataError for a kind that there is none of."""
    return MappingProxyType({noun.casefold(): policy_kind(kind) for kind, nouns in table.items() for noun in nouns})


def _frame(name: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The frame of an act's verbs: a form of several words needs them all, wherever they stand."""
    forms = {
        key: [_GAP.join(form.replace(_GAP, " ").split()) for form in table[key]] for key in ("active", "participle")
    }
    return {"name": f"issues-{name}", "predicate": "issues", "example": table["example"], "not": table["not"], **forms}


def _forms(table: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for key in ("active", "participle", "other"):
        yield from table.get(key, ())


def _search(forms: Iterable[str]) -> re.Pattern[str]:
    """The expression that finds any of the forms; words that may have others between them come last."""
    whole: list[str] = []
    parted: list[str] = []
    for form in forms:
        (parted if _GAP in form else whole).append(form)
    apart = (_BETWEEN.join(words_regex([part]) for part in form.split(_GAP)) for form in parted)
    return re.compile(f"{words_regex(whole)}|(?P<{APART}>{'|'.join(apart) or '(?!)'})")
