"""A backup written while the service runs: a snapshot of the database, then the files, then the manifest."""

import hashlib
import io
import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO, Final

from web.backups.contents import DATABASE, MANIFEST, PARTIAL, Kept, Manifest, Member
from web.backups.errors import BackupError
from web.store.database import Database
from web.uploads.locks import take

_WAIT: Final = 10.0  # seconds for a database that somebody is writing
_OWNER: Final = 0o600


def write_backup(file: Path, kept: Kept) -> Manifest:
    """Return the manifest of the backup that now stands in ``file``, readable by its owner alone.

    Whoever publishes an upload is waited for, and none begins meanwhile. The file is put in place whole: one of that
    name stays until then, and a killed process leaves nothing but ``FILE.partial``.

    Raises:
        BackupError: the file or the database cannot be used, or another process is writing this backup.
        StoreFault: the database cannot be made where there is none.

    """
    if not kept.database.exists():
        Database(kept.database).version()
    try:
        with _partial(file) as out, _turn(kept.turn):
            manifest = _write(out, file, kept)
            os.fsync(out.fileno())
            os.replace(_beside(file), file)  # noqa: PTH105  (atomic)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{file}: the backup failed ({error}); check the disk and who may write there") from error
    return manifest


def _beside(file: Path) -> Path:
    return file.with_name(file.name + PARTIAL)


@contextmanager
def _partial(file: Path) -> Iterator[BinaryIO]:
    """Give the empty file that is written to, held by this process alone."""
    if not file.parent.is_dir() or file.is_dir():
        raise BackupError(f"{file}: not a place for a backup; name a file in a folder that exists")
    held = take(_beside(file))
    if held is None or not _is_at(held, _beside(file)):
        raise BackupError(f"{file}: another process is writing this backup; wait for it, or name another file")
    with held:
        held.truncate(0)
        yield held


def _is_at(held: BinaryIO, path: Path) -> bool:
    """Return whether the open file still has this name: who held it before may just have put it in place."""
    return path.exists() and os.path.samestat(os.fstat(held.fileno()), path.stat())


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    held = take(lock, wait=True)
    if held is None:
        raise BackupError(f"{lock}: cannot be had; try again")
    with held:
        yield


def _write(out: BinaryIO, file: Path, kept: Kept) -> Manifest:
    snapshot = file.with_name(f"{file.name}{PARTIAL}.db")
    try:
        seen = _snapshot(kept.database, snapshot)
        with tarfile.open(fileobj=out, mode="w:gz") as archive:
            members = [_add(archive, DATABASE, snapshot)]
            members += [_add(archive, name, path) for name, path in kept.files()]
            manifest = Manifest(
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                program=_program(),
                database=seen,
                members=tuple(member for member in members if member),
            )
            _add_bytes(archive, MANIFEST, manifest.model_dump_json(indent=1).encode())
    finally:
        snapshot.unlink(missing_ok=True)
    return manifest


def _snapshot(database: Path, snapshot: Path) -> int:
    """Return the version of a database after copying it whole, as it was at one moment, and looking it over."""
    snapshot.unlink(missing_ok=True)
    os.close(os.open(snapshot, os.O_CREAT | os.O_EXCL, _OWNER))
    address = f"{database.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=_WAIT)) as source,
        closing(sqlite3.connect(snapshot)) as copy,
    ):
        source.backup(copy)
        said = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise BackupError(f"{database}: damaged ({' '.join(said.split())}); restore it from an earlier backup")
        return int(copy.execute("PRAGMA user_version").fetchone()[0])


def _add(archive: tarfile.TarFile, name: str, path: Path) -> Member | None:
    """Return what was added; None for a file that is gone by now, as an upload that was just discarded."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with file:
        info = tarfile.TarInfo(name)
        status = os.fstat(file.fileno())
        info.size, info.mtime, info.mode = status.st_size, int(status.st_mtime), _OWNER
        reader = _Digesting(file)
        archive.addfile(info, reader)
    return Member(name=name, size=info.size, sha256=reader.digest.hexdigest())


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), _OWNER
    archive.addfile(info, io.BytesIO(data))


class _Digesting:
    """Reads a file and digests what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _program() -> str:
    try:
        return version("plan-assistant")
    except PackageNotFoundError:
        return "0"
