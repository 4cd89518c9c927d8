"""The check that everything shown must pass: tricky pairs."""

from pathlib import Path

import pytest

from assistant.steps.check import named_in_frame, split_lead, stands_in, unsupported_numbers

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[2] / "quality" / "verification.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("sentence", "source", "holds"), _ROWS)
def test_tricky_pairs(sentence: str, source: str, holds: str) -> None:
    assert stands_in(sentence, source) is (holds == "yes")


@pytest.mark.parametrize(
    ("text", "source", "missing"),
    [
        ("125万円", "1,250千円", []),
        ("R6", "令和6年度", []),
        ("2024年度", "令和6(2024)年度", []),
        ("48件と50件", "48件", ["50件"]),
        ("令和5年", "令和5年度", ["令和5年"]),
        ("85ポイント", "85%", ["85ポイント"]),
        ("", "", []),
    ],
)
def test_numbers_are_compared_with_their_unit_and_year(text: str, source: str, missing: list[str]) -> None:
    assert unsupported_numbers(text, [source]) == missing


def test_numbers_may_come_from_any_of_the_sources() -> None:
    assert unsupported_numbers("3件と5人", ["3件", "5人"]) == []
    assert unsupported_numbers("3件", []) == ["3件"]


def test_a_frame_names_what_stands_in_brackets() -> None:
    assert named_in_frame("例市の「計画」の「1 目的」には") == ["計画", "1 目的"]


def test_cells_that_are_wrapped_over_lines_stand_in_their_row() -> None:
    source = "窓口の待ち\t予約を広げ\n時間の短縮\t混雑を見せる"
    assert stands_in("窓口の待ち時間の短縮 ／ 予約を広げ混雑を見せる", source)
    assert not stands_in("窓口の待ち時間の短縮 ／ 予約をやめる", source)


def test_a_footnote_is_parted_from_the_word_it_explains() -> None:
    assert split_lead("共創（注3）：市民と市がともに考える。") == ("共創", "市民と市がともに考える。")
    assert split_lead("稼働率（※2）：開いた会議の割合。") == ("稼働率", "開いた会議の割合。")
    assert split_lead("市民とともに考える。") == ("", "市民とともに考える。")
