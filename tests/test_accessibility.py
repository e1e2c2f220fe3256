"""The page of the seeds, looked over by axe-core in a real browser.

npm ci --prefix tests/browser    once; without it these tests skip, unless KG_REQUIRE_BROWSER=1
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import SEEDS, run_kg
from visiting import Visit, missing, open_browser

AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}
VIEWS = {
    "graph": "#view=graph",
    "claims": "#view=claims",
    "sources": "#view=sources",
    "an entity": "#entity=country/china",
    "a claim": "#view=claims",
}
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map((node) => node.html) }));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A headless Chromium; the tests skip without one, unless it is required."""
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core; the tests skip without it, unless it is required."""
    if not AXE.is_file():
        missing("axe-core is not installed: npm ci --prefix tests/browser")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory) -> Path:
    """The page of the seeds."""
    folder = tmp_path_factory.mktemp("seeds")
    run = run_kg("build", SEEDS, "--output-dir", folder, "--quiet", "--no-validate")
    assert run.returncode == 0, run.stderr
    return folder / "graph.html"


def grave(visit: Visit, axe: str) -> list[dict]:
    """The serious and critical violations that axe finds in what is shown."""
    visit.tab.evaluate(axe)
    return [found for found in visit.tab.evaluate(RUN) if found["impact"] in GRAVE]


@pytest.fixture(params=[(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")], ids=str)
def look(request) -> dict:
    """Narrow and wide, light and dark."""
    width, scheme = request.param
    return {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_grave(browser, axe, seeds, look, view):
    """No serious or critical violation in any view, with or without details."""
    visit = Visit(browser, seeds, VIEWS[view], **look)
    if view == "a claim":
        visit.tab.locator("#claim-rows tr").first.click()
    if view.startswith("a"):
        visit.tab.wait_for_selector("#panel h2")
    found = grave(visit, axe)
    assert visit.foreign() == []
    visit.context.close()
    assert found == []


def test_axe_would_find_something_grave(browser, axe, seeds):
    """A button without a name and a text without contrast are found, so that finding nothing means something."""
    visit = Visit(browser, seeds)
    visit.tab.evaluate(
        """() => {
          const button = document.createElement("button");
          const text = document.createElement("p");
          text.textContent = "Hardly to be read";
          text.style.cssText = "color: #777; background: #888; position: relative; z-index: 9";
          document.getElementById("main").prepend(button, text);
        }"""
    )
    assert {"button-name", "color-contrast"} <= {found["id"] for found in grave(visit, axe)}
    visit.context.close()
