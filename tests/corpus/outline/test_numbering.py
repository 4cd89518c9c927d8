import pytest

from corpus.outline.numbering import numbering


@pytest.mark.parametrize(
    ("line", "style", "number"),
    [
        ("第１編 総論", "part", 1),
        ("第3章 将来展望", "chapter", 3),
        ("第二節　背景", "section", 2),
        ("Ⅳ．方針", "roman", 4),
        ("基本目標２　にぎわい", "goal", 2),
        ("施策１ 子育て", "measure", 1),
        ("01 技術の進歩", "padded", 1),
        ("02【農林水産】持続", "padded【", 2),
        ("01 <<まち>>", "padded<", 1),
        ("1. はじめに", "number", 1),
        ("１２　資料", "number", 12),
        ("4 個別施設", "number", 4),
        ("1-2 計画の目的", "decimal1", 2),
        ("2.3.1 体制", "decimal2", 1),
        ("（３）財政", "paren", 3),
        ("⑵ 期間", "paren", 2),
        ("3) 財政", "half-paren", 3),
        ("①風土づくり", "circled", 1),
        ("⑳ 最後", "circled", 20),
        ("ウ. 環境", "kana", 3),
        ("工. 環境", "kana", 4),
        ("(イ) 環境", "paren-kana", 2),
        ("a. scope", "latin", 1),
    ],
)
def test_styles(line: str, style: str, number: int) -> None:
    found = numbering(line)
    assert found is not None
    assert (found.style, found.number) == (style, number)


@pytest.mark.parametrize(
    "line",
    [
        "2040年の姿",
        "3つの視点",
        "3 つの視点",
        "10年前頃",
        "1.5倍に増えた",
        "5 年間の計画",
        "本文です。",
        "第3次計画",
        "一人ひとり",
        "2024",
        "1" * 130,
    ],
)
def test_what_is_not_numbered(line: str) -> None:
    assert numbering(line) is None


def test_ranks_order_the_styles() -> None:
    lines = ["第1章 総論", "第1節 背景", "01 現状", "1. 現状", "(1) 人口", "①推移", "ア. 出生"]
    ranks = [found.rank for line in lines if (found := numbering(line))]
    assert ranks == sorted(set(ranks))
