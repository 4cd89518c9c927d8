"""Whether an indicator reached its target in a year."""

from decimal import Decimal
from typing import Literal

from assistant.kpis.series import ACTUAL, Series, is_certain
from assistant.turn import KpiVerdict
from corpus.kpi.record import KpiKind, KpiRecord

_UPPER = ("以内", "以下", "未満", "上限")
_LOWER = ("以上", "超", "下限")


def verdict_of(series: Series, year: int) -> KpiVerdict | None:
    """Return the verdict of a year with target and actual; None where one is not recorded as a number.

    ``verdict`` is None where a value is uncertain, or nothing says which way the indicator is meant to go.
    """
    target, actual = target_of(series, year), series.at(year, ACTUAL)
    if target is None or actual is None or target.value is None or actual.value is None:
        return None
    reached = _reached(series, target, actual) if is_certain(target) and is_certain(actual) else None
    word: Literal["achieved", "missed"] | None = None if reached is None else ("achieved" if reached else "missed")
    return KpiVerdict(year, format(target.value, "f"), format(actual.value, "f"), word)


def target_of(series: Series, year: int) -> KpiRecord | None:
    """Return the target of a year, else the only one of the whole plan (12.5%以内) where it names no year."""
    lasting = [one for one in series.of((KpiKind.TARGET,)) if one.fiscal_year is None and one.value is not None]
    return series.at(year, (KpiKind.TARGET,)) or (lasting[0] if len(lasting) == 1 else None)


def judged_years(series: Series) -> list[int]:
    """Return the years with a target and an actual value, in order."""
    years = dict.fromkeys(record.fiscal_year for record in series.of(ACTUAL) if record.fiscal_year is not None)
    return [year for year in years if verdict_of(series, year)]


def verdicts_of(series: Series) -> tuple[KpiVerdict, ...]:
    """Return the verdicts of all years that can be judged, in order."""
    return tuple(one for year in judged_years(series) if (one := verdict_of(series, year)))


def _reached(series: Series, target: KpiRecord, actual: KpiRecord) -> bool | None:
    way = _way(series, target)
    aim, got = target.value or Decimal(0), actual.value or Decimal(0)
    if way == "down":
        return got <= aim
    return got >= aim if way in ("up", "keep") else None


def _way(series: Series, target: KpiRecord) -> str:
    """Return the direction: said by the target's own word, else by the plan, else by where its targets go.

    A target that is met exactly whichever way it is meant needs none.
    """
    if any(word in target.qualifier for word in _UPPER):
        return "down"
    if any(word in target.qualifier for word in _LOWER):
        return "up"
    return series.direction or _trend([one.value for one in series.of((KpiKind.TARGET,)) if one.value is not None])


def _trend(targets: list[Decimal]) -> str:
    if len(targets) < 2 or targets[0] == targets[-1]:  # noqa: PLR2004 (a trend needs two)
        return ""
    return "up" if targets[-1] > targets[0] else "down"
