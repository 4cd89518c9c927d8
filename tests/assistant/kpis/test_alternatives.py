"""Names that hold several are found by one of them."""

import pytest

from assistant.kpis.alternatives import alternatives
from assistant.kpis.name_index import NameIndex


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("散策路の通行者数/休憩者数", {"散策路の通行者数", "散策路の休憩者数"}),
        ("就農・就漁相談件数", {"就農相談件数", "就漁相談件数"}),
        ("rpa(作業の自動化)導入業務数", {"rpa導入業務数", "作業の自動化導入業務数"}),
        ("ドローン・iotによる点検箇所数", {"ドローンによる点検箇所数", "iotによる点検箇所数"}),
        ("利用率(窓口)", set()),
        ("貸出数/返却", set()),
        ("図書館の貸出冊数", set()),
        ("/", set()),
    ],
)
def test_each_alternative_is_whole(name: str, held: set[str]) -> None:
    assert held <= set(alternatives(name))
    assert bool(alternatives(name)) is bool(held)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("就農相談件数は何件", {"就農・就漁相談件数"}),
        ("就漁相談件数は何件", {"就農・就漁相談件数", "就漁相談件数"}),
        ("散策路の休憩者数は何人", {"散策路の通行者数/休憩者数"}),
        ("休憩者数は何人", set()),
        ("公式ラインの登録者数は何人", {"公式line登録者数/line配信数", "公式lineの登録者数"}),
    ],
)
def test_an_alternative_says_the_name_but_for_one_that_is_said_to_the_letter(question: str, said: set[str]) -> None:
    names = ("就農・就漁相談件数", "散策路の通行者数/休憩者数", "公式lineの登録者数")
    longer = (*names, "就漁相談件数") if "就漁" in question else names
    found = {longer[at] for at in NameIndex.of(longer, [""] * len(longer)).said(question)}
    expected = {"就漁相談件数"} if "就漁" in question else said & set(names)
    assert found == expected
