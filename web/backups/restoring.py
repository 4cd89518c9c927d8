"""A backup brought back: unpacked beside, verified whole, then put in place of what is there.

Until all of it is verified nothing is changed. A restore that was killed after that is begun again: it ends the same.
"""

import gzip
import hashlib
import os
import shutil
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

from pydantic import ValidationError

from web.backups.contents import DATABASE, DRAFTS, MANIFEST, Kept, Manifest, Member
from web.backups.errors import BackupError
from web.store.errors import StoreNewerError
from web.store.sqlite_file import migrations
from web.uploads.locks import take

_WAIT: Final = 5.0  # seconds for a database that somebody is writing
_PIECE: Final = 1 << 20  # bytes read at once
_UNREADABLE: Final = (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, UnicodeError)


def restore(file: Path, kept: Kept, *, force: bool) -> Manifest:
    """Return the manifest of the backup that was restored from ``file``; ``force`` replaces what is there.

    Raises:
        BackupError: the file is no sound backup, or something is there and ``force`` is false.
        StoreNewerError: its database was made by a later version of this program.

    """
    if not force:
        _refuse_to_overwrite(kept)
    try:
        with _alone(kept):
            _sweep(kept)
            manifest = _unpacked(file, kept)
            _put_in_place(kept)
            _sweep(kept)
    except sqlite3.Error as error:
        raise BackupError(f"{kept.database}: cannot be replaced ({error}); stop the service and try again") from error
    except OSError as error:
        raise BackupError(
            f"{file}: cannot be restored ({error}); check the file, the disk and who may write"
        ) from error
    return manifest


def _refuse_to_overwrite(kept: Kept) -> None:
    for path in (kept.database, kept.drafts, kept.plans, kept.uploads):
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            raise BackupError(f"{path}: is there already; restore to an empty place, or replace it with --force")


@contextmanager
def _alone(kept: Kept) -> Iterator[None]:
    held = take(kept.turn)
    if held is None:
        raise BackupError(f"{kept.turn}: an upload is being published or another restore runs; stop the service first")
    with held:
        yield


def _new(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


def _sweep(kept: Kept) -> None:
    """Put back what a killed restore had taken away and not yet replaced, and delete what else it left."""
    for path in (kept.plans, kept.uploads):
        if _old(path).exists() and not path.exists():
            _old(path).rename(path)
        for left in (_old(path), _new(path)):
            shutil.rmtree(left, ignore_errors=True)
    for path in (kept.database, kept.drafts):
        _remove(_new(path))


def _unpacked(file: Path, kept: Kept) -> Manifest:
    """Return the manifest once all that it names lies beside its place and is what it was."""
    found: dict[str, Member] = {}
    manifest = b""
    try:
        with tarfile.open(file) as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isreg() else None
                if content is None:
                    raise BackupError(f"{file}: holds {entry.name!r}, which is no file; take another backup")
                if entry.name == MANIFEST:
                    manifest = content.read()
                else:
                    found[entry.name] = _written(content, entry.name, _place(file, entry.name, kept))
        told = Manifest.model_validate_json(manifest)
    except (*_UNREADABLE, ValidationError) as error:
        raise BackupError(f"{file}: no backup, or a damaged one ({type(error).__name__}); take another") from error
    _verify(file, told, found)
    _verify_database(file, told, _new(kept.database))
    return told


def _place(file: Path, name: str, kept: Kept) -> Path:
    """Return where a member is unpacked; raises BackupError for a name that no backup holds."""
    top, *rest = PurePosixPath(name).parts or ("",)
    single = {DATABASE: kept.database, DRAFTS: kept.drafts}
    if not rest and top in single:
        return _new(single[top])
    folders = dict(kept.folders)
    if rest and top in folders and not any(part.startswith(".") for part in rest):
        return _new(folders[top]).joinpath(*rest)
    raise BackupError(f"{file}: holds {name!r}, which no backup holds; take another")


def _written(content: IO[bytes], name: str, target: Path) -> Member:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        while data := content.read(_PIECE):
            digest.update(data)
            size += out.write(data)
        out.flush()
        os.fsync(out.fileno())
    return Member(name=name, size=size, sha256=digest.hexdigest())


def _verify(file: Path, told: Manifest, found: Mapping[str, Member]) -> None:
    named = {member.name: member for member in told.members}
    for name in sorted({*named, *found, DATABASE}):
        if name not in found or named.get(name) != found[name]:
            raise BackupError(f"{file}: {name!r} is missing or not what it was; take another backup")


def _verify_database(file: Path, told: Manifest, database: Path) -> None:
    if told.database > len(migrations()):
        raise StoreNewerError(
            f"{file}: its database is of version {told.database}, newer than this program knows ({len(migrations())});"
            " install the newer program"
        )
    with closing(sqlite3.connect(database)) as connection:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise BackupError(f"{file}: its database is damaged ({' '.join(said.split())}); take another backup")


def _put_in_place(kept: Kept) -> None:
    for folder in (kept.plans, kept.uploads):
        _new(folder).mkdir(parents=True, exist_ok=True, mode=0o700)  # a backup without any
        if folder.exists():
            folder.rename(_old(folder))
        _new(folder).rename(folder)
    if _new(kept.drafts).exists():
        _new(kept.drafts).replace(kept.drafts)
    else:
        kept.drafts.unlink(missing_ok=True)
    _pour(_new(kept.database), kept.database)


def _pour(source: Path, target: Path) -> None:
    """Copy a database into another in one transaction: whoever has it open sees the old rows or the new ones."""
    if _is_damaged(target):
        _remove(target)
    os.close(os.open(target, os.O_CREAT, 0o600))
    with closing(sqlite3.connect(source)) as new, closing(sqlite3.connect(target, timeout=_WAIT)) as database:
        new.backup(database)


def _remove(database: Path) -> None:
    """Delete a file and what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        Path(f"{database}{end}").unlink(missing_ok=True)


def _is_damaged(database: Path) -> bool:
    """Return whether a file is no database at all; one that is absent or in use is not damaged."""
    if not database.exists():
        return False
    try:
        with closing(sqlite3.connect(database, timeout=_WAIT)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
    return False
