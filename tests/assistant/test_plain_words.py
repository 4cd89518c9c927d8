"""Words explained beside answers in plain Japanese, and nowhere else."""

import re

import pytest

from assistant.assembly import Assistant
from assistant.plain_words import known_words, terms_in
from assistant.turn import Answer, AnswerStatus, Language, Question
from corpus.access import Access
from corpus.japanese.era import find_years
from corpus.japanese.numerals import find_quantities

_READING = re.compile(r"[ぁ-ゖァ-ヺー・]+")


def _ask(assistant: Assistant, text: str, language: Language) -> Answer:
    return assistant.ask(Question(text, Access.PUBLIC, language=language))


def test_there_are_many_and_each_is_short_and_read_in_kana() -> None:
    words = known_words().values()
    assert len(words) >= 300
    for word in words:
        assert _READING.fullmatch(word.reading), word
        assert 2 <= len(word.explanation) <= 40, word
        assert not word.explanation.endswith("。"), word


def test_no_explanation_holds_a_number_or_a_year() -> None:
    for word in known_words().values():
        assert not find_quantities(word.explanation), word
        assert not find_years(word.explanation), word


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("申請書に求めていた押印を省きます。", ["申請書", "押印"]),
        ("行政改革大綱を策定します。", ["行政改革", "大綱", "策定"]),
        ("押印と押印", ["押印"]),
        ("ＫＰＩとｋｐｉ", ["KPI"]),
        ("介護予防は介護とちがいます。", ["介護予防", "介護"]),
        ("AIDSの話", []),
        ("花が咲く。", []),
        ("", []),
    ],
)
def test_terms_are_found_whole_the_longest_each_once(sentence: str, terms: list[str]) -> None:
    assert [word.term for word in terms_in([sentence])] == terms


def test_an_answer_in_plain_japanese_explains_its_words(assistant: Assistant) -> None:
    answer = _ask(assistant, "押印を省く手続きは何件ですか", "easy")
    assert answer.status is AnswerStatus.ANSWERED
    assert "押印" in [word.term for word in answer.words]
    shown, explained = answer.text.split("\nことばの説明\n")
    assert "押印（おういん）：書類にはんこを押すこと。" in explained.split("\n")
    assert len(explained.split("\n")) == len(answer.words)
    assert len(answer.text) <= 600
    assert not [sentence for sentence in answer.sentences if "はんこ" in sentence.text]
    assert all(word.term in shown for word in answer.words)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_other_languages_explain_nothing(assistant: Assistant, language: Language) -> None:
    answer = _ask(assistant, "押印を省く手続きは何件ですか", language)
    assert answer.words == ()
    assert "おういん" not in answer.text


def test_declining_explains_nothing(assistant: Assistant) -> None:
    answer = _ask(assistant, "横浜市の押印の見直しは？", "easy")
    assert answer.status is AnswerStatus.ABSTAINED
    assert answer.words == ()
