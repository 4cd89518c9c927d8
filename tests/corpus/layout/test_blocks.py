import pytest

from corpus.layout.blocks import Block, BlockKind, group
from corpus.layout.continuation import in_paragraph, over_gap
from corpus.layout.lines import Gap, LineKind, scan
from corpus.layout.tables import read_table


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a text."""
    return list(group(scan(text, 0, len(text))))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("本文です。", LineKind.TEXT),
        ("## 見出し", LineKind.HASH),
        ("#用語", LineKind.TEXT),
        ("- 項目", LineKind.ITEM),
        ("・項目", LineKind.ITEM),
        ("※1 注", LineKind.NOTE),
        ("\\*1 注", LineKind.NOTE),
        ("指標\t値", LineKind.ROW),
        ("| a | b |", LineKind.ROW),
        ("見出し\t", LineKind.CELL),
        ("01", LineKind.DIGITS),
        ("２０４０", LineKind.DIGITS),
        ("20400", LineKind.TEXT),
    ],
)
def test_kinds_of_lines(line: str, kind: LineKind) -> None:
    (found,) = scan(line, 0, len(line))
    assert found.kind is kind


def test_gaps_and_spans() -> None:
    text = "一行\n二行\n\n  三行  \n---\n四行\f五行"
    lines = list(scan(text, 0, len(text)))
    assert [line.gap for line in lines] == [Gap.NONE, Gap.NONE, Gap.BLANK, Gap.BLANK, Gap.FILE]
    assert [text[line.start : line.end] for line in lines] == ["一行", "二行", "三行", "四行", "五行"]
    assert lines[2].indent == 2


def test_no_line_is_lost() -> None:
    text = "# 題\n\n本文が\n続く。\n\n- 項目\n  続き\n- 次\n\na\tb\n1\t2\n\n①一\n②二\n\n01\n\n※注"
    lines = list(scan(text, 0, len(text)))
    blocks = blocks_of(text)
    assert [line for block in blocks for line in block.lines] == lines
    assert [block.kind.name for block in blocks] == [
        "HASH", "PARAGRAPH", "ITEM", "ITEM", "TABLE", "NUMBERED", "NUMBERED", "DIGITS", "NOTE",
    ]  # fmt: skip


def test_a_table_is_cut_where_a_numbered_heading_row_comes_again() -> None:
    text = "1\t観光\tKPI\tR5\tR6\tR7\n\t\t件数\t1\t2\t3\n2\t農業\tKPI\tR5\tR6\tR7\n\t\t戸数\t4\t5\t6\n"
    tables = [read_table(block.lines) for block in blocks_of(text)]
    assert [(table.number, table.title) for table in tables] == [(1, "観光"), (2, "農業")]


def test_rows_of_one_cell_are_paragraphs() -> None:
    assert [block.kind for block in blocks_of("目標\t\n本文です。\t\n")] == [BlockKind.PARAGRAPH] * 2


@pytest.mark.parametrize(
    ("left", "right", "goes_on"),
    [
        ("多くの施設が昭和四十五年から昭和五十五年頃に", "かけて整備されたため、古くなりました。", True),
        ("仕事と生活の均衡(ワーク・ライフ・バランス、調", "和)を保ち、働きます。", True),
        ("小さな見直しから進む人づくり", "職員の能力を高めるため、研修を行います。", False),
        ("取り組みます。", "次に、進めます。", False),
        ("次のとおり、進め", "- 項目です。", False),
        ("次のとおり、進め", "(1) 方針", False),
        ("次のとおり、進めます", "次に、検討します。", False),
    ],
)
def test_sentences_over_a_gap(left: str, right: str, goes_on: bool) -> None:  # noqa: FBT001 - a table's column
    assert over_gap(left, right) is goes_on


@pytest.mark.parametrize(
    ("left", "right", "joint"),
    [
        ("新しい価値や魅力を、市", "民とともに創る", ""),
        ("2040年", "目指す姿", " "),
        ("終わる。", "次の文", ""),
        ("見出し", "- 項目", "\n"),
        ("Local Area", "Network", " "),
        ("時間にとらわれな", "い環境", ""),
        ("見出し", "本文は、ここからとても長く続いていきます。", "\n"),
    ],
)
def test_lines_in_a_paragraph(left: str, right: str, joint: str) -> None:
    assert in_paragraph(left, right) == joint
