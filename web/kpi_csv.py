"""KPI values as a CSV file that a spreadsheet opens as text and numbers, and never as a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from corpus.kpi.record import KpiRecord
from corpus.kpi.tables import KPI_HEADER

_MARK: Final = "\ufeff"  # Excel reads UTF-8 as such only with it
_NUMBERS: Final = ("fiscal_year", "value")
_FORMULA: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    "−",
)  # Japanese Excel takes wide ones, too


def kpi_download(records: Iterable[KpiRecord]) -> str:
    """Return values in the columns of ``kpi.csv``, in order; a text that could be a formula begins with ``'``."""
    out = io.StringIO()
    out.write(_MARK)
    writer = csv.writer(out)
    writer.writerow(KPI_HEADER)
    writer.writerows([_cell(name, getattr(record, name)) for name in KPI_HEADER] for record in records)
    return out.getvalue()


def _cell(column: str, value: object) -> str:
    if value is None:
        return ""
    if column in _NUMBERS:
        return f"{value:f}" if column == "value" else str(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) else text
