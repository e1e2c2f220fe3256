"""A read-only SPARQL 1.1 endpoint: the Oxigraph server, and a front that lets only questions through to it.

Oxigraph follows SERVICE to any host and has no limit on what it is sent; the front has. It runs in this process,
the server in one of its own that can be ended.
"""

from __future__ import annotations

from kg.serve.front import Front, Settings
from kg.serve.server import Server

__all__ = ["Front", "Server", "Settings"]
