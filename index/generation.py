"""Index generations on disk: built beside the live one, verified, swapped by one atomic rename.

<index>/CURRENT              name of the live generation, replaced atomically
<index>/generations/<name>/  manifest.json store.sqlite lexical/<access>/{words,bigrams}/ vectors/
<index>/lock                 held by the one writer
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexBusyError, IndexFault, IndexMissingError


def current_generation(index: Path) -> Path:
    """Return the folder of the live generation.

    Raises:
        IndexMissingError: there is none.

    """
    try:
        name = (index / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise IndexMissingError(f"{index}: no index there; run `assistant ingest`") from error
    folder = index / "generations" / name
    if not name or not folder.is_dir():
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


def clear_unfinished(index: Path) -> None:
    """Remove what killed runs left behind. The caller holds the writer's lock."""
    for folder in (index / "generations").glob(".*"):
        shutil.rmtree(folder, ignore_errors=True)
    for pointer in index.glob(".CURRENT-*"):
        pointer.unlink(missing_ok=True)


def clear_older(index: Path, previous: Path | None, live: Path) -> None:
    """Remove all generations but the live one and the one before it, which readers may still have open."""
    keep = {live.name, previous.name if previous else live.name}
    for folder in (index / "generations").iterdir():
        if folder.name not in keep:
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
