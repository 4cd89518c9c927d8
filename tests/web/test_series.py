"""KPI series from records."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.kpis.series import grouped
from corpus.kpi.record import Certainty, KpiKind, KpiRecord
from tests.web.towns import INDICATORS, KPIS, PUBLIC
from web.series import SeriesFilter, VerdictChoice

ABOUT = [(PUBLIC.id, one) for one in INDICATORS]
TARGET = replace(KPIS[1], fiscal_year=2025, value=Decimal(40))


def _chosen(records: Sequence[KpiRecord], choice: VerdictChoice | None) -> int:
    return len(SeriesFilter(verdict=choice).choose(grouped(records, ABOUT)))


def test_a_word_without_a_unit_stays_with_its_series() -> None:
    records = [replace(KPIS[0], unit="%"), replace(KPIS[2], unit="")]
    series = SeriesFilter().choose(grouped(records, []))
    assert [(one.unit, len(one.points)) for one in series] == [("%", 2)]


def test_values_of_two_units_are_never_one_line() -> None:
    records = [replace(KPIS[0], unit="%"), replace(KPIS[1], unit="件"), replace(KPIS[2], unit="")]
    series = SeriesFilter().choose(grouped(records, []))
    assert [(one.unit, len(one.points)) for one in series] == [("%", 2), ("件", 1)]


def test_the_direction_comes_from_the_indicator_alone() -> None:
    assert [one.direction for one in SeriesFilter().choose(grouped(KPIS[:1], ABOUT))] == ["up"]
    other = [replace(KPIS[0], issue="別の課題")]
    assert [one.direction for one in SeriesFilter().choose(grouped(other, ABOUT))] == [""]


def test_verdicts_choose_series() -> None:
    reached, missed = [KPIS[0], TARGET], [replace(KPIS[0], value=Decimal(39)), TARGET]
    doubtful = [replace(KPIS[0], certainty=Certainty.UNCERTAIN), TARGET]
    choices = (None, *VerdictChoice)
    assert [_chosen(reached, choice) for choice in choices] == [1, 1, 0, 0]
    assert [_chosen(missed, choice) for choice in choices] == [1, 0, 1, 0]
    assert [_chosen(doubtful, choice) for choice in choices] == [1, 0, 0, 1]
    assert [_chosen(KPIS[:1], choice) for choice in choices] == [1, 0, 0, 0]


def test_a_verdict_is_found_whatever_values_are_shown() -> None:
    series = SeriesFilter(year=2025, kind=KpiKind.ACTUAL).choose(grouped([KPIS[0], TARGET], ABOUT))
    assert [(len(one.points), [v.verdict for v in one.verdicts]) for one in series] == [(1, ["achieved"])]
