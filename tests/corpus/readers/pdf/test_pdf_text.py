import pytest

from corpus.notice import NoticeCode
from corpus.readers.pdf.reader import read_pdf
from tests.corpus.readers.pdf.pdf_pages import HEIGHT, Sheet, pdf

LINE = "青浜市は、窓口で待つ時間を短くするため、手続のオンライン化を進めており、市民の声を"


def text_of(*sheets: Sheet) -> str:
    return read_pdf(pdf(*sheets), "a.pdf").text


def test_lines_of_a_paragraph_follow_each_other_and_gaps_part_paragraphs() -> None:
    sheet = Sheet()
    sheet.lines(60, 100, [LINE, "聞きながら続けます。"])
    sheet.lines(60, 160, [LINE, "集めて公表します。"])
    assert text_of(sheet) == f"{LINE}\n聞きながら続けます。\n\n{LINE}\n集めて公表します。"


def test_an_indent_after_a_full_stop_parts_paragraphs() -> None:
    sheet = Sheet()
    sheet.lines(60, 100, [LINE, "聞きながら続けます。"])
    sheet.text(70.5, 133.6, "次の年度も続けます。")
    assert text_of(sheet) == f"{LINE}\n聞きながら続けます。\n\n次の年度も続けます。"


def test_headings_by_size_and_weight() -> None:
    sheet = Sheet().text(60, 60, "第1章　総論", size=20).text(60, 100, "1 計画の趣旨", size=14)
    sheet.text(60, 130, "背景と課題", bold=True).lines(60, 150, [LINE, "聞きながら続けます。"])
    assert text_of(sheet).splitlines()[:5] == ["# 第1章　総論", "", "## 1 計画の趣旨", "", "### 背景と課題"]


def test_a_heading_over_two_lines_is_one() -> None:
    sheet = Sheet().text(60, 60, "第2章　だれもがデジタルの恵みを受けられるまち", size=20)
    sheet.text(60, 90, "青浜をつくる", size=20).lines(60, 130, [LINE, "聞きながら続けます。"])
    assert text_of(sheet).startswith("# 第2章　だれもがデジタルの恵みを受けられるまち青浜をつくる\n\n")


def test_large_figures_and_sentences_are_no_headings() -> None:
    sheet = Sheet().text(60, 60, "85%", size=30).text(60, 120, "目標に届きました。", size=16)
    sheet.lines(60, 150, [LINE, "聞きながら続けます。"])
    assert "#" not in text_of(sheet)


def test_a_bold_paragraph_is_no_heading() -> None:
    sheet = Sheet()
    for at in range(4):
        sheet.text(60, 100 + 16 * at, "太い文字で続く文章の行", bold=True)
    sheet.lines(60, 200, [LINE] * 12)
    assert "#" not in text_of(sheet)


def test_a_number_and_its_title_are_parted_by_a_blank() -> None:
    sheet = Sheet().text(60, 100, "1").text(70, 100, "策定の趣旨").text(60, 140, "DX").text(74, 140, "推進")
    assert text_of(sheet) == "1 策定の趣旨\n\nDX推進"


def test_items_keep_their_marks_and_stay_together() -> None:
    sheet = Sheet()
    sheet.lines(60, 100, ["・窓口の予約をオンラインで受け付けます。", "・手数料の支払いを電子化します。"])
    assert text_of(sheet) == "・窓口の予約をオンラインで受け付けます。\n・手数料の支払いを電子化します。"


def test_a_sentence_goes_on_over_the_page() -> None:
    first, second = Sheet(), Sheet()
    first.lines(60, 700, [LINE, LINE])
    second.lines(60, 60, ["聞きながら、計画を見直します。"])
    source = read_pdf(pdf(first, second), "a.pdf")
    assert source.text == f"{LINE}\n{LINE}\n聞きながら、計画を見直します。"
    assert source.pages == (source.text.index("聞きながら"),)


def test_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet().text(60, 60, "第1章　総論", size=20)
    left = [f"左の段の{number}行目は、窓口の改善を述べて" for number in "一二三四五六"]
    right = [f"右の段の{number}行目は、庁内の改善を述べて" for number in "一二三四五六"]
    sheet.lines(60, 100, left)
    sheet.lines(310, 104, right)
    assert text_of(sheet) == "# 第1章　総論\n\n" + "\n".join(left) + "\n\n" + "\n".join(right)


def test_labels_with_their_explanations_are_no_columns() -> None:
    sheet = Sheet()
    for at, term in enumerate(["窓口", "予約", "申請", "手数料", "証明書", "電子決裁"]):
        sheet.text(60, 100 + 17 * at, term).text(200, 100 + 17 * at, f"{term}についての説明をここに述べています")
    lines = text_of(sheet).splitlines()
    assert lines[0] == "窓口\u3000窓口についての説明をここに述べています"


def test_running_heads_and_page_numbers_are_left_out_once_said() -> None:
    sheets = []
    for number in range(1, 6):
        sheet = Sheet().text(400, 40, "青浜市デジタル推進計画", size=8).text(290, HEIGHT - 30, f"- {number} -", size=9)
        sheets.append(sheet.text(60, 100, f"{number}枚目の文です。"))
    source = read_pdf(pdf(*sheets), "a.pdf")
    assert source.text == "\n\n".join(f"{number}枚目の文です。" for number in range(1, 6))
    [notice] = source.notices
    assert notice.code is NoticeCode.LEFT_OUT
    assert notice.message == "left out: 「青浜市デジタル推進計画」 on 5 pages, page numbers on 5 pages"


def test_what_stands_once_in_the_margin_is_kept() -> None:
    sheets = [Sheet().text(60, 300, f"{number}枚目の文です。") for number in range(4)]
    sheets[2].text(60, 40, "（単位：千円）", size=9)
    sheets[3].text(60, HEIGHT - 40, "42", size=9)
    source = read_pdf(pdf(*sheets), "a.pdf")
    assert "（単位：千円）" in source.text
    assert "42" in source.text
    assert not source.notices


def test_large_titles_at_the_head_of_every_page_are_kept() -> None:
    sheets = [
        Sheet().text(60, 50, "施策の方向", size=18).text(60, 100, f"{number}番目の施策です。") for number in range(4)
    ]
    assert text_of(*sheets).count("# 施策の方向") == 4


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    sheet = Sheet(turned=turn)
    angle = turn
    for at, line in enumerate([LINE[:20], "聞きながら続けます。"]):
        x, y = {90: (100 + 17 * at, 700), 180: (500, 700 - 17 * at), 270: (400 - 17 * at, 100)}[turn]
        sheet.text(x, y, line, angle=angle)
    assert text_of(sheet) == f"{LINE[:20]}\n聞きながら続けます。"


def test_a_watermark_is_left_out() -> None:
    sheet = Sheet().text(60, 100, "本文の行です。").text(150, 500, "案", size=90, angle=45)
    source = read_pdf(pdf(sheet), "a.pdf")
    assert source.text == "本文の行です。"
    assert source.notices[0].message == "left out: 1 letters of slanted watermarks"


def test_vertical_writing_is_read_from_the_right() -> None:
    sheet = Sheet()
    for at, column in enumerate(["青浜市は窓口で待つ時間を短くす", "るための取組を続けています。"]):
        for place, letter in enumerate(column):
            sheet.text(500 - 20 * at, 100 + 10.5 * place, letter)
    source = read_pdf(pdf(sheet), "a.pdf")
    assert source.text == "青浜市は窓口で待つ時間を短くす\nるための取組を続けています。"
    assert [notice.message[:16] for notice in source.notices] == ["vertical writing"]


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    sheet = Sheet().text(60, 100, "重点施策").text(60.3, 100, "重点施策")
    assert text_of(sheet) == "重点施策"


def test_readings_over_kanji_are_left_out() -> None:
    sheet = Sheet().text(60, 100, "青浜市は、子どもにも読める計画をつくります。").text(60, 89, "あおはまし", size=5)
    source = read_pdf(pdf(sheet.text(60, 130, "注：2025年1月現在", size=7)), "a.pdf")
    assert source.text.startswith("青浜市は、子どもにも読める計画をつくります。\n\n注：2025年1月現在")
    assert source.notices[0].message == "left out: 5 kana of readings printed over kanji"
