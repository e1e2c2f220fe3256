"""A page that would be too big for a browser shows the newest documents."""

from __future__ import annotations

import io
import json
import re

import pytest

from kg.documents import read_text
from kg.export.html import Choices
from kg.export.page import write
from kg.iris import DEFAULT_BASE_IRI
from kg.store import Dataset
from kg.workers import Reader
from kg.writing import entry_of

DAYS = ("2026-03-01", "2026-05-01", "", "2026-04-01")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """Four documents, of which one has no day."""
    dataset, reader = Dataset(), Reader(DEFAULT_BASE_IRI)
    for number, day in enumerate(DAYS):
        head = f"---\nlanguage: en\n{f'date: {day}' if day else ''}\n---\n"
        text = f"{head}Article of {day or 'no day'}\n\nNvidia said that it supplies {number + 2} chips to Microsoft.\n"
        entry = entry_of([read_text(text, f"{number}.md", DEFAULT_BASE_IRI)], (), DEFAULT_BASE_IRI)
        dataset.replace(entry.iri, reader.read(entry).quads, entry.text)
    return dataset


def _payload(dataset: Dataset, choices: Choices) -> dict:
    file = io.BytesIO()
    write(dataset, file, choices)
    data = re.search(r'id="data">(.*?)</script>', file.getvalue().decode(), re.DOTALL)
    assert data
    return json.loads(data[1])


@pytest.mark.parametrize(
    ("number", "titles"),
    [
        (1, {"Article of 2026-05-01"}),
        (2, {"Article of 2026-05-01", "Article of 2026-04-01"}),
        (3, {"Article of 2026-05-01", "Article of 2026-04-01", "Article of 2026-03-01"}),
    ],
)
def test_the_newest_documents_are_shown(dataset, number, titles):
    """Those without a day of issue come last; the page says how many it left out."""
    data = _payload(dataset, Choices(max_documents=number))
    assert {document["title"] for document in data["documents"]} == titles
    assert data["leftOut"] == len(DAYS) - number


def test_a_page_of_all_leaves_nothing_out(dataset):
    """As long as there are no more than that, all are shown, and the page says nothing of it."""
    data = _payload(dataset, Choices(max_documents=len(DAYS)))
    assert len(data["documents"]) == len(DAYS)
    assert "leftOut" not in data
