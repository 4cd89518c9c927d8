from dataclasses import asdict
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.kpi.export import kpi_csv
from corpus.kpi.record import Certainty, KpiKind, KpiRecord, KpiTable
from corpus.kpi.tables import INDICATOR_HEADER, KPI_HEADER, TableRead, read_indicators, read_kpis

HEADER = ",".join(KPI_HEADER)
ROW = 'midori,kpi,観光,体験,閲覧回数,観光1-1-4,2024,,actual,8870,回,"8,870",,certain'


def read(*rows: str, header: str = HEADER) -> TableRead[KpiRecord]:
    """Return what a kpi.csv with these rows gives, read from the middle of a text."""
    text = "本文\f" + "\n".join([header, *rows]) + "\n"
    return read_kpis(text, 3, len(text), name="kpi.csv", plan_id="midori")


def reasons(taken: TableRead[KpiRecord]) -> list[tuple[str, str]]:
    """Return the places and reasons of the rejections."""
    return [(item.place, item.reason) for item in taken.rejections]


def test_header_is_the_contract() -> None:
    first = "plan_id,table,field,issue,indicator,project_id,fiscal_year,period"
    assert f"{first},kind,value,unit,raw,qualifier,certainty" == HEADER
    assert INDICATOR_HEADER[5:] == (
        "direction", "formula", "department", "priority_issue", "project_name", "leading", "years", "definition",
        "note",
    )  # fmt: skip


def test_a_row_is_typed() -> None:
    (record,) = read(ROW).records
    assert (record.table, record.kind, record.certainty) == (KpiTable.KPI, KpiKind.ACTUAL, Certainty.CERTAIN)
    assert (record.fiscal_year, record.value, record.unit, record.raw) == (2024, Decimal(8870), "回", "8,870")


def test_words_stand_without_value() -> None:
    (record,) = read("midori,figure,財政,方針,市債残高,,,毎年,target,,,予算規模以内,以内,uncertain").records
    assert (record.value, record.fiscal_year, record.raw, record.qualifier) == (None, None, "予算規模以内", "以内")


def test_spans_take_in_quoted_line_ends() -> None:
    text = f'{HEADER}\n\nmidori,kpi,観光,"体\n験",率,,2024,,target,5,%,5%,,certain\n{ROW}\n'
    taken = read_kpis(text, 0, len(text), name="kpi.csv", plan_id="midori")
    first, second = taken.records
    assert text[first.start : first.end].startswith('midori,kpi,観光,"体\n験"')
    assert text[first.start : first.end].endswith("certain")
    assert text[second.start : second.end] == ROW


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("other" + ROW.removeprefix("midori"), "plan_id is other, but the plan is midori"),
        (ROW.replace("kpi", "KPI"), "table = KPI: "),
        (ROW.replace("2024", "R6"), "fiscal_year = R6: "),
        (ROW.replace("2024", "20240"), "fiscal_year = 20240: "),
        (ROW.replace("actual", "real"), "kind = real: "),
        (ROW.replace(",8870,", ",約8870,"), "value = 約8870: "),
        (ROW.replace(",8870,", ",1e5,"), "value = 1e5: "),
        (ROW.replace("certain", ""), "certainty = (empty): "),
        (ROW.replace("閲覧回数", ""), "indicator = (empty): "),
        (ROW + ",more", "15 cells instead of 14"),
        ("midori,kpi", "2 cells instead of 14"),
        (ROW.replace('8870,回,"8,870"', ",回,"), "value and raw are both empty"),
        ('midori,"kpi"x,観光', "not CSV"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_stay(row: str, reason: str) -> None:
    taken = read(row, ROW)
    assert len(taken.records) == 1
    ((place, said),) = reasons(taken)
    assert reason in said
    assert place == "line 2"


def test_a_cell_is_said_once() -> None:
    assert reasons(read(ROW, ROW.replace("8870", "9000"))) == [("line 3", "says the same cell as line 2")]


@pytest.mark.parametrize("header", ["", "plan_id,table", HEADER + ",more", HEADER.replace("unit", "units")])
def test_another_header_is_rejected(header: str) -> None:
    taken = read(ROW, header=header)
    assert taken.records == ()
    assert reasons(taken)[0][0] == "header"


PLACES = {"start", "end", "cell_start", "cell_end"}


def test_export_gives_back_what_was_read() -> None:
    records = read(ROW, "midori,figure,財政,方針,市債残高,,,毎年,target,,,予算規模以内,以内,uncertain").records
    text = kpi_csv(records)
    again = read_kpis(text, 0, len(text), name="kpi.csv", plan_id="midori").records
    kept = [{key: value for key, value in asdict(record).items() if key not in PLACES} for record in records]
    assert [{key: asdict(record)[key] for key in kept[0]} for record in again] == kept
    assert kpi_csv([]) == HEADER + "\n"


def test_export_writes_plain_decimals() -> None:
    (record,) = read(ROW.replace(",8870,", ",0.000000001,")).records
    assert ",0.000000001," in kpi_csv([record])


def test_indicators() -> None:
    header = ",".join(INDICATOR_HEADER)
    row = "kpi,窓口,待ち時間,予約率,,up,予約数÷来庁者数,市民課,,,true,2024,予約して来た人の割合,"
    text = f"{header}\n{row}\n{row}\n{row.replace('up', 'more').replace('予約率', '満足度')}\n"
    taken = read_indicators(text, 0, len(text), name="indicators.csv")
    (indicator,) = taken.records
    assert (indicator.direction, indicator.leading, indicator.department) == ("up", True, "市民課")
    assert text[indicator.start : indicator.end] == row
    assert [item.place for item in taken.rejections] == ["line 3", "line 4"]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet='a,"\n1 あ', max_size=120))
def test_any_text_is_records_and_rejections(body: str) -> None:
    taken = read(ROW, body)
    assert all(item.reason and "\n" not in item.place for item in taken.rejections)
