"""What the README shows is what happens."""

from __future__ import annotations

import re

import pytest
from commands import ROOT
from readme import README, answer, shown_commands


@pytest.mark.parametrize(("command", "shown"), shown_commands(), ids=lambda value: value[:40])
def test_answers_in_the_readme(command, shown):
    """A command in the README prints what stands below it; `python tests/readme.py` renews them."""
    assert shown == answer(command)


def test_at_least_five_questions_are_answered():
    """Five questions and more are asked, and each has an answer with rows."""
    answers = [shown for command, shown in shown_commands() if command.startswith("kg query")]
    assert len(answers) >= 5
    assert all(re.search(r"^[1-9]\d* rows?$", shown, re.MULTILINE) for shown in answers)


def test_links_lead_somewhere():
    """Every file that the README links to or names in code is there."""
    text = README.read_text("utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    named = re.findall(r"`((?:ontology|kg|seeds|docs|output)/[\w./-]*)`", text)
    missing = [name for name in [*linked, *named] if not (ROOT / name).exists() and "xx" not in name]
    assert missing == []
