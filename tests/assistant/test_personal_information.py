"""Personal data is masked in every notation; figures, years, ids and emergency numbers stay."""

from time import perf_counter

import pytest

from assistant.personal_information import mask, mask_question
from assistant.personal_numbers import is_card_number, is_my_number
from assistant.turn import Question
from corpus.access import Access

PERSONAL = [
    ("電話は090-1234-5678です", "phone"),
    ("０９０ー１２３４ー５６７８に折り返して", "phone"),
    ("(03)1234-5678", "phone"),
    ("03(1234)5678", "phone"),
    ("0956-24-1111へ", "phone"),
    ("0956241111", "phone"),
    ("+81-90-1234-5678", "phone"),
    ("+81 (0)3 1234 5678", "phone"),
    ("+819012345678", "phone"),
    ("0081 90 1234 5678", "phone"),
    ("0120-123-456", "phone"),
    ("〇九〇-一二三四-五六七八", "phone"),
    ("090.1234.5678", "phone"),
    ("090\u200b-1234-\u200b5678", "phone"),
    ("電話24-1111", "phone"),
    ("マイナンバーは123456789018です", "my_number"),
    ("123456789018", "my_number"),
    ("マイナンバー123456789012を", "my_number"),
    ("1234-5678-9018", "my_number"),
    ("個人番号 １２３４ ５６７８ ９０１２", "my_number"),
    ("taro.yamada@example.co.jpに送って", "mail"),
    ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "mail"),
    ("taro(at)example.com", "mail"),
    ("佐世保市八幡町1番10号に住んでいます", "address"),
    ("佐世保市八幡町1-10", "address"),
    ("長崎県佐世保市八幡町１丁目１０番地", "address"),
    ("佐賀市栄町1-1", "address"),
    ("千葉県流山市平和台1-1-1", "address"),
    ("流山市平和台1-1-1に住む母", "address"),
    ("流山市おおたかの森北1-2-3の家", "address"),
    ("つくばみらい市みどりの1丁目2-3", "address"),
    ("つくばみらい市みどりの1丁目2番3号", "address"),
    ("北九州市小倉北区城内1番1号", "address"),
    ("福岡県北九州市小倉北区城内一丁目一番一号 ハイツ城 203号室", "address"),
    ("大字上白井123番地の4", "address"),
    ("〒857-8585", "postal_code"),
    ("〒８５７８５８５", "postal_code"),
    ("郵便番号857-8585", "postal_code"),
    ("857-8585 長崎県佐世保市", "postal_code"),
    ("4111 1111 1111 1111", "card"),
    ("4111111111111111", "card"),
    ("４１１１－１１１１－１１１１－１１１１", "card"),
    ("3782-822463-10005", "card"),
    ("自宅は流山市江戸川台東1-4です", "address"),
]
HARMLESS = [
    "",
    " ",
    "119番通報の体制は",
    "110番と#7119の違いは",
    "KPIの197,041件は",
    "令和6年度の目標は2,024件",
    "2020年度から2024年度",
    "観光1-1-4の実績は",
    "佐世保市の観光1-1-4は",
    "佐世保市観光1-1-4は？",
    "佐世保市の職場環境1-b-2-2",
    "業務効率化3-1-2の令和6年度",
    "農水2-b-1/2-2",
    "1,250千円",
    "2024-04-01",
    "2024/4/1から2025/3/31",
    "R3-R6の推移",
    "令和3年度-6年度",
    "R3 R4 R5 R6",
    "2020 2021 2022 2023",
    "2021-2022-2023",
    "475000000000円",
    "図3-1は",
    "北九州市の図3-1は何",
    "佐賀市の第3章1-2は",
    "市町村1-1-4",
    "3丁目の再開発",
    "駅前1丁目の整備は",
    "議案第5号",
    "第12条第3項",
    "人口1,000人当たり",
    "0.5% 1234 5678",
    "目標は30-40-50です",
    "流山市の人口2020-2024",
    "5880000",
    "7089.34時間",
    "2030年の0956件",
    "第1番2号議案",
    "1-2-3",
    "8.5-9.0",
    "100-2000件",
]
SECONDS = 0.5
FLOODS = [
    "0", "1-", "090 ", "a", "a@", "@", "a@a.", "a@b.cd ", "一丁目", "三丁目 ", "1丁目1町", "市", "市あ", "1番", "()",
    "0(", "８５７", "4111 ", "〒", "電話", "住所1-1-", "\u200b", "ﾊﾟ", "𠮷", "+81", "0 0 ", "090-1234-5678 ",
    "マイナンバー",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_personal_data_is_masked(text: str, kind: str) -> None:
    masked = mask(text)
    assert masked.kinds == (kind,)
    assert masked.text != text
    assert mask(masked.text).text == masked.text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).kinds == ()


def test_what_stands_around_stays() -> None:
    assert mask("佐世保市八幡町1番10号の山田です。電話は０９５６-24-1111、押印は何件？").text == (
        "佐世保市［住所］の山田です。電話は［電話番号］、押印は何件？"
    )


def test_several_kinds_are_named_in_order() -> None:
    assert mask("a@example.com と 090-1234-5678 と b@example.com").kinds == ("mail", "phone")


@pytest.mark.parametrize("flood", FLOODS)
def test_ten_thousand_letters_are_quick(flood: str) -> None:
    text = flood * (10_000 // len(flood))
    begin = perf_counter()
    mask(text)
    assert perf_counter() - begin < SECONDS


def test_history_and_dropped_items_are_masked_too() -> None:
    number = "090-1234-5678"
    question = Question("押印は？", Access.PUBLIC, history=(f"電話は{number}です",), drop=(f"topic:{number}",))
    masked, changed = mask_question(question)
    assert changed
    assert masked.history == ("電話は［電話番号］です",)
    assert masked.drop == ("topic:［電話番号］",)
    assert mask_question(masked) == (masked, False)


def test_the_check_digit_follows_the_ordinance() -> None:
    valid = [digit for digit in "0123456789" if is_my_number(f"12345678901{digit}")]
    assert valid == ["8"]
    assert not is_my_number("1234")
    assert not is_my_number("１２３４５６７８９０１８")


def test_a_remainder_of_none_or_one_gives_the_check_digit_none() -> None:
    assert is_my_number("000000000000")  # the sum is 0, its remainder 0
    assert is_my_number("000000000060")  # 6 * 2 = 12, its remainder 1


@pytest.mark.parametrize(
    ("digits", "holds"), [("4111111111111111", True), ("4111111111111112", False), ("0000000000000000", False)]
)
def test_the_luhn_test(digits: str, holds: bool) -> None:  # noqa: FBT001 (a row of a table)
    assert is_card_number(digits) is holds
