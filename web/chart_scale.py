"""Where a value lies on a chart, and what the marks on its axes say."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from assistant.kpis.numbers import number, unit_in
from assistant.turn import Language

_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST: Final = 5  # steps between the marks of the value axis: more crowd a phone
_ROOM: Final = Decimal("1.25")  # over a line that never changes
_YEARS: Final = 8  # labels that fit side by side on a phone
_SHORT: Final = Decimal(10_000)  # from here numbers are shortened
_SIZES: Final[dict[bool, tuple[tuple[Decimal, str], ...]]] = {
    False: ((Decimal(10) ** 8, "億"), (Decimal(10) ** 4, "万")),
    True: ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k")),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight axis: ``low`` lies at ``start``, ``high`` at ``end``; one value alone lies in the middle."""

    low: Decimal
    high: Decimal
    start: int
    end: int

    def at(self, value: Decimal | int) -> float:
        """Return where a value lies, to a tenth."""
        if self.low == self.high:
            return (self.start + self.end) / 2
        share = float((Decimal(value) - self.low) / (self.high - self.low))
        return round(self.start + share * (self.end - self.start), 1)


def ticks(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return the marks of an axis that holds all values: round numbers at equal steps, two to seven of them.

    The axis begins at 0 unless the values lie close together far from it.
    """
    low, high = _ends(min(values), max(values))
    step = _step((high - low) / _MOST)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple((first + n) * step for n in range(int(last - first) + 1))


def _ends(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    if low == high:
        return min(low * _ROOM, Decimal(0)), max(low * _ROOM, Decimal(0)) or Decimal(1 if low == 0 else 0)
    if low > 0 and 2 * low < high:
        return Decimal(0), high
    return (low, Decimal(0)) if high < 0 and low < 2 * high else (low, high)


def _step(rough: Decimal) -> Decimal:
    """Return the least of 1, 2 and 5 times a power of ten that is no less than ``rough``."""
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in _STEPS if step * power >= rough)


def tick_words(values: Sequence[Decimal], unit: str, language: Language) -> tuple[str, ...]:
    """Return what stands at the marks: 5,880, 450万, in English 4.5M; all in one size."""
    most = max(map(abs, values))
    sizes = _SIZES[language == "en"] if most >= _SHORT and not unit.startswith(("千", "万", "百万", "億")) else ()
    size, word = next((pair for pair in sizes if most >= pair[0]), (Decimal(1), ""))
    return tuple(f"{_plain(value / size)}{word if value else ''}" for value in values)


def _plain(value: Decimal) -> str:
    whole = value.to_integral_value()
    return number(whole if value == whole else value.normalize()) if value else "0"


def labelled_years(years: Sequence[int]) -> tuple[int, ...]:
    """Return the years that get a label: each of a short time, of a longer one those with values, well apart."""
    first, last = min(years), max(years)
    if last - first < _YEARS:
        return tuple(range(first, last + 1))
    apart = (last - first) / (_YEARS - 1)
    chosen = [first]
    for year in sorted(set(years)):
        if year - chosen[-1] >= apart and (year == last or last - year >= apart):
            chosen.append(year)
    return tuple(chosen)


def unit_words(unit: str, language: Language) -> str:
    """Return a unit as it stands at an axis, empty where values have none."""
    return unit_in(unit, language).strip()
