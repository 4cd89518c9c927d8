"""Questions are read in the spelling of the names that they are matched with."""

import pytest

from assistant.kpis.written import Written

WRITTEN = Written.of(
    [
        ("a", "公式LINEの登録者数"),
        ("a", "RPA等の導入業務数"),
        ("a", "庁舎のＷｉ－Ｆｉ設置数"),
        ("b", "ラインでの相談件数"),
        ("b", "ホームページの更新回数"),
    ]
)


@pytest.mark.parametrize(
    ("text", "plan_ids", "read"),
    [
        ("ラインの登録者は何人", ("a",), "LINEの登録者は何人"),
        ("ラインの登録者は何人", ("b",), "ラインの登録者は何人"),
        ("LINEの相談は何件", ("b",), "ラインの相談は何件"),
        ("ラインの登録者は何人", (), "ラインの登録者は何人"),
        ("アールピーエーの業務数", ("a",), "RPAの業務数"),
        ("わいふぁいの数", ("a",), "Wi-Fiの数"),
        ("ウェブの更新は何回", ("b",), "ホームページの更新は何回"),
        ("ウェブ面談は何回", ("b",), "ウェブ面談は何回"),
        ("HPの更新は何回", (), "ホームページの更新は何回"),
        ("ペイペイの利用率", (), "ペイペイの利用率"),
        ("ラインの登録者は何人", ("unknown",), "ラインの登録者は何人"),
    ],
)
def test_a_word_is_read_as_the_names_of_the_plans_write_it(text: str, plan_ids: tuple[str, ...], read: str) -> None:
    assert WRITTEN.respelled(text, plan_ids) == read
