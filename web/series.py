"""KPI series that the API shows, by filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.kpis.series import Series, shown
from assistant.kpis.verdicts import verdicts_of
from assistant.turn import KpiSeries, KpiVerdict
from corpus.kpi.record import KpiKind, KpiRecord


class VerdictChoice(StrEnum):
    """A filter of series: some year reached its target, missed it, or cannot be judged."""

    ACHIEVED = "achieved"
    MISSED = "missed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class SeriesFilter:
    """Which values and verdicts are shown; what is None does not filter."""

    year: int | None = None
    kind: KpiKind | None = None
    verdict: VerdictChoice | None = None

    def choose(self, series: Sequence[Series]) -> tuple[KpiSeries, ...]:
        """Return the series with a matching value and verdict, each with its matching values and verdicts only.

        Verdicts are found from all values of a series, whatever is shown of them.
        """
        chosen = ((one, self._values(one), self._verdicts(one)) for one in series)
        return tuple(
            shown(one, values, verdicts) for one, values, verdicts in chosen if values and self._is_judged(verdicts)
        )

    def _values(self, series: Series) -> list[KpiRecord]:
        return [
            record
            for record in series.records
            if self.year in (None, record.fiscal_year) and self.kind in (None, record.kind)
        ]

    def _verdicts(self, series: Series) -> list[KpiVerdict]:
        return [verdict for verdict in verdicts_of(series) if self.year in (None, verdict.fiscal_year)]

    def _is_judged(self, verdicts: Sequence[KpiVerdict]) -> bool:
        if self.verdict is None:
            return True
        wanted = None if self.verdict is VerdictChoice.UNCERTAIN else self.verdict.value
        return any(verdict.verdict == wanted for verdict in verdicts)
