"""Follow-ups in a language model's words: used for search, and only with what the conversation named."""

import json

import pytest

from assistant.llm.restate import stays_within
from assistant.turn import Question
from corpus.access import Access
from tests.assistant.llm.chat_server import ChatServer, Reply, said, sentences
from tests.assistant.llm.conftest import Ask

pytest.importorskip("langchain_openai", reason="the llm extra is not installed: pip install 'plan-assistant[llm]'")

FIRST = "川辺市の水道管の取り替えは令和6年度にどこまで広げますか"
NEXT = "では、令和5年度は？"


def _restated(text: str) -> Reply:
    return said(json.dumps({"question": text}, ensure_ascii=False))


@pytest.mark.parametrize(
    ("said_", "holds"),
    [
        ("川辺市の水道管の取り替えは令和5年度にどこまで広げますか", True),
        ("川辺市の水道管の取り替えはR5にどこまで広げますか", True),
        ("川辺市の水道管の取り替えは令和6年度にどこまで広げますか", False),
        ("川辺市の水道管の取り替えは令和5年度と令和6年度にどこまで広げますか", False),
        ("川辺市の水道管の取り替えは令和7年度にどこまで広げますか", False),
        ("横浜市の水道管の取り替えは令和5年度にどこまで広げますか", False),
        ("川辺市の水道管10kmの取り替えは令和5年度にどこまで広げますか", False),
        ("川辺市の水道局は令和5年度にどこまで広げますか", False),
        ("川辺市のスマートメーターは令和5年度にどこまで広げますか", False),
    ],
)
def test_a_restated_question_names_only_what_the_conversation_names(said_: str, holds: bool) -> None:  # noqa: FBT001 (a row of the table)
    assert stays_within(said_, Question(NEXT, Access.PUBLIC, history=(FIRST,))) is holds


def test_a_good_restatement_is_searched_for(server: ChatServer, opened: Ask) -> None:
    better = "川辺市の水道管の取り替えは令和5年度にどこまで広げますか"
    server.replies = [_restated(better), sentences(("取り替えは令和5年度に10kmから始められます。", ["e1"]))]
    answer = opened().ask(Question(NEXT, Access.PUBLIC, history=(FIRST,)))
    assert answer.context.standalone_question == better
    assert answer.context.fiscal_years == (2023,)
    assert f"<earlier>{FIRST}</earlier>" in server.prompts()


@pytest.mark.parametrize(
    "reply",
    [_restated("横浜市の人口は？"), _restated(""), _restated("a\nb"), said("はい"), said("{}"), Reply(b"no", 500)],
)
def test_a_bad_restatement_leaves_the_rules(server: ChatServer, opened: Ask, reply: Reply) -> None:
    server.replies = [reply]
    plain = opened(llm_url="").ask(Question(NEXT, Access.PUBLIC, history=(FIRST,)))
    answer = opened(llm_retries=0).ask(Question(NEXT, Access.PUBLIC, history=(FIRST,)))
    assert answer.context == plain.context
    assert answer.text.startswith(plain.text)


def test_a_model_that_failed_is_not_asked_a_second_time(server: ChatServer, opened: Ask) -> None:
    server.replies = [Reply(b"no", 401)]
    answer = opened().ask(Question(NEXT, Access.PUBLIC, history=(FIRST,)))
    assert answer.notices == ("model_fallback",)
    assert len(server.requests) == 1


@pytest.mark.parametrize("history", [(), (FIRST,)])
def test_a_question_that_stands_alone_is_not_restated(
    server: ChatServer, opened: Ask, history: tuple[str, ...]
) -> None:
    server.replies = [sentences(("x", ["e1"]))]
    opened().ask(Question(FIRST, Access.PUBLIC, history=history))
    assert "<earlier>" not in server.prompts()
