"""Index generations on disk: built beside the live one, verified, swapped by one atomic rename.

<index>/CURRENT              name of the live generation, replaced atomically
<index>/generations/<name>/  manifest.json store.sqlite lexical/<access>/{words,bigrams}/ vectors/
<index>/lock                 held by the one writer
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import IndexBusyError, IndexDamagedError, IndexFault, IndexMissingError, IndexUnavailableError


def current_generation(index: Path) -> Path:
    """Return the folder of the live generation.

    Raises:
        IndexMissingError: there is none.
        IndexDamagedError: the file that names it is no text.

    """
    try:
        name = (index / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise IndexMissingError(f"{index}: no index there; run `assistant ingest`") from error
    except ValueError as error:
        raise IndexDamagedError(f"{index}: CURRENT is unreadable ({error}); run `assistant ingest`") from error
    folder = index / "generations" / name
    if not name.isprintable() or not name or not folder.is_dir():
        raise IndexMissingError(f"{folder}: the index named in CURRENT is gone; run `assistant ingest`")
    return folder


@contextmanager
def writer_lock(index: Path) -> Iterator[None]:
    """Hold the index for writing.

    Raises:
        IndexBusyError: another process holds it.
        IndexFault: the folder cannot be written.

    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock = (index / "lock").open("a")
    except OSError as error:
        raise IndexFault(f"{index}: cannot write there ({error.strerror}); choose another --index") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise IndexBusyError(
                f"{index}: another process is writing this index; wait for it, or use another --index"
            ) from error
        yield


def new_generation(index: Path, index_id: str) -> Path:
    """Return a new empty folder to build in; it is no generation until ``publish``."""
    folder = index / "generations" / f".{index_id}-{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    return folder


def publish(index: Path, building: Path) -> Path:
    """Make a finished generation the live one and return its folder; older ones go, all but the last."""
    folder = building.with_name(building.name.removeprefix("."))
    _sync_tree(building)
    building.rename(folder)
    pointer = index / f".CURRENT-{secrets.token_hex(4)}"
    pointer.write_text(folder.name + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(index / "CURRENT")
    _sync(index)
    return folder


def nothing_else(_name: str) -> None:
    """Drop nothing: all of a generation is in its folder."""


def clear_unfinished(index: Path, dropping: Callable[[str], None] = nothing_else) -> None:
    """Remove what killed runs left behind. The caller holds the writer's lock.

    ``dropping`` is told the name of each generation before its folder goes; where it raises IndexUnavailableError,
    because a server that keeps a part of it is away, the folder stays for the next time.
    """
    for folder in (index / "generations").glob(".*"):
        _drop(folder, dropping)
    for pointer in index.glob(".CURRENT-*"):
        pointer.unlink(missing_ok=True)


def clear_older(index: Path, previous: Path | None, live: Path, dropping: Callable[[str], None] = nothing_else) -> None:
    """Remove all generations but the live one and the one before it, which readers may still have open.

    ``dropping`` is as for ``clear_unfinished``.
    """
    keep = {live.name, previous.name if previous else live.name}
    for folder in (index / "generations").iterdir():
        if folder.name not in keep:
            _drop(folder, dropping)


def _drop(folder: Path, dropping: Callable[[str], None]) -> None:
    with suppress(IndexUnavailableError):
        dropping(folder.name.removeprefix("."))
        shutil.rmtree(folder, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
