"""What is said about a PDF that was read: one notice of a kind, with its pages."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.notice import Notice, NoticeCode
from corpus.readers.pdf.furniture import Furniture
from corpus.readers.pdf.pages import PdfPage
from corpus.readers.pdf.settings import settings
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.parts import PartCode
from corpus.remarks.places import PlaceCode

_MOST_RANGES = 12


def find_notices(pages: Sequence[PdfPage], furniture: Furniture, name: str) -> Iterator[Notice]:
    """Yield what there is to say of a file's pages; ``name`` is the file's name without folders."""
    if message := _left_out(pages, furniture):
        yield Notice(name, "", NoticeCode.LEFT_OUT, message)
    few, mark = settings().damage.few, settings().damage.placeholder
    for code, numbers, message in (
        (NoticeCode.NO_TEXT, _where([not (page.letters or page.broken) for page in pages]),
         line_of(LineCode.NO_TEXT_PAGE)),
        (NoticeCode.HIDDEN, _where([page.hidden > 0 for page in pages]),
         line_of(LineCode.UNSEEN, count=sum(page.hidden for page in pages))),
        (NoticeCode.DAMAGE, _where([page.broken for page in pages]),
         line_of(LineCode.BROKEN_PAGE)),
        (NoticeCode.DAMAGE, _where([page.damaged > few for page in pages]),
         line_of(LineCode.NO_CODE, count=sum(page.damaged for page in pages), mark=mark)),
        (NoticeCode.DAMAGE, _where([page.vertical for page in pages]),
         line_of(LineCode.VERTICAL)),
        (NoticeCode.TABLE, _where([not page.ruled for page in pages]),
         line_of(LineCode.MANY_RULES)),
        (NoticeCode.LIMIT, _where([page.cut > 0 for page in pages]),
         line_of(LineCode.CROWDED_PAGE, most=settings().limits.characters)),
    ):  # fmt: skip
        if numbers:
            yield Notice(name, place_of(numbers), code, message)
    if count := sum(page.radicals for page in pages):
        numbers = _where([page.radicals > 0 for page in pages])
        message = line_of(LineCode.RADICALS, count=count)
        yield Notice(name, place_of(numbers), NoticeCode.CONVERTED, message)


def place_of(numbers: Sequence[int]) -> str:
    """Return page numbers in words: 「page 3」, 「pages 3, 5-7」."""
    ranges = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        ranges.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    more = ["…"] if len(ranges) > _MOST_RANGES else []
    code = PlaceCode.PAGES if len(numbers) > 1 else PlaceCode.PAGE
    return line_of(code, pages=", ".join([*ranges[:_MOST_RANGES], *more]))


def _where(flags: Sequence[bool]) -> list[int]:
    return [number for number, flag in enumerate(flags, 1) if flag]


def _left_out(pages: Sequence[PdfPage], furniture: Furniture) -> str:
    """Return what was left out of the pages' margins and how often, or nothing."""
    named = settings().furniture.named
    parts = [line_of(PartCode.RUNNING, text=text, count=count) for text, count in furniture.heads[:named]]
    if len(furniture.heads) > named:
        parts.append(line_of(PartCode.MORE_RUNNING, count=len(furniture.heads) - named))
    if furniture.numbers:
        parts.append(line_of(PartCode.NUMBERS, count=furniture.numbers))
    if slanted := sum(page.slanted for page in pages):
        parts.append(line_of(PartCode.SLANTED, count=slanted))
    if readings := sum(page.readings for page in pages):
        parts.append(line_of(PartCode.PRINTED_READINGS, count=readings))
    return line_of(LineCode.LEFT_OUT, *parts) if parts else ""
