"""Every IRI that `kg` mints; an IRI follows from what it names, never from order or chance.

document    BASE document/ 16 hex digits of the text's SHA-256
entity      BASE kind-in-kebab-case/ slug of the canonical name
claim       BASE claim/ 16 hex digits of (document, evidence, speaker label)
comparison  BASE comparison/ 16 hex digits of (document, evidence, direction, what is compared)
dating      BASE dating/ 16 hex digits of (document, policy, property, value)
statement   BASE statement/ 16 hex digits of (document, subject, predicate, object)
evidence    the document's IRI and #char=START,END (RFC 5147)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.model import Claim, Comparison, Entity, PolicyDate, Span

__all__ = [
    "DEFAULT_BASE_IRI",
    "activity_iri",
    "check_base_iri",
    "claim_iri",
    "comparison_iri",
    "dating_iri",
    "document_iri",
    "entity_iri",
    "evidence_iri",
    "extractor_iri",
    "kebab",
    "slug",
    "statement_iri",
]

DEFAULT_BASE_IRI = "https://example.org/kg/"

_BASE = re.compile(r"(https?://[^/?#\s]+/|urn:[a-z0-9][a-z0-9-]{1,31}:)[^?#\s]*", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Letters that Unicode does not decompose though readers expect an ASCII form of them.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
# They and all that follows are marks that IRIs forbid or that no reader sees.
_SHORT = 6
_VARIATION_SELECTORS = "\ufe00"


def check_base_iri(base_iri: str) -> str:
    """Give `base_iri` back when instances can live under it.

    It must be an absolute http, https or urn IRI that ends in "/". One with "#" or "?" is refused, for
    the IRIs of evidence add a fragment of their own.

    Raises:
        UsageError: it is none.
    """
    try:
        NamedNode(base_iri)
    except ValueError:
        valid = False
    else:
        valid = base_iri.endswith("/") and _BASE.fullmatch(base_iri) is not None
    if not valid:
        advice = (
            f'give an absolute http, https or urn IRI without "#" and "?" that ends in "/", such as {DEFAULT_BASE_IRI}'
        )
        raise UsageError(f"{base_iri!r} is no base IRI", advice=advice)
    return base_iri


def kebab(kind: str) -> str:
    """The class name as it stands in an IRI: "AIModel" gives "ai-model"."""
    return _HUMP.sub("-", kind).lower()


@lru_cache(maxsize=65_536)
def slug(name: str) -> str:
    """The last part of an entity's IRI: "Samsung Electronics Co., Ltd." gives "samsung-electronics-co.-ltd".

    Latin letters lose their marks, "+" becomes "-plus", and all but letters, digits and inner full stops
    becomes "-". Letters without an ASCII form stay as they are, so that names in other scripts stay apart.
    """
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_UNDECOMPOSED)).casefold()
    kept: list[str] = []
    takes_marks = False
    for char in folded:
        if unicodedata.category(char).startswith("M"):
            if takes_marks and char < _VARIATION_SELECTORS:
                kept.append(char)
            continue
        takes_marks = char.isalnum() and not char.isascii()
        kept.append("-plus-" if char == "+" else char if char.isalnum() or char == "." else "-")
    text = re.sub(r"-+", "-", unicodedata.normalize("NFC", "".join(kept))).strip("-.")
    return text or _digest([name])


def document_iri(base_iri: str, text: str) -> str:
    """The IRI of a document, which is also the name of its graph; the same text is the same document."""
    return f"{base_iri}document/{_digest([text])}"


def entity_iri(base_iri: str, entity: Entity) -> str:
    """The IRI that follows from the entity's kind and canonical name.

    The name of an entity that is not in the knowledge base gets a digest where its slug alone does not tell it: one IRI
    never has two names ("AT&T", "At T").
    """
    last = slug(entity.name)
    if not entity.known and entity.name != " ".join(part.capitalize() for part in last.split("-")):
        last = f"{last}-{_digest([entity.name])[:_SHORT]}"
    return f"{base_iri}{kebab(entity.kind)}/{last}"


def evidence_iri(document: str, span: Span) -> str:
    """The IRI of a stretch of the document with IRI `document`, in code points (RFC 5147)."""
    return f"{document}#char={span.start},{span.end}"


def claim_iri(base_iri: str, document: str, claim: Claim) -> str:
    """The IRI of a claim: its document, its words and the words that name its speaker make it what it is."""
    label = [claim.speaker_label] if claim.speaker_label else []
    spans = [",".join(f"{span.start}-{span.end}" for span in group) for group in (claim.evidence, label)]
    return f"{base_iri}claim/{_digest([document, *spans])}"


def comparison_iri(base_iri: str, document: str, comparison: Comparison) -> str:
    """The IRI of a comparison: its document, its words, its direction and what it compares."""
    words = f"{comparison.evidence.start}-{comparison.evidence.end}"
    sides = (";".join(f"{each.kind} {each.name}" for each in side) for side in (comparison.subjects, comparison.others))
    return f"{base_iri}comparison/{_digest([document, words, comparison.direction, *sides])}"


def dating_iri(base_iri: str, document: str, policy: str, date: PolicyDate) -> str:
    """The IRI of what a document says of a date of the policy with IRI `policy`."""
    return f"{base_iri}dating/{_digest([document, policy, date.name, date.value])}"


def statement_iri(base_iri: str, document: str, triple: tuple[str, str, str]) -> str:
    """The IRI of the statement of `triple` (subject IRI, property name, object IRI) in one document."""
    return f"{base_iri}statement/{_digest([document, *triple])}"


def activity_iri(base_iri: str, version: str, at: str | None = None) -> str:
    """The IRI of what a version of `kg` did, or of one run of it when its time `at` is recorded."""
    run = f"-{slug(at)}" if at else ""
    return f"{base_iri}activity/kg-{version}{run}"


def extractor_iri(base_iri: str, name: str) -> str:
    """The IRI of an extractor that an activity used."""
    return f"{base_iri}extractor/{slug(name)}"


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
