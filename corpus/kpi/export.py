"""KPI records as ``kpi.csv``."""

import csv
import io
from collections.abc import Iterable

from corpus.kpi.record import KpiRecord
from corpus.kpi.tables import KPI_HEADER


def kpi_csv(records: Iterable[KpiRecord]) -> str:
    """Return the records as the text of a ``kpi.csv``, in order: the header and one row each, as Unix lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(KPI_HEADER)
    writer.writerows([_cell(getattr(record, name)) for name in KPI_HEADER] for record in records)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)
