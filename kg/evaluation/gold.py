"""Gold files: articles with what annotators found in them, as JSON.

    {"id": "nl-1", "lang": "nl", "text": "...",
     "entities": [{"name", "type", "types_ok": [...], "surfaces": [...], "must": true}],
     "relations": [{"s", "p", "o", "evidence": "words of the text"}],
     "claims": [{"speaker", "speaker_surface", "reporter", "kind": "direct|indirect|mixed", "start", "end",
                 "about": [...], "probability": {"min", "max"} or {"verbal"}, "horizon", "hedged", "negated"}],
     "annotated": ["entities", "relations", "claims"], "recall_only": false, "speaker_by_words": false}

`start` and `end` are code points of `text`. Speakers, reporters and subjects are names of entities of the file. The
last line and what may be null can be left out; other keys are notes and are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.evaluation.fields import Fields
from kg.evaluation.names import normalised
from kg.model import Span
from kg.vocabulary import vocabulary

__all__ = ["Gold", "GoldClaim", "GoldEntity", "GoldRelation", "gold_files", "read_gold"]

_PARTS = ("entities", "relations", "claims")
_OPEN = frozenset({"Technology", "Policy"})
_MODES = ("direct", "indirect", "mixed")


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing of the article; `optional` when missing it is no mistake."""

    name: str
    kind: str
    kinds: frozenset[str]  # all that a careful reader accepts
    names: frozenset[str]  # normalised
    must: bool

    @property
    def open(self) -> bool:
        """Whether its kind is one that nobody can list completely."""
        return self.kind in _OPEN

    @property
    def optional(self) -> bool:
        """Whether missing it is no mistake."""
        return not self.must or self.open


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation that the article states; `subject` and `object` are names of entities."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What somebody says in the article; all but `label` and `mode` as the graph's terms of these names."""

    span: Span
    speaker: str | None
    label: str
    reporter: str | None
    mode: str
    about: frozenset[str]
    probability: tuple[float | None, float | None]
    horizon: str | None
    hedged: bool
    negated: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated article.

    Attributes:
        annotated: which of entities, relations and claims are; only they are compared.
        recall_only: what is found beyond the gold's entities is not held against it.
        speaker_by_words: a speaker is right when a word of four letters or more agrees.
    """

    id: str
    language: str
    text: str
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    claims: tuple[GoldClaim, ...]
    annotated: frozenset[str]
    recall_only: bool
    speaker_by_words: bool

    def names(self, name: str) -> frozenset[str]:
        """All names, normalised, of the entity whose canonical name it is."""
        return next(entity.names for entity in self.entities if entity.name == name)


def gold_files(paths: Sequence[Path]) -> list[Path]:
    """The files, and those that end in .json in and below the folders, sorted.

    Raises:
        DataError: a path leads nowhere, or a folder has no gold.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.json")) if path.is_dir() else [path]
        if not inside or not inside[0].exists():
            raise DataError("no gold files here" if path.is_dir() else "no such file or folder", str(path))
        found += inside
    return sorted(set(found))


def read_gold(file: Path) -> Gold:
    """Read and check an annotated article.

    Raises:
        DataError: it does not fit; the line names the file, the field and the reason.
    """
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise DataError(f"cannot be read: {reason}", str(file)) from error
    except json.JSONDecodeError as error:
        raise DataError(f"not valid JSON: {error.msg} in line {error.lineno}", str(file)) from error
    return _gold(Fields(data, str(file)))


def _gold(top: Fields) -> Gold:
    text = top.text("text")
    annotated = frozenset(top.texts("annotated", among=_PARTS) if "annotated" in top else _PARTS)
    entities = tuple(_entity(each, text) for each in top.tables("entities"))
    names = _distinct(entities, top)
    return Gold(
        top.text("id"),
        top.text("lang"),
        text,
        entities,
        tuple(_relation(each, text, names) for each in _tables(top, "relations")),
        tuple(_claim(each, len(text), names) for each in _tables(top, "claims")),
        annotated,
        top.flag("recall_only"),
        top.flag("speaker_by_words"),
    )


def _tables(top: Fields, name: str) -> Iterator[Fields]:
    return top.tables(name) if name in top else iter(())


def _distinct(entities: Sequence[GoldEntity], top: Fields) -> frozenset[str]:
    names = [entity.name for entity in entities]
    for name in names:
        if names.count(name) > 1:
            raise top.error("entities", f"two are named {name!r}")
    return frozenset(names)


def _entity(fields: Fields, text: str) -> GoldEntity:
    kinds = vocabulary().kinds
    name, surfaces = fields.text("name"), fields.texts("surfaces")
    for surface in surfaces:
        if surface not in text:
            raise fields.error("surfaces", f"{surface!r} is not in the text")
    return GoldEntity(
        name,
        fields.text("type", among=kinds),
        frozenset(fields.texts("types_ok", among=kinds)),
        frozenset(key for each in (name, *surfaces) if (key := normalised(each))),
        fields.flag("must", default=True),
    )


def _relation(fields: Fields, text: str, names: frozenset[str]) -> GoldRelation:
    evidence = fields.optional("evidence")
    if evidence is not None and evidence not in text:
        raise fields.error("evidence", f"{evidence[:40]!r} is not in the text")
    return GoldRelation(
        fields.text("s", among=names),
        fields.text("p", among=vocabulary().relations),
        fields.text("o", among=names),
    )


def _claim(fields: Fields, length: int, names: frozenset[str]) -> GoldClaim:
    start, end = fields.integer("start"), fields.integer("end")
    if not 0 <= start < end <= length:
        raise fields.error("start", f"{start}..{end} is no stretch of a text of {length} code points")
    return GoldClaim(
        Span(start, end),
        fields.optional("speaker", among=names),
        fields.optional("speaker_surface") or "",
        fields.optional("reporter", among=names),
        fields.text("kind", among=_MODES),
        frozenset(fields.texts("about", among=names)),
        _probability(fields),
        fields.optional("horizon"),
        fields.flag("hedged"),
        fields.flag("negated"),
    )


def _probability(fields: Fields) -> tuple[float | None, float | None]:
    """The bounds; none of a probability in words."""
    bounds = fields.table("probability")
    if bounds is None:
        return None, None
    low, high = bounds.share("min"), bounds.share("max")
    if low is None and high is None and bounds.optional("verbal") is None:
        raise fields.error("probability", "it has neither min, max nor verbal")
    return low, high
