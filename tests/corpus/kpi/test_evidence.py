from decimal import Decimal

from corpus.kpi.evidence import Known, resolve
from corpus.kpi.record import KpiKind
from corpus.kpi.ways import Run, ways
from corpus.kpi.yearly.cells import Says, read_cells
from corpus.kpi.yearly.finder import telling
from corpus.kpi.years import YearColumn
from corpus.layout.cells import rows_of
from corpus.layout.lines import scan

SLOTS = tuple(YearColumn(at + 2, 2021 + at, True, f"R{3 + at}", KpiKind.ACTUAL) for at in range(5))  # noqa: FBT003


def run(cells: str, *, offset: int | None = None) -> Run:
    text = f"実績|{cells}".replace("|", "\t")
    (row,) = rows_of(list(scan(text, 0, len(text))))
    read = tuple(read_cells(row)[1:])
    stop = next((at for at, one in enumerate(read) if one.says is Says.TEXT), len(read))
    return Run(SLOTS, read, stop, ends_in_mark=False, offset=offset, anchor="label position")


def test_the_first_way_changes_nothing() -> None:
    edits = [way.edit for way in ways(run("|5||7"))]
    assert edits[0] == ""
    assert set(edits[1:]) == {
        "1 blank cells taken out",
        "1 lost cells put back",
        "2 lost cells put back",
        "a blank taken out at -2",
    }


def test_one_piece_of_evidence_is_not_enough() -> None:
    assert not resolve(run("5|6|7"), Known()).certain
    assert resolve(run("5|6|7", offset=0), Known()).certain
    assert resolve(run("5|6|7"), Known(last=2023)).certain
    assert resolve(run("5|6|7"), Known(sibling=2021)).certain
    assert resolve(run("5|6|7|8|9|市民課が調べた数"), Known()).certain


def test_evidence_against_leaves_the_best_reading_uncertain() -> None:
    resolved = resolve(run("|5|6|7"), Known(last=2023))
    assert resolved.way.values(run("|5|6|7"), KpiKind.ACTUAL) == {2021: 5, 2022: 6, 2023: 7}
    assert not resolved.certain
    assert resolve(run("5|6|市民課が調べた数", offset=0), Known()).against == (
        "a text where a year's value should stand",
    )


def test_another_table_decides() -> None:
    def matches(series: dict[KpiKind, dict[int, Decimal]]) -> str:
        return "activity table" if series[KpiKind.ACTUAL] == {2021: 5, 2022: 6, 2023: 7} else ""

    resolved = resolve(run("|5|6|7"), Known(last=2023, matches=matches))
    assert resolved.certain
    assert resolved.evidence == ("last reported year", "activity table")


def test_equal_series_may_be_chance() -> None:
    def values(*said: int) -> tuple[tuple[int, Decimal], ...]:
        return tuple((2021 + at, Decimal(one)) for at, one in enumerate(said))

    assert telling(values(5, 6, 7, 8), related=False)
    assert telling(values(1, 1, 3), related=True)
    assert not telling(values(1, 1, 3), related=False)
    assert not telling(values(1, 1, 1), related=True)
    assert not telling(values(5, 6), related=True)
