"""Files on disk: which may be read, and their bytes."""

import stat
from pathlib import Path

from corpus.errors import SourceError
from corpus.readers.source import MAX_FILE_BYTES
from corpus.remarks.grammar import line_of
from corpus.remarks.refusals import RefusalCode


def checked_file(folder: Path, path: Path) -> Path:
    """Return ``path`` where it may be read as a file of the plan folder ``folder``.

    Raises SourceError for a link that leaves the folder, what is no ordinary file, and a file that is too large.
    """
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise SourceError(line_of(RefusalCode.LINK, file=path))
    try:
        status = path.stat()
    except OSError as error:
        raise SourceError(line_of(RefusalCode.UNREACHED, file=path, reason=error.strerror)) from error
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(line_of(RefusalCode.NO_FILE, file=path))
    if status.st_size > MAX_FILE_BYTES:
        raise SourceError(line_of(RefusalCode.LARGE, file=path, most=MAX_FILE_BYTES // (1024 * 1024)))
    return path


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes. Raises SourceError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(line_of(RefusalCode.FORBIDDEN, file=path, reason=error.strerror)) from error
