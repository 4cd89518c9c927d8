"""Which of the things listed before a question points at."""

import pytest

from assistant.kpis.positions import position_in

NAMES = ("歩数", "睡眠時間", "健診受診率")


@pytest.mark.parametrize(
    ("question", "meant", "read"),
    [
        ("2つ目について詳しく", ("睡眠時間",), "睡眠時間について詳しく"),
        ("２番目は？", ("睡眠時間",), "睡眠時間は?"),
        ("上から三番目の目標値は？", ("健診受診率",), "健診受診率の目標値は?"),
        ("下から1番目の実績", ("健診受診率",), "健診受診率の実績"),
        ("では、1つ目のR5は？", ("歩数",), "では、歩数のR5は?"),
        ("最後のは？", ("健診受診率",), "健診受診率は?"),
        ("最初のものの推移は？", ("歩数",), "歩数の推移は?"),
        ("What about the second one?", ("睡眠時間",), "What about 睡眠時間?"),
        ("What is the target of the last indicator?", ("健診受診率",), "What is the target of 健診受診率?"),
        ("それぞれの目標は？", NAMES, "歩数・睡眠時間・健診受診率の目標は?"),
    ],
)
def test_what_is_pointed_at_and_how_the_question_reads_then(question: str, meant: tuple[str, ...], read: str) -> None:
    position = position_in(question)
    assert position is not None
    assert position.among(NAMES) == meant
    assert position.named("・".join(meant)) == read


@pytest.mark.parametrize(
    "question",
    ["3つ目の柱は何ですか", "最後の年度は？", "最初の目標は", "the first year?", "歩数の目標は？", "0番目は？", ""],
)
def test_other_questions_point_at_nothing(question: str) -> None:
    assert position_in(question) is None


@pytest.mark.parametrize(("question", "count"), [("4つ目は？", 3), ("下から9番目は？", 3), ("それぞれの目標は？", 5)])
def test_a_place_that_a_list_lacks_or_too_many_things_are_none(question: str, count: int) -> None:
    position = position_in(question)
    assert position is not None
    assert position.among(range(count)) == ()
