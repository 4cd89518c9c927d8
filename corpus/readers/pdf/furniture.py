"""Running heads and feet and page numbers: what stands on page after page and belongs to no section."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.items import Item, TextLine
from corpus.readers.pdf.pages import PdfPage
from corpus.readers.pdf.settings import FurnitureRules, settings

_DASH = r"[-‐–—―ー－~～\s]*"
_NUMBER = re.compile(
    rf"{_DASH}(?:P\.?|p\.?)?\s*([0-9０-９]{{1,4}}|[ivxⅰ-ⅻⅠ-Ⅻ]{{1,6}})\s*(?:[/／]\s*[0-9０-９]{{1,4}})?\s*(?:頁|ページ)?{_DASH}"
)
_SHORT = 2  # a file of so few pages cannot show that its numbers count up
_COUNTED = re.compile(r"^[0-9０-９]{1,4}\b|[0-9０-９]{1,4}$")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is left out: the places (page, item), the running heads with the number of their pages, page numbers."""

    places: frozenset[tuple[int, int]]
    heads: tuple[tuple[str, int], ...]
    numbers: int


def find_furniture(pages: Sequence[PdfPage], body: float) -> Furniture:
    """Return the running heads, running feet and page numbers; ``body`` is the size of the running text."""
    rules = settings().furniture
    numbers: list[tuple[int, int, str]] = []
    groups: dict[str, list[tuple[int, int, TextLine]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, line in _margin_lines(page, rules):
            if _is_number(line, page, rules):
                numbers.append((number, at, line.text))
            elif line.size <= rules.larger * body and _in_zone(line, page, rules.zone):
                groups[_COUNTED.sub("#", line.text)].append((number, at, line))
    places = _page_numbers(numbers, len(pages))
    count, heads = len(places), dict[str, int]()
    for group in groups.values():
        for same in _at_one_height(group, rules):
            places.update((number, at) for number, at, _ in same)
            heads[same[0][2].text] = len({number for number, _, _ in same})
    return Furniture(frozenset(places), tuple(sorted(heads.items(), key=lambda head: -head[1])), count)


def _margin_lines(page: PdfPage, rules: FurnitureRules) -> list[tuple[int, TextLine]]:
    lines = [(at, item) for at, item in enumerate(page.items) if isinstance(item, TextLine)]
    return [(at, line) for at, line in lines if _in_zone(line, page, rules.number_zone)]


def _in_zone(line: TextLine, page: PdfPage, zone: float) -> bool:
    return line.y < zone * page.height or line.y > (1 - zone) * page.height


def _is_number(line: TextLine, page: PdfPage, rules: FurnitureRules) -> bool:
    """Return whether a line is a page number: a number alone, the last line of the page or at its head."""
    if not _NUMBER.fullmatch(line.text) or not any(letter.isalnum() for letter in line.text):
        return False
    below = line.y > (1 - rules.number_zone) * page.height
    others = [item for item in page.items if item is not line]
    return all(_height(item) <= line.y if below else _height(item) >= line.y for item in others)


def _page_numbers(found: Sequence[tuple[int, int, str]], pages: int) -> set[tuple[int, int]]:
    """Return the places of numbers that count up with the pages, or say by their dashes what they are."""
    offsets = Counter(_offset(number, text) for number, _, text in found)
    return {
        (number, at)
        for number, at, text in found
        if pages <= _SHORT or offsets[_offset(number, text)] > 1 or not text.strip().isalnum()
    }


def _offset(page: int, text: str) -> int | None:
    """Return how far a page number is from its place in the file; None for Roman ones."""
    match = _NUMBER.fullmatch(text)
    return int(match[1]) - page if match and match[1].isdecimal() else None


def _height(item: Item) -> float:
    return item.y if isinstance(item, TextLine) else item.bottom


def _at_one_height(
    group: Sequence[tuple[int, int, TextLine]], rules: FurnitureRules
) -> list[list[tuple[int, int, TextLine]]]:
    """Return the lines of one text that stand at one height on enough pages."""
    result: list[list[tuple[int, int, TextLine]]] = []
    same: list[tuple[int, int, TextLine]] = []
    for place in sorted(group, key=lambda place: place[2].y):
        if same and place[2].y - same[0][2].y > rules.height:
            result.append(same)
            same = []
        same.append(place)
    result.append(same)
    return [same for same in result if _often(sorted({number for number, _, _ in same}), rules)]


def _often(pages: Sequence[int], rules: FurnitureRules) -> bool:
    return len(pages) >= rules.pages and len(pages) >= rules.share * (pages[-1] - pages[0] + 1)
