import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.notice import NoticeCode
from corpus.readers.delimited import MOST_COLUMNS, read_delimited
from corpus.readers.tabulation import filled, rows_as_blocks
from tests.corpus.reading import assert_sound, chunks_of, said_in


def _text(csv: str, name: str = "a.csv") -> str:
    return read_delimited(csv.encode(), name).text


def test_a_table() -> None:
    source = read_delimited("指標,R5,R6\n予約率,30%,45%\n".encode(), "midori/a.csv")
    assert (source.text, source.pages, source.notices) == ("指標\tR5\tR6\n予約率\t30%\t45%", None, ())


@pytest.mark.parametrize(
    "csv",
    [
        "指標\tR5\n来訪者数\t1,200\n宿泊者数\t300\n",
        "指標;R5\n来訪者数;1,200\n宿泊者数;300\n",
        '指標,R5\n来訪者数,"1,200"\n宿泊者数,300\n',
        "sep=;\r\n指標;R5\r\n来訪者数;1,200\r\n宿泊者数;300\r\n",
        "\ufeff指標;R5\r来訪者数;1,200\r宿泊者数;300\r",
    ],
)
def test_delimiters(csv: str) -> None:
    assert _text(csv) == "指標\tR5\n来訪者数\t1,200\n宿泊者数\t300"


def test_tabs_part_the_cells_of_a_tsv() -> None:
    assert _text("名\t値\n庁舎,別館\t1,2\n", "a.TSV") == "名\t値\n庁舎,別館\t1,2"


def test_cells_with_line_ends_and_ragged_rows() -> None:
    csv = '課,取組,時期,備考\n情報政\u2028策課,"・窓口\n・電話",,\n市民課,"""予約"""\n'
    assert _text('課,取組,時期\n市民課,"情報政\n策課",\n財政課,"・窓口\n・電話"\n') == (
        "課\t取組\t時期\n市民課\t情報政策課\t\n財政課\t・窓口 ・電話\t"
    )
    assert '\t"予約"\t' in _text(csv)


def test_titles_over_tables_and_notes_under_them() -> None:
    csv = (
        "観光の指標,,\n（単位：人）,,\n指標,R5,R6\n来訪者数,100,120\n■宿泊,,\n宿泊者数,10,12\n※R6は見込み,,\n"
        ",,\n窓口の指標,,\n指標,R5,R6\n予約率,30%,45%\n"
    )
    assert _text(csv).split("\n\n") == [
        "観光の指標\n（単位：人）\n指標\tR5\tR6\n来訪者数\t100\t120\n■宿泊\t\t\n宿泊者数\t10\t12",
        "※R6は見込み",
        "窓口の指標\n指標\tR5\tR6\n予約率\t30%\t45%",
    ]


def test_columns_without_text_are_left_out() -> None:
    assert _text(",指標,,R5,\n,予約率,,30%,\n") == "指標\tR5\n予約率\t30%"


def test_a_row_under_a_merged_cell_stays_in_the_table() -> None:
    rows = [["課題", "取組"], ["窓口", "予約を広げます。"], ["", "電話を減らします。"], ["電話", "案内を整えます。"]]
    assert rows_as_blocks(map(filled, rows)).count("\n") == 3


def test_a_sentence_between_rows_parts_tables() -> None:
    rows = [["指標", "R5"], ["予約率", "30%"], ["次は電話の指標です。"], ["指標", "R5"], ["件数", "12"]]
    text = rows_as_blocks(map(filled, rows))
    assert text == "指標\tR5\n予約率\t30%\n\n次は電話の指標です。\n指標\tR5\n件数\t12"
    chunks = chunks_of(text)
    assert_sound(text, chunks)
    assert next(said for chunk in chunks for said in said_in(chunk)) == "予約率 ／ 30%"


def test_one_column_is_prose() -> None:
    assert _text("市は、窓口の待ち時間を\n減らします。\n\n次の段落です。\n") == (
        "市は、窓口の待ち時間を\n減らします。\n\n次の段落です。"
    )


@pytest.mark.parametrize("csv", ["", "\n\n", ",,,\n,,\n", " \n　\n"])
def test_files_without_text(csv: str) -> None:
    assert _text(csv).strip() == ""


def test_broken_quotation_marks() -> None:
    csv = '名,値\n"窓口"一,2\n"開いたまま,3\n電話,"5\n6"\n予約,8\n'
    source = read_delimited(csv.encode(), "midori/a.csv")
    assert source.text == '名\t値\n窓口"一\t2\n開いたまま\t3\n電話\t5 6\n予約\t8'
    (notice,) = source.notices
    assert (notice.file, notice.place, notice.code) == ("a.csv", "line 2", NoticeCode.TABLE)
    assert notice.message.startswith("broken quotation marks in 2 rows")


def test_a_very_long_cell() -> None:
    cell = "窓口の予約を広げます。" * 20_000
    assert _text(f"名,説明\n窓口,{cell}\n") == f"名\t説明\n窓口\t{cell}"


def test_too_many_columns() -> None:
    source = read_delimited(("a," * 3000 + "\n" + "b,c\n").encode(), "a.csv")
    assert source.text.split("\n")[0].count("a") == MOST_COLUMNS
    assert source.notices[0].code is NoticeCode.LIMIT


def test_another_encoding() -> None:
    source = read_delimited("指標,R6\r\n来訪者数,120\r\n".encode("cp932"), "a.csv")
    assert source.text == "指標\tR6\n来訪者数\t120"
    assert source.notices[0].code is NoticeCode.CONVERTED


def test_no_text() -> None:
    with pytest.raises(SourceError, match="not a text file"):
        read_delimited(b"PK\x03\x04" + bytes(100), "a.csv")


@pytest.mark.parametrize(
    "csv",
    ['"a,b\n' * 60_000, 'a,"x"y\n' * 60_000, "a,b\n" * 100_000 + "," * 1990 + "x\n", '"' * 300_000, "," * 900_000],
)
def test_debris_takes_bounded_time_and_room(csv: str) -> None:
    start = time.process_time()
    assert len(_text(csv)) <= len(csv) + 5_000_000
    assert time.process_time() - start < 20


@given(st.text(alphabet=st.sampled_from('aあ,;\t"\n\r。※ \u2028\f'), max_size=120))
def test_any_csv(csv: str) -> None:
    source = read_delimited(csv.encode(), "a.csv")
    assert not set(source.text) & {"\r", "\f", "\u2028"}
    letters = [letter for letter in csv if letter in "aあ。※"]
    assert [letter for letter in source.text if letter in "aあ。※"] == letters
    assert_sound(source.text, chunks_of(source.text))
