"""Fuzz on: by what the code does (atheris), or by chance alone, which is quicker.

    python tests/fuzz/run.py sources 100000             a hundred thousand files that are nearly right
    python tests/fuzz/run.py text 100000 7              as many texts, from seed 7
    python tests/fuzz/run.py corpus FOLDER              files to begin with
    python tests/fuzz/run.py atheris-pipeline FOLDER -max_total_time=600        pip install kg-builder[fuzz]

It ends at the first input that breaks a promise, and writes it to `found-…`. It belongs into `tests/fuzz/cases/`.
"""

from __future__ import annotations

import hashlib
import sys
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))


def by_chance(what: str, number: int, seed: int) -> None:
    """Run so many inputs of a seed."""
    from fuzz.mutating import files, texts  # noqa: PLC0415  # atheris has to be there before anything is imported
    from fuzz.properties import ENDINGS, RUNS  # noqa: PLC0415  # likewise

    run = RUNS[what]
    for count, data in enumerate(islice(texts(seed) if what == "text" else files(seed, ENDINGS), number), 1):
        try:
            run(data)
        except BaseException:
            path = Path(f"found-{what}-{hashlib.sha256(data).hexdigest()[:12]}")
            path.write_bytes(data)
            sys.stderr.write(f"input {count} of seed {seed}: {path}\n")
            raise
        if count % 10_000 == 0:
            sys.stderr.write(f"{what}, seed {seed}: {count} inputs\n")
    sys.stderr.write(f"{what}, seed {seed}: {number} inputs, nothing found\n")


def write_corpus(folder: Path) -> None:
    """Write files to begin with."""
    from fuzz.mutating import FILES  # noqa: PLC0415  # likewise
    from fuzz.properties import ENDINGS  # noqa: PLC0415  # likewise

    folder.mkdir(parents=True, exist_ok=True)
    for number, (ending, data) in enumerate(FILES):
        (folder / f"{number}{ending}").write_bytes(bytes([ENDINGS.index(ending)]) + data)


def by_coverage(what: str) -> None:
    """Let atheris look for inputs that make the code do something new; its own options follow."""
    import atheris  # noqa: PLC0415  # an extra

    with atheris.instrument_imports(include=["kg", "trafilatura", "pypdf", "docx", "email"]):
        import docx  # noqa: F401, PLC0415  # otherwise only when the first such file is read
        import pypdf  # noqa: F401, PLC0415  # likewise
        import trafilatura  # noqa: F401, PLC0415  # likewise

        from fuzz.properties import RUNS  # noqa: PLC0415  # likewise
    atheris.Setup(sys.argv, RUNS[what])
    atheris.Fuzz()


if __name__ == "__main__":
    target = sys.argv.pop(1)
    if target == "corpus":
        write_corpus(Path(sys.argv[1]))
    elif target.startswith("atheris-"):
        by_coverage(target.removeprefix("atheris-"))
    else:
        by_chance(target, int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
