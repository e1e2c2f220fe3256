"""`kg load`."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import OutputDir

__all__ = ["load"]


class Speech(StrEnum):
    """How the endpoint is spoken to."""

    GRAPH_STORE = "graph-store"
    UPDATE = "update"


def load(
    endpoint: Annotated[str, typer.Argument(help="Address of the graph store or update service.", show_default=False)],
    output_dir: OutputDir = Path("output"),
    protocol: Annotated[Speech, typer.Option(help="Graph Store Protocol or SPARQL Update.")] = Speech.GRAPH_STORE,
    afresh: Annotated[bool, typer.Option("--afresh", help="Forget what was put there before.")] = False,
    retries: Annotated[int, typer.Option(min=0, help="Tries more after a failure.")] = 4,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for an answer.")] = 60,
) -> None:
    """Put the named graphs into a running triple store; what was withdrawn since is dropped there too.

    Only what changed since the last time is put. KG_USER and KG_PASSWORD, or KG_TOKEN, say who you are.

    [bold]kg load http://127.0.0.1:7878/store[/bold]
    [bold]kg load http://127.0.0.1:3030/news/update --protocol update[/bold]
    [bold]kg load 'http://127.0.0.1:8890/sparql-graph-crud-auth?graph-uri='[/bold]
    """
    from rich.console import Console
    from rich.progress import Progress

    from kg.remote import Endpoint, transfer
    from kg.remote.endpoint import Credentials, Protocol
    from kg.store import Dataset

    place = Endpoint(endpoint, Protocol(protocol.value), Credentials.from_environment(), retries, timeout)
    memory = output_dir / "store" / f"remote-{sha256(endpoint.encode()).hexdigest()[:16]}.json"
    dataset = Dataset.open(output_dir / "store")
    if afresh:
        memory.unlink(missing_ok=True)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Loading", total=None)
        done = transfer(dataset, place, memory, lambda now, total: bar.update(task, completed=now, total=total))
    typer.echo(f"{done.put} graphs put, {done.dropped} dropped, {done.unchanged} as they were")
