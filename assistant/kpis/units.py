"""Whether an indicator is counted in what a question asks for."""

import re

from assistant.kpis.series import Series
from assistant.kpis.wanted import Wanted

_PEOPLE, _SHARE, _COUNT, _MONEY = "人", "%", "件", "円"
_OF_PEOPLE = re.compile("人|者|員|名|利用数|登録数")
_NO_COUNT = re.compile("%|割|円|時間|ポイント|倍|年間")


def fits(series: Series, wanted: Wanted) -> bool:
    """Return whether an indicator may answer in the asked unit: 何人 is no question about 回, nor about 業務数."""
    return fits_unit(series.unit, wanted, of_people=is_of_people(series.indicator))


def fits_unit(own: str, wanted: Wanted, *, of_people: bool) -> bool:
    """Return whether values in a unit may answer; those without one where the indicator's name counts people, too."""
    return not wanted.units or any(_counted_in(own, unit, of_people=of_people) for unit in wanted.units)


def is_of_people(indicator: str) -> bool:
    """Return whether an indicator's name counts people."""
    return bool(_OF_PEOPLE.search(indicator))


def unit_asked(own: str, wanted: Wanted) -> bool:
    """Return whether a unit is one that is asked for; a bare count answers いくつ."""
    if _COUNT in wanted.units and not _NO_COUNT.search(own):
        return True
    return bool(own) and any(_same(own, unit) for unit in wanted.units)


def _counted_in(own: str, unit: str, *, of_people: bool) -> bool:
    if not own:
        return unit not in (_SHARE, _MONEY) and (unit != _PEOPLE or of_people)
    return unit == _COUNT or _same(own, unit)


def _same(own: str, asked: str) -> bool:
    return asked in own or own in asked or (asked == _SHARE and own in ("割", "ポイント"))
