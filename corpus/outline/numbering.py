"""The number that opens a heading: 第1章, 01, 1., (1), ①, ア."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.japanese.kanji import kanji_number
from corpus.japanese.width import normalise

_LONGEST = 120
_MAY_OPEN = re.compile(
    r"[0-9０-９第(（①-⑳❶-❿⑴-⒇⒈-⒛ァ-ヺｦ-ﾝA-Za-zＡ-Ｚａ-ｚⅠ-Ⅻ工力才二卜夕八基重政戦大柱方目主施取事推項視]"
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a line is numbered: the style, how the style ranks (lower is outer), and the number."""

    style: str
    rank: int
    number: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks and brackets that may open a heading without number, with their ranks."""

    brackets: str
    closing: str
    bracket_rank: int
    ranked: dict[str, int]
    heads: str


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    pattern: re.Pattern[str]
    rank: int
    bracketed: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Data:
    styles: tuple[_Style, ...]
    series: dict[str, int]
    lookalikes: dict[str, str]
    counts: tuple[str, ...]
    marks: Marks


def numbering(line: str) -> Numbering | None:
    """Return how ``line`` is numbered, or None: 「(2)計画期間」 -> paren, 2; 「3 つの視点」 and 「2040年」 -> None."""
    return _found(line) if len(line) <= _LONGEST and _MAY_OPEN.match(line) else None


@lru_cache(maxsize=4096)
def _found(line: str) -> Numbering | None:
    text = normalise(line).text
    for style in _data().styles:
        match = style.pattern.fullmatch(text)
        if match and (found := _read(style, match)):
            return found
    return None


def marks() -> Marks:
    """Return the marks that may open a heading without number."""
    return _data().marks


def _read(style: _Style, match: re.Match[str]) -> Numbering | None:
    said = _data().lookalikes.get(match["n"], match["n"]) if style.name == "kana" else match["n"]
    number, rest = _value(said), match["rest"].lstrip()
    if number is None or (match["n"].isdecimal() and rest.startswith(_data().counts)):
        return None
    name, rank = style.name, style.rank
    if style.name == "decimal":
        depth = len(re.findall(r"\d+", match["head"]))
        name, rank = f"decimal{depth}", rank + depth
    elif rest[:1] in style.bracketed:
        name, rank = f"{name}{rest[0]}", rank + style.bracketed[rest[0]]
    return Numbering(name, rank, number)


def _value(said: str) -> int | None:
    if said.isdecimal():
        return int(said)
    return _data().series.get(said) or _data().series.get(said.lower()) or kanji_number(said)


@cache
def _data() -> _Data:
    data = tomllib.loads(files("corpus.outline").joinpath("styles.toml").read_text(encoding="utf-8"))
    styles = tuple(
        _Style(item["name"], re.compile(item["pattern"]), item["rank"], item.get("bracketed", {}))
        for item in data["style"]
    )
    series = {said: place for values in data["series"].values() for place, said in enumerate(values, 1)}
    return _Data(styles, series, data["lookalikes"], tuple(data["counts"]["words"]), Marks(**data["marks"]))
