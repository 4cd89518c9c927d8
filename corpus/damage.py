"""Text that character recognition likely got wrong: found and told, never rewritten."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.japanese.lookalikes import misread
from corpus.notice import Notice, NoticeCode
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.parts import PartCode
from corpus.remarks.places import PlaceCode

# A decimal or grouped number whose unit is a letter that looks like 人, or a digit that is a letter.
_FIGURE = re.compile(
    r"(?<![\d.])\d{1,3}(?:(?:[,，]\d{3})+|\.\d+)[八入](?![ぁ-ん一-鿿])|(?<![A-Za-z0-9])\d+[OlＯ]\d+(?![A-Za-z0-9])"
)
_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[ァ-ヺー]*$"), re.compile(r"[ァ-ヺー]*")


@dataclass(frozen=True, slots=True)
class _Finding:
    at: int
    said: str  # findings that say the same are told once
    reason: PartCode


@dataclass(frozen=True, slots=True)
class _Rules:
    names: frozenset[str]
    replaced: int
    most: int
    around: int


def find_damage(text: str, file: str) -> tuple[Notice, ...]:
    """Return where ``text`` of ``file`` was likely misread, in order, each kind of damage once with its first line.

    Found are kanji in katakana words (サ一ビス), letters in figures (7.32八, 2O24), kanji that Japanese does not use
    (鈺, 步) and replacement characters.
    """
    found: dict[str, list[_Finding]] = {}
    for finding in sorted(_findings(text), key=lambda finding: finding.at):
        found.setdefault(finding.said, []).append(finding)
    kinds = list(found.values())
    told = [_notice(text, file, same) for same in kinds[: _rules().most]]
    if rest := len(kinds) - len(told):
        told.append(Notice(file, "", NoticeCode.DAMAGE, line_of(LineCode.MORE_MISREAD, count=rest)))
    return tuple(told)


def _findings(text: str) -> Iterator[_Finding]:
    for match in misread(text):
        start = match.start() - len(_before(text, match.start()))
        end = match.end() + len(_after(text, match.end()))
        yield _Finding(match.start(), text[start:end], PartCode.LOOKALIKE)
    for match in _FIGURE.finditer(text):
        yield _Finding(match.start(), match[0], PartCode.LETTER_IN_FIGURE)
    for match in _KANJI.finditer(_rare(text)):
        yield _Finding(match.start(), match[0], PartCode.FOREIGN_KANJI)
    for match in re.finditer(r"\ufffd+", text):
        if len(match[0]) >= _rules().replaced:
            yield _Finding(match.start(), "\ufffd", PartCode.REPLACED)


def _before(text: str, at: int) -> str:
    found = _WORD[0].search(text[max(0, at - 20) : at])
    return found[0] if found else ""


def _after(text: str, at: int) -> str:
    found = _WORD[1].match(text[at : at + 20])
    return found[0] if found else ""


def _rare(text: str) -> str:
    """Return ``text`` with a blank for every character but the kanji outside JIS X 0208 that no names hold."""
    usual = {ord(letter): " " for letter in set(text) if not _is_rare(letter)}
    return text.translate(usual)


@lru_cache(maxsize=8192)
def _is_rare(letter: str) -> bool:
    if not _KANJI.match(letter) or letter in _rules().names:
        return False
    try:
        letter.encode("shift_jis")
    except UnicodeEncodeError:
        return True
    return False


def _notice(text: str, file: str, same: list[_Finding]) -> Notice:
    first = same[0]
    line = text.count("\n", 0, first.at) + 1
    around = _rules().around
    quote = " ".join(text[max(0, first.at - around) : first.at + around].split())
    code = LineCode.MISREAD_OFTEN if len(same) > 1 else LineCode.MISREAD
    message = line_of(code, line_of(first.reason), text=first.said, count=len(same), quote=quote)
    return Notice(file, line_of(PlaceCode.LINE, line=line), NoticeCode.DAMAGE, message)


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("corpus").joinpath("damage.toml").read_text(encoding="utf-8"))
    return _Rules(frozenset(data["names"]), data["replaced"], data["most"], data["around"])
