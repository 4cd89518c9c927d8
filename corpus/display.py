"""Display text: a span of a plan's text without the debris of its conversion, with the way back to the source."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.layout.continuation import LETTER, TAIL, in_paragraph, is_lone_number, over_gap

CELL_SEPARATOR = " ／ "

_BLOCK_TAGS = "p|br|li|ul|ol|div|td|tr|th|table|tbody|thead|hr"
_INLINE_TAGS = "b|i|u|em|strong|span|sub|sup|font|a|img|small"
_MARKS = "・･·●○■□◆◇◎▪◦➢▶►✓☆★•"  # of list items
_HIDDEN = r"\u00ad\u200b-\u200f\u2060\ufeff"  # of no width
# The lookaheads pass over the blanks between Latin words and over Japanese letters in one stride.
_TOKEN = re.compile(
    rf"""(?!(?<=[A-Za-z0-9,.;:])\ [A-Za-z0-9])
    (?=[\s\u3000\x00-\x1f\x7f!\#$&*+,\-.:<>\[\\^_`|{_HIDDEN}{_MARKS}※‐…‥─━—(（注¹²³⁰⁴-⁹]|(?<![A-Za-z0-9.])[A-Za-z]\ )(?:
    (?P<tail>\n[ \t\u3000]*{TAIL.pattern})
    |(?P<space>[\s\u3000]+)
    |(?P<dropped>(?m:^[|:\- \t]{{0,200}}---[|:\- \t]{{0,200}}$)|<sup>[^<>\n]{{0,20}}</sup>
      |\$?\^\{{[^{{}}\n]{{0,12}}\}}\$?|!\[[^\[\]\n]{{0,200}}\]\([^()\s]{{0,500}}\)|<!--[^\n]{{0,200}}?-->
      |</?(?:{_INLINE_TAGS})(?:\s[^<>\n]{{0,200}})?/?>|\\\*\d{{0,2}}|\*{{2,3}}|_{{2,3}}|`+
      |[\x00-\x08\x0b\x0e-\x1f\x7f{_HIDDEN}])
    |(?P<cite>[(（][※注*]\s?\d{{1,3}}\s?[)）]|(?<=[{LETTER}A-Za-z」』])(?<!脚)注\d{{1,3}}[)）]|\[\^\d{{1,3}}\](?!:)
      |(?<=[{LETTER}」』）)])[¹²³⁰⁴-⁹]{{1,3}})
    |(?P<block></?(?:{_BLOCK_TAGS})(?:\s[^<>\n]{{0,200}})?/?>)
    |\[(?P<link>[^\[\]\n]{{1,200}})\]\([^()\s]{{1,500}}\)
    |(?P<note>※\d{{0,2}}|※[０-９]{{1,2}}|\*(?:\d{{1,2}}(?![\d*]))?)
    |(?P<leader>[・･]{{2,}}|…{{2,}}|\.{{4,}}|‥{{2,}}|[─━—]{{2,}}|-{{4,}})
    |(?P<mark>(?:[-+‐>](?=[ \t\u3000])|\#{{1,6}}(?=[ \t\u3000])|[{_MARKS}])(?=[ \u3000]*\S))
    |(?P<spaced>(?<![A-Za-z0-9.])[A-Za-z](?:\ [A-Za-z](?![A-Za-z0-9.])|\ [0-9.](?![A-Za-z0-9.]))+(?:\ (?=[{LETTER}]))?)
    |(?P<entity>&(?:amp|lt|gt|quot|nbsp|\#39);)
    |\\(?P<escaped>[\\`_{{}}\[\]()\#+\-.!|~<>&])
    |(?P<comma>(?<=\d),\ (?=\d{{3}}(?!\d)))
    |(?P<pipe>\|))""",
    re.VERBOSE,
)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " ", "&#39;": "'"}
_JAPANESE = re.compile(rf"[{LETTER}、。，．「」『』（）【】“”〜～：；！？・]")
_REACH = 60  # characters around a blank that tell running text from a label


@dataclass(frozen=True, slots=True)
class DisplayText:
    """Cleaned text: ``offsets[i]`` is where character ``i`` stands in the plan's text, never decreasing.

    A line end in ``text`` ends a line or item of the source; lines that were broken in mid-sentence are joined.
    """

    text: str
    offsets: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the plan's text behind the characters ``start`` to ``end``, which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def one_line(text: str) -> str:
    """Return display text on one line: a blank for each line end, none where a sentence ends with it."""
    return re.sub(r"(?<=[。！？])\n", "", text).replace("\n", " ") if "\n" in text else text


def clean(text: str, start: int, end: int) -> DisplayText:
    """Return ``text[start:end]`` for display, in time linear in its length.

    Without tags, footnote marks, emphasis, list and heading marks and image links; blanks that broke a word go
    (「市 民」 -> 「市民」), those between words of a label stay (「坂井 英隆」); tabs become 「 ／ 」.
    """
    body = text[start:end]
    if _TOKEN.search(body) is None:
        return DisplayText(body, range(start, end))
    return _Cleaner(body, start).run()


def _over_blank_lines(left: str, right: str) -> str:
    return "" if over_gap(left, right) else "\n"


class _Cleaner:
    __slots__ = ("base", "body", "last", "offsets", "pieces", "piped")

    def __init__(self, body: str, base: int) -> None:
        self.body = body
        self.base = base
        self.pieces: list[str] = []
        self.offsets = array("q")
        self.last = "\n"  # the character emitted last; a line end where a line starts
        self.piped = body.lstrip().startswith("|")

    def run(self) -> DisplayText:
        position = 0
        for match in _TOKEN.finditer(self.body):
            self._copy(position, match.start())
            getattr(self, f"_{match.lastgroup}")(match)
            position = match.end()
        self._copy(position, len(self.body))
        text = "".join(self.pieces)
        kept = len(text.rstrip(" \n／"))
        return DisplayText(text[:kept], self.offsets[:kept])

    def _copy(self, start: int, end: int) -> None:
        if start < end:
            self.pieces.append(self.body[start:end])
            self.offsets.extend(range(self.base + start, self.base + end))
            self.last = self.body[end - 1]

    def _put(self, piece: str, at: int) -> None:
        if piece:
            self.pieces.append(piece)
            self.offsets.extend([self.base + at] * len(piece))
            self.last = piece[-1]

    def _space(self, match: re.Match[str]) -> None:
        blank = match[0]
        if self.last == "\n" or match.end() == len(self.body):
            return
        if "\n" in blank or "\f" in blank:
            self._put(self._line_end(match), match.start())
        elif "\t" in blank:
            self._separate(match.start())
        elif self.last != " ":
            self._put(self._gap(match), match.start())

    def _tail(self, match: re.Match[str]) -> None:
        if self.last == "\n":
            self._copy(match.start(), match.start() + 1)

    def _line_end(self, match: re.Match[str]) -> str:
        left = self.body[max(0, match.start() - _REACH) : match.start()].rpartition("\n")[2]
        right = self.body[match.end() : match.end() + _REACH].partition("\n")[0]
        if "\t" in left or "\t" in right or "\t" in match[0] or self.piped:
            return "\n"
        if match[0].count("\n") + match[0].count("\f") > 1:
            return " " if is_lone_number(left.strip()) else _over_blank_lines(left, right)
        return in_paragraph(left, right)

    def _separate(self, at: int) -> None:
        if self.last not in "\n ":
            self._put(CELL_SEPARATOR, at)

    def _gap(self, match: re.Match[str]) -> str:
        right = self.body[match.end()]
        if self.piped and (right == "|" or self.body[match.start() - 1] == "|"):
            return ""
        if self.last in "。、，" and _JAPANESE.match(right):
            return ""
        between_letters = _JAPANESE.match(self.last) and _JAPANESE.match(right)
        return "" if between_letters and len(match[0]) == 1 and self._stray(match) else " "

    def _stray(self, match: re.Match[str]) -> bool:
        """Return whether a blank between Japanese letters broke a word or line rather than parting two words."""
        left = re.split(r"[\n\t]", self.body[max(0, match.start() - _REACH) : match.start()])[-1]
        right = re.split(r"[\n\t]", self.body[match.end() : match.end() + _REACH])[0]
        if left.rfind("「") > left.rfind("」") and "」" in right:
            return False
        if len(left) == 1 and "ア" <= left <= "ン":  # ア 見直し: the letter is a number
            return False
        single = re.search(rf"(?:^|[ \u3000])[{LETTER}]$", left) or re.match(rf"[{LETTER}](?:[ \u3000]|$)", right)
        return bool(single) or bool(re.search("[、。]", left + right))

    def _dropped(self, match: re.Match[str]) -> None:
        """Emit nothing, but the ※ that opens a note in superscript."""
        if self.last == "\n" and (at := match[0].find("※")) >= 0:
            self._copy(match.start() + at, match.start() + at + 1)

    def _cite(self, match: re.Match[str]) -> None:
        """Emit nothing but where a note opens with the mark, or where it is the number of a whole sentence."""
        sentence = "ぁ" <= self.last <= "ん" and self.body[match.end() : match.end() + 1] == "。"
        if self.last == "\n" or sentence:
            self._copy(*match.span())

    def _block(self, match: re.Match[str]) -> None:
        if self.last not in "\n ":
            self._put("\n", match.start())

    def _link(self, match: re.Match[str]) -> None:
        self._copy(*match.span("link"))

    def _note(self, match: re.Match[str]) -> None:
        following = self.body[match.end() : match.end() + 1]
        if match[0][0] == "※":
            after_word = self.last.isalnum() or self.last in "）)」"
            if not after_word or (match[0] == "※" and following.isalnum()):
                self._copy(*match.span())
        elif self.last.isdecimal() and (match[0] != "*" or following.isalnum()):
            self._copy(*match.span())

    def _mark(self, match: re.Match[str]) -> None:
        if self.last != "\n":
            self._copy(match.start(), match.end())

    def _spaced(self, match: re.Match[str]) -> None:
        letters = range(match.start(), match.end() - (match[0][-1] == " "), 2)
        if len(letters) == 2 and not self.body[letters[1]].isalpha():  # noqa: PLR2004 - 「A 4」 is no spaced-out word
            self._copy(*match.span())
            return
        for at in letters:
            self._copy(at, at + 1)

    def _leader(self, match: re.Match[str]) -> None:
        self._put("…", match.start())

    def _entity(self, match: re.Match[str]) -> None:
        self._put(_ENTITIES[match[0]], match.start())

    def _escaped(self, match: re.Match[str]) -> None:
        self._copy(match.start() + 1, match.end())

    def _comma(self, match: re.Match[str]) -> None:
        self._copy(match.start(), match.start() + 1)

    def _pipe(self, match: re.Match[str]) -> None:
        if self.piped:
            if self.body[match.end() : match.end() + 1] not in {"", "\n"}:
                self._separate(match.start())
        else:
            self._copy(*match.span())
