"""KPI extraction on the original plans, measured against cells read by eye: see ``gold/README.md``."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import nan
from pathlib import Path

import pytest

from corpus.ingest import read_plan
from corpus.japanese.width import fold
from corpus.kpi.record import Certainty, KpiRecord
from corpus.kpi.tables import read_kpis
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS

GOLD = Path(__file__).with_name("gold")
READINGS = Path(__file__).resolve().parents[3] / "docs" / "readings"
RECALL = 0.95
CERTAIN_RECALL = 0.90  # a record may be uncertain where its row is shifted against the header, but not as a habit
PRECISION = 0.99


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the gold: what may be written in each place, and its value, None where the plan states none."""

    plan: str
    tables: frozenset[str]
    indicators: frozenset[str]
    issue: str
    projects: frozenset[str]
    years: frozenset[str]
    kinds: frozenset[str]
    value: Decimal | None
    unit: str
    line: int

    def holds(self, record: KpiRecord) -> bool:
        """Return whether a record says something about this cell."""
        year = "" if record.fiscal_year is None else str(record.fiscal_year)
        return (
            record.plan_id == self.plan
            and fold(record.indicator) in self.indicators
            and year in self.years
            and record.kind.value in self.kinds
            and record.table.value in self.tables
            and self.issue in fold(record.issue)
            and (record.table.value != "activity" or _projects(record.project_id) == self.projects)
        )

    def equals(self, record: KpiRecord) -> bool:
        """Return whether a record states this cell's value, in its unit where the gold names one."""
        return record.value == self.value and (not self.unit or fold(record.unit) == fold(self.unit))


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measurement gave: how many values the gold has, and what was found, missed and wrong."""

    values: int
    missed: tuple[Cell, ...]
    missed_certain: tuple[Cell, ...]
    right: int
    wrong: tuple[tuple[Cell, KpiRecord], ...]

    @property
    def recall(self) -> float:
        """Return the share of values that some record states."""
        return 1 - len(self.missed) / self.values

    @property
    def certain_recall(self) -> float:
        """Return the share of values that some certain record states."""
        return 1 - len(self.missed_certain) / self.values

    @property
    def precision(self) -> float:
        """Return the share of certain records on cells of the gold that state its value; NaN where there is none."""
        judged = self.right + len(self.wrong)
        return self.right / judged if judged else nan

    def __str__(self) -> str:
        shares = (
            f"recall {self.recall:.3f}, of certain records {self.certain_recall:.3f}, precision {self.precision:.3f}"
        )
        lines = [f"{self.values} values: {shares}"]
        lines.append(f"{len(self.missed)} missed, {len(self.missed_certain)} missed or uncertain")
        lines += [f"missed: {cell}" for cell in self.missed[:30]]
        lines += [f"wrong: {cell} <- {record.value} {record.unit} ({record.raw})" for cell, record in self.wrong[:30]]
        return "\n".join(lines)


def _projects(joined: str) -> frozenset[str]:
    return frozenset(fold(part) for part in joined.split(";"))


def _cell(row: dict[str, str]) -> Cell:
    value = None if row["value"] == "EMPTY" else Decimal(row["value"])
    indicators = frozenset(map(fold, row["indicator"].split("|")))
    years, kinds, tables = (frozenset(row[name].split("|")) for name in ("fiscal_year", "kind", "table"))
    issue, projects = fold(row["issue"]), _projects(row["project_id"])
    return Cell(row["plan"], tables, indicators, issue, projects, years, kinds, value, row["unit"], int(row["line"]))


def gold(plan: str = "") -> tuple[Cell, ...]:
    """Return the cells of the gold, of one plan or of all."""
    rows = []
    for path in sorted(GOLD.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(_cell(row) for row in rows if plan in ("", row["plan"]))


def measure(cells: Sequence[Cell], records: Sequence[KpiRecord]) -> Measured:
    """Return how the records of the plans compare with the gold's cells."""
    on_cell = [(cell, [record for record in records if cell.holds(record)]) for cell in cells]
    sure = [(cell, [one for one in found if one.certainty is Certainty.CERTAIN]) for cell, found in on_cell]
    valued = [(cell, found) for cell, found in on_cell if cell.value is not None]
    judged = [(cell, one) for cell, found in sure for one in found if (cell.value, one.value) != (None, None)]
    return Measured(
        len(valued),
        tuple(cell for cell, found in valued if not any(map(cell.equals, found))),
        tuple(cell for cell, found in sure if cell.value is not None and not any(map(cell.equals, found))),
        sum(cell.equals(one) for cell, one in judged),
        tuple((cell, one) for cell, one in judged if not cell.equals(one)),
    )


def test_the_gold_is_large_enough_and_says_no_cell_twice() -> None:
    cells = gold()
    assert sum(cell.value is not None for cell in cells) == 466
    assert sum(cell.value is None for cell in cells) == 177
    said = Counter((cell.plan, cell.indicators, cell.issue, cell.projects, cell.years, cell.kinds) for cell in cells)
    assert [key for key, times in said.items() if times > 2] == []


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
def test_each_value_stands_on_the_line_that_the_gold_names() -> None:
    for cell in gold():
        line = (ORIGINALS / cell.plan / "plan.txt").read_text(encoding="utf-8").split("\n")[cell.line - 1]
        whole = str(cell.value).split(".", maxsplit=1)[0]
        if cell.value is not None and "万" not in line:
            assert whole in line.replace(",", "").replace(" ", ""), cell


@pytest.mark.parametrize("number", [1, 2])
def test_a_careful_reading_passes_as_if_it_were_extracted(number: int) -> None:
    text = (READINGS / f"sasebo-dx-{number}.csv").read_text(encoding="utf-8")
    records = read_kpis(text, 0, len(text), name="kpi.csv", plan_id="sasebo-dx").records
    measured = measure(gold("sasebo-dx"), records)
    assert (measured.values, measured.missed, measured.wrong) == (426, (), ()), measured


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
def test_extraction_finds_what_the_plans_state_and_nothing_else() -> None:
    records = [record for path in sorted(ORIGINALS.glob("*/plan.toml")) for record in read_plan(path.parent).kpis]
    assert records
    measured = measure(gold(), records)
    assert measured.recall >= RECALL, measured
    assert measured.certain_recall >= CERTAIN_RECALL, measured
    assert measured.precision >= PRECISION, measured
