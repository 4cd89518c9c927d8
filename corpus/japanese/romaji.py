"""Kana in Latin letters (Hepburn), and the spellings of one name as one key: Ōsaka, Oosaka, Osaka."""

import re
import unicodedata

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ",
    "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_VOWELS = "aiueo"
_KANA = {
    kana: row + vowel
    for row, letters in _ROWS.items()
    for kana, vowel in zip(letters, _VOWELS, strict=True)
} | {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヤ": "ya", "ユ": "yu",
    "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "vu", "ヵ": "ka", "ヶ": "ga",
}  # fmt: skip
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_SAME = ((r"oh(?![aiueoy])", "o"), (r"o[ou]+", "o"), (r"uu+", "u"), (r"m(?=[bmp])", "n"))
_NO_LETTER = re.compile(r"[^a-z]")


def romaji(katakana: str) -> str:
    """Return katakana in Hepburn letters, long vowels written out: サセボ -> sasebo, トウキョウ -> toukyou."""
    found = ""
    doubled = False
    for kana in katakana:
        if kana == "ッ":
            doubled = True
        elif kana == "ー":
            found += found[-1:]
        elif kana in _SMALL:
            found = _contracted(found, _SMALL[kana])
        else:
            letters = _KANA.get(kana, "")
            found += ("t" if letters.startswith("ch") else letters[:1]) * doubled + letters
            doubled = False
    return found


def _contracted(before: str, small: str) -> str:
    """Return キ and ャ as kya, シ and ャ as sha, フ and ォ as fo."""
    if not small.startswith("y"):
        return before[:-1] + small
    stem = before.removesuffix("i")
    return stem + (small[1:] if stem.endswith(("sh", "ch", "j")) else small)


def romaji_key(spelling: str) -> str:
    """Return one key for the spellings of a name: Ōsaka, Oosaka, Ohsaka and OSAKA give ``osaka``."""
    plain = unicodedata.normalize("NFKD", spelling).lower()
    key = _NO_LETTER.sub("", plain)
    for pattern, instead in _SAME:
        key = re.sub(pattern, instead, key)
    return key
