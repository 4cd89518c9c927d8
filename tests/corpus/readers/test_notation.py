import pytest

from corpus.display import clean
from corpus.readers.notation import Box, Piece, PieceKind, cell_text, seen, superscript, table, written


def paragraph(text: str) -> Piece:
    return Piece(PieceKind.PARAGRAPH, text)


def item(text: str, depth: int = 0, mark: str = "") -> Piece:
    return Piece(PieceKind.ITEM, text, depth, mark)


def test_pieces_are_written_in_plain_marks() -> None:
    pieces = [
        Piece(PieceKind.HEADING, "計画の\n概要", 2, "第1章"),
        paragraph("本市の計画です<sup>1</sup>。"),
        Piece(PieceKind.NOTE, "市の\n定め", mark="1"),
        item("窓口"),
        item("予約\n受付", 1, "(1)"),
        Piece(PieceKind.MORE, "続き", 1),
        paragraph(" "),
        *table([[Box([paragraph("指標")]), Box([paragraph("R6")])]]),
        Piece(PieceKind.HEADING, "深い", 9),
    ]
    assert written(pieces) == (
        "## 第1章 計画の概要\n\n本市の計画です<sup>1</sup>。\n<sup>1</sup> 市の定め\n\n- 窓口\n  (1) 予約\n    受付\n"
        "    続き\n\n"
        "指標\tR6\n\n###### 深い\n"
    )
    assert written([]) == ""
    assert written([paragraph("")]) == ""


def test_what_hangs_under_a_heading_or_table_is_set_off() -> None:
    assert written([Piece(PieceKind.HEADING, "章", 1), Piece(PieceKind.MORE, "文")]) == "# 章\n\n  文\n"


def test_deep_items_are_not_indented_without_end() -> None:
    assert written([item("x", 100_000)]) == f"{'  ' * 8}- x\n"


def test_cells_hold_items_and_tables_on_one_line() -> None:
    inner = table([[Box([paragraph("a")]), Box([paragraph("b")])], [Box([paragraph("市")]), Box([paragraph("町")])]])
    assert (
        cell_text([paragraph("現状"), item("窓口"), item("・電話"), item("手紙", 0, "①")])
        == "現状 ・窓口 ・電話 ① 手紙"
    )
    assert cell_text(inner) == "a b 市 町"
    assert cell_text([]) == ""


def test_a_frame_is_no_table() -> None:
    frame = [paragraph("コラム"), item("窓口")]
    assert table([[Box([]), Box(frame)], [Box([paragraph("")])]]) == frame
    assert table([]) == []


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("窓口", "1", "<sup>1</sup>"),
        ("窓口", " ※3 ", "<sup>※3</sup>"),
        ("窓口", "(注2)", "<sup>(注2)</sup>"),
        ("窓口", "1,2", "<sup>1,2</sup>"),
        ("GIS", "1", "<sup>1</sup>"),
        ("2024", "1", "<sup>1</sup>"),
        ("10m", "2", "²"),
        ("km", "2", "²"),
        ("×10", "-3", "⁻³"),
        ("form", "2", "<sup>2</sup>"),
        ("Plan", "TM", "TM"),
        ("市", "上付きの文", "上付きの文"),
        ("1", "st", "st"),
        ("", "", ""),
    ],
)
def test_raised_text(before: str, text: str, said: str) -> None:
    assert superscript(before, text) == said


def test_footnote_marks_are_no_display_text() -> None:
    text = f"窓口{superscript('窓口', '※1')}の数は10m{superscript('10m', '2')}です。"
    assert clean(text, 0, len(text)).text == "窓口の数は10m²です。"


def test_what_has_no_width_is_left_out() -> None:
    unseen = "\x00\x07\x7f\u00ad\u200b\u200f\u202e\u2060\u2066\ufeff\ufffe\uffff\U000e0041\ud800"
    assert seen(f"葛\U000e0100城{unseen}市\t窓\n口") == "葛\U000e0100城市\t窓\n口"
