"""Figures for every line that a template writes."""

from string import Formatter
from typing import Final

from corpus.remarks.grammar import Code, line_of
from corpus.remarks.parts import PartCode

NUMBERS: Final = {"count", "letters", "line", "most", "least", "row", "rows", "at", "columns", "right"}
PART: Final = line_of(PartCode.PICTURE)


def figures_of(code: Code) -> dict[str, str]:
    """Return a figure for each name in a code's template, without the lines in it."""
    names = {name for _, name, _, _ in Formatter().parse(code.template) if name} - {"part", "parts"}
    own = {"suffix": ".exe", "column": "fiscal_year", "cell": "B2", "pages": "3, 5-7", "choices": "'up' or 'down'"}
    own["field"] = "period_start"
    return {name: "1,200" if name in NUMBERS else own.get(name, f"森川市 {name}") for name in names}


def holds_lines(code: Code) -> bool:
    """Return whether a line of this code has lines in it."""
    return "{part" in code.template
