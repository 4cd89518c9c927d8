"""KPI series from records."""

from dataclasses import replace

from assistant.turn import KpiVerdict
from tests.web.towns import INDICATORS, KPIS, PUBLIC
from web.series import VerdictChoice, directions_of, judged, to_series


def test_a_word_without_a_unit_stays_with_its_series() -> None:
    records = [replace(KPIS[0], unit="%"), replace(KPIS[2], unit="")]
    series = to_series(records, {})
    assert [(one.unit, len(one.points)) for one in series] == [("%", 2)]


def test_values_of_two_units_are_never_one_line() -> None:
    records = [replace(KPIS[0], unit="%"), replace(KPIS[1], unit="件"), replace(KPIS[2], unit="")]
    assert [(one.unit, len(one.points)) for one in to_series(records, {})] == [("%", 2), ("件", 1)]


def test_the_direction_comes_from_the_indicator_alone() -> None:
    directions = directions_of(PUBLIC.id, INDICATORS)
    assert [one.direction for one in to_series(KPIS[:1], directions)] == ["up"]
    assert [one.direction for one in to_series([replace(KPIS[0], issue="別の課題")], directions)] == [""]


def test_verdicts_choose_series() -> None:
    series = to_series(KPIS[:1], {})[0]
    reached = replace(series, verdicts=(KpiVerdict(2024, "30", "41", "achieved"),))
    unclear = replace(series, verdicts=(KpiVerdict(2024, "維持", "41", None),))
    assert [judged(reached, choice) for choice in (None, *VerdictChoice)] == [True, True, False, False]
    assert [judged(unclear, choice) for choice in (None, *VerdictChoice)] == [True, False, False, True]
    assert not judged(series, VerdictChoice.UNCERTAIN)
