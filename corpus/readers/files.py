"""Files on disk: which may be read, and their bytes."""

import stat
from pathlib import Path

from corpus.errors import SourceError
from corpus.readers.source import MAX_FILE_BYTES


def checked_file(folder: Path, path: Path) -> Path:
    """Return ``path`` where it may be read as a file of the plan folder ``folder``.

    Raises SourceError for a link that leaves the folder, what is no ordinary file, and a file that is too large.
    """
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise SourceError(f"{path}: a link that leaves the plan folder; put a copy of the file in its place")
    try:
        status = path.stat()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the file or link") from error
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path}: is no ordinary file; remove it")
    if status.st_size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise SourceError(f"{path}: larger than {limit} MiB; split it into several files")
    return path


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes. Raises SourceError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
