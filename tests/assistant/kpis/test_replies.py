"""Sentences about the bundled plans' KPI values, against what kpi.csv says."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

import pytest

from assistant.kpis.lists import list_reply
from assistant.kpis.replies import Asked, reply_for
from assistant.kpis.series import Series
from assistant.kpis.verdicts import verdict_of
from assistant.kpis.wanted import wanted_of
from assistant.kpis.wordings import Wording
from assistant.kpis.years import asked_years
from assistant.turn import AnswerStatus, KpiFindings, Language

CITIES = {"sasebo-dx": "佐世保市", "nagareyama-keiei": "流山市"}


def one(series: Sequence[Series], indicator: str, field: str = "") -> Series:
    """Return the KPI of that name, and field where one is given."""
    return next(s for s in series if s.indicator == indicator and field in s.field and s.table == "kpi")


def ask(question: str, *found: Series, language: Language = "ja") -> KpiFindings:
    """Return the findings of a question about these series, asked in November 2026."""
    wanted = wanted_of(question, asked_years(question, datetime.date(2026, 11, 22)))
    return reply_for(Asked(wanted, Wording(language, CITIES), 2026), found)


def said(findings: KpiFindings) -> str:
    """Return the text of findings."""
    return "\n".join(draft.text for draft in findings.drafts)


def test_one_value_with_its_year_and_unit(series: tuple[Series, ...]) -> None:
    found = ask("令和6年度の実績は何%でしたか", one(series, "オンライン申請利用率", "子ども"))
    assert said(found) == "佐世保市の「オンライン申請利用率」（子ども）の令和6(2024)年度の実績は、50.4%です。"
    assert [(p.fiscal_year, p.kind, p.value) for p in found.series[0].points] == [(2024, "actual", "50.4")]


def test_a_series_has_a_line_for_each_year_of_the_range(series: tuple[Series, ...]) -> None:
    found = ask("実績はR3からR6までどう推移しましたか", one(series, "RPA等による削減効果時間"))
    assert said(found).splitlines()[1:] == [
        "・令和3(2021)年度：7,055.8時間", "・令和4(2022)年度：5,273.2時間",
        "・令和5(2023)年度：7,089.34時間", "・令和6(2024)年度：7,481.53時間",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "field", "year", "verdict"),
    [
        ("オンライン対応手続き数", "保健福祉", 2023, "missed"), ("オンライン対応手続き数", "窓口", 2024, "achieved"),
        ("ペーパーレス度(令和3年度印刷枚数との比較)", "", 2024, "achieved"),  # the lower the better
        ("プッシュ型通知登録数", "子ども", 2022, "missed"),
    ],
)  # fmt: skip
def test_verdicts_follow_the_direction(
    series: tuple[Series, ...], indicator: str, field: str, year: int, verdict: str
) -> None:
    found = verdict_of(one(series, indicator, field), year)
    assert found is not None
    assert found.verdict == verdict


def test_a_verdict_says_both_numbers(series: tuple[Series, ...]) -> None:
    found = ask("R4の目標を達成しましたか", one(series, "プッシュ型通知登録数", "子ども"))
    assert "目標53.0%に対して実績46.2%で、目標に届きませんでした" in said(found)
    assert [v.verdict for v in found.series[0].verdicts] == ["missed"]


def test_differences_of_percentages_are_points(series: tuple[Series, ...]) -> None:
    rate = one(series, "オンラインコミュニケーションの利用率")
    found = ask("実績はR3からR6までに何ポイント上がりましたか", rate)
    assert "34.1ポイント増えました（94.4%から60.3%を引いて34.1ポイント）" in said(found)
    assert "17回減りました（31回から48回を引いて-17回）" in said(
        ask("R4からR6へ何回増減しましたか", one(series, "デジタル活用セミナー実施回数"))
    )


def test_a_gap_to_the_target(series: tuple[Series, ...]) -> None:
    found = ask("R6は目標にあとどれだけ足りなかった？", one(series, "キャッシュレス決済利用率(窓口)"))
    assert "目標の30%より14.8ポイント足りません" in said(found)


def test_a_blank_cell_is_said_to_be_blank_with_the_nearest_record(series: tuple[Series, ...]) -> None:
    found = ask("令和6年度の実績はいくつですか", one(series, "標準化対応業務数"))
    assert (found.status, found.reason) == (AnswerStatus.ABSTAINED, "no_recorded_value")
    assert "令和6(2024)年度の実績は、計画に記録されていません" in said(found)
    assert "令和7(2025)年度の目標の2" in said(found)
    assert found.suggestions


def test_missed_targets_are_counted_and_listed(series: tuple[Series, ...]) -> None:
    wanted = wanted_of("R6の目標に届かなかったものはどれですか", asked_years("R6", datetime.date(2026, 11, 22)))
    asked = Asked(wanted, Wording("ja", CITIES), 2026)
    found = list_reply(asked, [s for s in series if s.field == "保健福祉"], "保健福祉のKPI")
    assert found is not None
    assert "2件です" in found.drafts[0].text
    assert {s.indicator for s in found.series} == {"オンライン申請利用率", "オンライン対応相談窓口数"}
    assert all(Decimal(v.actual) < Decimal(v.target) for s in found.series for v in s.verdicts)


def test_an_indicator_with_an_uncertain_value_is_told_beside_the_list(series: tuple[Series, ...]) -> None:
    wanted = wanted_of("R6の目標に届かなかったものはどれですか", asked_years("R6", datetime.date(2026, 11, 22)))
    found = list_reply(
        Asked(wanted, Wording("ja", CITIES), 2026), [s for s in series if s.field == "窓口"], "窓口のKPI"
    )
    assert found is not None
    assert "1件です" in found.drafts[0].text
    assert [s.indicator for s in found.series] == ["オンライン相談対応業務数"]
    doubtful = [draft for draft in found.drafts if "数えていません" in draft.text]
    assert [draft.records[0].indicator for draft in doubtful] == ["オンライン申請利用率"]
    assert all(record.certainty != "certain" for draft in doubtful for record in draft.records[-1:])
    assert found.uncertain


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
def test_a_list_with_what_is_told_beside_it_keeps_to_the_length_of_an_answer(
    series: tuple[Series, ...], language: Language
) -> None:
    wanted = wanted_of("R6の目標に届かなかったものはどれですか", asked_years("R6", datetime.date(2026, 11, 22)))
    found = list_reply(Asked(wanted, Wording(language, CITIES), 2026), series, "KPI")
    assert found is not None
    assert found.uncertain
    assert len(said(found)) <= 1_150, "1,200 with the notices' lines"


def test_english_frames_hold_the_same_numbers(series: tuple[Series, ...]) -> None:
    found = ask("Did it reach its FY2022 target?", one(series, "プッシュ型通知登録数", "子ども"), language="en")
    assert "target 53.0%, actual 46.2%; the target was missed" in said(found)


@pytest.mark.parametrize(
    "name", ["申請書作成支援対応手続き数", "申請書作成支援対応手続き利用率", "IoTを活用した鳥獣検知箇所数"]
)
def test_a_doubtful_value_without_a_year_is_no_value_of_the_year_asked_for(
    series: tuple[Series, ...], name: str
) -> None:
    found = ask("令和6年度の目標はいくつですか", one(series, name))
    assert (found.status, found.reason) == (AnswerStatus.ABSTAINED, "no_recorded_value")
    assert found.series[0].points


def test_a_sure_limit_of_the_whole_plan_answers_for_any_year(series: tuple[Series, ...]) -> None:
    assert "175.0%以内" in said(ask("令和6年度の目標は何%ですか", one(series, "将来負担比率")))


def test_an_actual_asked_for_outright_is_not_replaced_by_a_target(series: tuple[Series, ...]) -> None:
    found = ask("令和9年度の実績は何時間ですか", one(series, "RPA等による削減効果時間"))
    assert (found.status, found.reason) == (AnswerStatus.ABSTAINED, "no_recorded_value")


def test_a_list_in_english_spells_its_count(series: tuple[Series, ...]) -> None:
    wanted = wanted_of("Which KPIs missed FY2024?", asked_years("FY2024", datetime.date(2026, 11, 22)))
    found = list_reply(
        Asked(wanted, Wording("en", CITIES), 2026), [s for s in series if s.field == "保健福祉"], "the KPIs"
    )
    assert found is not None
    assert "two missed the target" in found.drafts[0].text


def test_the_ends_of_a_plan_are_compared(series: tuple[Series, ...]) -> None:
    found = ask("開始年度と終了年度を比べるとどれだけ変わりましたか", one_figure(series, "人口1,000人当たりの職員数"))
    assert [(p.fiscal_year, p.value) for p in found.series[0].points] == [(2020, "5.59"), (2024, "5.72")]


def one_figure(series: Sequence[Series], indicator: str) -> Series:
    """Return the figure of that name."""
    return next(s for s in series if s.indicator == indicator)
