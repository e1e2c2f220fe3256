"""The commands in the README and what they print.

python tests/readme.py    writes the answers into the README anew
"""

from __future__ import annotations

import re
import shlex

from commands import ROOT, run_kg

README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n\$ (?P<command>kg [^\n]*)\n(?P<shown>.*?)```\n", re.DOTALL)


def shown_commands() -> list[tuple[str, str]]:
    """Each command of the README with the output that stands below it."""
    return [(match["command"], match["shown"]) for match in _BLOCK.finditer(README.read_text("utf-8"))]


def answer(command: str) -> str:
    """What the command prints in the repository, 100 columns wide."""
    run = run_kg(*shlex.split(command)[1:], cwd=ROOT, env={"COLUMNS": "100"})
    return "".join(f"{line.rstrip()}\n" for line in (run.stdout + run.stderr).splitlines())


def _renew() -> None:
    text = README.read_text("utf-8")
    renewed = _BLOCK.sub(lambda match: f"```console\n$ {match['command']}\n{answer(match['command'])}```\n", text)
    README.write_text(renewed, "utf-8")


if __name__ == "__main__":
    _renew()
