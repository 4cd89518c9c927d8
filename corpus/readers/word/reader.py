"""Word files (.docx): body, tables, text boxes and notes."""

from collections.abc import Iterator
from pathlib import PurePath

from corpus.notice import Notice, NoticeCode
from corpus.readers.archive import checked_archive
from corpus.readers.notation import seen, written
from corpus.readers.source import SourceText
from corpus.readers.word.elements import Tally, rules
from corpus.readers.word.package import word_parts
from corpus.readers.word.story import Story
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.parts import PartCode


def read_word(data: bytes, name: str) -> SourceText:
    """Return the text of a Word file, its automatic numbers and note marks as printed, notes under their paragraphs.

    Left out are page headers and footers, pictures, comments, deleted, struck-out and hidden text. Raises SourceError
    for other files, files with a password or macros, and broken ones.
    """
    with checked_archive(data, name) as archive:
        parts = word_parts(archive, name)
    story = Story(parts)
    text = seen(written(story.pieces()))
    if parts.margins:
        story.tally.left_out[line_of(PartCode.MARGIN)] += parts.margins
    return SourceText(text, notices=tuple(_notices(story.tally, PurePath(name).name)), authored=True)


def _notices(tally: Tally, file: str) -> Iterator[Notice]:
    if tally.left_out:
        counts = [line_of(PartCode.COUNTED, label, count=count) for label, count in sorted(tally.left_out.items())]
        yield Notice(file, "", NoticeCode.LEFT_OUT, line_of(LineCode.LEFT_OUT, *counts))
    if tally.hidden:
        message = line_of(LineCode.HIDDEN, count=len(tally.hidden), letters=sum(tally.hidden))
        yield Notice(file, "", NoticeCode.HIDDEN, message)
    if tally.nested:
        message = line_of(LineCode.NESTED, count=tally.nested, most=rules().nested)
        yield Notice(file, "", NoticeCode.LIMIT, message)
