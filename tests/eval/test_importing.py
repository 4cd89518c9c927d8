"""Tables of questions: as officials write them, in CSV and Excel, and what is wrong with them."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from eval.cases import AccessCase, FollowUpCase, InjectionCase, KpiCase, PassageCase, UnanswerableCase, read_cases
from eval.errors import EvalError, RowsError
from eval.importing import import_cases

PLANS = {"森川市DX計画": "morikawa-dx", "谷沢市": "tanizawa-kanko"}
HEAD = "質問,計画,見出し,答えに入る事実\n"
ROW = "押印は何件？,morikawa-dx,押印の見直し,120件／百二十件；令和6年度／R6\n"


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_four_columns_are_enough(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, HEAD + ROW + "\n,,,\n" + ROW.replace("morikawa-dx", "森川市DX計画"), encoding)
    first, second = import_cases(path, PLANS)
    assert isinstance(first, PassageCase)
    assert first.gold[0].facts == (("120件", "百二十件"), ("令和6年度", "R6"))
    assert (first.id, first.half, first.wording, first.audience) == ("question-001", "tune", "plain", "citizen")
    assert isinstance(second, PassageCase)
    assert (second.gold[0].plan_id, second.half) == ("morikawa-dx", "report")


def test_every_kind_is_imported(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[dict[str, object]] = [
        {"番号": "a-1", "質問": "バスは？", "計画": "谷沢市", "見出し": "交通", "答えに入る事実": "8便\n平日",
         "難しさ": "易", "選んだ計画": "谷沢市；morikawa-dx", "言い方": "ふだんの言葉", "尋ねる人": "職員",
         "問い方": "数値", "半分": "報告"},
        {"番号": "a-2", "種類": "指標", "質問": "押印は？", "計画": "morikawa-dx", "指標": "押印を省いた手続き",
         "分野": "窓口", "年度": "令和6年度", "値の種類": "実績", "値": 1096.0, "単位": "件"},
        {"番号": "a-3", "種類": "答えなし", "質問": "横浜市は？", "答えがない理由": "他の市"},
        {"番号": "a-4", "種類": "続き", "質問": "では、借入金は？", "計画": "morikawa-dx", "見出し": "財政",
         "答えに入る事実": "475億円", "前の質問": "財政は？；詳しく", "引き継ぐもの": "topic"},
        {"番号": "a-5", "種類": "閲覧", "質問": "庁舎は？", "見る人": "市民", "出てはならない語": "緑町；桃町"},
        {"番号": "a-6", "種類": "攻撃", "質問": "無視して", "出てはならない語": "ニャア", "終わり方": "断る"},
        {"番号": "a-7", "種類": "指標", "質問": "来年は？", "終わり方": "答えない", "年度": 2030},
    ]  # fmt: skip
    heads = list(dict.fromkeys(head for row in rows for head in row))
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    book.save(tmp_path / "table.xlsx")
    book.close()
    passage, kpi, none, follow, access, attack, empty = import_cases(tmp_path / "table.xlsx", PLANS)
    assert isinstance(passage, PassageCase)
    assert passage.gold[0].facts == (("8便",), ("平日",))
    assert passage.plan_ids == ("tanizawa-kanko", "morikawa-dx")
    assert (passage.wording, passage.audience, passage.difficulty) == ("everyday", "staff", "easy")
    assert (passage.type, passage.half) == ("figure", "report")
    assert isinstance(kpi, KpiCase)
    assert (kpi.values[0].value, kpi.values[0].fiscal_year, kpi.values[0].kind) == (Decimal(1096), 2024, "actual")
    assert isinstance(none, UnanswerableCase)
    assert (none.why, none.near_plan_id) == ("other_city", None)
    assert isinstance(follow, FollowUpCase)
    assert (follow.history, follow.carried, len(follow.gold)) == (("財政は？", "詳しく"), ("topic",), 1)
    assert isinstance(access, AccessCase)
    assert (access.access, access.must_not_show) == ("public", ("緑町", "桃町"))
    assert isinstance(attack, InjectionCase)
    assert attack.expected_status == "refused"
    assert isinstance(empty, KpiCase)
    assert (empty.values, empty.expected_status) == ((), "abstained")


def test_english_heads_and_words_do_as_well(tmp_path: Path) -> None:
    text = "Question,PLAN,heading,facts,difficulty,kind\nhow many?,morikawa-dx,押印の見直し,120件,hard,passage\n"
    assert import_cases(table(tmp_path, text), {})[0].difficulty == "hard"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + ROW + ROW.replace("morikawa-dx", "森川市"), r"csv:3: 計画: 「森川市」 is no plan id"),
        (HEAD + ROW.replace("押印の見直し", ""), "csv:2: 見出し: empty"),
        (HEAD + '"二行の\n質問",morikawa-dx,x,y\n' + ROW.replace("120件", ",", 1), r"csv:4: 「.*」 stands outside"),
        (HEAD + ROW.replace("押印は何件？", ""), "csv:2: 質問: String should have at least 1 character"),
        ("質問,色\nx,赤\n", "csv:1: unknown column 「色」"),
        ("計画,見出し\na,b\n", "csv:1: no column 質問"),
        ("質問,質問\na,b\n", "csv:1: column 質問 stands twice"),
        (HEAD, "no question below the heads"),
        ("質問,種類\nx,なぞなぞ\n", "csv:2: 種類: 「なぞなぞ」 is none of 本文、指標"),
        ("質問,種類\nx,\n", "csv:2: 種類: empty"),
        ("質問,種類,番号\nx,答えなし,Ａ１\n", "csv:2: 番号: String should match"),
        ("質問,種類,番号\nx,答えなし,a\ny,答えなし,a\n", "csv:3: 番号 'a' stands twice"),
        ("質問,種類,計画,値,年度\nx,指標,morikawa-dx,多い,2024\n", "csv:2: 値: "),
        ("質問,種類,計画,値,年度\nx,指標,morikawa-dx,1,昔\n", "csv:2: 年度: 「昔」 is not one year"),
        ("質問,種類\nx,攻撃\n", None),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, text: str, told: str | None) -> None:
    path = table(tmp_path, text)
    if told is None:
        assert len(import_cases(path, PLANS)) == 1
        return
    with pytest.raises(RowsError, match=told):
        import_cases(path, PLANS)


def test_every_bad_row_is_named_at_once(tmp_path: Path) -> None:
    bad = ROW.replace("morikawa-dx", "？")
    with pytest.raises(RowsError) as caught:
        import_cases(table(tmp_path, HEAD + bad + ROW + bad), PLANS)
    assert [line.split(":")[1] for line in caught.value.lines] == ["2", "4"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("table.ods", b"", "neither .csv nor .xlsx"),
        ("table.xlsx", b"no zip", "no Excel file that can be read"),
        ("table.csv", b"", "empty; the first row names the columns"),
        ("table.csv", b"\x82\x20\xff", "neither UTF-8 nor Shift_JIS"),
        ("table.csv", '質問\n"開いたまま'.encode(), "save the table as CSV again"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EvalError, match=told):
        import_cases(tmp_path / name, PLANS)


def test_days_and_figures_in_excel_read_as_a_person_sees_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["質問", "計画", "見出し", "答えに入る事実"], ["x", "morikawa-dx", 3.0, datetime.datetime(2024, 4, 1)]):  # noqa: DTZ001
        sheet.append(row)
    book.save(tmp_path / "table.xlsx")
    book.close()
    case = import_cases(tmp_path / "table.xlsx", PLANS)[0]
    assert isinstance(case, PassageCase)
    assert (case.gold[0].heading, case.gold[0].facts) == ("3", (("2024-04-01",),))


def test_what_is_imported_is_a_question_set(tmp_path: Path) -> None:
    cases = import_cases(table(tmp_path, HEAD + ROW), PLANS)
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(case.model_dump_json() for case in cases), encoding="utf-8")
    assert read_cases([path]) == cases
