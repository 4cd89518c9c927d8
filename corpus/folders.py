"""Plan folders on disk: where they are, which of their files count, and a digest of their content."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PlanFolderError
from corpus.manifest import NAME as MANIFEST
from corpus.readers.files import checked_file, read_bytes
from corpus.readers.registry import reader_for
from corpus.remarks.grammar import line_of
from corpus.remarks.refusals import RefusalCode

_HIDDEN = (".", "~$")  # Office puts 「~$目標.xlsx」 beside a file that somebody has open
TABLES = ("indicators.csv", "kpi.csv")  # in the order in which they end a plan's text


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The files of a plan folder in the order of the plan's text, and the names of those that are not read yet."""

    texts: tuple[Path, ...]
    tables: tuple[Path, ...]
    unread: tuple[str, ...]


def find_plan_folders(paths: Sequence[Path]) -> list[Path]:
    """Return the plan folders among ``paths``, each a plan folder or a folder of them, sorted by name, each once.

    Hidden folders are passed over. Raises PlanFolderError for a path that does not exist or holds no plan folder.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for folder in _plan_folders(path):
            found.setdefault(folder.resolve(), folder)
    return sorted(found.values(), key=lambda folder: (folder.name, str(folder)))


def list_files(folder: Path) -> FolderFiles:
    """Return which files of a plan folder count. Hidden files are passed over.

    Raises SourceError for a link that leaves the folder, a file that is none, or one that is too large.
    """
    texts: list[Path] = []
    tables: list[Path] = []
    unread: list[str] = []
    for path in _entries(folder):
        if path.name == MANIFEST:
            continue
        if path.name in TABLES:
            tables.append(checked_file(folder, path))
        elif reader_for(path.suffix) and not path.is_dir():
            texts.append(checked_file(folder, path))
        else:
            unread.append(path.name)
    return FolderFiles(tuple(texts), tuple(sorted(tables, key=lambda path: TABLES.index(path.name))), tuple(unread))


def folder_digest(folder: Path) -> str:
    """Return the SHA-256 of the names and bytes of the files that count, hex; nothing is parsed.

    Raises PlanFolderError without a ``plan.toml`` and SourceError for files that cannot be read.
    """
    manifest = folder / MANIFEST
    if not manifest.exists():
        raise PlanFolderError(line_of(RefusalCode.NO_MANIFEST, file=folder))
    files = list_files(folder)
    digest = hashlib.sha256()
    for path in (checked_file(folder, manifest), *files.texts, *files.tables):
        data = read_bytes(path)
        digest.update(f"{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    digest.update("\0".join(files.unread).encode())
    return digest.hexdigest()


def _plan_folders(path: Path) -> list[Path]:
    if not path.exists():
        raise PlanFolderError(line_of(RefusalCode.NO_PATH, file=path))
    if not path.is_dir():
        raise PlanFolderError(line_of(RefusalCode.NO_FOLDER, file=path))
    if (path / MANIFEST).exists():
        return [path]
    found = [inner for inner in _entries(path) if inner.is_dir() and (inner / MANIFEST).exists()]
    if not found:
        raise PlanFolderError(line_of(RefusalCode.NO_PLANS, file=path))
    return found


def _entries(folder: Path) -> list[Path]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names only
    except OSError as error:
        raise PlanFolderError(line_of(RefusalCode.FORBIDDEN, file=folder, reason=error.strerror)) from error
    return [folder / name for name in sorted(names) if not name.startswith(_HIDDEN)]
