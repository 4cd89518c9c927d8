import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.outline.numbering import numbering
from corpus.readers.counting import counted


@pytest.mark.parametrize(
    ("style", "number", "mark"),
    [
        ("decimal", 12, "12"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("decimalZero", 12, "12"),
        ("aiueo", 3, "ｳ"),
        ("aiueoFullWidth", 3, "ウ"),
        ("aiueoFullWidth", 47, "アア"),
        ("irohaFullWidth", 2, "ロ"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 50, "㊿"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("upperRoman", 4, "IV"),
        ("lowerRoman", 19, "xix"),
        ("upperLetter", 28, "BB"),
        ("japaneseCounting", 10, "十"),
        ("japaneseCounting", 21, "二十一"),
        ("japaneseCounting", 1105, "千百五"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 2, "乙"),
        ("numberInDash", 2, "- 2 -"),
        ("bullet", 1, ""),
        ("none", 1, ""),
        ("aiueoFullWidth", 0, "0"),
        ("upperRoman", 100_000, "100000"),
        ("thaiCounting", 5, "5"),
    ],
)
def test_marks(style: str, number: int, mark: str) -> None:
    assert counted(style, number) == mark


@given(st.sampled_from(["decimal", "aiueoFullWidth", "upperRoman", "japaneseCounting", ""]), st.integers())
def test_any_number_has_a_mark(style: str, number: int) -> None:
    assert 0 < len(counted(style, number)) <= max(16, len(str(number)))


@pytest.mark.parametrize(("style", "text"), [("aiueo", "{}. 窓口"), ("decimalFullWidth", "({}) 窓口")])
def test_marks_are_read_as_numbers(style: str, text: str) -> None:
    found = [numbering(text.format(counted(style, number))) for number in range(1, 10)]
    assert [item.number for item in found if item] == list(range(1, 10))
