"""Index terms: words and bigrams, with letters that recognition took for their look-alikes."""

import pytest

from index.tokens import bigrams, units, words


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("ス_マ一トシティ", "ス_マートシティ"),
        ("行政サ一ビスの向上", "行政サービスの向上"),
        ("デジタ儿化の推進", "デジタル化の推進"),
        ("公共工事の入札", "公共エ事の入札"),
        ("人ロの推計", "人口の推計"),
        ("窓ロの混雑", "窓口の混雑"),
        ("第ニ次の計画", "第二次の計画"),
        ("統ーした様式", "統一した様式"),
        ("脱炭素と工ネルギー", "脱炭素とエネルギー"),
        ("コミュ二ティの力", "コミュニティの力"),
        ("デー夕の活用", "データの活用"),
        ("lCTの活用", "ICTの活用"),
        ("サポー卜の窓口", "サポートの窓口"),
    ],
)
def test_damaged_words_give_the_terms_of_the_words_meant(damaged: str, meant: str) -> None:
    assert words(damaged) == words(meant)
    assert bigrams(damaged) == bigrams(meant)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("マネジメントカの向上", "マネジメント力"),
        ("トランスフオーメーシヨン", "トランスフォーメーション"),
        ("スマ一トシティ", "スマート"),
        ("スマート農業", "スマ一ト農業"),
    ],
)
def test_a_query_finds_its_look_alike_by_bigrams(text: str, query: str) -> None:
    assert set(bigrams(query)) & set(bigrams(text))
    assert len(set(bigrams(query)) - set(bigrams(text))) <= len(bigrams(query)) // 2


def test_bigrams_of_a_query_with_power_at_its_end_all_stand_in_the_text() -> None:
    assert set(bigrams("マネジメント力")) <= set(bigrams("管理職のマネジメントカの向上"))


def test_words_that_mix_kanji_and_katakana_keep_their_terms() -> None:
    assert "口コミ" in words("口コミを集める")
    assert words("チーム力を高める")[:2] == ["チーム", "力"]
    assert "一覧" in words("データ一覧を示す")


def test_years_give_a_common_term() -> None:
    assert {term for text in ("R6", "令和６年度", "2024年度") for term in words(text) if term.startswith("fy")} == {
        "fy2024"
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("請け負う", ["受ける", "負う", "請け負う"]),
        ("図書館の見守り", ["図書", "館", "図書館", "見る", "守る", "見守る"]),
        ("住民基本台帳", ["住民", "基本", "台帳", "住民基本台帳"]),
        ("市役所に行く", ["市", "役所", "市役所", "行く"]),
        ("令和6年度の図書館", ["令和", "6", "年度", "図書", "館", "図書館", "fy2024"]),
        ("", []),
    ],
)
def test_a_compound_stands_behind_its_parts(text: str, found: list[str]) -> None:
    assert units(text) == found


@pytest.mark.parametrize(
    "text", ["窓口の手続き", "ハンコを省略する", "持って行く", "人口", "2024年", "窓ロの混雑", "、。"]
)
def test_units_of_single_words_are_the_words(text: str) -> None:
    assert units(text) == words(text)


@pytest.mark.parametrize("text", ["R6", "令和６年度", "2024年度", "2024年"])
def test_units_give_years_as_words_do(text: str) -> None:
    year = words(text)[-1]
    assert year in {"fy2024", "y2024"}
    assert units(text)[-1] == year


def test_units_hold_every_word_in_order() -> None:
    text = "市役所の住民票を図書館で受け取れる手続きを令和6年度に始める。"
    left = iter(units(text))
    assert all(word in left for word in words(text))


def test_units_of_a_text_that_sudachi_refuses_in_one_piece() -> None:
    assert units("図書館。" * 12_000).count("図書館") > 11_990
