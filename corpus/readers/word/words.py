"""The words of a Word paragraph, with what hangs on it: text boxes and footnote marks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from corpus.readers.notation import superscript
from corpus.readers.word.elements import Tally, children, kind_of, rules
from corpus.readers.word.package import W
from corpus.readers.word.styles import Style, Styles
from corpus.remarks.grammar import line_of
from corpus.remarks.parts import PartCode

_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_BLANKS = re.compile("[\t\n\r\u2028\u2029\u0085\v\f\x1c-\x1f]+")
_SYMBOL = re.compile("[\uf020-\uf0ff]")
_TABS = re.compile("[ \u3000]*\t[ \u3000\t]*")
_TO_PAGE = re.compile("[ \u3000]*\t[ \u3000\t]*(?=[0-9０-９]{1,4}$)")
_AROUND_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_RUN, _PARAGRAPH = f"{W}r", f"{W}p"
_TEXT_BOX = "txbxContent"
_PAGE_BREAKS = ("page", "column")


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote mark in a paragraph: ``kind`` is footnote or endnote, ``id`` that of the note."""

    kind: str
    id: str
    mark: str


@dataclass(slots=True)
class Words:
    """A paragraph's text, the text boxes anchored in it, and the marks of its notes."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[NoteMark] = field(default_factory=list)


def words_of(paragraph: Element, style: Style, styles: Styles, mark: Callable[[str], str], tally: Tally) -> Words:
    """Return the words of a paragraph in ``style``; ``mark`` gives the number of the next note of a kind."""
    return _Reader(styles, style, mark, tally).read(paragraph)


class _Reader:
    __slots__ = ("_letters", "_mark", "_pieces", "_raised", "_style", "_styles", "_tally", "_unseen", "_words")

    def __init__(self, styles: Styles, style: Style, mark: Callable[[str], str], tally: Tally) -> None:
        self._styles = styles
        self._style = style
        self._mark = mark
        self._tally = tally
        self._words = Words()
        self._pieces: list[str] = []
        self._raised: list[str] = []
        self._letters = style.letters
        self._unseen = 0  # letters of the hidden passage that is being read

    def read(self, paragraph: Element) -> Words:
        open_ = [children(paragraph, self._tally)]
        runs: list[int] = []  # how many elements are open where a run is
        while open_:
            element = next(open_[-1], None)
            if element is None:
                open_.pop()
                if runs and runs[-1] == len(open_):
                    runs.pop()
                    self._letters = self._style.letters
            elif self._leaf(element):
                continue
            else:
                if element.tag == _RUN:
                    self._open_run(element)
                    runs.append(len(open_))
                elif element.tag == _PARAGRAPH:  # in a table that is read as one paragraph
                    self._say("\n")
                open_.append(children(element, self._tally))
        self._lower()
        self._seen()
        self._words.text = self._joined(paragraph)
        return self._words

    def _open_run(self, run: Element) -> None:
        properties = run.find(f"{W}rPr")
        self._letters = self._style.letters if properties is None else self._styles.of_run(properties, self._style)

    def _leaf(self, element: Element) -> bool:
        """Take up an element that holds no others; return whether it is one."""
        kind = kind_of(element)
        if kind == "t":
            self._say(_BLANKS.sub(" ", element.text or ""))
        elif kind in rules().text:
            if element.get(f"{W}type") not in _PAGE_BREAKS:
                self._say(rules().text[kind])
        elif kind == "sym":
            self._say(self._symbol(f"{element.get(f'{W}char', ''):>02}"[-2:].upper()))
        elif kind in _NOTES:
            self._note(_NOTES[kind], element)
        elif kind == _TEXT_BOX:
            self._words.boxes.append(element)
        elif label := rules().counted.get(kind):
            self._tally.left_out[label] += 1
        else:
            return False
        return True

    def _say(self, text: str) -> None:
        if self._letters.hidden:
            self._unseen += len(text.strip())
            return
        self._seen()
        if self._letters.struck:
            self._tally.left_out[line_of(PartCode.STRUCK)] += bool(text.strip())
        elif self._letters.raised:
            self._raised.append(self._symbols(text))
        else:
            self._lower()
            self._pieces.append(self._symbols(text))

    def _seen(self) -> None:
        if self._unseen:
            self._tally.hidden.append(self._unseen)
            self._unseen = 0

    def _lower(self) -> None:
        """Put what was raised into the text, as a footnote mark, a power or text."""
        if self._raised:
            before = self._pieces[-1] if self._pieces else ""
            self._pieces.append(superscript(before, "".join(self._raised)))
            self._raised.clear()

    def _symbols(self, text: str) -> str:
        return _SYMBOL.sub(lambda match: self._symbol(f"{ord(match[0]) & 0xFF:02X}"), text)

    def _symbol(self, code: str) -> str:
        found = rules().symbols.get(code, "")
        if not found:
            self._tally.left_out[line_of(PartCode.SYMBOL)] += 1
        return found

    def _note(self, kind: str, reference: Element) -> None:
        """Take up a note's mark; one of its own stands in the text behind it."""
        if self._letters.hidden or self._letters.struck:
            return
        self._lower()
        own = reference.get(f"{W}customMarkFollows", "0") not in {"0", "false"}
        mark = "" if own else self._mark(kind)
        self._words.notes.append(NoteMark(kind, reference.get(f"{W}id", ""), mark))
        if mark:
            self._pieces.append(f"<sup>{mark}</sup>")

    def _joined(self, paragraph: Element) -> str:
        text = "".join(self._pieces).strip()
        if "\t" in text and (self._style.contents or _has_leader(paragraph)):
            text = _TO_PAGE.sub("……", text)
        return _AROUND_LINE_END.sub("\n", _TABS.sub(" ", text))


def _has_leader(paragraph: Element) -> bool:
    return any(tab.get(f"{W}leader", "none") != "none" for tab in _tab_stops(paragraph))


def _tab_stops(paragraph: Element) -> Iterator[Element]:
    yield from paragraph.iterfind(f"{W}pPr/{W}tabs/{W}tab")
