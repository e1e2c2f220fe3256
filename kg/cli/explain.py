"""`kg explain`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.lookup import Explanation, Form, Place, Stated, Thing

__all__ = ["explain"]


def explain(
    name: Annotated[str, typer.Argument(help="A name of what is to be explained, in any spelling that occurs.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    output_dir: Annotated[Path, typer.Option(help="The folder that `kg build` wrote.")] = Path("output"),
) -> None:
    """Explain an entity: every form of its name, where it stands and why it was linked, and what states its relations.

    Forms come with the rule that linked them and its confidence from 0 to 1, pronouns and descriptions too;
    relations with the sentence. When several things have the name, each is explained.

    [bold]kg explain Nvidia[/bold]
    [bold]kg explain "tang jie" --json[/bold]
    """
    from kg import lookup
    from kg.store import open_output

    dataset = open_output(output_dir)
    found = [lookup.explain(dataset, thing) for thing in lookup.resolve(dataset, name)]
    if as_json:
        typer.echo(json.dumps([_plain(explanation) for explanation in found], ensure_ascii=False, indent=2))
        return
    for number, explanation in enumerate(found):
        typer.echo("\n" if number else "", nl=False)
        _print(explanation)


def _print(explanation: Explanation) -> None:
    thing = explanation.thing
    same = f"  wd:{thing.wikidata}" if thing.wikidata else ""
    typer.echo(f"{thing.label}  {thing.kind}  {thing.iri}{same}")
    typer.echo("\nForms")
    for form in explanation.forms:
        typer.echo(f"  “{form.text}”  {form.rule} {form.confidence}")
        for source, lines in _lines(form).items():
            typer.echo(f"    {source}:{','.join(map(str, lines))}")
    typer.echo("\nRelations" if explanation.relations else "\nNo relations")
    for stated in explanation.relations:
        _print_relation(stated)
    typer.echo(f"\nClaims: {explanation.said} by it, {explanation.spoken_of} about it (kg claims --by, --about)")


def _print_relation(stated: Stated) -> None:
    from kg.vocabulary import vocabulary

    former = " (former)" if stated.former else ""
    roles = f"  as {', '.join(f'“{role}”' for role in stated.roles)}" if stated.roles else ""
    label = vocabulary().label(stated.predicate)
    typer.echo(f"  {stated.subject.label} {label} {stated.object.label}{former}{roles}")
    for place, words in stated.evidence:
        typer.echo(f"    {place}  {', '.join(stated.rules)} {stated.confidence}")
        typer.echo(f"      {' '.join(words.split())}")


def _lines(form: Form) -> dict[str, list[int]]:
    """Source -> the lines of the form in it."""
    lines: dict[str, list[int]] = {}
    for place in form.places:
        known = lines.setdefault(place.source, [])
        if place.line not in known:
            known.append(place.line)
    return lines


def _plain(explanation: Explanation) -> dict[str, object]:
    thing = explanation.thing
    return {
        **_plain_thing(thing),
        "names": list(thing.names),
        "wikidata": thing.wikidata,
        "forms": [
            {
                "text": form.text,
                "rule": form.rule,
                "confidence": float(form.confidence),
                "places": [_plain_place(place) for place in form.places],
            }
            for form in explanation.forms
        ],
        "relations": [_plain_relation(stated) for stated in explanation.relations],
        "claims_by": explanation.said,
        "claims_about": explanation.spoken_of,
    }


def _plain_relation(stated: Stated) -> dict[str, object]:
    return {
        "subject": _plain_thing(stated.subject),
        "predicate": stated.predicate,
        "object": _plain_thing(stated.object),
        "rules": list(stated.rules),
        "confidence": float(stated.confidence),
        "roles": list(stated.roles),
        "former": stated.former,
        "evidence": [{**_plain_place(place), "text": words} for place, words in stated.evidence],
    }


def _plain_thing(thing: Thing) -> dict[str, object]:
    return {"name": thing.label, "kind": thing.kind, "iri": thing.iri}


def _plain_place(place: Place) -> dict[str, object]:
    return {"source": place.source, "line": place.line, "start": place.start, "end": place.end}
