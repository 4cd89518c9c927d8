"""Names that must stand to the letter, and the texts that hold them."""

import pytest

from index.exact import exact_names, holds, matching


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("事業番号観光1-1-4の目標は？", ("光1-1-4",)),
        ("農水２－ａ－１／２－１は何をする事業ですか", ("水2-a-1/2-1",)),
        ("「書かない窓口」はいつ始まりますか", ("書かない窓口",)),
        ("マイナポータルでできること", ("マイナポータル",)),
        ("ＲＰＡとは何ですか", ("rpa",)),
        ("1,200件の手続き", ("1200件",)),
        ("R6とＲ９の実績", ()),
        ("ＡＩ－ＯＣＲ と ぴったり サービス", ("サービス", "ai-ocr")),
        ("How many people use the service?", ()),
        ("令和6年度の予算はいくらですか", ()),
        ("窓口で待つ時間を短くするには", ()),
    ],
)
def test_exact_names(question: str, names: tuple[str, ...]) -> None:
    assert exact_names(question) == names


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("観光１－１－４ 温泉めぐりの推進", "光1-1-4", True),
        ("観光1-1-40 別の事業", "光1-1-4", False),
        ("観光1-1-4-2 その下の事業", "光1-1-4", False),
        ("窓口1-1-4 別の分野", "光1-1-4", False),
        ("マイナポータルサイトの案内", "マイナポータル", False),
        ("マイナポータルの案内", "マイナポータル", True),
        ("ＲＰＡを使う", "rpa", True),
        ("rpak という別の語", "rpa", False),
        ("1,200件の手続き", "1200件", True),
        ("11,200件の手続き", "1200件", False),
    ],
)
def test_holds(text: str, name: str, found: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert holds(matching(text), name) is found
