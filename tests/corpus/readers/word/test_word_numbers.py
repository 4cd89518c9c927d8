"""Automatic numbers and the nesting of items."""

import pytest

from tests.corpus.readers.word.word_file import (
    listed,
    paragraph,
)
from tests.corpus.readers.word.word_samples import CHAPTERS, STYLES, read


@pytest.mark.parametrize(
    ("steps", "marks"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)], ["第1章", "1-1", "1-2", "ア", "第2章", "2-1"]),
        ([(1, 1), (1, 0)], ["1-1", "第1章"]),
        ([(2, 0), (2, 1), (2, 1), (2, 0), (2, 1)], ["①", "（イ）", "（ロ）", "②", "（イ）"]),
        ([(2, 0), (2, 0), (9, 0), (9, 0), (2, 0)], ["①", "②", "①", "②", "③"]),
        ([(4, 0), (4, 1)], ["一", "1.1"]),
        ([(5, 0), (5, 1), (5, 0), (5, 1)], ["I.", "(1)", "II.", "(2)"]),
        ([(3, 0), (3, 1), (7, 0), (0, 0), (3, 5)], ["-", "-", "項", "項", "項"]),
    ],
)
def test_automatic_numbers(steps: list[tuple[int, int]], marks: list[str]) -> None:
    text = read("".join(listed("項", number, step) for number, step in steps), numbering=CHAPTERS)
    assert [line.split()[0] for line in text.splitlines() if line.strip()] == marks


def test_numbers_of_headings_and_styles() -> None:
    linked = STYLES.replace('<w:basedOn w:val="a"/>', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = paragraph("概要", '<w:pStyle w:val="h1"/>') + paragraph("指標", '<w:pStyle w:val="h1"/>')
    unnumbered = paragraph("資料", '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert read(body + unnumbered, styles=linked, numbering=CHAPTERS) == "# 第1章 概要\n\n# 第2章 指標\n\n# 資料\n"
    assert read(paragraph("項", '<w:pStyle w:val="n"/>'), styles=STYLES, numbering=CHAPTERS) == "第1章 項\n"


def test_empty_numbered_paragraphs_count_but_say_nothing() -> None:
    assert read(listed("", 2) + listed("窓口", 2), numbering=CHAPTERS) == "② 窓口\n"


def test_items_are_nested_by_indent_where_lists_differ() -> None:
    def bullet(text: str, left: int) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr><w:ind w:left="{left}"/>')

    body = bullet("一", 400) + bullet("二", 800) + bullet("三", 800) + bullet("四", 400) + bullet("五", 100)
    assert read(body, numbering=CHAPTERS) == "- 一\n  - 二\n  - 三\n- 四\n- 五\n"
    assert read(bullet("一", 800) + paragraph("文") + bullet("二", 800), numbering=CHAPTERS) == "- 一\n\n文\n\n- 二\n"
