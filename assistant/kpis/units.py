"""Whether an indicator is counted in what a question asks for."""

import re

from assistant.kpis.series import Series
from assistant.kpis.wanted import Wanted

_PEOPLE, _SHARE, _COUNT, _MONEY = "人", "%", "件", "円"
_OF_PEOPLE = re.compile("人|者|員|名|利用数|登録数")
_NO_COUNT = re.compile("%|割|円|時間|ポイント|倍|年間")


def fits(series: Series, wanted: Wanted) -> bool:
    """Return whether an indicator may answer in the asked unit: 何人 is no question about 回, nor about 業務数."""
    return not wanted.units or any(_counted_in(series, unit) for unit in wanted.units)


def is_asked_unit(series: Series, wanted: Wanted) -> bool:
    """Return whether the indicator's own unit is one that is asked for; a bare count answers いくつ."""
    if _COUNT in wanted.units and not _NO_COUNT.search(series.unit):
        return True
    return bool(series.unit) and any(_same(series.unit, unit) for unit in wanted.units)


def _counted_in(series: Series, unit: str) -> bool:
    if not series.unit:
        return unit not in (_SHARE, _MONEY) and (unit != _PEOPLE or bool(_OF_PEOPLE.search(series.indicator)))
    return unit == _COUNT or _same(series.unit, unit)


def _same(own: str, asked: str) -> bool:
    return asked in own or own in asked or (asked == _SHARE and own in ("割", "ポイント"))
