"""Counting: the marks of lists that Word and browsers number by themselves."""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI = "〇一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Counts beyond are slips: series and kanji have no marks for them.
_MOST = 9999
# Series start again with their marks doubled (ァァ); so long marks are never printed.
_MOST_REPEATS = 5


def counted(style: str, number: int) -> str:
    """Return ``number`` as a list of ``style`` prints it: 3 in aiueoFullWidth -> ウ, in decimalEnclosedCircle -> ③.

    ``style`` is a number format of WordprocessingML (ISO/IEC 29500-1, 17.18.59). Unknown styles and numbers that a
    style has no mark for are counted in digits; ``none`` and ``bullet`` have no mark.
    """
    if style in _series()["unmarked"]:
        return ""
    if not 0 < number <= _MOST:
        return str(number)
    if style in _SPELT:
        return _SPELT[style](number)
    marks = _series()["once"].get(style)
    if marks:
        return marks[number - 1] if number <= len(marks) else str(number)
    return _repeated(_series()["again"].get(style, ()), number)


@cache
def _series() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = tomllib.loads(
        files("corpus.readers").joinpath("counting.toml").read_text(encoding="utf-8")
    )
    return data


def _repeated(marks: str | tuple[()], number: int) -> str:
    if not marks or number > len(marks) * _MOST_REPEATS:
        return str(number)
    turn, at = divmod(number - 1, len(marks))
    return marks[at] * (turn + 1)


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _kanji(number: int) -> str:
    """Return a number as it is spelt: 十一, 二百三."""
    said = ""
    for value, place in _PLACES:
        digit, number = divmod(number, value)
        said += ("" if digit == 1 else _KANJI[digit]) + place if digit else ""
    return said + (_KANJI[number] if number else "")


def _kanji_digits(number: int) -> str:
    return "".join(_KANJI[int(digit)] for digit in str(number))


_SPELT: dict[str, Callable[[int], str]] = {
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "japaneseCounting": _kanji,
    "chineseCounting": _kanji,
    "chineseCountingThousand": _kanji,
    "taiwaneseCounting": _kanji,
    "ideographDigital": _kanji_digits,
    "japaneseDigitalTenThousand": _kanji_digits,
    "koreanDigital2": _kanji_digits,
}
