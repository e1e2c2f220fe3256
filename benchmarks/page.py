"""The page beside plain pyvis and cytoscape.js: the time to the first drawing and to a found entity, size and memory.

npm ci --prefix benchmarks             once
python benchmarks/page.py              the table, as Markdown
python benchmarks/page.py --json       the figures
python benchmarks/page.py --sizes 100,1000 --runs 5 --limit 60

All three draw the same made-up network of companies, three relations each, and each opens from one file with its
libraries inside and the network off. The page carries the articles and every relation's evidence as well. pyvis and
cytoscape.js are as they come: pyvis lets its physics settle first, cytoscape.js draws its grid, the quickest layout
that it has. Neither has a search: there a line of script selects the node with a label and brings it into view.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from html_sample import Sample, big, page, sheets  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from playwright.sync_api import TimeoutError as TooLong  # noqa: E402
from pyvis.network import Network  # noqa: E402
from visiting import ARGUMENTS, CHROMIUM  # noqa: E402

from kg.export.html.contents import contents_of  # noqa: E402

CYTOSCAPE = HERE / "node_modules" / "cytoscape"
MEASURES = {"first": "first drawing, s", "found": "entity found, s", "heap": "JS heap, MB", "size": "file, MB"}

# The first frame in which something is painted on a canvas and nothing lies over it.
WATCH = """
let painted = false;
for (const name of ["fill", "stroke", "fillText", "drawImage"]) {
  const paint = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) {
    painted = true;
    return paint.apply(this, given);
  };
}
const look = () => {
  const cover = document.getElementById("loadingBar");
  if (painted && (!cover || cover.style.opacity === "0")) document.documentElement.dataset.drawn = performance.now();
  else requestAnimationFrame(() => setTimeout(look));
};
look();
"""
FOUND = """(label) => new Promise((done) => {
  const start = performance.now();
  FIND;
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one tool needs at one size; seconds and megabytes, None where it took longer than the limit."""

    tool: str
    nodes: int
    edges: int
    first: float | None
    found: float | None
    heap: float | None
    size: float


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that makes one HTML file of a network; `find` selects the node called `label`, `shown` tests that."""

    name: str
    write: Callable[[Sample], str]
    find: str
    shown: str


def ends(sample: Sample) -> tuple[list[str], list[tuple[int, int]]]:
    """The network without its sources: labels, and the pairs of their places that are related."""
    contents = contents_of(sheets(sample.quads, {}), {})
    return [str(thing["label"]) for thing in contents.things], [(r["s"], r["o"]) for r in contents.relations]


def plain_pyvis(sample: Sample) -> str:
    """What pyvis writes of nodes and edges when nothing is chosen but that its libraries are inside."""
    labels, edges = ends(sample)
    network = Network(height="100vh", width="100%", directed=True, cdn_resources="in_line")
    network.add_nodes(list(range(len(labels))), label=labels)
    network.add_edges(edges)
    return str(network.generate_html())


def plain_cytoscape(sample: Sample) -> str:
    """The shortest page that draws the network with cytoscape.js."""
    labels, edges = ends(sample)
    nodes = [{"data": {"id": f"n{place}", "label": label}} for place, label in enumerate(labels)]
    lines = [{"data": {"source": f"n{one}", "target": f"n{other}"}} for one, other in edges]
    script = (CYTOSCAPE / "dist" / "cytoscape.min.js").read_text("utf-8")
    style = [{"selector": "node", "style": {"label": "data(label)"}}]
    given = json.dumps({"elements": {"nodes": nodes, "edges": lines}, "style": style})
    return (
        '<!doctype html><meta charset="utf-8"><style>html, body, #cy { height: 100%; margin: 0 }</style>'
        f'<div id="cy"></div><script>{script}</script>'
        f'<script>window.cy = cytoscape({{ container: document.getElementById("cy"), ...{given} }});</script>'
    )


TOOLS = (
    Tool(
        "kg",
        lambda sample: page(sample.quads, sample.texts),
        """const box = document.getElementById("q");
           box.focus();
           box.value = label;
           box.dispatchEvent(new Event("input"));
           box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }))""",
        '(label) => document.querySelector("#panel h2")?.textContent === label',
    ),
    Tool(
        "pyvis",
        plain_pyvis,
        """const [id] = nodes.get({ filter: (node) => node.label === label }).map((node) => node.id);
           network.selectNodes([id]);
           network.focus(id)""",
        "(label) => nodes.get(network.getSelectedNodes())[0]?.label === label",
    ),
    Tool(
        "cytoscape.js",
        plain_cytoscape,
        """const found = cy.nodes().filter((node) => node.data("label") === label);
           found.select();
           cy.center(found)""",
        '(label) => cy.$(":selected")[0]?.data("label") === label',
    ),
)


def measure(browser: Browser, tool: Tool, file: Path, label: str, limit: float) -> tuple[float | None, ...]:
    """First drawing, found entity and heap of a freshly opened file."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", offline=True)
    tab = context.new_page()
    tab.set_default_timeout(limit * 1000)
    tab.add_init_script(WATCH)
    try:
        tab.goto(file.as_uri(), wait_until="commit")
        tab.wait_for_selector("html[data-drawn]", state="attached")
        first = tab.evaluate("Number(document.documentElement.dataset.drawn)") / 1000
        tab.wait_for_load_state("load")
        found = tab.evaluate(FOUND.replace("FIND", tool.find), label) / 1000
        if not tab.evaluate(tool.shown, label):
            raise RuntimeError(f"{tool.name} did not show {label}")
        return first, found, heap(tab)
    except TooLong:
        return None, None, None
    finally:
        context.close()


def heap(tab: Page) -> float:
    """The megabytes that JavaScript's objects take after the garbage is gone."""
    session = tab.context.new_cdp_session(tab)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"]) / 1e6


def figures(sizes: list[int], runs: int, limit: float) -> Iterator[Figures]:
    """The medians of some runs of every tool at every size, each run in a browser of its own."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            sample = big(size)
            labels, edges = ends(sample)
            for tool in TOOLS:
                file = Path(folder) / "graph.html"
                file.write_text(tool.write(sample), encoding="utf-8", newline="")
                taken: list[tuple[float | None, ...]] = []
                for _ in range(runs):
                    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                    taken.append(measure(browser, tool, file, f"Firm {size - 3}", limit))
                    browser.close()
                    if taken[-1][0] is None:
                        break
                yield Figures(
                    tool.name, len(labels), len(edges), *map(_median, zip(*taken, strict=True)), _megabytes(file)
                )


def _median(values: tuple[float | None, ...]) -> float | None:
    known = [value for value in values if value is not None]
    return round(statistics.median(known), 4) if len(known) == len(values) else None


def _megabytes(file: Path) -> float:
    return round(file.stat().st_size / 1e6, 3)


def table(found: list[Figures], limit: float) -> str:
    """The figures as Markdown, and how many times those of `kg` the others' are."""
    lines = [f"| nodes | edges | tool | {' | '.join(MEASURES.values())} |", "|---:|---:|---|" + "---:|" * len(MEASURES)]
    own: dict[str, float | None] = {}
    for each in found:
        values = {name: getattr(each, name) for name in MEASURES}
        own = values if each.tool == TOOLS[0].name else own
        cells = [_cell(name, value, None if values is own else own[name], limit) for name, value in values.items()]
        lines.append(f"| {each.nodes:,} | {each.edges:,} | {each.tool} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(name: str, value: float | None, own: float | None, limit: float) -> str:
    """The value, and how many times `own` it is."""
    if value is None:
        more = f" (× {limit / own:.2g} or more)" if own else ""
        return f"over {limit:g}{more}" if name == "first" else "–"
    return f"{value:.{3 if name == 'found' else 2}f}" + (f" (× {value / own:.2g})" if own else "")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,5000,20000", help="numbers of nodes")
    parser.add_argument("--runs", type=int, default=3, help="of each, whose median is taken")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a drawing is given up")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args()
    if not CYTOSCAPE.is_dir():
        parser.error("cytoscape.js is not installed: npm ci --prefix benchmarks")
    found = []
    for each in figures([int(size) for size in chosen.sizes.split(",")], chosen.runs, chosen.limit):
        sys.stderr.write(f"{each}\n")
        found.append(each)
    if chosen.json:
        sys.stdout.write(json.dumps([asdict(each) for each in found], indent=2) + "\n")
    else:
        sys.stdout.write(f"{table(found, chosen.limit)}\n")


if __name__ == "__main__":
    main()
