"""Opens the page in a real Chromium, and listens to what it asks for and complains about."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PLAYWRIGHT = pytest.importorskip("playwright.sync_api")
CHROMIUM = os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("KG_REQUIRE_BROWSER") == "1"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def open_browser() -> Iterator[object]:
    """A headless Chromium; the tests skip without one, unless it is required."""
    if not CHROMIUM:
        missing("there is no chromium to open the page with")
    with PLAYWRIGHT.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


def missing(what: str) -> None:
    """Skip for want of something, or fail where the tests in the browser are required."""
    if REQUIRED:
        pytest.fail(f"KG_REQUIRE_BROWSER=1, but {what}")
    pytest.skip(what)


class Visit:
    """A page opened from a file with the network off, and what it asked for and complained about."""

    def __init__(self, browser, path: Path, address: str = "", **context) -> None:
        options = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", "offline": True}
        self.context = browser.new_context(**{**options, **context})
        self.tab = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.add_init_script("window.hacked = 0; window.hack = () => { window.hacked += 1; };")
        self.url = path.as_uri()
        self.tab.goto(self.url + address)
        self.tab.wait_for_selector("html[data-ready]", state="attached")

    def go(self, address: str) -> None:
        """Follow an address within the page."""
        self.tab.evaluate("(address) => { location.hash = address; }", address)
        self.tab.wait_for_timeout(60)

    def foreign(self) -> list[str]:
        """Requests for anything but the page itself."""
        return [url for url in self.requests if not url.startswith((self.url, "data:"))]

    def spots(self) -> dict[str, tuple[float, float]]:
        """Where each node stands on the screen when everything is shown, by its id."""
        drawing = json.loads(self.tab.text_content("#drawing"))
        box = self.tab.locator("#canvas").bounding_box()
        xs, ys = ([node[axis] for node in drawing["nodes"]] for axis in "xy")
        across, down = max(xs) - min(xs), max(ys) - min(ys)
        scale = min(1.35, (box["width"] - 170) / max(1, across), (box["height"] - 120) / max(1, down))
        middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 14
        return {
            node["id"]: (left + (node["x"] - middle[0]) * scale, top + (node["y"] - middle[1]) * scale)
            for node in drawing["nodes"]
        }

    def place(self, label: str) -> str:
        """The id of the node with this label."""
        return next(
            node["id"] for node in json.loads(self.tab.text_content("#drawing"))["nodes"] if node["label"] == label
        )

    def title(self) -> str:
        """The heading of the details."""
        return self.tab.locator("#panel h2").text_content(timeout=3000)

    def marked(self, selector: str) -> list[str]:
        """The texts of the elements that a selector finds."""
        return self.tab.locator(selector).all_text_contents()
