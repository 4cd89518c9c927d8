"""Everyday and English words to the words of plans."""

import time

import pytest

from index.lexicon.concepts import Concept, built_in_concepts
from index.lexicon.expansion import expansion
from index.tokens import words


def _expansion(question: str, *own: Concept) -> tuple[str, ...]:
    return expansion(words(question), question, own)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("ハンコはまだいるの？", {"押印", "省略"}),
        ("はんこはいつまで？", {"押印", "省略"}),
        ("判子をやめるのはいつ", {"押印", "省略"}),
        ("引っ越しのときは何をする？", {"転入", "転居"}),
        ("引っ越したら何が要る？", {"転入", "転居"}),
        ("ひっこしのてつづきは？", {"転入", "転居"}),
        ("待たされるのは直る？", {"短縮"}),
        ("こがわせって何？", {"小為替"}),
    ],
)
def test_everyday_words_give_formal_ones(question: str, wanted: set[str]) -> None:
    assert wanted <= set(_expansion(question))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When will hanko seals be abolished?", {"押印"}),
        ("Garbage Fees", {"塵袋", "有料"}),
        ("What is the online application rate?", {"申請"}),
        ("Which libraries will close?", {"図書"}),
        ("Will there be subsidies for start-up support?", {"補助", "創業"}),
        ("Does 森川市 support child-rearing?", {"子育て"}),
    ],
)
def test_english_gives_japanese(question: str, wanted: set[str]) -> None:
    assert wanted <= set(_expansion(question))


@pytest.mark.parametrize(
    "question", ["", "　", "。", "押印の見直しは？", "人口は？", "令和6年度の目標は？", "ABC", "かきくけこ", "あ" * 300]
)
def test_a_question_without_everyday_words_gives_nothing(question: str) -> None:
    assert _expansion(question) == ()


def test_a_spelling_counts_only_where_a_word_may_start() -> None:
    assert "小為替" not in _expansion("しいこがわせ")


def test_the_longest_phrase_counts() -> None:
    own = (Concept(("夜間照明",), ("まちの明かり",)), Concept(("星空保護",), ("まちの明かりを消す",)))
    found = _expansion("まちの明かりを消すのはいつ？", *own)
    assert "星空" in found
    assert "照明" not in found


@pytest.mark.parametrize("question", ["ハンコの省略と押印", "引っ越しの届けと転入", "スマホやスマートフォンの手続き"])
def test_no_term_of_the_question_is_repeated(question: str) -> None:
    terms = _expansion(question)
    assert set(terms).isdisjoint(words(question))
    assert len(set(terms)) == len(terms)


def test_at_most_twelve_terms_the_rarest_first() -> None:
    everyday = "ちまちま帳"
    own = (Concept(("支援センター", "甲乙丙丁戊己庚辛壬癸", "碧玉", "翡翠", "琥珀", "瑪瑙", "珊瑚"), (everyday,)),)
    terms = _expansion(f"{everyday}はある？", *own)
    assert len(terms) <= 12
    assert "碧玉" in terms
    assert terms[-1] == "センター"


def test_a_citys_own_word_is_found_beside_the_built_in_ones() -> None:
    own = Concept(("自家用有償旅客運送",), ("ほたるバス",))
    assert set(words("有償旅客")) <= set(_expansion("ほたるバスの時刻は？", own))
    assert "有償" not in _expansion("ほたるバスの時刻は？")
    assert "押印" in _expansion("ハンコとほたるバス", own)


def test_a_question_takes_less_than_a_millisecond() -> None:
    questions = [form + "のはいつから？" for concept in built_in_concepts()[::10] for form in concept.everyday[:2]]
    asked = [(words(question), question) for question in questions]
    expansion(*asked[0])
    seconds = []
    for terms, question in asked:
        begin = time.perf_counter()
        expansion(terms, question)
        seconds.append(time.perf_counter() - begin)
    assert sorted(seconds)[len(seconds) // 2] < 0.001
