import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.japanese.width import fold, normalise


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Ｒ６年度", "R6年度"),
        ("ｶﾞﾊﾞﾅﾝｽ", "ガバナンス"),
        ("８５％", "85%"),
        ("①2024年", "①2024年"),
        ("か\u3099", "が"),
        ("㋿６年", "令和6年"),
        ("計画", "計画"),
        ("", ""),
    ],
)
def test_normalise(text: str, normal: str) -> None:
    assert normalise(text).text == normal


def test_spans_lead_back_to_the_source() -> None:
    text = "ｶﾞｽ料金８５％"
    matching = normalise(text)
    at = matching.text.index("85%")
    assert text[slice(*matching.source(at, at + 3))] == "８５％"
    assert text[slice(*matching.source(0, 1))] == "ｶﾞ"
    assert matching.source(2, 2) == (3, 3)


def test_one_sign_that_becomes_several_letters() -> None:
    matching = normalise("㍿と㋿")
    assert matching.text == "株式会社と令和"
    assert matching.source(1, 2) == (0, 1)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40))
def test_offsets_are_valid(text: str) -> None:
    matching = normalise(text)
    offsets = list(matching.offsets)
    assert len(offsets) == len(matching.text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@pytest.mark.parametrize(("one", "other"), [("ＤＸ　推進", "dx推進"), ("財政 運営", "財政運営"), ("Ｋ Ｐ Ｉ", "kpi")])
def test_fold_ignores_width_case_and_blanks(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert unicodedata.is_normalized("NFKC", fold(one))
