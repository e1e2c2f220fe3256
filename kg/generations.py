"""The folder of a store: complete generations, a pointer to the current one, and a lock for who writes.

    kg-store    the format, and the name of the current generation; replaced in one step
    lock        held by the process that writes
    g-...       a generation, complete before the pointer names it, never changed after
    unfinished.sqlite   what a build that was ended had read

A reader holds the generation that it opened, so that no writer removes it. A writer that is killed leaves a
generation that nothing points at; the next writer removes it.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import IO

from kg.errors import StoreError

__all__ = ["FORMAT", "JOURNAL", "Generation", "clone_files", "current", "hold", "writing"]

FORMAT = "2"
"""Of the store's folder. A folder without the mark is none of ours and is never changed."""

_MARK, _LOCK = "kg-store", "lock"
JOURNAL = "unfinished.sqlite"
"""What a build that was ended had read (`kg.journal`)."""
_GENERATION = re.compile(r"g-[0-9a-f]{16}")
_HELD = "held"  # in a generation: locked, shared, by its readers


class Generation:
    """A generation that is being written; `former` is the current one, which it may be made from."""

    def __init__(self, store: Path, former: Path | None) -> None:
        self.former = former
        self.path = store / f"g-{token_hex(8)}"
        self._store = store

    def commit(self) -> None:
        """Make this the current generation, in one step that outlives a power cut."""
        for folder, _, names in os.walk(self.path):
            for name in names:
                _sync(Path(folder) / name)
            _sync(Path(folder))
        pointer = self._store / f".{_MARK}"
        pointer.write_text(f"{FORMAT}\n{self.path.name}\n", encoding="utf-8")
        _sync(pointer)
        pointer.replace(self._store / _MARK)
        _sync(self._store)


def current(store: Path) -> Path:
    """The current generation of a store.

    Raises:
        StoreError: there is none, or another version of `kg` wrote it.
    """
    try:
        mark = (store / _MARK).read_text(encoding="utf-8").split()
    except FileNotFoundError as error:
        raise StoreError("no store here", str(store), "run `kg build` first") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"damaged store: {error}", str(store), "build it again") from error
    if mark[:1] != [FORMAT]:
        said = mark[0] if mark else "none"
        raise StoreError(f"a store of format {said}, this kg reads format {FORMAT}", str(store), "build it again")
    if len(mark) != 2 or not _GENERATION.fullmatch(mark[1]):
        raise StoreError("damaged store: its mark names no generation", str(store), "build it again")
    return store / mark[1]


def hold(store: Path) -> tuple[Path, IO[bytes]]:
    """The current generation, and an open file: until that is closed no writer removes the generation.

    Raises:
        StoreError: there is none, it is damaged, or another version of `kg` wrote it.
    """
    while True:
        generation = current(store)
        try:
            held = (generation / _HELD).open("rb")
        except OSError as error:
            if current(store) != generation:  # replaced a moment ago
                continue
            raise StoreError(f"damaged store: {error.strerror}", str(store), "build it again") from error
        fcntl.flock(held, fcntl.LOCK_SH)
        if (generation / _HELD).exists():
            return generation, held
        held.close()


@contextmanager
def writing(store: Path) -> Iterator[Generation]:
    """A new generation to fill and commit; without a commit the store stays as it was.

    Raises:
        StoreError: the folder is none of ours or cannot be written, or another process writes it.
    """
    try:
        fresh = not store.exists()
        store.mkdir(parents=True, exist_ok=True)
        _check_ours(store)
        with _locked(store):
            try:
                generation = Generation(store, _former(store))
                _clear(store, keep=generation.former)
                generation.path.mkdir()
                (generation.path / _HELD).touch()
                yield generation
            finally:
                _clear(store, keep=_former(store))
                if fresh and not (store / _MARK).exists() and not (store / JOURNAL).exists():
                    shutil.rmtree(store, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror or error}", str(store)) from error


def clone_files(source: Path, target: Path) -> None:
    """Copy a closed RocksDB; its data files, which are never changed, are linked where the file system can."""
    target.mkdir()
    for file in source.iterdir():
        if file.suffix == ".sst":
            try:
                (target / file.name).hardlink_to(file)
            except OSError:  # a file system without links
                shutil.copyfile(file, target / file.name)
        elif file.name not in {"LOCK", "LOG"} and not file.name.startswith("LOG.old"):
            shutil.copyfile(file, target / file.name)


def _former(store: Path) -> Path | None:
    """The current generation, where there is one that this version can go on from."""
    try:
        generation = current(store)
    except StoreError:
        return None
    return generation if (generation / _HELD).exists() else None


def _check_ours(store: Path) -> None:
    if (store / _MARK).exists():
        return
    if any(entry.name not in {_LOCK, JOURNAL} and not _GENERATION.fullmatch(entry.name) for entry in store.iterdir()):
        raise StoreError("not a store of kg: it is left alone", str(store), "choose another output folder")


@contextmanager
def _locked(store: Path) -> Iterator[None]:
    """Hold the store's lock, which the system takes back from a process that ends."""
    with (store / _LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError("another kg is writing here", str(store), "wait until it is done") from error
        yield


def _clear(store: Path, keep: Path | None) -> None:
    """Remove what is not `keep` and what no reader holds: former generations, and what an older format left."""
    for entry in store.iterdir():
        if entry in {keep, store / _LOCK, store / _MARK, store / JOURNAL}:
            continue
        if entry.is_dir() and _GENERATION.fullmatch(entry.name):
            if not _is_held(entry):
                shutil.rmtree(entry, ignore_errors=True)
        elif keep is not None and not entry.is_dir() and not entry.name.startswith("remote-"):
            entry.unlink()


def _is_held(generation: Path) -> bool:
    try:
        with (generation / _HELD).open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (generation / _HELD).unlink()  # whoever comes now looks for the current one again
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
