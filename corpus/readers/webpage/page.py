"""The events of a web page's parser: what is left out is counted, the rest goes to the page's body."""

from collections import Counter
from collections.abc import Callable, Sequence

from corpus.errors import SourceError
from corpus.readers.notation import Piece
from corpus.readers.webpage.body import Body
from corpus.readers.webpage.elements import Attributes, Omission, main_rank, omission, rules
from corpus.remarks.grammar import line_of
from corpus.remarks.parts import PartCode
from corpus.remarks.refusals import RefusalCode

# Browsers show no more than 512; the parser's time for an end without a start grows with the depth.
DEEPEST = 2000
_NO_ATTRIBUTES: Attributes = {}


class Page:
    """Takes up a page's events and keeps its pieces, what was left out, and what is hidden."""

    def __init__(self, name: str) -> None:
        self.left_out: Counter[str] = Counter()
        self.hidden = self.hidden_letters = 0
        self._name = name
        self._body = Body()
        self._ranks: list[int] = []  # of the main content around each open element
        self._skipped = 0  # open elements from the outermost one on that is left out
        self._omission = Omission("")
        self._skipped_letters = 0

    @property
    def pieces(self) -> Sequence[Piece]:
        """Return the page's pieces in order."""
        return self._body.pieces

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take up the start of an element. Raises SourceError where elements nest too deep."""
        if len(self._ranks) + self._skipped >= DEEPEST:
            raise SourceError(line_of(RefusalCode.NESTED, file=self._name, most=f"{DEEPEST:,}"))
        if self._skipped:
            self._skipped += 1
            return
        attributes = attributes or _NO_ATTRIBUTES  # lxml's own empty mapping is slow
        if found := omission(tag, attributes, main=self._body.rank > 0):
            self._omission, self._skipped, self._skipped_letters = found, 1, 0
            return
        if tag == "img":
            self.left_out[line_of(PartCode.PICTURE)] += 1
        self._ranks.append(self._body.rank)
        if opener := _OPENERS.get(tag):
            opener(self._body, tag, attributes)
        elif tag in rules().blocks:
            self._body.flush()
        if rank := main_rank(tag, attributes):
            self._body.rank = max(self._body.rank, rank)

    def end(self, tag: str) -> None:
        """Take up the end of an element."""
        if self._skipped:
            self._skipped -= 1
            if not self._skipped:
                self._note_omission()
            return
        if closer := _CLOSERS.get(tag):
            closer(self._body, tag)
        elif tag in rules().blocks:
            self._body.flush()
        self._body.rank = self._ranks.pop() if self._ranks else 0

    def data(self, text: str) -> None:
        """Take up text."""
        if self._skipped:
            self._skipped_letters += len(text.strip())
        else:
            self._body.add(text)

    def comment(self, _text: str) -> None:
        """Take up a comment."""
        self.left_out[line_of(PartCode.COMMENT)] += 1

    def close(self) -> "Page":
        """Return the page itself, all that was open closed."""
        self._body.close()
        return self

    def _note_omission(self) -> None:
        if self._omission.hidden and self._skipped_letters:
            self.hidden += 1
            self.hidden_letters += self._skipped_letters
        elif self._omission.label and not self._omission.hidden:
            self.left_out[self._omission.label] += 1


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "menu", "dir")
_CELLS = ("td", "th", "dt", "dd", "caption")
_OPENERS: dict[str, Callable[[Body, str, Attributes], None]] = {
    **dict.fromkeys(_HEADINGS, Body.open_heading),
    **dict.fromkeys(_LISTS, Body.open_list),
    **dict.fromkeys(_CELLS, Body.open_cell),
    "li": Body.open_item,
    "table": Body.open_table,
    "dl": Body.open_table,
    "tr": Body.open_row,
    "sup": Body.open_raised,
    "pre": Body.open_pre,
    "br": Body.break_line,
    "img": Body.picture,
}
_CLOSERS: dict[str, Callable[[Body, str], None]] = {
    **dict.fromkeys(_HEADINGS, Body.close_heading),
    **dict.fromkeys(_LISTS, Body.close_list),
    **dict.fromkeys(_CELLS, Body.close_cell),
    "li": Body.close_item,
    "table": Body.close_table,
    "dl": Body.close_table,
    "tr": Body.close_cell,
    "sup": Body.close_raised,
    "pre": Body.close_pre,
}
