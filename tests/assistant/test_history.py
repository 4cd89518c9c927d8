"""When a question leans on the earlier ones, and what it points at."""

import pytest

from assistant.assembly import Assistant
from assistant.history import compares, leans, subject_of
from assistant.turn import Question
from corpus.access import Access


@pytest.mark.parametrize(
    "question",
    [
        "財務の分だと？",
        "保健福祉のほうだけお願いします",
        "押印に限ると何件？",
        "窓口に絞ると？",
        "プリンタの話だけ聞かせてください",
    ],
)
def test_a_question_that_narrows_leans(assistant: Assistant, question: str) -> None:
    assert leans(question, assistant.index.plans(access=Access.PUBLIC))


@pytest.mark.parametrize(
    "question",
    [
        "休みの日だけ開く窓口では住民票と印鑑証明と課税証明を受け取れますか",
        "コミュニティバスは平日に1日何便走りますか",
        "市長の年収は",
    ],
)
def test_a_question_with_words_enough_stands_alone(assistant: Assistant, question: str) -> None:
    assert not leans(question, assistant.index.plans(access=Access.PUBLIC))


@pytest.mark.parametrize(
    ("question", "compared"),
    [
        ("令和2年度と比べるとどう？", True), ("R5から減ったと？", True), ("R5より多い？", True), ("R5との差は？", True),
        ("compared to FY2022?", True), ("R5は？", False), ("R5から教えて", False), ("R3からR6まで", False),
    ],
)  # fmt: skip
def test_a_year_held_against_another(question: str, compared: bool) -> None:  # noqa: FBT001  (a case's value)
    assert compares(question) is compared


def test_the_year_said_before_stays_where_another_is_held_against_it(assistant: Assistant) -> None:
    history = ("森川市の押印を省く手続きはR6に何件ですか",)
    answer = assistant.ask(Question("R5と比べるとどう？", Access.PUBLIC, history=history))
    assert "fiscal_year:2024" in answer.context.carried
    assert set(answer.context.fiscal_years) == {2023, 2024}


@pytest.mark.parametrize(
    ("question", "subject"),
    [("ワーケーションが広まるの？", "ワーケーション"), ("森川市のデジタル人材とは誰ですか", "デジタル人材"), ("", "")],
)
def test_what_a_question_names_first(assistant: Assistant, question: str, subject: str) -> None:
    assert subject_of(question, assistant.index.plans(access=Access.PUBLIC)) == subject


def test_what_it_means_is_asked_of_the_subject_before(assistant: Assistant) -> None:
    answer = assistant.ask(Question("それってどういう意味？", Access.PUBLIC, history=("フレイルが増えるの？",)))
    assert answer.context.standalone_question == "フレイルとは"
