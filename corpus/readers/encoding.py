"""Encodings: a text file's bytes as text, whichever of the encodings of Japanese offices they were saved in."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from corpus.errors import SourceError
from corpus.notice import Notice, NoticeCode
from corpus.readers.plausibility import plausibility, rules
from corpus.readers.source import with_line_ends
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.places import PlaceCode
from corpus.remarks.refusals import RefusalCode

# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""A file's text with ``\n`` line ends, form feeds kept, and notices of what was converted or mended."""

    text: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """The bytes read in one encoding: ``label`` is its name, empty for UTF-8; ``broken`` counts unreadable bytes."""

    label: str
    text: str
    broken: int = 0


def read_text(data: bytes, name: str) -> Decoded:
    r"""Return the text of UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP bytes, without a byte order mark.

    A few broken or NUL bytes are mended and said in a notice, as is another encoding than UTF-8. Raises SourceError
    for binary files, other encodings, and much damage.
    """
    reading = _marked(data, name) or _unmarked(data, name)
    text = with_line_ends(reading.text)
    _check_nul(text.count("\x00"), len(text), name)
    notices = tuple(_notices(reading, text, PurePath(name).name))
    return Decoded(text.replace("\x00", ""), notices)


def _notices(reading: _Reading, text: str, file: str) -> Iterator[Notice]:
    if reading.label:
        message = line_of(LineCode.CONVERTED, encoding=reading.label)
        yield Notice(file, "", NoticeCode.CONVERTED, message)
    if reading.broken:
        message = line_of(LineCode.UNREADABLE_BYTES, count=reading.broken, mark=_BROKEN)
        yield Notice(file, _line(text, _BROKEN), NoticeCode.DAMAGE, message)
    if nul := text.count("\x00"):
        message = line_of(LineCode.NUL_BYTES, count=nul)
        yield Notice(file, _line(text, "\x00"), NoticeCode.DAMAGE, message)


def _line(text: str, letter: str) -> str:
    return line_of(PlaceCode.LINE, line=text.count("\n", 0, text.index(letter)) + 1)


def _marked(data: bytes, name: str) -> _Reading | None:
    """Return the text of bytes that a byte order mark of UTF-16 or UTF-32 opens."""
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            reading = _read(data, codec, label)
            if _damaged(reading):
                raise SourceError(line_of(RefusalCode.BROKEN_TEXT, file=name, encoding=label))
            return reading
    return None


def _unmarked(data: bytes, name: str) -> _Reading:
    _check_nul(data.count(b"\x00"), len(data), name)
    if b"\x1b$" in data and data.isascii():
        mail = _read(data, "iso2022_jp_ext", "ISO-2022-JP")
        if not _damaged(mail):
            return mail
    utf8 = _read(data, "utf-8-sig", "")
    if not utf8.broken or (not _damaged(utf8) and _letters(utf8) >= utf8.broken * rules().letters_per_break):
        return utf8
    return _japanese(data) or _refused(data, name)


def _japanese(data: bytes) -> _Reading | None:
    """Return the most plausible reading in one of the older Japanese encodings, or None."""
    readings = [_first_sound(data, candidate.label, candidate.codecs) for candidate in rules().candidates]
    weighed = [(plausibility(reading.text), reading) for reading in readings if not _damaged(reading)]
    best = max(weighed, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= rules().least else None


def _first_sound(data: bytes, label: str, names: tuple[str, ...]) -> _Reading:
    readings = (_read(data, codec, label) for codec in names)
    return min(readings, key=lambda reading: reading.broken)


def _read(data: bytes, codec: str, label: str) -> _Reading:
    try:
        return _Reading(label, data.decode(codec))
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    meant = 0 if label else data.count(_BROKEN.encode())
    return _Reading(label, text, text.count(_BROKEN) - meant)


def _damaged(reading: _Reading) -> bool:
    return reading.broken * rules().per_break > len(reading.text)


def _letters(reading: _Reading) -> int:
    return sum(not letter.isascii() for letter in reading.text) - reading.broken


def _refused(data: bytes, name: str) -> _Reading:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(line_of(RefusalCode.NO_UTF8_AT, file=name, line=line)) from error
    raise SourceError(line_of(RefusalCode.NO_UTF8, file=name))


def _check_nul(count: int, length: int, name: str) -> None:
    if count * rules().per_nul > length:
        raise SourceError(line_of(RefusalCode.NUL, file=name))
