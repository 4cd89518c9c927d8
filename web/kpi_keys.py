"""The key of a KPI series: short enough for an address, and the same as long as the series is called the same."""

import hashlib
from typing import Final

from assistant.kpis.series import Series
from assistant.turn import KpiSeries

LENGTH: Final = 12


def key_of(series: Series | KpiSeries) -> str:
    """Return the key of a series, also as an answer shows it: hex of plan, table, names, project ids and unit."""
    named = (series.plan_id, str(series.table), series.field, series.issue, series.indicator, series.project_id)
    return hashlib.sha256("\x1f".join((*named, series.unit)).encode()).hexdigest()[:LENGTH]
