"""Names in Latin letters and in kana are one word."""

import pytest

from assistant.kpis.latin_names import latin_names, one_word, same_letters
from corpus.japanese.width import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PayPay加盟店数", "ペイペイ加盟店数"),
        ("公式LINEの友だち数", "公式ラインの友だち数"),
        ("LINEアカウント数", "ラインアカウント数"),
        ("フリーWi-Fi設置数", "フリーワイファイ設置数"),
        ("フリーWi-Fi設置数", "フリーWiFi設置数"),
        ("フリーWi‑Fi設置数", "フリーわいふぁい設置数"),
        ("AI-OCRの読取枚数", "エーアイオーシーアールの読取枚数"),
        ("YouTubeチャンネル登録者数", "ユーチューブチャンネル登録者数"),
        ("eLTAXの利用率", "エルタックスの利用率"),
        ("ホームページの閲覧数", "ウェブサイトの閲覧数"),
        ("QR決済の件数", "クアール決済の件数"),
        ("RPAの削減時間", "アールピーエーの削減時間"),
        ("BPRの実施件数", "ビーピーアールの実施件数"),
    ],
)
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert one_word(fold(one)) == one_word(fold(other))


@pytest.mark.parametrize(
    "text",
    [
        "オンライン申請の件数",
        "ガイドラインの数",
        "合格ラインは",
        "最低ラインの点数",
        "エスカレーターの台数",
        "パスワードの変更件数",
        "サイエンス教室の回数",
        "pipelineの延長",
        "図書館の数",
        "",
    ],
)
def test_parts_of_other_words_stay(text: str) -> None:
    assert one_word(text) == text


def test_a_form_that_counts_alone_stays_itself_beside_a_noun() -> None:
    assert one_word("ウェブ面談の数") == "web面談の数"


def test_letters_are_compared_one_to_one() -> None:
    assert same_letters("ＡİフェらWi‐Fi") == "ａİフエラwi-fi"


def test_every_row_has_several_forms_and_no_form_stands_for_two_words() -> None:
    forms = [form for row in latin_names() for form in {same_letters(form) for form in row.forms}]
    assert all(len(row.forms) > 1 and all(row.forms) for row in latin_names())
    assert sorted({one for one in forms if forms.count(one) > 1}) == []
