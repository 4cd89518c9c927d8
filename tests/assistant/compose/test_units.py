"""Sentences that belong together."""

import pytest

from assistant.compose.units import together
from corpus.plan import Sentence, SentenceKind

PROSE, ITEM = SentenceKind.PROSE, SentenceKind.ITEM
TOLD = [
    ("市は方式を変えます。", PROSE),
    ("この方式は、次のとおりです。", PROSE),
    ("紙をなくします。", ITEM),
    ("列をなくします。", ITEM),
    ("費用は4億円です。", PROSE),
]
SENTENCES = [Sentence(text, at, at + 1, kind) for at, (text, kind) in enumerate(TOLD)]


@pytest.mark.parametrize(
    ("at", "whole_list", "expected"),
    [
        (0, False, [0]),
        (1, False, [0, 1, 2, 3]),
        (2, False, [2]),
        (3, True, [1, 2, 3]),
        (4, True, [4]),
    ],
)
def test_together(at: int, whole_list: bool, expected: list[int]) -> None:  # noqa: FBT001
    assert [one.start for one in together(SENTENCES, at, whole_list=whole_list)] == expected


def test_a_list_at_the_start_has_no_lead() -> None:
    assert [one.start for one in together(SENTENCES[2:], 1, whole_list=True)] == [2, 3]
