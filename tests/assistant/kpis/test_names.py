"""Which names a question says: to the letter, in kana, as another word of the same sound, or one letter apart."""

import pytest

from assistant.kpis.name_index import NameIndex
from assistant.kpis.names import is_near, kana_of, spelled, spellings
from corpus.japanese.width import fold

NAMES = [
    "電子決裁率", "広聴システムでの満足度", "タウンミーティング開催回数", "市ホームページのアクセス数", "アクセス数",
    "キャッシュレス決済利用率(窓口)", "キャッシュレス決済利用率(財務システム)",
]  # fmt: skip


def _said(question: str) -> list[str]:
    folded = [fold(name) for name in NAMES]
    index = NameIndex.of(folded, [kana_of(name) for name in NAMES])
    return [NAMES[at] for at in sorted(index.said(fold(question)))]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("電子決裁率は令和6年度に何%ですか", ["電子決裁率"]),
        ("電子決済率は令和6年度に何%ですか", ["電子決裁率"]),
        ("でんしけっさいりつは何%", ["電子決裁率"]),
        ("でんし決裁率は何%", ["電子決裁率"]),
        ("デンシケッサイリツは", ["電子決裁率"]),
        ("公聴システムでの満足度は", ["広聴システムでの満足度"]),
        ("たうんみーてぃんぐかいさいかいすうは", ["タウンミーティング開催回数"]),
        ("タウンミーテイング開催回数は", ["タウンミーティング開催回数"]),
        ("市ホームページのアクセス数は", ["市ホームページのアクセス数", "アクセス数"]),
        ("キャッシュレス決済利用率（窓口）は", ["キャッシュレス決済利用率(窓口)"]),
        ("キャッシュレス決裁利用率は", ["キャッシュレス決済利用率(窓口)", "キャッシュレス決済利用率(財務システム)"]),
        ("図書館は何時に開きますか", []),
        ("", []),
    ],
)
def test_names_that_a_question_says(question: str, names: list[str]) -> None:
    assert _said(question) == names


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("プッシュ型通知登録数", "プッシュ型通知登緑数は"), ("実質公債費比率", "実質公債比率は"),
        ("窓口予約対応手続き数", "窓口予約対応手続数の"), ("情報発信チャンネル数", "情報発進チャンネル数"),
        ("タウンミーティング開催回数", "タウンミーティングの開催回数"), ("電子決裁率", "電子裁決率"),
    ],
)  # fmt: skip
def test_one_letter_that_is_another_lacking_too_many_or_swapped(name: str, said: str) -> None:
    assert is_near(name, said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("電子決裁率", "電子決裁数は"), ("新規登録率", "新規登録数は"), ("職員利用数", "職員採用数は"),
        ("人口1,000人当たりの職員数", "人口1,500人当たりの職員数"), ("相談対応事業数", "相談件数の対応"),
        ("職員数", "職具数"), ("オンライン対応手続き数", "オンライン申請手続き数"), ("電子決裁率", "電子決裁"),
    ],
)  # fmt: skip
def test_another_measure_number_or_word_is_another_name(name: str, said: str) -> None:
    assert not is_near(name, said)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ほーむぺーじは何回見られた", "ホームページは何回見られた"),
        ("さーばーのしょくいんは、れいわ4ねんど", "さーばーの職員は、令和4年度"),
        ("しょくいんはなんにん", "職員はなんにん"),
        ("れいわのしょくいん", "令和の職員"),
        ("どうしてそうなったのですか", "どうしてそうなったのですか"),
    ],
)
def test_words_in_kana_are_written_as_names_have_them(text: str, written: str) -> None:
    known = spellings(["市ホームページのアクセス数", "職員数"])
    assert spelled(text, known) == written
