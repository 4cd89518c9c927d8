"""The inverted names say the same as looking at each name in turn."""

from collections.abc import Sequence
from random import Random

import pytest

from assistant.kpis.name_index import NameIndex
from assistant.kpis.names import bare_name, hiragana, is_near, kana_of
from corpus.japanese.width import fold
from index.tokens import reading

NAMES = (
    "率", "数", "A", "職員数", "職員数", "DX研修受講者数", "電子決裁率", "新規登録率", "登録数", "アクセス数",
    "市ホームページのアクセス数", "サービス満足度", "プッシュ型通知登録数", "人口1,000人当たりの職員数", "R6整備延長",
    "キャッシュレス決済利用率(窓口)", "キャッシュレス決済利用率(財務システム)", "(参考)件数",
    "タウンミーティング開催回数",
)  # fmt: skip


def _one_by_one(names: Sequence[str], folded: str) -> set[int]:
    """Return what the index must: every name is compared."""
    kana = [kana_of(name) for name in names]
    exact = {at for at, name in enumerate(names) if len(name) > 1 and name in folded}
    longest = max((len(names[at]) for at in exact), default=0)
    heard = fold(hiragana(reading(folded)))
    bare = [bare_name(name) for name in names]
    sounding = {at for at, said in enumerate(kana) if said and said in heard}
    near = {at for at, name in enumerate(bare) if is_near(name, folded)}
    return exact | {at for at in sounding | near if len(bare[at]) > longest}


def _index(names: Sequence[str]) -> NameIndex:
    return NameIndex.of(names, [kana_of(name) for name in names])


def _questions(count: int) -> list[str]:
    """Return questions around names, some with a letter that is lost, changed or swapped."""
    chance, found = Random(3), []  # noqa: S311  (words of a question)
    for _ in range(count):
        letters = list(chance.choice(NAMES))
        at = chance.randrange(len(letters))
        slip = chance.randrange(4)
        letters[at : at + 1 + (slip == 3)] = [[letters[at]], [], ["数"], letters[at : at + 2][::-1]][slip]
        found.append(
            f"{chance.choice(['', '流山市の', 'でんし'])}{''.join(letters)}は令和6年度に何{chance.choice('件人回')}"
        )
    return found


def test_the_index_says_what_comparing_each_name_says() -> None:
    names = [fold(name) for name in NAMES]
    index = _index(names)
    said = [index.said(fold(question)) for question in _questions(400)]
    assert said == [_one_by_one(names, fold(question)) for question in _questions(400)]
    assert any(said)


@pytest.mark.parametrize("question", ["率は", "数は", "aは", "", "は"])
def test_a_name_of_one_letter_is_never_said(question: str) -> None:
    assert _index(("率", "数", "a")).said(question) == set()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("さーびすまんぞくどは", {"サービス満足度"}),
        ("サービス満足ドは", {"サービス満足度"}),
        ("人口1,500人当たりの職員数は", {"職員数"}),
        ("人口1,000人当たりの職員数は", {"職員数", "人口1,000人当たりの職員数"}),
        ("r6整備延長は", {"r6整備延長"}),
        ("r7整備延長は", set()),
    ],
)
def test_katakana_and_digits(question: str, names: set[str]) -> None:
    folded = [fold(name) for name in NAMES]
    assert {folded[at] for at in _index(folded).said(fold(question))} == names


def test_names_that_are_not_asked_about_neither_count_nor_hide_others() -> None:
    names = ("電子決裁率", "電子決済率の平均")
    index = _index(names)
    assert index.said("電子決済率の平均は") == {1}
    assert index.said("電子決済率の平均は", {0}) == {0}
    assert index.said("電子決済率の平均は", set()) == set()
