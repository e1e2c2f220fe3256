"""`kg serve`."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import OutputDir
from kg.errors import UsageError

__all__ = ["serve"]


def serve(
    output_dir: OutputDir = Path("output"),
    bind: Annotated[str, typer.Option(help="Host and port to listen at.")] = "127.0.0.1:7878",
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that a query may take.")] = 30,
) -> None:
    """Serve the graph as a read-only SPARQL endpoint with a page to ask it, until Ctrl-C.

    A build that runs meanwhile does not disturb it; start it again to serve the new graph.

    [bold]kg serve[/bold]
    [bold]kg serve --bind 0.0.0.0:8000 --timeout 10[/bold]
    """
    from kg.queries import named_queries
    from kg.serve import Front, Server, Settings
    from kg.store import Dataset

    host, port = _address(bind)
    dataset = Dataset.open(output_dir / "store")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with Server(dataset.quads_folder, timeout) as server:
            front = Front(Settings(host, port, timeout), server)
            typer.echo(f"{front.url}/  the query page\n{front.url}/query  the SPARQL endpoint\n")
            for query in named_queries():
                typer.echo(f"{front.url}/queries/{query.name}  {query.question}")
            front.serve_forever()
    except KeyboardInterrupt:
        typer.echo("", err=True)


def _address(bind: str) -> tuple[str, int]:
    host, colon, port = bind.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65_535:
        raise UsageError(f"not HOST:PORT: {bind!r}", "--bind")
    return host.strip("[]") or "127.0.0.1", int(port)
