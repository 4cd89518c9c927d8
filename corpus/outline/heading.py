"""A heading, before its place in the tree is known."""

from dataclasses import dataclass
from enum import Enum

from corpus.outline.numbering import Numbering


class HeadingKind(Enum):
    """What makes a heading one."""

    HASH = "hash"  # a Markdown heading without number
    NUMBERED = "numbered"  # with a number, with or without Markdown marks
    LOOSE = "loose"  # its number 01..09 stands on a line of its own before it
    MARK = "mark"  # opens with a mark or bracket: ◎, ■, 【…】
    BARE = "bare"  # a short line that stands alone
    TABLE = "table"  # the heading row of a table of values by year


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: blocks ``first`` up to ``body`` are its lines, and its section starts at ``start``.

    ``depth`` counts the Markdown marks, 0 for none; ``rank`` orders marks and numbers, lower is outer. ``over``: a
    bare heading that stands right over other labels. ``page``: a label that comes again and again without a heading
    over it, so it heads pages; ``bound``: one that comes again and again under headings. ``form`` tells tables apart.
    ``authored``: ``depth`` is the author's own, and always holds.
    """

    kind: HeadingKind
    first: int
    body: int
    start: int
    title: str
    depth: int = 0
    rank: int = 0
    numbering: Numbering | None = None
    contents: bool = False
    top: bool = False
    over: bool = False
    page: bool = False
    bound: bool = False
    form: str = ""
    authored: bool = False
