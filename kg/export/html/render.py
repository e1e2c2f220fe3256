"""The dataset → the page as one string of HTML."""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.errors import DataError, UsageError
from kg.export.html.contents import Contents, contents_of
from kg.export.html.graph import communities, graph_of, overview
from kg.export.html.layout import layout
from kg.export.html.network import draw, network_of, vis_script
from kg.export.html.payload import as_script, payload
from kg.sheets.model import Sheet

__all__ = ["Choices", "page_of"]

_LINE = 20  # characters of a label beyond which the page breaks it
_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = (
    "data.js",
    "dom.js",
    "look.js",
    "words.js",
    "route.js",
    "filters.js",
    "search.js",
    "place.js",
    "graph.js",
    "claims.js",
    "kept.js",
    "sources.js",
    "panel.js",
    "asking.js",
    "share.js",
    "main.js",
)
_FOREIGN = re.compile(
    r"""(?:\b(?:src|href|action|data)\s*=|url\(|@import|\bfetch\(|\bimport\()\s*["']?\s*(?:https?:)?//""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user may choose.

    Attributes:
        max_nodes: how many nodes are drawn at first.
        focus: the name or IRI of an entity around which they lie.
        max_documents: how many documents the page has, the newest.
    """

    max_nodes: int = 300
    focus: str | None = None
    max_documents: int = 5_000


def page_of(each: Iterable[Sheet], texts: Mapping[str, str], choices: Choices | None = None, left_out: int = 0) -> str:
    """The page of a dataset that follows the graph's contract.

    Args:
        each: a sheet for each document, made with its text or without.
        texts: full texts by document IRI; those that are missing are left out of the page.
        choices: see `Choices`.
        left_out: how many older documents are not among them.

    Raises:
        UsageError: `choices.focus` names nothing in the dataset, or `max_nodes` is less than one.
    """
    chosen = choices or Choices()
    if chosen.max_nodes < 1:
        raise UsageError("at least one node must be drawn", f"max nodes {chosen.max_nodes}")
    contents = contents_of(each, texts)
    graph = graph_of(contents)
    groups = communities(graph)
    drawn = overview(graph, groups, chosen.max_nodes, _focus(contents, chosen.focus))
    places = layout(graph, drawn, [_width(str(contents.things[node]["label"])) for node in drawn])
    style, script = _style(), _script()
    data = payload(contents, groups) | ({"leftOut": left_out} if left_out else {})
    parts = {
        "csp": _policy([vis_script(), script], style),
        "style": style,
        "script": script,
        "vis": vis_script(),
        "payload": as_script(data),
    }
    return draw(network_of(contents, graph, places), _ASSETS / "page.html", parts)


def _focus(contents: Contents, wanted: str | None) -> int | None:
    """The place of the thing with this IRI or, whatever its case, this name."""
    if wanted is None:
        return None
    folded = wanted.casefold()
    for place, (iri, thing) in enumerate(zip(contents.iris, contents.things, strict=True)):
        names = [thing["label"], *(name for name, _ in cast("list[list[str]]", thing.get("names", [])))]
        if wanted == iri or folded in {str(name).casefold() for name in names}:
            return place
    raise UsageError("nothing in the graph has this name", wanted)


def _width(label: str) -> float:
    """The pixels that a label takes on the page, about."""
    lines = min(3, math.ceil(len(label) / _LINE))
    return 40.0 + 8.5 * min(len(label) / max(1, lines) + 3, _LINE + 6)


def _style() -> str:
    return _checked("style.css")


def _script() -> str:
    """The page's script: its files in order, in one closure."""
    files = "\n".join(_checked(name) for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{files}}})();\n'


def _checked(name: str) -> str:
    """An asset's text, which must not lead to another host."""
    text = (_ASSETS / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    if found := _FOREIGN.search(text):
        raise DataError(f"it asks another host: {found.group()}", name)
    return text


def _policy(scripts: list[str], style: str) -> str:
    """The Content-Security-Policy: the page's own scripts and style by their hashes, and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
