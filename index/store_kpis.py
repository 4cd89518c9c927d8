"""The KPI records and indicators of one generation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.access import Access
from corpus.kpi.record import Indicator, KpiKind, KpiRecord
from index.rows import indicator_of, kpi_of
from index.store_database import Database, visible


@dataclass(frozen=True, slots=True)
class KpiRows:
    """Looks up KPI records and indicators. Every look-up takes the asker's access."""

    database: Database

    def find(
        self, access: Access, plan_ids: Sequence[str] = (), field: str | None = None, indicator: str | None = None,
        fiscal_year: int | None = None, kind: KpiKind | None = None,
    ) -> tuple[KpiRecord, ...]:  # fmt: skip
        """Return the KPI records that match every filter given, in the order of their sources."""
        filters = {"field": field, "indicator": indicator, "fiscal_year": fiscal_year, "kind": kind and kind.value}
        wanted = {column: value for column, value in filters.items() if value is not None}
        conditions = [visible(access), *(f"{column} = ?" for column in wanted)]
        if plan_ids:
            conditions.append(f"plan_id IN ({','.join('?' * len(plan_ids))})")
        rows = self.database.query(
            "SELECT kpi.* FROM kpi JOIN plan ON plan.id = plan_id"
            f" WHERE {' AND '.join(conditions)} ORDER BY plan_id, kpi.rowid",
            [*wanted.values(), *plan_ids],
        )
        return tuple(map(kpi_of, rows))

    def at(self, access: Access, plan_id: str, spans: Collection[tuple[int, int]]) -> tuple[KpiRecord, ...]:
        """Return the KPI records of a plan that stand at these spans of its text, in the order of their source."""
        marks = ",".join("?" * len(spans))
        rows = self.database.query(
            "SELECT kpi.* FROM kpi JOIN plan ON plan.id = plan_id"
            f" WHERE plan_id = ? AND kpi.start IN ({marks}) AND {visible(access)} ORDER BY kpi.rowid",
            [plan_id, *(start for start, _ in spans)],
        )
        return tuple(record for record in map(kpi_of, rows) if (record.start, record.end) in spans)

    def indicators(self, plan_id: str, access: Access) -> tuple[Indicator, ...]:
        """Return a plan's indicators in the order of their source."""
        rows = self.database.query(
            "SELECT indicator.* FROM indicator JOIN plan ON plan.id = plan_id"
            f" WHERE plan_id = ? AND {visible(access)} ORDER BY indicator.rowid",
            [plan_id],
        )
        return tuple(map(indicator_of, rows))
