"""Days: a cell's day and time as its format shows them, in the Western or the Japanese calendar."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files

from corpus.readers.workbook.tokens import Section, Token

_WEEKDAYS = "月火水木金土日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FIRST_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - days of sheets have no time zone
_FIRST_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
# Excel takes 1900 for a leap year: the days before its 29 February are counted from a day later.
_LEAP_DAY = 60
_LAST = 2_958_465  # 31 December 9999
_NOON = 12


@dataclass(frozen=True, slots=True)
class _Era:
    first: date
    name: str
    letter: str


@dataclass(frozen=True, slots=True)
class _Day:
    """A moment as a format's section shows it."""

    moment: datetime
    value: Decimal
    section: Section

    @property
    def era(self) -> _Era | None:
        """Return the era, None before 明治."""
        return next((era for era in _eras() if era.first <= self.moment.date()), None)


def shown_day(value: Decimal, section: Section, *, from_1904: bool) -> str | None:
    """Return the number of a day as a section shows it, None where there is no such day."""
    if not 0 <= value <= _LAST:
        return None
    start = _FIRST_1904 if from_1904 else _FIRST_1900 + timedelta(days=int(value < _LEAP_DAY))
    decimals = max((len(token.text) - token.text.find(".") - 1 for token in _fine(section)), default=0)
    seconds = round(value * 86400, min(decimals, 3))
    try:
        day = _Day(start + timedelta(seconds=float(seconds)), value, section)
    except OverflowError:
        return None
    return "".join(_piece(day, at) for at in range(len(section.tokens))).strip()


def _fine(section: Section) -> list[Token]:
    return [token for token in section.tokens if token.kind == "day" and "." in token.text]


@cache
def _eras() -> tuple[_Era, ...]:
    data = tomllib.loads(files("corpus.readers.workbook").joinpath("workbook.toml").read_text(encoding="utf-8"))
    return tuple(_Era(item["first"], item["name"], item["letter"]) for item in data["era"])


def _piece(day: _Day, at: int) -> str:
    token = day.section.tokens[at]
    if token.kind == "day":
        letter = token.text[0].lower()
        return _minute(day, at) if letter == "m" else _PIECES[letter](day, token.text)
    if token.kind == "elapsed":
        return _elapsed(day.value, token.text)
    if token.kind == "clock":
        return _half(day, token.text)
    return "" if token.kind in {"japanese", "exponent"} else token.text


def _minute(day: _Day, at: int) -> str:
    """Return the month, or the minute where the format's neighbours are hours or seconds."""
    text = day.section.tokens[at].text
    around = [place for place, token in enumerate(day.section.tokens) if token.kind in {"day", "elapsed"}]
    place = around.index(at)
    names = [day.section.tokens[near].text.strip("[]").lower() for near in around]
    before = names[place - 1] if place else ""
    after = names[place + 1] if place + 1 < len(names) else ""
    if len(text) <= 2 and (before.startswith("h") or after.startswith("s")):  # noqa: PLR2004 - m or mm
        return _digits(day.moment.minute, text)
    return _month(day.moment.month, text)


def _month(month: int, text: str) -> str:
    name = _MONTHS[month - 1]
    return {1: str(month), 2: f"{month:02}", 3: name[:3], 5: name[0]}.get(len(text), name)


def _year(day: _Day, text: str) -> str:
    year = day.moment.year
    return f"{year % 100:02}" if len(text) <= 2 else f"{year:04}"  # noqa: PLR2004 - y or yy


def _date(day: _Day, text: str) -> str:
    name = _ENGLISH_DAYS[day.moment.weekday()]
    return {1: str(day.moment.day), 2: f"{day.moment.day:02}", 3: name[:3]}.get(len(text), name)


def _weekday(day: _Day, text: str) -> str:
    name = _WEEKDAYS[day.moment.weekday()]
    return name if len(text) == 3 else f"{name}曜日"  # noqa: PLR2004 - aaa


def _era_name(day: _Day, text: str) -> str:
    if day.era is None:
        return ""
    return {1: day.era.letter, 2: day.era.name[0]}.get(len(text), day.era.name)


def _era_year(day: _Day, text: str) -> str:
    """Return the year of the era, of an English format the Western year; 元 where 年 follows the first year."""
    tokens = day.section.tokens
    named = any(token.kind == "japanese" or token.text[:1] in "gGrR" for token in tokens if token.text or token.kind)
    if day.era is None or not named:
        return str(day.moment.year)
    year = day.moment.year - day.era.first.year + 1
    first = year == 1 and "年" in day.section.literals()
    return "元" if first else _digits(year, text)


def _both(day: _Day, text: str) -> str:
    name = _era_name(day, "g" if len(text) == 1 else "ggg")
    return name + _era_year(day, "ee")


def _hour(day: _Day, text: str) -> str:
    hour = day.moment.hour
    return _digits((hour - 1) % _NOON + 1 if day.section.has("clock") else hour, text)


def _second(day: _Day, text: str) -> str:
    whole, _, fine = text.partition(".")
    second = _digits(day.moment.second, whole)
    return f"{second}.{day.moment.microsecond:06}"[: len(second) + 1 + len(fine)] if fine else second


def _half(day: _Day, text: str) -> str:
    late = day.moment.hour >= _NOON
    if not text.isascii() or day.section.has("japanese"):
        return "午後" if late else "午前"
    return text.split("/")[late]


def _elapsed(value: Decimal, text: str) -> str:
    per_day = {"h": 24, "m": 1440, "s": 86400}[text[1].lower()]
    return str(int(round(value * 86400) * per_day // 86400)).zfill(len(text) - 2)


def _digits(number: int, text: str) -> str:
    return f"{number:02}" if len(text) > 1 else str(number)


_PIECES = {
    "y": _year,
    "d": _date,
    "a": _weekday,
    "g": _era_name,
    "e": _era_year,
    "r": _both,
    "h": _hour,
    "s": _second,
}
