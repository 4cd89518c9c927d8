"""English questions: English around the plan's own words."""

import pytest

from assistant.assembly import Assistant
from assistant.phrases import phrases
from assistant.turn import AnswerStatus, Language, Question, Reason
from corpus.access import Access
from index.lexicon import translation

_FOR_NOTICES = 90  # of 600 characters: what assistant/compose/extractive.py leaves for them


@pytest.mark.parametrize(
    ("text", "language", "frame"),
    [
        ("What is open data?", "ja", "The plan 「"),
        ("What is open data?", "en", "The plan 「"),
        ("What is open data?", "easy", "つぎのことが書いてあります"),
        ("オープンデータとは何ですか", "ja", "書かれていることは次のとおりです"),
        ("オープンデータとは何ですか", "en", "The plan 「"),
    ],
)
def test_the_frame_is_in_the_language_of_the_question(
    assistant: Assistant, text: str, language: Language, frame: str
) -> None:
    answer = assistant.ask(Question(text, Access.PUBLIC, language=language))
    assert answer.status is AnswerStatus.ANSWERED
    assert frame in answer.text
    assert "オープンデータ：誰でも自由に使えるように公開されたデータのことです。" in answer.text


def test_another_city_is_declined_in_english_by_the_name_spoken(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Does Yokohama City remove snow?", Access.PUBLIC))
    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.OTHER_CITY)
    assert answer.text.startswith("No plan of Yokohama City is held here, so this cannot be answered.")


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
def test_the_notices_of_a_plan_fit_into_what_is_left_for_them(language: Language) -> None:
    notices = phrases(language)["notices"]
    ending = max(len(notices["draft_plan"]), len(notices["ended_plan"]))
    assert len(notices["restated_source"]) + ending + len(notices["partial_plan"]) + 3 <= _FOR_NOTICES


def test_no_english_question_waits_for_the_words_of_its_language(assistant: Assistant) -> None:
    translation._tables.cache_clear()
    assistant.warm()
    assert translation._tables.cache_info().currsize == 1
