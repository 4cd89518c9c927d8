"""Archives: the zip container of Office files, opened only where it cannot do harm."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from corpus.errors import SourceError
from corpus.remarks.causes import CauseCode
from corpus.remarks.grammar import line_of
from corpus.remarks.refusals import RefusalCode

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
        many = line_of(CauseCode.MANY_PARTS, most=f"{MOST_MEMBERS:,}")
        raise SourceError(line_of(RefusalCode.SPLIT, many, file=name))
    try:
        archive = ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(line_of(RefusalCode.RESAVE, line_of(CauseCode.NO_ARCHIVE), file=name)) from error
    archive.filename = name
    _check_members(archive.infolist(), name)
    return archive


def read_member(archive: ZipFile, member: str, limit: int = MAX_MEMBER) -> bytes:
    """Return the unpacked bytes of ``member``, at most ``limit``, whatever size the archive's headers promise.

    Raises SourceError where there is no such member, or it is broken or larger.
    """
    try:
        with archive.open(member) as stream:
            data = stream.read(limit + 1)
    except KeyError as error:
        raise _refused(archive, member, CauseCode.MISSING) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _refused(archive, member, CauseCode.BROKEN) from error
    if len(data) > limit:
        raise SourceError(line_of(RefusalCode.MEMBER_SPLIT, _unpacks(limit), file=archive.filename, member=member))
    return data


def _refused(archive: ZipFile, member: str, cause: CauseCode) -> SourceError:
    return SourceError(line_of(RefusalCode.MEMBER, line_of(cause), file=archive.filename, member=member))


def _refused_ole(data: bytes, name: str) -> str:
    if _ENCRYPTED_STREAM in data:
        return line_of(RefusalCode.UNLOCK, line_of(CauseCode.LOCKED), file=name)
    return line_of(RefusalCode.RENEW, line_of(CauseCode.OLD), file=name)


def _check_members(members: Sequence[ZipInfo], name: str) -> None:
    reason = next(filter(None, map(_fault, members)), "")
    if reason:
        raise SourceError(line_of(RefusalCode.RESAVE, reason, file=name))
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise SourceError(line_of(RefusalCode.SPLIT, _unpacks(MAX_UNPACKED), file=name))


def _fault(member: ZipInfo) -> str:
    """Return what is wrong with a member of an archive, or nothing."""
    # ZipInfo.filename ends at a NUL and has the system's separators turned to slashes; orig_filename is as written.
    if _OUTSIDE.search(member.orig_filename) or "\x00" in member.orig_filename:
        return line_of(CauseCode.PART_OUTSIDE)
    if member.flag_bits & _ENCRYPTED:
        return line_of(CauseCode.PART_LOCKED)
    if member.compress_type not in _PACKINGS:
        return line_of(CauseCode.PART_ODD)
    if member.file_size > MAX_MEMBER:
        return line_of(CauseCode.PART_LARGE, most=_mebibytes(MAX_MEMBER))
    if member.file_size > SMALL and member.file_size > MOST_RATIO * member.compress_size:
        return line_of(CauseCode.PART_TIGHT)
    return ""


def _unpacks(limit: int) -> str:
    return line_of(CauseCode.UNPACKS, most=_mebibytes(limit))


def _mebibytes(size: int) -> int:
    return size // (1024 * 1024)
