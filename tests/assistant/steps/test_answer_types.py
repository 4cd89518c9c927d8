"""What a question asks for, and which sentences hold it."""

import pytest

from assistant.steps.answer_types import answer_types, wanted
from assistant.steps.weigh_evidence import evidence_settings


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("参加者は何人ですか", "people"),
        ("建設費はいくらですか", "money"),
        ("機器は何か所にありますか", "count"),
        ("いつ始まりますか", "time"),
        ("いつでも使えますか", ""),
        ("若手の思いつきを届けられますか", ""),
        ("何年何月に始まりますか", "month"),
        ("担当課はどこですか", "department"),
        ("開発した会社はどこですか", "maker"),
        ("問い合わせ先の電話番号は？", "contact"),
        ("どのように申請しますか", "procedure"),
        ("なぜ減ったのですか", "reason"),
        ("「ナッジ理論」とは何ですか", "meaning"),
        ("窓口の予約", ""),
    ],
)
def test_what_is_asked(question: str, kind: str) -> None:
    asked = wanted(question)
    assert (asked.name if asked else "") == kind


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("参加者は何人ですか", "参加者は1,200人です。", True),
        ("参加者は何人ですか", "参加者は増えました。", False),
        ("機器は何台ですか", "機器は令和6年度に12台になりました。", True),
        ("機器は何台ですか", "機器は3か所にあります。", False),
        ("センサは何か所ですか", "センサは4箇所です。", True),
        ("令和6年度に始まるのはいつですか", "令和6年度に始まります。", False),
        ("いつ始まりますか", "令和6年度に始まります。", True),
        ("「ナッジ理論」とは何ですか", "ナッジ理論を活用した検診です。", False),
        ("フレイルとは何ですか", "フレイル：年をとって弱くなった状態です。", True),
        ("フレイルとは何ですか", "フレイルとは、弱くなった状態です。", True),
    ],
)
def test_a_sentence_holds_it(question: str, sentence: str, held: bool) -> None:  # noqa: FBT001
    asked = wanted(question)
    assert asked is not None
    assert asked.held_by(sentence) is held


def test_every_kind_has_a_weight_and_no_other() -> None:
    assert set(evidence_settings().kinds) == {one.name for one in answer_types()}


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("丘の上出張所の年間維持費", "money"), ("技師の平均給与は", "money"),
        ("緑地の面積を教えて", "count"), ("がん検診の受診率は？", "share"),
        ("受講者数の見込み", "people"), ("運営する受託者の名称を教えて", "maker"), ("確認に要する時間", "span"),
        ("計画期間はいつからいつまでですか", "time"),
    ],
)  # fmt: skip
def test_a_noun_at_the_end_says_what_is_asked_for(question: str, name: str) -> None:
    asked = wanted(question)
    assert asked is not None
    assert asked.name == name
