"""The wheel has all that a build needs."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from commands import ROOT, SEEDS


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run = subprocess.run(build, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    [path] = folder.glob("kg_builder-*.whl")
    return path


def test_wheel_has_all_data(wheel):
    """Every file of the package and of the ontology is in the wheel, and nothing of the tests."""
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = [*(ROOT / "kg").rglob("*"), *(ROOT / "ontology").rglob("*")]
    files = [path for path in wanted if path.is_file() and "__pycache__" not in path.parts]
    inside = {
        ("kg/" if path.is_relative_to(ROOT / "ontology") else "") + path.relative_to(ROOT).as_posix() for path in files
    }
    assert inside <= names
    assert not [name for name in names if not name.startswith(("kg/", "kg_builder-"))]


def test_wheel_builds_the_seeds_from_another_folder(wheel, tmp_path):
    """Installed in an environment without the checkout, the wheel's own code builds the committed output."""
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    pip = [sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True)
    _lend_dependencies(environment)
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    place = [environment / "bin" / "python", "-c", "import kg; print(kg.__file__)"]
    imported = subprocess.run(place, cwd=tmp_path, env=alone, capture_output=True, text=True, check=True).stdout
    assert Path(imported.strip()).is_relative_to(environment)
    run = subprocess.run(
        [environment / "bin" / "kg", "build", SEEDS],
        cwd=tmp_path,
        env=alone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    for name in ("graph.ttl", "graph.nq", "graph.html"):
        assert (tmp_path / "output" / name).read_bytes() == (ROOT / "output" / name).read_bytes()


def _lend_dependencies(environment: Path) -> None:
    """Let the environment import the installed dependencies; an editable install of kg is not followed."""
    [packages] = environment.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
