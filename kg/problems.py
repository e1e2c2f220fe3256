"""The file that tells every problem of a build: which source, what is wrong with it, what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from kg.errors import SourceError, SourceNote

__all__ = ["PROBLEMS", "write_problems"]

PROBLEMS = "problems.jsonl"


def write_problems(folder: Path, problems: Iterable[SourceError]) -> None:
    """Write a JSON object a line, sorted, to `problems.jsonl`; without any problem there is no such file.

    Its keys are `source` (as it was named, and where in it), `problem`, `advice` and `left_out` (false where the
    document was built all the same).
    """
    path = folder / PROBLEMS
    rows = sorted({_row(problem) for problem in problems})
    if not rows:
        path.unlink(missing_ok=True)
        return
    staged = folder / f".{PROBLEMS}"
    staged.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    staged.replace(path)


def _row(problem: SourceError) -> str:
    row = {
        "source": problem.where,
        "problem": problem.what,
        "advice": problem.advice,
        "left_out": not isinstance(problem, SourceNote),
    }
    return json.dumps(row, ensure_ascii=False)
