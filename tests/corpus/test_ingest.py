from pathlib import Path

import pytest

from corpus.errors import PlanFolderError, SourceError
from corpus.ingest import folder_digest, read_plan
from corpus.notice import NoticeCode
from tests.corpus.folder import make_folder
from tests.corpus.reading import assert_sound

KPI = (
    "plan_id,table,field,issue,indicator,project_id,fiscal_year,period,kind,value,unit,raw,qualifier,certainty\n"
    "midori,kpi,窓口,待ち時間,予約率,,2024,,target,45,%,45%,以上,certain\n"
)
INDICATORS = (
    "table,field,issue,indicator,project_id,direction,formula,department,priority_issue,project_name,leading,years,"
    "definition,note\nkpi,窓口,待ち時間,予約率,,up,予約数÷来庁者数,市民課,,,true,2024,,\n"
)


def test_the_text_is_the_files_in_order(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path,
        b_md="# 二\r\n\r\n後の本文です。\r",
        a_txt=b"\xef\xbb\xbf# \xe4\xb8\x80\n",
        kpi_csv=KPI,
        indicators_csv=INDICATORS,
    )
    plan = read_plan(folder)
    assert plan.text == "\f".join(["# 一\n", "# 二\n\n後の本文です。\n", INDICATORS, KPI])
    assert [file.name for file in plan.files] == ["a.txt", "b.md", "indicators.csv", "kpi.csv"]
    assert [plan.text[file.start : file.end] for file in plan.files] == plan.text.split("\f")
    assert plan.digest == folder_digest(folder)
    assert plan.manifest.id == "midori"


def test_tables_give_records_and_no_chunks(tmp_path: Path) -> None:
    plan = read_plan(make_folder(tmp_path, a_md="# 窓口\n\n本文です。\n", kpi_csv=KPI, indicators_csv=INDICATORS))
    assert [chunk.text for chunk in plan.chunks] == ["本文です。"]
    (record,), (indicator,) = plan.kpis, plan.indicators
    assert plan.text[record.start : record.end] == KPI.split("\n")[1]
    assert plan.text[indicator.start : indicator.end] == INDICATORS.split("\n")[1]
    assert plan.sections[-1].end == plan.files[0].end


def test_pages_count_over_files(tmp_path: Path) -> None:
    text = "# 一\n\n一枚目の文です。\f# 二\n\n二枚目の文です。"
    plan = read_plan(
        make_folder(tmp_path, a_txt=text, b_md="# 三\n\n頁のない文です。", c_txt="# 四\n\n三枚目の文です。\f")
    )
    assert "\f" not in plan.text[: plan.files[0].end]
    assert [chunk.page for chunk in plan.chunks] == [1, 2, None, 3]
    assert_sound(plan.text, list(plan.chunks))


def test_files_without_pages(tmp_path: Path) -> None:
    plan = read_plan(make_folder(tmp_path, a_md="本文です。", b_txt="次の本文です。"))
    assert {chunk.page for chunk in plan.chunks} == {None}


def test_a_sentence_never_runs_from_file_to_file(tmp_path: Path) -> None:
    plan = read_plan(
        make_folder(
            tmp_path, a_md="市の公共施設の多くは、昭和五十五年までに\n", b_md="整備されて、更新を迎えています。"
        )
    )
    said = [sentence.text for chunk in plan.chunks for sentence in chunk.sentences]
    assert said == ["市の公共施設の多くは、昭和五十五年までに", "整備されて、更新を迎えています。"]


def test_other_files_are_named(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, a_md="本文です。", b_ppt=b"PPT", NOTICE="", kpi_csv="plan_id\n")
    (folder / "images").mkdir()
    said = [(item.file, item.place, item.reason) for item in read_plan(folder).rejections]
    assert said[:3] == [
        ("NOTICE", "file", "not read yet: files without ending"),
        ("b.ppt", "file", "not read yet: .ppt"),
        ("images", "file", "not read yet: a folder"),
    ]
    assert said[3][:2] == ("kpi.csv", "header")


@pytest.mark.parametrize("files", [{}, {"a_md": " \n\f\n"}, {"kpi_csv": KPI}, {"a_ppt": b"PPT"}])
def test_a_folder_without_text(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    with pytest.raises(PlanFolderError, match="no text; put the plan's text beside"):
        read_plan(make_folder(tmp_path, **files))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\x00\x00", r"a\.txt: not a text file"),
        ("Größe\nÄÖÜ".encode("latin-1"), r"a\.txt, line 1: not UTF-8"),
        ("一行目\n".encode() + b"\xff", r"a\.txt, line 2: not UTF-8"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        read_plan(make_folder(tmp_path, a_txt=data))
    assert "\n" not in str(raised.value)


def test_files_of_other_encodings(tmp_path: Path) -> None:
    text = "# 窓口\n\n待ち時間を減らします。\n"
    plan = read_plan(
        make_folder(tmp_path, a_txt=text.encode("cp932"), b_md=text.encode("utf-16"), kpi_csv=KPI.encode("cp932"))
    )
    assert plan.text == "\f".join([text, text, KPI])
    assert [(record.indicator, record.raw) for record in plan.kpis] == [("予約率", "45%")]
    assert [(notice.file, notice.code) for notice in plan.notices] == [
        ("a.txt", NoticeCode.CONVERTED),
        ("b.md", NoticeCode.CONVERTED),
        ("kpi.csv", NoticeCode.CONVERTED),
    ]


def test_more_lines_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.ingest.MAX_LINES", 10)
    with pytest.raises(SourceError, match="more than 10 lines"):
        read_plan(make_folder(tmp_path, a_txt="行\n" * 11))


def test_a_large_text_is_read_in_bounded_time(tmp_path: Path) -> None:
    text = "# 見出し\n\n市は、窓口の待ち時間を減らすため、予約の仕組みを広げていきます。\n\n" * 4000 + "あ" * 400_000
    plan = read_plan(make_folder(tmp_path, a_txt=text))
    assert len(plan.sections) == 4001
    assert_sound(plan.text, list(plan.chunks))
