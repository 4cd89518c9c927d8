"""Letters that look alike (力 and カ, 一 and ー): one form for matching, never for showing."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_KATAKANA = "ァ-ヺー"
_KANA = "ぁ-んァ-ヺー"
_KANJI = "一-鿿々"


@dataclass(frozen=True, slots=True)
class _Rules:
    meant: re.Pattern[str]
    alone: re.Pattern[str]
    latin: re.Pattern[str]
    katakana: dict[str, str]
    kanji: dict[str, str]
    kept: frozenset[str]
    shape: dict[int, str]


def as_meant(text: str) -> str:
    """Return ``text`` with look-alikes as their neighbours call for them, letter for letter.

    「サ一ビス」 -> 「サービス」, 「エ事」 -> 「工事」, 「lCT」 -> 「ICT」; where it is not plain (「マネジメントカ」,
    「チーム力」) nothing changes. The result is for matching: it is as long as ``text``.
    """
    rules = _rules()
    text = rules.meant.sub(lambda match: rules.katakana.get(match[0], "ー"), text)
    text = rules.alone.sub(lambda match: rules.kanji[match[0]], text)
    return rules.latin.sub(lambda match: match[0].replace("l", "I"), text)


def shape(text: str) -> str:
    """Return ``text`` with one letter for all that look alike: 「能力」 and 「能カ」 become equal, ョ and ヨ too."""
    return text.translate(_rules().shape)


def misread(text: str) -> list[re.Match[str]]:
    """Return the kanji and dashes in katakana words, in order: 「サ一ビス」 has one, 「窓口サービス」 none."""
    return list(_rules().meant.finditer(text))


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("corpus.japanese").joinpath("lookalikes.toml").read_text(encoding="utf-8"))
    kanji, rules, small = data["kanji"], data["rules"], data["small"]
    back = {katakana: letter for letter, katakana in kanji.items() if katakana in rules["alone"]}
    return _Rules(
        meant=_meant(kanji, rules),
        alone=_alone(rules),
        latin=re.compile(r"(?<![A-Za-z])(?:[A-Z]{1,4}l[A-Z]{0,3}|l[A-Z]{1,4})(?![A-Za-z])"),
        katakana=kanji,
        kanji=back,
        kept=frozenset(rules["kept"]),
        shape=str.maketrans({**kanji, **dict(zip(small["from"], small["to"], strict=True))}),
    )


def _meant(kanji: dict[str, str], rules: dict[str, str]) -> re.Pattern[str]:
    """Return what finds a kanji that stands for a katakana: between katakana, before ー, at the start of a word."""
    letters = "".join(kanji)
    opening = "".join(letter for letter in letters if letter not in rules["counting"])
    kept = "".join(rf"(?!{word})" for word in rules["kept"])
    counted = rf"(?![カヵケヶ][{rules['counters']}])"
    return re.compile(
        rf"(?<=[{_KATAKANA}])[{letters}]{counted}(?=[{_KATAKANA}])|(?<=[{_KATAKANA}])[{rules['dashes']}](?=[{_KATAKANA}])"
        rf"|(?<![{_KANJI}])[{letters.replace('一', '')}](?=ー)"
        rf"|(?<![{_KANJI}{_KATAKANA}]){kept}[{opening}](?=[{_KATAKANA}])"
        rf"|(?<=[{_KATAKANA}])[{rules['never_alone']}]|(?<=ー)夕(?![{_KANJI}])|(?<=[ァ-ヺ])一(?=[がのをにはとでへもや]|[^{_KANJI}{_KANA}]|$)"
    )


def _alone(rules: dict[str, str]) -> re.Pattern[str]:
    """Return what finds a katakana that stands for a kanji: by itself beside kanji."""
    single = rules["alone"].replace("ー", "")
    counted = rf"(?!カ[{rules['counters']}])"
    return re.compile(
        rf"(?<=[{_KANJI}]){counted}[{single}](?![{_KATAKANA}])|(?<![{_KATAKANA}\d]){counted}[{single}](?=[{_KANJI}])"
        rf"|(?<=[{_KANJI}])ー(?![{_KATAKANA}])|(?<![{_KANA}])ー(?=[{_KANJI}])"
    )
