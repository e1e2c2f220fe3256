"""What a described measure is made of, what it is called, and which mentions in a document are of one measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.languages import Language
from kg.model import Document, Entity, Span
from kg.vocabulary import vocabulary

__all__ = ["Parts", "akin", "completed", "is_of_its_document", "issued_by", "policy_name"]

_HELPING = frozenset({"Approval", "Subsidy"})
_STEM = 4
_ENDING = 3
_REACH = 20
_ANY = "Regulation"
_BY = " by "


@dataclass(frozen=True, slots=True)
class Parts:
    """A mention of a measure: its noun, the phrase, who issues it, what it limits, whom it is aimed at.

    `called` is the noun that the document first called it by; `origins` are the countries of its adjectives, which tell
    where it is from and not which body issued it. `general` when the noun names a measure in some contexts only,
    `doubtful` when this is not known to be one.
    """

    kind: str
    noun: Span
    description: Span
    issuers: tuple[Entity, ...] = ()
    objects: tuple[Entity, ...] = ()
    targets: tuple[Entity, ...] = ()
    status: str | None = None
    called: str = ""
    origins: tuple[Entity, ...] = ()
    general: bool = False
    doubtful: bool = False

    @property
    def sources(self) -> tuple[Entity, ...]:
        """Whose the measure is: who issues it, or else the country that it is from."""
        return self.issuers or self.origins


def completed(found: Sequence[Parts], text: str, language: Language) -> list[Parts]:
    """Mentions take over the parts of the fullest mention with the same noun that says nothing else than they do.

    One of which nothing is known takes those of the only measure of its kind that the text described before; "the
    rule", "the measure" those of the only measure described before.
    """
    groups: dict[str, list[list[Parts]]] = {}
    for parts in found:
        noun = parts.noun.of(text)
        alike = groups.setdefault(noun[:_ENDING].casefold(), [])
        group = next((g for g in alike if akin(noun, g[0].noun.of(text))), None)
        if group is None:
            alike.append(group := [])
        group.append(parts)
    every = (group for alike in groups.values() for group in alike)
    whole: list[Parts] = []
    for group in every:
        called = group[0].noun.of(text)
        told = list({_known(parts): parts for parts in reversed(group)}.values())
        whole.extend(_filled(parts, told, called) for parts in group)
    return list(_joined(sorted(whole, key=lambda parts: parts.noun), text, language))


def _filled(parts: Parts, told: Sequence[Parts], called: str) -> Parts:
    """The mention with what the fullest one that it may be adds to it."""
    best = max((other for other in told if _may_be(parts, other)), key=_weight)
    return replace(_with(parts, best), called=called, status=parts.status or best.status)


def _may_be(parts: Parts, other: Parts) -> bool:
    """Whether what is known of both agrees; a measure on several things is not the one on some of them."""
    return all(
        not mine or not its or set(mine) == set(its) for mine, its in zip(_known(parts), _known(other), strict=True)
    )


def _known(parts: Parts) -> tuple[tuple[Entity, ...], ...]:
    return parts.sources, parts.objects, parts.targets


def _with(parts: Parts, best: Parts) -> Parts:
    return replace(
        parts,
        issuers=parts.issuers or best.issuers,
        origins=parts.origins or best.origins,
        objects=parts.objects or best.objects,
        targets=parts.targets or best.targets,
    )


def _joined(found: Iterable[Parts], text: str, language: Language) -> Iterator[Parts]:
    """Mentions of which nothing is known take the parts of the one measure that they can mean."""
    told: dict[tuple[tuple[Entity, ...], ...], Parts] = {}
    for parts in found:
        if not any(_known(parts)):
            alike = [other for other in told.values() if other.kind == parts.kind]
            alike = alike or (list(told.values()) if _is_definite(parts, text, language) else [])
            if len(alike) == 1:
                yield replace(_with(parts, alike[0]), kind=alike[0].kind)
                continue
        if parts.objects or parts.targets:
            told[_known(parts)] = parts
        yield parts


def _is_definite(parts: Parts, text: str, language: Language) -> bool:
    """As in "the rule": a noun for any measure, of one spoken of before."""
    before = text[max(0, parts.noun.start - _REACH) : parts.noun.start].casefold().split()
    known = language.heads.get(parts.noun.of(text).casefold()) == "Policy" and parts.kind == _ANY
    return known and bool(before) and before[-1] in language.words["definite"]


def akin(one: str, other: str) -> bool:
    """The same noun up to its ending ("ban", "bans"; "förbud", "förbudet")."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if long.startswith(short):
        return len(long) - len(short) <= _ENDING
    shared = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return shared >= max(_STEM, len(short) - 2) and len(long) - shared <= _ENDING


def _weight(parts: Parts) -> int:
    return 2 * len(parts.objects) + 2 * len(parts.targets) + len(parts.sources)


def policy_name(parts: Parts, document: Document) -> str:
    """A name from what the measure does, or from its noun and document where nothing else is known."""
    label = vocabulary().label(parts.kind, "en")
    helps = parts.kind in _HELPING
    pieces = [
        f" {'of' if helps else 'on'} {_listed(parts.objects)}" if parts.objects else "",
        f" {'for' if helps else 'against'} {_listed(parts.targets)}" if parts.targets else "",
        f"{_BY}{_listed(parts.sources)}" if parts.sources else "",
    ]
    if not any(pieces[:2]):
        return f"{parts.called or parts.noun.of(document.text)}{pieces[2]}{_of_document(document)}"
    return label[:1].upper() + label[1:] + "".join(pieces)


def issued_by(policy: Entity, issuer: Entity) -> Entity:
    """The policy under a name that says who issues it, where its name does not."""
    return policy if _BY in policy.name else replace(policy, name=f"{policy.name}{_BY}{issuer.name}")


def is_of_its_document(policy: Entity, document: Document) -> bool:
    """Whether the policy is called by a noun that means it in this document only."""
    return policy.kind == "Policy" and policy.name.endswith(_of_document(document))


def _of_document(document: Document) -> str:
    return f" (document {document.sha256[:8]})"


def _listed(entities: Sequence[Entity]) -> str:
    return " and ".join(sorted({entity.name for entity in entities}))
