"""`kg claims`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.lookup import ClaimRecord, ComparisonRecord, Thing

__all__ = ["claims"]


def claims(
    about: Annotated[str | None, typer.Option(help="What the claims are about.", show_default=False)] = None,
    by: Annotated[
        str | None, typer.Option(help="Who says them: a name, or the words for unnamed speakers.", show_default=False)
    ] = None,
    reported_by: Annotated[str | None, typer.Option(help="The outlet that reports them.", show_default=False)] = None,
    lang: Annotated[str | None, typer.Option(help="The language of the articles, as nl.", show_default=False)] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Print no more than so many.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    output_dir: Annotated[Path, typer.Option(help="The folder that `kg build` wrote.")] = Path("output"),
) -> None:
    """Print who said what: the place, the speaker, how it is reported, how likely and by when, and the words.

    Names count in any spelling that the articles use, and without case and accents; several options narrow down.

    [bold]kg claims --about China --lang nl[/bold]
    [bold]kg claims --by "Tang Jie" --limit 5[/bold]
    [bold]kg claims --reported-by bloomberg --json[/bold]
    """
    from kg.lookup import ClaimFilter, find_claims
    from kg.store import open_output

    found = find_claims(open_output(output_dir), ClaimFilter(about, by, reported_by, lang))
    shown = found[:limit]
    if as_json:
        typer.echo(json.dumps([_plain(claim) for claim in shown], ensure_ascii=False, indent=2))
        return
    for claim in shown:
        typer.echo(f"{claim.place}: {'; '.join(_traits(claim))}")
        typer.echo(f"    “{' '.join(claim.text.split())}”")
        for comparison in claim.comparisons:
            typer.echo(f"    {_compared(comparison)}")
    number = f"{len(found)} claim{'' if len(found) == 1 else 's'}"
    typer.echo(f"{number}, of which {len(shown)} are shown" if len(shown) < len(found) else number)


def _traits(claim: ClaimRecord) -> list[str]:
    """What is known of a claim besides its words, in words."""
    said = [_speaker(claim), claim.mode.lower()]
    if claim.reporters or claim.relay:
        said.append(f"reported by {', '.join([*_labels(claim.reporters), *([claim.relay] if claim.relay else [])])}")
    for name, bounds in (("probability", claim.probability), ("horizon", claim.horizon)):
        if any(bound is not None for bound in bounds):
            low, high = ("" if bound is None else str(bound) for bound in bounds)
            said.append(f"{name} {_between(low, high)}")
    said += [claim.likelihood.lower()] if claim.likelihood else []
    said += [f"by {claim.due}"] if claim.due else []
    said += [name for name, holds in (("hedged", claim.hedged), ("negated", claim.negated)) if holds]
    return [*said, f"about {', '.join(_labels(claim.about))}"] if claim.about else said


def _compared(comparison: ComparisonRecord) -> str:
    """Who is ahead of whom, in the words of the vocabulary."""
    from kg.vocabulary import vocabulary

    ones, others = ", ".join(_labels(comparison.subjects)), ", ".join(_labels(comparison.others))
    direction = vocabulary().label(comparison.direction) if comparison.direction else ""
    margin = f" (“{' '.join(comparison.margin.split())}”)" if comparison.margin else ""
    return f"{ones}: {'not ' if comparison.negated else ''}{direction} {others}".rstrip() + margin


def _speaker(claim: ClaimRecord) -> str:
    named, label = ", ".join(_labels(claim.speakers)), " ".join((claim.speaker_label or "").split())
    if not label or label == named:
        return named or "nobody named"
    return f"{named} (“{label}”)" if named else f"“{label}”"


def _between(low: str, high: str) -> str:
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"at least {low}" if low else f"at most {high}"


def _labels(things: tuple[Thing, ...]) -> list[str]:
    return [thing.label for thing in things]


def _plain(claim: ClaimRecord) -> dict[str, object]:
    """The claim for other programs; what does not apply is null or empty."""
    place = claim.place
    low, high = (None if bound is None else float(bound) for bound in claim.probability)
    return {
        "claim": claim.iri,
        "text": claim.text,
        "mode": claim.mode,
        "said_by": _labels(claim.speakers),
        "speaker_label": claim.speaker_label,
        "reported_by": _labels(claim.reporters),
        "relay": claim.relay,
        "about": _labels(claim.about),
        "probability": {"min": low, "max": high},
        "horizon": {"min": claim.horizon[0], "max": claim.horizon[1]},
        "likelihood": claim.likelihood,
        "due": claim.due,
        "hedged": claim.hedged,
        "negated": claim.negated,
        "comparisons": [_plain_comparison(comparison) for comparison in claim.comparisons],
        "rule": claim.rule,
        "source": place.source,
        "line": place.line,
        "document": place.document,
        "language": place.language,
        "spans": [[each.start, each.end] for each in claim.places],
    }


def _plain_comparison(comparison: ComparisonRecord) -> dict[str, object]:
    """A comparison for other programs; the bounds of its margin are durations or shares of 1."""
    return {
        "compared": _labels(comparison.subjects),
        "direction": comparison.direction,
        "compared_to": _labels(comparison.others),
        "margin": comparison.margin,
        "margin_bounds": {"min": comparison.bounds[0], "max": comparison.bounds[1]},
        "negated": comparison.negated,
        "text": comparison.text,
        "span": [comparison.place.start, comparison.place.end],
    }
