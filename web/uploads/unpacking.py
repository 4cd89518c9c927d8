"""An uploaded file written out as a plan folder; nothing in it chooses where it goes."""

import json
import stat
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZipInfo, is_zipfile

from corpus.errors import SourceError
from corpus.manifest import NAME as MANIFEST
from corpus.readers.archive import MAX_UNPACKED, checked_archive, read_member
from corpus.readers.registry import reader_for
from corpus.readers.source import MAX_FILE_BYTES
from web.uploads.errors import UploadCode, UploadError

_MOST_FILES: Final = 500  # a plan folder holds a few; each is read in full
_LONGEST_NAME: Final = 200  # bytes that every file system takes
_HIDDEN: Final = (".", "~$", "__MACOSX")
_UTF8: Final = 0x800  # the flag of a name written in UTF-8


@dataclass(frozen=True, slots=True)
class SingleFile:
    """What ``plan.toml`` is to say of a plan that is one file."""

    plan_id: str
    title: str
    city: str
    access: str


def unpack(data: bytes, folder: Path) -> None:
    """Write the files of a zipped plan folder into ``folder``, which must not exist.

    Raises:
        UploadError: it is no sound zip file, holds no ``plan.toml``, or is too large.

    """
    if not is_zipfile(BytesIO(data)):
        raise UploadError(UploadCode.ZIP)
    try:
        with checked_archive(data, "zip") as archive:
            members = _members(archive.infolist())
            folder.mkdir(parents=True)
            left = MAX_UNPACKED
            for name, member in members.items():
                content = read_member(archive, member.filename, min(MAX_FILE_BYTES, left))
                left -= len(content)
                (folder / name).write_bytes(content)
    except SourceError as error:
        raise UploadError(UploadCode.PACKED, _cause(error)) from error


def _cause(error: SourceError) -> str:
    """Return a line without its way out, which is that of an Office file."""
    return str(error).rpartition(";")[0]


def write_single(data: bytes, name: str, plan: SingleFile, folder: Path) -> None:
    """Write one file and a ``plan.toml`` for it into ``folder``, which must not exist.

    Raises:
        UploadError: it is of a kind that is not read.

    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if reader_for(suffix) is None:
        raise UploadError(UploadCode.KIND, suffix=suffix) if suffix else UploadError(UploadCode.NO_KIND)
    folder.mkdir(parents=True)
    (folder / f"plan{suffix}").write_bytes(data)
    rows = {"id": plan.plan_id, "title": plan.title, "city": plan.city, "language": "ja", "access": plan.access}
    content = "".join(f"{key} = {_quoted(value)}\n" for key, value in rows.items())
    (folder / MANIFEST).write_text(content, encoding="utf-8")


def _quoted(value: str) -> str:
    """Return a text as a TOML string: JSON's escapes are TOML's, but for the one letter it leaves alone."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _members(listed: list[ZipInfo]) -> dict[str, ZipInfo]:
    """Return the files to write by their plain names; one folder around all of them is taken off."""
    paths = {PurePosixPath(_name(member)): member for member in listed if not member.is_dir()}
    kept = {path: member for path, member in paths.items() if not any(p.startswith(_HIDDEN) for p in path.parts)}
    tops = {path.parts[0] for path in kept if len(path.parts) > 1}
    around = tops.pop() if len(tops) == 1 and all(len(path.parts) > 1 for path in kept) else ""
    found = {path.relative_to(around) if around else path: member for path, member in kept.items()}
    for path, member in found.items():
        _check(path, member)
    if PurePosixPath(MANIFEST) not in found:
        raise UploadError(UploadCode.NO_MANIFEST)
    if len(found) > _MOST_FILES:
        raise UploadError(UploadCode.TOO_MANY, most=_MOST_FILES)
    return {path.name: member for path, member in found.items()}


def _check(path: PurePosixPath, member: ZipInfo) -> None:
    if len(path.parts) != 1 or path.name in {"", ".", ".."} or "\\" in path.name or "\0" in path.name:
        raise UploadError(UploadCode.FOLDERS)
    if len(path.name.encode()) > _LONGEST_NAME:
        raise UploadError(UploadCode.LONG_NAME)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UploadError(UploadCode.LINK)


def _name(member: ZipInfo) -> str:
    """Return a member's name; Japanese Windows writes Shift_JIS and does not say so."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp932").replace("\\", "/")
    except UnicodeError:
        return member.filename
