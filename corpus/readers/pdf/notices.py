"""What is said about a PDF that was read: one notice of a kind, with its pages."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.notice import Notice, NoticeCode
from corpus.readers.pdf.furniture import Furniture
from corpus.readers.pdf.pages import PdfPage
from corpus.readers.pdf.settings import settings

_MOST_RANGES = 12


def find_notices(pages: Sequence[PdfPage], furniture: Furniture, name: str) -> Iterator[Notice]:
    """Yield what there is to say of a file's pages; ``name`` is the file's name without folders."""
    if message := _left_out(pages, furniture):
        yield Notice(name, "", NoticeCode.LEFT_OUT, message)
    few, mark = settings().damage.few, settings().damage.placeholder
    for code, numbers, message in (
        (NoticeCode.NO_TEXT, _where([not (page.letters or page.broken) for page in pages]),
         "no text layer, as a scan or a blank page has; run OCR where there is text to read"),
        (NoticeCode.HIDDEN, _where([page.hidden > 0 for page in pages]),
         f"{sum(page.hidden for page in pages)} letters left out that a reader of the page cannot see"),
        (NoticeCode.DAMAGE, _where([page.broken for page in pages]),
         "cannot be read: the page is broken; print the file to a new PDF"),
        (NoticeCode.DAMAGE, _where([page.damaged > few for page in pages]),
         f"{sum(page.damaged for page in pages)} letters without readable code, shown as {mark} or left out; run OCR"),
        (NoticeCode.DAMAGE, _where([page.vertical for page in pages]),
         "vertical writing, read column by column from the right; check the order"),
        (NoticeCode.TABLE, _where([not page.ruled for page in pages]),
         "too many drawn lines to look for tables; their cells stand as lines of text"),
        (NoticeCode.LIMIT, _where([page.cut > 0 for page in pages]),
         f"more than {settings().limits.characters} letters on a page; the rest was left out"),
    ):  # fmt: skip
        if numbers:
            yield Notice(name, place_of(numbers), code, message)
    if count := sum(page.radicals for page in pages):
        numbers = _where([page.radicals > 0 for page in pages])
        message = f"{count} letters coded as radicals (⼾, ⻑) read as the kanji that they show (戸, 長)"
        yield Notice(name, place_of(numbers), NoticeCode.CONVERTED, message)


def place_of(numbers: Sequence[int]) -> str:
    """Return page numbers in words: 「page 3」, 「pages 3, 5-7」."""
    ranges = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        ranges.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    more = ["…"] if len(ranges) > _MOST_RANGES else []
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join([*ranges[:_MOST_RANGES], *more])}"


def _where(flags: Sequence[bool]) -> list[int]:
    return [number for number, flag in enumerate(flags, 1) if flag]


def _left_out(pages: Sequence[PdfPage], furniture: Furniture) -> str:
    """Return what was left out of the pages' margins and how often, or nothing."""
    named = settings().furniture.named
    parts = [f"「{text}」 on {count} pages" for text, count in furniture.heads[:named]]
    if len(furniture.heads) > named:
        parts.append(f"{len(furniture.heads) - named} more running heads or feet")
    if furniture.numbers:
        parts.append(f"page numbers on {furniture.numbers} pages")
    if slanted := sum(page.slanted for page in pages):
        parts.append(f"{slanted} letters of slanted watermarks")
    if readings := sum(page.readings for page in pages):
        parts.append(f"{readings} kana of readings printed over kanji")
    return f"left out: {', '.join(parts)}" if parts else ""
