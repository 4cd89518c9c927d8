"""English questions in the words of plans."""

import pytest

from corpus.japanese.era import find_years
from index.lexicon.inflection import stem
from index.lexicon.translation import is_english, translated


@pytest.mark.parametrize(
    "question",
    ["What is BPR?", "Does 森川市 support child-rearing?", "library opening hours", "What does 「書かない窓口」 mean?",
     "Sasebo", "Is it on?", "Quais são os serviços?"],
)  # fmt: skip
def test_these_are_english(question: str) -> None:
    assert is_english(question)


@pytest.mark.parametrize(
    "question",
    ["", "？", "DX", "RPAとは", "AI-OCRとは何ですか", "kintoneとは？", "Microsoft Teamsは使っていますか", "KPI 目標",
     "R6", "観光1-1-4", "押印の見直しは？", "LINE公式アカウント", "ＤＸ"],
)  # fmt: skip
def test_these_are_not_and_stay_as_they_are(question: str) -> None:
    assert not is_english(question)
    assert translated(question) == question


@pytest.mark.parametrize(
    ("question", "japanese"),
    [
        ("When will hanko seals be abolished?", "いつ 押印 廃止"),
        ("How is snow removed?", "雪"),
        ("Which libraries will be closed?", "図書館 閉館"),
        ("the online application usage rate", "オンライン申請利用率"),
        ("on-demand transport and e-filing", "デマンド交通 電子申請"),
        ("Does 森川市 support child-rearing?", "森川市 支援 子育て"),
        ("What is the target for 観光1-1-4?", "目標 観光1-1-4"),
        ("targets of the KPI 12", "目標 KPI 12"),
        ("seals and seals and a seal", "押印"),
        ("users of kintone and Otakanomori Hall", "利用者 kintone Otakanomori ホール"),
    ],
)
def test_words_and_phrases(question: str, japanese: str) -> None:
    assert translated(question) == japanese


def test_the_longest_phrase_counts() -> None:
    assert translated("number of children on waiting lists") == "待機児童数"
    assert "待機児童数" not in translated("the number of children")


@pytest.mark.parametrize("said", ["dispatch", "dispatches", "dispatched", "dispatching"])
def test_every_form_of_a_word_gives_its_japanese(said: str) -> None:
    assert translated(f"which experts are {said}") == "有識者 派遣"


@pytest.mark.parametrize(
    ("said", "year"),
    [("FY2024", 2024), ("FY 24", 2024), ("fiscal year 2024", 2024), ("Reiwa 6", 2024), ("R6", 2024), ("2027", 2027),
     ("Heisei 30", 2018), ("fiscal 2019", 2019)],
)  # fmt: skip
def test_years_can_be_read_as_fiscal_years(said: str, year: int) -> None:
    japanese = translated(f"What was the target in {said}?")
    assert year in {mention.year for mention in find_years(japanese) if mention.fiscal}
    assert "目標" in japanese


def test_numbers_that_are_no_years_stay_numbers() -> None:
    assert find_years(translated("the cost of 2,000 smartphones")) == []


def test_names_that_are_given_count() -> None:
    assert translated("the budget of Sasebo", {"sasebo": "佐世保市"}) == "予算 佐世保市"


def test_a_question_of_unknown_words_stays() -> None:
    assert translated("xyzzy plugh foobar") == "xyzzy plugh foobar"


@pytest.mark.parametrize(
    "forms", [("use", "used", "using", "uses"), ("plan", "planned", "planning"), ("apply", "applied", "applying")]
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["ring", "red", "bus", "gas", "king"])
def test_short_words_keep_what_looks_like_an_ending(word: str) -> None:
    assert stem(word) == word
