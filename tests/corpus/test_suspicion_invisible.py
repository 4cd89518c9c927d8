"""Letters that do not show, and those that belong where they stand."""

import pytest

from corpus.notice import NoticeCode
from tests.corpus.suspicions import found


@pytest.mark.parametrize(
    ("text", "count", "kind"),
    [
        ("市\u200b役\u200b所", 2, "of no width"),
        ("一\n\ufeff二", 1, "of no width"),
        ("市\u200d民", 1, "of no width"),
        ("\u202e所役市\u202c", 2, "that turn the direction"),
        ("金額\u2066123\u2069円", 2, "that turn the direction"),
        ("市" + "\U000e0041\U000e0042", 2, "that are tags"),
        ("a\ufe0f", 1, "that select variants"),
        ("葛\U000e0100\U000e0101\U000e0102城", 2, "that select variants"),
    ],
)
def test_invisible_letters(text: str, count: int, kind: str) -> None:
    (notice,) = found(f"# 目標\n{text}")
    assert notice.code is NoticeCode.HIDDEN
    assert notice.message.startswith(f"{count} invisible letters {kind}")
    assert notice.place == f"line {2 + text.count(chr(10))}"


@pytest.mark.parametrize(
    "text",
    [
        "葛\U000e0100城市と辻\U000e0101",  # the forms of the names
        "家族👨\u200d👩\u200d👧と☀\ufe0f、1\ufe0f\u20e3",
        "旗🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "ふり\u00adがな",  # a soft hyphen
        "㈱みどりの①、ﾐﾄﾞﾘ、m²",
    ],
)
def test_letters_that_belong_there(text: str) -> None:
    assert found(text) == ()
