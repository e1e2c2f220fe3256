"""What a described measure is made of, what it is called, and which mentions in a document are of one measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.languages import Language
from kg.model import Document, Entity, Span
from kg.vocabulary import vocabulary

__all__ = ["Parts", "completed", "is_of_its_document", "policy_name", "status_of"]

_APPROVAL = "Approval"
_STATUSES = (("reversed", "Reversed"), ("suspended", "Suspended"), ("proposed", "Proposed"), ("imposed", "InForce"))
"""Optional word lists that tell a measure's status, the first that its clause has."""
_BREAK = re.compile(r"[,;:.!?–—()“”«»\"]")
_STEM = 4
_ENDING = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """A mention of a measure: its noun, the phrase, who issues it, what it limits, whom it is aimed at.

    `called` is the noun that the document first called it by.
    """

    kind: str
    noun: Span
    description: Span
    issuers: tuple[Entity, ...] = ()
    objects: tuple[Entity, ...] = ()
    targets: tuple[Entity, ...] = ()
    status: str | None = None
    called: str = ""


def completed(found: Sequence[Parts], text: str) -> list[Parts]:
    """Mentions by the bare noun take over the parts of the fullest mention with the same noun.

    One whose noun says nothing more takes those of the only measure of its kind that the text described before.
    """
    groups: dict[str, list[list[Parts]]] = {}
    for parts in found:
        noun = parts.noun.of(text)
        alike = groups.setdefault(noun[:_ENDING].casefold(), [])
        group = next((g for g in alike if _akin(noun, g[0].noun.of(text))), None)
        if group is None:
            alike.append(group := [])
        group.append(parts)
    every = (group for alike in groups.values() for group in alike)
    whole = [_filled(parts, max(group, key=_weight), group[0].noun.of(text)) for group in every for parts in group]
    return list(_joined(sorted(whole, key=lambda parts: parts.noun)))


def _filled(parts: Parts, best: Parts, called: str) -> Parts:
    parts = replace(parts, called=called)
    if parts.objects or parts.targets or (parts.issuers and best.issuers and parts.issuers != best.issuers):
        return parts
    return replace(
        parts,
        issuers=parts.issuers or best.issuers,
        objects=best.objects,
        targets=best.targets,
        status=parts.status or best.status,
    )


def _joined(found: Iterable[Parts]) -> Iterator[Parts]:
    """Mentions of which nothing is known take the parts of the one measure of their kind described before, if one."""
    told: dict[str, dict[tuple[tuple[Entity, ...], ...], Parts]] = {}
    for parts in found:
        before = told.setdefault(parts.kind, {})
        if not _weight(parts) and len(before) == 1:
            best = next(iter(before.values()))
            yield replace(parts, issuers=best.issuers, objects=best.objects, targets=best.targets)
            continue
        if parts.objects or parts.targets:
            before[(parts.issuers, parts.objects, parts.targets)] = parts
        yield parts


def _akin(one: str, other: str) -> bool:
    """The same noun up to its ending ("ban", "bans"; "förbud", "förbudet")."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if long.startswith(short):
        return len(long) - len(short) <= _ENDING
    shared = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return shared >= max(_STEM, len(short) - 2) and len(long) - shared <= _ENDING


def _weight(parts: Parts) -> int:
    return 2 * len(parts.objects) + 2 * len(parts.targets) + len(parts.issuers)


def status_of(text: str, noun: Span, sentence: Span, language: Language) -> str | None:
    """What the words of its clause say of a measure: proposed, in force, suspended, reversed; None when nothing."""
    start = max((m.end() for m in _BREAK.finditer(text, sentence.start, noun.start)), default=sentence.start)
    found = _BREAK.search(text, noun.end, sentence.end)
    clause = text[start : found.start() if found is not None else sentence.end]
    if language.has("negation", clause):
        return None
    open_yet = language.has("unreal", clause)
    lists = ((name, status) for name, status in _STATUSES if f"status_{name}" in language.regexes)
    lists = ((name, status) for name, status in lists if not open_yet or status == "Proposed")
    return next((status for name, status in lists if language.has(f"status_{name}", clause)), None)


def policy_name(parts: Parts, document: Document) -> str:
    """A name from what the measure does, or from its noun and document where nothing else is known."""
    label = vocabulary().label(parts.kind, "en")
    approves = parts.kind == _APPROVAL
    pieces = [
        f" {'of' if approves else 'on'} {_listed(parts.objects)}" if parts.objects else "",
        f" {'for' if approves else 'against'} {_listed(parts.targets)}" if parts.targets else "",
        f" by {_listed(parts.issuers)}" if parts.issuers else "",
    ]
    if not any(pieces[:2]):
        return f"{parts.called or parts.noun.of(document.text)}{pieces[2]}{_of_document(document)}"
    return label[:1].upper() + label[1:] + "".join(pieces)


def is_of_its_document(policy: Entity, document: Document) -> bool:
    """Whether the policy is called by a noun that means it in this document only."""
    return policy.kind == "Policy" and policy.name.endswith(_of_document(document))


def _of_document(document: Document) -> str:
    return f" (document {document.sha256[:8]})"


def _listed(entities: Sequence[Entity]) -> str:
    return " and ".join(sorted({entity.name for entity in entities}))
