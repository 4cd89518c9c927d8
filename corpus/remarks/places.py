"""Places in a file that a remark is about."""

from typing import Final

from corpus.remarks.grammar import Code, Grammar, Remark


class PlaceCode(Code):
    """What kind of place it is."""

    LINE = "line", "line {line}"
    ROW = "row", "row {row}"
    CHARACTER = "character", "character {at}"
    HEADER = "header", "header"
    FILE = "file", "file"
    PAGE = "page", "page {pages}"
    PAGES = "pages", "pages {pages}"
    SHEET = "sheet", "sheet {sheet}"
    CELL = "cell", "sheet {sheet}, cell {cell}"


PLACES: Final = Grammar(PlaceCode)


def place_of(place: str) -> Remark | None:
    """Return the code and figures of the place of a rejection or notice, None for an unknown one."""
    return PLACES.read(place)
