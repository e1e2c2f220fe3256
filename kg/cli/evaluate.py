"""`kg evaluate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.evaluation import Evaluation, Figure, Gold

__all__ = ["evaluate"]


def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Gold files (.json) and folders of them.", show_default=False)],
    show: Annotated[bool, typer.Option("--show", help="Print every difference between gold and graph.")] = False,
    kinds: Annotated[bool, typer.Option("--kinds", help="Print the figures by class and by relation too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
    world: Annotated[
        list[Path] | None, typer.Option(help="Turtle file of names you know, as for `kg build`; repeatable.")
    ] = None,
) -> None:
    """Measure what is found in annotated articles: precision, recall and F1 by language and kind.

    A gold file holds an article's text with the entities, relations and claims that ought to be found in it; see
    [bold]tests/gold/README.md[/bold] for its form. Each article is built on its own. A claim counts when at least
    half of its characters agree, and as attributed when the speaker does, too. In differences "-" is missed, "+"
    should not be there, and "~" is wrong.

    [bold]kg evaluate tests/gold/dev[/bold]
    [bold]kg evaluate tests/gold/dev/nl-dev-01.json --show[/bold]
    [bold]kg evaluate tests/gold --kinds --json[/bold]
    """
    from kg import evaluation
    from kg.evaluation import report

    done = evaluation.evaluate(gold, world or (), _track)
    if as_json:
        typer.echo(json.dumps(report.as_json(done, show), ensure_ascii=False, indent=2))
        return
    if show:
        _print_differences(done)
    _print_main(done)
    _print_details(done)
    if kinds:
        _print_kinds(done)


def _track(golds: Sequence[Gold]) -> Iterable[Gold]:
    """Show a bar on a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(golds, "Reading", console=console, transient=True) if console.is_terminal else golds


def _print_differences(done: Evaluation) -> None:
    document = ""
    for difference in done.total.differences:
        if difference.document != document:
            document = difference.document
            typer.echo(f"== {document}")
        typer.echo(f"{difference.sign} {difference.aspect.value}: {difference.words}")
    typer.echo()


def _print_main(done: Evaluation) -> None:
    """A row for each language: precision, recall and F1 of what matters most."""
    from kg.evaluation.report import MAIN_ASPECTS, by_language

    rows = [["", *["P     R     F1   "] * len(MAIN_ASPECTS)]]
    for language, score in by_language(done).items():
        rows.append([language, *(" ".join(_shares(score.figure(aspect))) for aspect in MAIN_ASPECTS)])
    _print_table(["", *(aspect.value for aspect in MAIN_ASPECTS)], rows)


def _print_details(done: Evaluation) -> None:
    """The further aspects, over all languages."""
    from kg.evaluation.figures import Aspect
    from kg.evaluation.report import MAIN_ASPECTS, RECALL_ASPECTS

    rows = []
    for aspect in Aspect:
        figure = done.total.figure(aspect)
        if aspect in MAIN_ASPECTS or not figure.counted:
            continue
        precision, recall, f1 = _shares(figure)
        shown = ["", recall, ""] if aspect in RECALL_ASPECTS else [precision, recall, f1]
        rows.append([aspect.value, *shown, f"{figure.right} of {figure.right + figure.missed}"])
    if rows:
        _print_table(["", "P", "R", "F1", "right"], rows)


def _print_kinds(done: Evaluation) -> None:
    from kg.evaluation.figures import Aspect

    rows = []
    for aspect in Aspect:
        for kind in done.total.kinds(aspect):
            figure = done.total.figure(aspect, kind)
            numbers = (str(number) for number in (figure.right, figure.spurious, figure.missed))
            rows.append([f"{aspect.value}: {kind}", *_shares(figure), *numbers])
    _print_table(["", "P", "R", "F1", "right", "spurious", "missed"], rows)


def _shares(figure: Figure) -> list[str]:
    if not figure.counted:
        return ["", "", ""]
    return [f"{share:.3f}" for share in (figure.precision, figure.recall, figure.f1)]


def _print_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False)
    console.print(table)
    console.print()
