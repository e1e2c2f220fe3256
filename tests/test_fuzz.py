"""Whatever bytes come in under whatever name: a document or one line that says why not, and evidence that holds."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest
from fuzz.mutating import FILES, files, mutated, texts
from fuzz.properties import ENDINGS, run_pipeline, run_sources, run_text
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = sorted((Path(__file__).parent / "fuzz" / "cases").iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
@given(data=st.binary(max_size=400))
@settings(deadline=None, max_examples=40)
def test_any_bytes(ending, data):
    """Any bytes under any name are read or refused."""
    run_sources(bytes([ENDINGS.index(ending)]) + data)


@pytest.mark.parametrize(("ending", "data"), FILES, ids=[f"{n}{ending}" for n, (ending, _) in enumerate(FILES)])
@given(seed=st.integers(0, 2**32))
@settings(deadline=None, max_examples=40)
def test_damaged_files(ending, data, seed):
    """A file that is nearly right is read or refused, and what is read of it goes through the whole pipeline."""
    run_pipeline(bytes([ENDINGS.index(ending)]) + mutated(data, random.Random(seed)))


@given(text=st.text(max_size=200))
@settings(deadline=None, max_examples=100)
def test_any_text(text):
    """Any text goes through the whole pipeline, and all evidence is what the text says there."""
    run_text(text.encode(errors="replace"))


@pytest.mark.parametrize("seed", range(3))
def test_words_in_disorder(seed):
    """So do the words of articles in any order, with strange characters among them."""
    for data in islice(texts(seed), 60):
        run_text(data)


def test_files_are_the_same_every_time():
    """A seed stands for the same inputs, so that a case can be found again."""
    assert list(islice(files(1, ENDINGS), 20)) == list(islice(files(1, ENDINGS), 20))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_found_cases(case):
    """What once broke a promise breaks none any more."""
    data = case.read_bytes()
    (run_text if case.name.startswith("text") else run_pipeline)(data)
