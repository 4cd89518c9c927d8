"""KPI series exactness: whether the shown points are those asked for, no more and no fewer."""

import math
from collections.abc import Mapping
from decimal import Decimal

from eval.answer_file import AnswerRow, GivenAnswer, GivenSeries
from eval.cases import AnyCase, KpiCase
from eval.measures.expected import answered
from eval.measures.kpi_values import decimal_of, is_series_of

_Point = tuple[str, str, str, str, str, int | None, str, Decimal | None]
_LISTING = ("series", "missed_list")


def series_exactness(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return 1 where the shown points of the asked kind are exactly the gold ones, else 0.

    Compared as sets of (indicator, fiscal year, kind, value). For ``series`` every year counts, for ``missed_list``
    the asked years. Points without a number are left out. 0 where the question was not answered; NaN for other asks.
    """
    if not isinstance(case, KpiCase) or case.ask not in _LISTING:
        return math.nan
    answer = answered(row)
    return float(answer is not None and _shown(case, answer) == _wanted(case))


def _wanted(case: KpiCase) -> set[_Point]:
    return {
        (v.plan_id, v.table.value, v.field, v.indicator, v.project_id, v.fiscal_year, v.kind.value, v.value)
        for v in case.values
    }


def _shown(case: KpiCase, answer: GivenAnswer) -> set[_Point]:
    kinds = {value.kind.value for value in case.values}
    years = {value.fiscal_year for value in case.values} if case.ask == "missed_list" else None
    return {
        (*_key(case, series), point.fiscal_year, point.kind, decimal_of(point))
        for series in answer.kpis
        for point in series.points
        if point.kind in kinds and decimal_of(point) is not None and (years is None or point.fiscal_year in years)
    }


def _key(case: KpiCase, series: GivenSeries) -> tuple[str, str, str, str, str]:
    """Return the gold key of a shown series where it is one of those asked for, else its own."""
    for v in case.values:
        if is_series_of(series, v):
            return v.plan_id, v.table.value, v.field, v.indicator, v.project_id
    return series.plan_id, series.table, series.field, series.indicator, series.project_id
