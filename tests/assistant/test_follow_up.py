"""Conversations: what a follow-up inherits, and what it does not."""

from assistant.assembly import Assistant
from assistant.turn import Answer, Question
from corpus.access import Access


def _ask(assistant: Assistant, text: str, history: tuple[str, ...], drop: tuple[str, ...] = ()) -> Answer:
    return assistant.ask(Question(text, Access.PUBLIC, history=history, drop=drop))


def test_a_follow_up_inherits_plan_and_topic(assistant: Assistant) -> None:
    answer = _ask(assistant, "では、R6は？", ("森川市の押印の見直しはどうなりますか",))
    assert answer.context.plan_ids == ("morikawa-dx",)
    assert "plan:morikawa-dx" in answer.context.carried
    assert answer.context.fiscal_years == (2024,)
    assert "押印" in answer.context.standalone_question
    assert "120件" in answer.text


def test_a_carried_item_can_be_dropped(assistant: Assistant) -> None:
    history = ("森川市の押印の見直しはどうなりますか",)
    answer = _ask(assistant, "では、R6は？", history, drop=("plan:morikawa-dx",))
    assert answer.context.plan_ids == ()
    assert "plan:morikawa-dx" not in answer.context.carried


def test_another_city_in_the_follow_up_wins(assistant: Assistant) -> None:
    answer = _ask(assistant, "谷沢市は？", ("森川市の目標は何ですか",))
    assert answer.context.plan_ids == ("tanizawa-kanko",)


def test_a_new_topic_does_not_inherit_the_old_one(assistant: Assistant) -> None:
    answer = _ask(assistant, "コミュニティバスは平日に1日何便走りますか", ("押印を省く手続きはR6に何件ですか",))
    assert answer.context.carried == ()
    assert answer.context.fiscal_years == ()
    assert answer.context.standalone_question == "コミュニティバスは平日に1日何便走りますか"


def test_a_hidden_plan_cannot_be_carried(assistant: Assistant) -> None:
    answer = _ask(assistant, "もっと詳しく", ("森川市内部計画の庁舎の移転は？",))
    assert "morikawa-naibu" not in answer.context.plan_ids
