"""What a reader noticed in a source: said in the health report, never in an answer."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.remarks.grammar import Remark
from corpus.remarks.lines import remark_of


class NoticeCode(StrEnum):
    """What kind of remark a notice is."""

    CONVERTED = "converted"  # read in another encoding than UTF-8
    LEFT_OUT = "left_out"  # text that was not taken: running heads, page numbers, deleted text
    HIDDEN = "hidden"  # text that a reader of the document cannot see
    NO_TEXT = "no_text"  # a page or sheet without text, as a scan is
    TABLE = "table"  # a table that could not be read as one
    INSTRUCTION = "instruction"  # text that speaks to an assistant; kept as text
    DAMAGE = "damage"  # words that character recognition likely got wrong
    LIMIT = "limit"  # a limit was reached and the rest was left out


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark: ``file`` is the file's name, ``place`` where in it (「page 3」, 「sheet 目標」) or empty.

    ``message`` is its English line.
    """

    file: str
    place: str
    code: NoticeCode
    message: str

    @property
    def remark(self) -> Remark | None:
        """Return the code and figures of the message, None for one that another version wrote."""
        return remark_of(self.message)
