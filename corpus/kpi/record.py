"""Typed rows of ``kpi.csv`` and ``indicators.csv``: see the plan folder format in ``docs/plan-folder.md``."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class KpiTable(StrEnum):
    """Which table of a plan a value comes from: KPI, activity indicator, or a single figure."""

    KPI = "kpi"
    ACTIVITY = "activity"
    FIGURE = "figure"


class KpiKind(StrEnum):
    """What a value states."""

    TARGET = "target"
    ACTUAL = "actual"
    BASELINE = "baseline"
    FORECAST = "forecast"


class Certainty(StrEnum):
    """Whether a careful reader could be sure which cell and year a value belongs to."""

    CERTAIN = "certain"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class KpiRecord:
    """One value of one indicator. ``fiscal_year`` is the Western year in which the fiscal year starts.

    ``value`` is None where the cell holds only a word; ``start``/``end`` span the row (or sentence) in the plan's
    text, ``cell_start``/``cell_end`` the cell in it, the whole row where the source is ``kpi.csv``. ``evidence`` says
    by what the year and kind were found, and why where it is uncertain.
    """

    plan_id: str
    table: KpiTable
    field: str
    issue: str
    indicator: str
    project_id: str
    fiscal_year: int | None
    period: str
    kind: KpiKind
    value: Decimal | None
    unit: str
    raw: str
    qualifier: str
    certainty: Certainty
    start: int
    end: int
    cell_start: int
    cell_end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one indicator is; the first five fields are the key that its values share."""

    table: KpiTable
    field: str
    issue: str
    indicator: str
    project_id: str
    direction: str
    formula: str
    department: str
    priority_issue: str
    project_name: str
    leading: bool | None
    years: str
    definition: str
    note: str
    start: int
    end: int
