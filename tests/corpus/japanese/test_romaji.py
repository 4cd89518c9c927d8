"""Kana in Latin letters."""

import pytest

from corpus.japanese.romaji import romaji, romaji_key


@pytest.mark.parametrize(
    ("kana", "letters"),
    [("サセボ", "sasebo"), ("キタキュウシュウ", "kitakyuushuu"), ("サッポロ", "sapporo"), ("ハッチョウ", "hatchou"),
     ("チガサキ", "chigasaki"), ("フクオカ", "fukuoka"), ("ジョウエツ", "jouetsu"), ("シュウナン", "shuunan"),
     ("ツ", "tsu"), ("アルプス", "arupusu"), ("フォー", "foo"), ("", ""), ("佐賀", "")],
)  # fmt: skip
def test_kana_to_letters(kana: str, letters: str) -> None:
    assert romaji(kana) == letters


@pytest.mark.parametrize(
    ("spellings", "key"),
    [(("Osaka", "Ōsaka", "Oosaka", "Ohsaka", "OSAKA"), "osaka"),
     (("Kita-Kyushu", "Kitakyūshū", "kitakyuushuu"), "kitakyushu"),
     (("Namba", "Nanba"), "nanba"), (("Kōfu", "Koufu", "Kofu"), "kofu")],
)  # fmt: skip
def test_spellings_of_one_name_are_one(spellings: tuple[str, ...], key: str) -> None:
    assert {romaji_key(spelling) for spelling in spellings} == {key}
