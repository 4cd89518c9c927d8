"""Footnotes: which word in the text above bears the mark that a footnote opens with."""

import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.layout.blocks import Block, BlockKind

_SUPERSCRIPT = "¹²³⁰⁴-⁹"
_NUMBER = r"\d{1,3}"
# The mark that opens a note, and the same mark behind a word.
_OPENING = re.compile(
    rf"(?:[-*+][ \t]+)?(?:<sup>\s*[※*注]?\s*(?P<a>{_NUMBER})\s*[)）]?\s*</sup>|[(（]?[※注]\s?(?P<b>{_NUMBER})\s*[)）]?"
    rf"|\\?\*(?P<c>{_NUMBER})|\[\^(?P<d>{_NUMBER})\]:|(?P<e>[{_SUPERSCRIPT}]{{1,3}}))[\s\u3000:：.．]*"
)
_MARK = re.compile(
    rf"(?<=[^\s\u3000|])(?:<sup>\s*[※*注]?\s*(?P<a>{_NUMBER})\s*[)）]?\s*</sup>|[(（][※注*]\s?(?P<b>{_NUMBER})\s?[)）]"
    rf"|[※注](?P<c>{_NUMBER})[)）]?|\\?\*(?P<d>{_NUMBER})(?!\d)|\$?\^\{{(?P<e>{_NUMBER})\}}\$?"
    rf"|\[\^(?P<f>{_NUMBER})\](?!:)|(?P<g>[{_SUPERSCRIPT}]{{1,3}}))"
)
_EXPLAINS_ITSELF = re.compile(r"[^：:。、\n]{1,40}[：:]\s*\S")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote that explains ``term``, which bears its mark at ``bearer``; ``content`` is where its words start.

    ``lead`` is what its display opens with (「トライアルサウンディング（注11）：」), empty where it names its term.
    """

    start: int
    content: int
    bearer: int
    term: str
    lead: str


def find_footnotes(text: str, blocks: Iterable[Block], since: int) -> dict[int, Footnote]:
    """Return the footnotes among ``blocks`` whose mark stands behind a word from ``since`` on, by their start.

    Of several words with the mark the nearest one above bears it. Notes without number and without bearer are left
    out: they stay as they are.
    """
    opened = [(block, opening) for block in blocks if block.kind is BlockKind.NOTE and (opening := _opening(block))]
    if not opened:
        return {}
    marks = _marks(text, since, opened[-1][0].start)
    notes = (_tied(text, block, opening, marks.get(_number(opening), ())) for block, opening in opened)
    return {note.start: note for note in notes if note}


def _opening(block: Block) -> re.Match[str] | None:
    return _OPENING.match(block.lines[0].text)


def _number(match: re.Match[str]) -> int:
    said = next(group for group in match.groups() if group)
    return int(unicodedata.normalize("NFKC", said))


def _marks(text: str, start: int, end: int) -> Mapping[int, list[int]]:
    """Return where each mark stands behind a word, by its number, in order."""
    found: dict[int, list[int]] = {}
    for match in _MARK.finditer(text, start, end):
        found.setdefault(_number(match), []).append(match.start())
    return found


def _tied(text: str, block: Block, opening: re.Match[str], marks: list[int] | tuple[int, ...]) -> Footnote | None:
    for at in reversed(marks[: bisect_left(marks, block.start)]):
        if term := _term(text, at):
            said = block.lines[0].text[opening.end() :]
            named = said.startswith(term) or _EXPLAINS_ITSELF.match(said)
            label = f"{'※' if '※' in opening[0] else '注'}{_number(opening)}"
            lead = "" if named else f"{term}（{label}）："
            return Footnote(block.start, block.start + opening.end(), at, term, lead)
    return None


def _term(text: str, at: int) -> str:
    """Return the term that ends at ``at``: what stands in 「」, or the letters up to hiragana, a blank or a mark."""
    line = text[max(0, at - 2 * _rules().longest) : at].rpartition("\n")[2]
    found = next(_terms(line), "")
    return found if len(found) <= _rules().longest and any(map(str.isalpha, found)) else ""


def _terms(line: str) -> Iterator[str]:
    if quoted := re.search(r"[「『]([^「」『』\n]+)[」』]$", line):
        yield quoted[1]
    if run := _rules().run.search(line):
        yield run[0].lstrip("・-‐./&＆ ")


@dataclass(frozen=True, slots=True)
class _Rules:
    run: re.Pattern[str]
    longest: int


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("corpus").joinpath("footnotes.toml").read_text(encoding="utf-8"))
    letters = r"[ァ-ヺー・A-Za-zＡ-Ｚａ-ｚ0-9０-９一-鿿々〆\-‐&＆./]"
    run = rf"(?:{'|'.join(data['parts'])}|{letters}|(?<=[A-Za-z]) (?=[A-Za-z]))+(?:[（(][^（）()\n]{{1,30}}[)）])?$"
    return _Rules(re.compile(run), data["longest"])
