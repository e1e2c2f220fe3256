"""The command line: each command parses, calls one function of `kg` and prints; heavy rooms are imported on use."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.exceptions import TyperException

from kg.cli.build import build
from kg.cli.changes import add, diff, remove, status
from kg.cli.checks import languages, validate
from kg.cli.claims import claims
from kg.cli.evaluate import evaluate
from kg.cli.explain import explain
from kg.cli.export import export
from kg.cli.html import html
from kg.cli.load import load
from kg.cli.query import queries, query
from kg.cli.serve import serve
from kg.errors import KgError, QueryError, UsageError
from kg.version import __version__

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    build,
    add,
    remove,
    status,
    diff,
    query,
    queries,
    serve,
    load,
    export,
    html,
    claims,
    explain,
    validate,
    evaluate,
    languages,
):
    app.command()(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """News articles in, a knowledge graph out: who says what about whom, with the words that say so.

    Start with [bold]kg build FOLDER[/bold], then open [bold]output/graph.html[/bold] in a browser
    or ask with [bold]kg query --name forecasts[/bold].
    """


def main() -> None:
    """Run the command line and exit: 0 done, 1 nothing could be built or a check failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letter is no reason to stop
    gc.set_threshold(700_000, 20, 100)  # the knowledge base is a large heap that stays: seldom walk through it
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        code = _complain(" ".join(error.format_message().split()), error.exit_code)
    except KgError as error:
        code = _complain(" ".join(str(error).split()), 2 if isinstance(error, UsageError | QueryError) else 1)
    except BrokenPipeError:  # whoever read has enough; nothing must be flushed at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:  # a full disk, a folder that may not be read
        where = f"{error.filename}: " if error.filename else ""
        code = _complain(f"{where}{error.strerror or error}", 1)
    except KeyboardInterrupt:
        code = 130
    gc.freeze()  # all of it goes: the interpreter need not look through it once more
    sys.exit(code)


def _complain(line: str, code: int) -> int:
    if line:  # without a command the help was printed already
        typer.echo(f"kg: {line}", err=True)
    return code
