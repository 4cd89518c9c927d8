"""Many short texts are found in one pass, and as Python's ``in`` finds them."""

from random import Random

import pytest

from assistant.needles import Needles

WORDS = ("a", "率", "数率", "DX", "ド", "ドド", "満足度", "満足ド", "1-a-1", "1-a-10", "1", "11", "ー", "アクセス数")


def _found(text: str) -> list[str]:
    needles = Needles.of((word, at) for at, word in enumerate(WORDS))
    return [WORDS[at] for at in sorted(needles.within(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("率", ["率"]),
        ("1-a-10は", ["a", "1-a-1", "1-a-10", "1"]),
        ("ドドの満足ド", ["ド", "ドド", "満足ド"]),
        ("アクセス", []),
        ("111", ["1", "11"]),
    ],
)
def test_every_needle_in_a_text_is_found(text: str, words: list[str]) -> None:
    assert _found(text) == words


def test_it_finds_what_in_finds() -> None:
    chance = Random(7)  # noqa: S311  (letters of a text)
    for _ in range(300):
        text = "".join(chance.choice("a1-率数ドー満足度DX0") for _ in range(chance.randrange(12)))
        assert _found(text) == [word for word in WORDS if word in text]


def test_equal_texts_have_all_their_numbers_and_empty_ones_none() -> None:
    needles = Needles.of([("数", 1), ("", 2), ("数", 3)])
    assert needles.within("職員数") == {1, 3}
    assert needles.within("") == set()
