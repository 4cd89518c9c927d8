"""``kpi.csv`` and ``indicators.csv``: strict rows in, records and rejections out."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from corpus.errors import RowError
from corpus.kpi.record import Certainty, Indicator, KpiKind, KpiRecord, KpiTable
from corpus.kpi.rows import BrokenRow, CsvRow, read_rows
from corpus.plan import FiscalYear, Rejection
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.places import PlaceCode

Record = TypeVar("Record", KpiRecord, Indicator)
Row = TypeVar("Row", bound=BaseModel)

_Cell = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
_PLAIN_DECIMAL = r"^-?\d{1,18}(\.\d{1,9})?$"


def _empty_as_none(cell: object) -> object:
    return None if isinstance(cell, str) and not cell.strip() else cell


_Year = Annotated[FiscalYear | None, BeforeValidator(_empty_as_none)]
_Value = Annotated[Annotated[str, StringConstraints(pattern=_PLAIN_DECIMAL)] | None, BeforeValidator(_empty_as_none)]
_Leading = Annotated[Literal["true", "false"] | None, BeforeValidator(_empty_as_none)]


class _KpiRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    plan_id: _Name
    table: KpiTable
    field: _Cell
    issue: _Cell
    indicator: _Name
    project_id: _Cell
    fiscal_year: _Year
    period: _Cell
    kind: KpiKind
    value: _Value
    unit: _Cell
    raw: _Cell
    qualifier: _Cell
    certainty: Certainty


class _IndicatorRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    table: KpiTable
    field: _Cell
    issue: _Cell
    indicator: _Name
    project_id: _Cell
    direction: Literal["up", "down", "keep", ""]
    formula: _Cell
    department: _Cell
    priority_issue: _Cell
    project_name: _Cell
    leading: _Leading
    years: _Cell
    definition: _Cell
    note: _Cell


KPI_HEADER = tuple(_KpiRow.model_fields)
INDICATOR_HEADER = tuple(_IndicatorRow.model_fields)


@dataclass(frozen=True, slots=True)
class TableRead(Generic[Record]):
    """What a file gave: its records in order, and the rows that were not taken."""

    records: tuple[Record, ...]
    rejections: tuple[Rejection, ...]


def read_kpis(text: str, start: int, end: int, *, name: str, plan_id: str) -> TableRead[KpiRecord]:
    """Return the records of ``kpi.csv``, which fills ``text[start:end]``; ``name`` is its name in rejections.

    A row whose ``plan_id`` is another plan's, or that says a cell again, is rejected.
    """

    def build(row: CsvRow) -> tuple[Hashable, KpiRecord]:
        said = _validated(_KpiRow, KPI_HEADER, row)
        if said.plan_id != plan_id:
            raise RowError(line_of(LineCode.OTHER_PLAN, said=said.plan_id, plan_id=plan_id))
        if said.value is None and not said.raw:
            raise RowError(line_of(LineCode.NOTHING_SAID))
        record = KpiRecord(
            **said.model_dump(exclude={"value"}),
            value=None if said.value is None else Decimal(said.value),
            start=row.start,
            end=row.end,
            cell_start=row.start,
            cell_end=row.end,
            evidence=name,
        )
        return (*_key(said), said.fiscal_year, said.period, said.kind), record

    return _read(text, start, end, name, KPI_HEADER, build)


def read_indicators(text: str, start: int, end: int, *, name: str) -> TableRead[Indicator]:
    """Return the indicators of ``indicators.csv``, which fills ``text[start:end]``, one a row."""

    def build(row: CsvRow) -> tuple[Hashable, Indicator]:
        said = _validated(_IndicatorRow, INDICATOR_HEADER, row)
        leading = None if said.leading is None else said.leading == "true"
        return _key(said), Indicator(
            **said.model_dump(exclude={"leading"}), leading=leading, start=row.start, end=row.end
        )

    return _read(text, start, end, name, INDICATOR_HEADER, build)


def _read(
    text: str,
    start: int,
    end: int,
    name: str,
    header: tuple[str, ...],
    build: Callable[[CsvRow], tuple[Hashable, Record]],
) -> TableRead[Record]:
    rows = read_rows(text, start, end)
    first = next(rows, None)
    if not isinstance(first, CsvRow) or first.cells != header:
        reason = line_of(LineCode.HEADER, header=",".join(header))
        return TableRead((), (Rejection(name, line_of(PlaceCode.HEADER), reason),))
    records: list[Record] = []
    rejections: list[Rejection] = []
    lines: dict[Hashable, int] = {}
    for row in rows:
        try:
            records.append(_build(row, build, lines))
        except RowError as error:
            rejections.append(Rejection(name, line_of(PlaceCode.LINE, line=row.line), str(error)))
    return TableRead(tuple(records), tuple(rejections))


def _build(
    row: CsvRow | BrokenRow, build: Callable[[CsvRow], tuple[Hashable, Record]], lines: dict[Hashable, int]
) -> Record:
    if isinstance(row, BrokenRow):
        raise RowError(row.reason)
    key, record = build(row)
    if key in lines:
        raise RowError(line_of(LineCode.SAID_AGAIN, line=lines[key]))
    lines[key] = row.line
    return record


def _key(said: "_KpiRow | _IndicatorRow") -> tuple[str, ...]:
    return (said.table, said.field, said.issue, said.indicator, said.project_id)


def _validated(model: type[Row], header: tuple[str, ...], row: CsvRow) -> Row:
    if len(row.cells) != len(header):
        raise RowError(line_of(LineCode.WIDTH, count=len(row.cells), right=len(header)))
    try:
        return model.model_validate(dict(zip(header, row.cells, strict=True)))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        shown = str(first["input"]).replace("\n", " ")[:60]
        code = LineCode.CELL if shown else LineCode.CELL_EMPTY
        raise RowError(line_of(code, first["msg"], column=first["loc"][0], value=shown)) from error
