"""Archives: the zip container of Office files, opened only where it cannot do harm."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from corpus.errors import SourceError

# A report of a thousand pages with a picture on each has some 2,000 members.
MOST_MEMBERS = 10_000
# The text of a plan unpacks to some 20 MB of XML; the rest is room for pictures, which are never unpacked.
MAX_UNPACKED = 512 * 1024 * 1024
MAX_MEMBER = 256 * 1024 * 1024
# Office XML shrinks to a tenth, a sheet of equal rows to a hundredth; a zip bomb to a thousandth.
MOST_RATIO = 200
# What is small does no harm, however well it was packed.
SMALL = 1024 * 1024
# Office files know no other ways to pack; the unpackers of the others can be made to take gigabytes of memory.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_ENTRY = b"PK\x01\x02"
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\\")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream names of a container that holds an encrypted Office file.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def checked_archive(data: bytes, name: str) -> ZipFile:
    """Return the zip archive that ``data`` is, where its table of contents is sound; archives in it are not opened.

    Raises SourceError for what is no zip file, for encrypted members, names that leave the archive, and what is too
    large or was packed too tightly to be a document.
    """
    if data.startswith(_OLE):
        raise SourceError(_refused_ole(data, name))
    if data.count(_ENTRY) > MOST_MEMBERS:  # before ZipFile makes an object of each
        raise SourceError(f"{name}: holds more than {MOST_MEMBERS:,} parts; split it into smaller files")
    try:
        archive = ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(
            f"{name}: not an Office file, or a broken one; open it in Office and save it again"
        ) from error
    archive.filename = name
    _check_members(archive.infolist(), name)
    return archive


def read_member(archive: ZipFile, member: str, limit: int = MAX_MEMBER) -> bytes:
    """Return the unpacked bytes of ``member``, at most ``limit``, whatever size the archive's headers promise.

    Raises SourceError where there is no such member, or it is broken or larger.
    """
    place = f"{archive.filename}, {member}"
    try:
        with archive.open(member) as stream:
            data = stream.read(limit + 1)
    except KeyError as error:
        raise SourceError(f"{place}: missing; open the file in Office and save it again") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise SourceError(f"{place}: broken; open the file in Office and save it again") from error
    if len(data) > limit:
        raise SourceError(f"{place}: unpacks to more than {_mebibytes(limit)} MiB; split it into smaller files")
    return data


def _refused_ole(data: bytes, name: str) -> str:
    if _ENCRYPTED_STREAM in data:
        return f"{name}: protected with a password; save it without one"
    return f"{name}: in the old Office format; save it as .docx or .xlsx"


def _check_members(members: Sequence[ZipInfo], name: str) -> None:
    reason = next(filter(None, map(_fault, members)), "")
    if reason:
        raise SourceError(f"{name}: {reason}; open it in Office and save it again")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise SourceError(f"{name}: unpacks to more than {_mebibytes(MAX_UNPACKED)} MiB; split it into smaller files")


def _fault(member: ZipInfo) -> str:
    """Return what is wrong with a member of an archive, or nothing."""
    # ZipInfo.filename ends at a NUL and has the system's separators turned to slashes; orig_filename is as written.
    if _OUTSIDE.search(member.orig_filename) or "\x00" in member.orig_filename:
        return "holds a part whose name leaves the file"
    if member.flag_bits & _ENCRYPTED:
        return "holds a part that is protected with a password"
    if member.compress_type not in _PACKINGS:
        return "holds a part that was packed in an unusual way"
    if member.file_size > MAX_MEMBER:
        return f"holds a part of more than {_mebibytes(MAX_MEMBER)} MiB"
    if member.file_size > SMALL and member.file_size > MOST_RATIO * member.compress_size:
        return "holds a part that was packed too tightly to be text"
    return ""


def _mebibytes(size: int) -> int:
    return size // (1024 * 1024)
