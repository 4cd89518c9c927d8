"""What the KPI templates call by name."""

from collections.abc import Callable
from typing import Final

from assistant.kpis.numbers import said, time_of, year_in
from assistant.turn import KpiSeries, Language
from web.chart_scale import unit_words
from web.chart_sparks import spark_of
from web.charts import chart_of, sample_of
from web.kpi_keys import key_of
from web.kpi_query import ExplorerQuery, detail_address
from web.kpi_table import year_rows


def explorer_with(keys: tuple[str, ...]) -> str:
    """Return the address of the whole list with these series chosen to be compared."""
    return ExplorerQuery(key=keys).address()


def issue_address(series: KpiSeries) -> str:
    """Return the address of the list of all indicators of a series' issue."""
    return ExplorerQuery(plan=series.plan_id, issue=series.issue).address()


def year_options(years: tuple[int, ...], language: Language) -> tuple[tuple[int, str], ...]:
    """Return years with what they are called."""
    return tuple((year, year_in(year, language)) for year in years)


KPI_NAMES: Final[dict[str, Callable[..., object]]] = {
    function.__name__: function
    for function in (
        chart_of, detail_address, explorer_with, issue_address, key_of, said, sample_of, spark_of, time_of,
        unit_words, year_in, year_options, year_rows,
    )
}  # fmt: skip
