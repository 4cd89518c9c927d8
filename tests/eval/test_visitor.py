"""A visitor tells what is wrong with a page: no answer, another session, words that are not the plan's."""

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from eval.visitor import Shown, Turn, Visitor

TEXTS = {"a-plan": "残高は475億円です。\n観光,客数,1234\n"}
LINK = '<p class="citation-link"><a href="/sources/a-plan?start={}&amp;end={}#a-plan.1.1">見る</a></p>'
QUOTE = '<li class="citation"><blockquote>{}</blockquote>' + LINK + "</li>"
VALUE = '<li class="citation"><dl><dd class="kpi-value">{} <span class="tag">不確か</span></dd></dl>' + LINK + "</li>"
TRUE = QUOTE.format("残高は475億円です。", 0, 11)
NEXT = '<form class="ask"><input type="hidden" name="history" value="残高は？"></form>'


def page(*citations: str) -> str:
    return f'<html><body><h2 class="status">回答</h2><ol>{"".join(citations)}</ol>{NEXT}</body></html>'


def event(name: str, content: object) -> str:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"


def answering(html: str) -> Callable[[httpx.Request], httpx.Response]:
    text = event("stage", {"name": "x", "words": "x"}) + event("page", {"html": html})
    return lambda _: httpx.Response(200, text=text, headers={"set-cookie": "visitor=one"})


def shown(*handlers: Callable[[httpx.Request], httpx.Response]) -> list[Shown]:
    given = iter(handlers)

    def answer(request: httpx.Request) -> httpx.Response:
        return next(given)(request)

    client = httpx.AsyncClient(base_url="http://test", transport=httpx.MockTransport(answer))

    async def ask() -> list[Shown]:
        async with client:
            visitor = Visitor(client, TEXTS)
            return [await visitor.ask(Turn("残高は？")) for _ in handlers]

    return asyncio.run(ask())


@pytest.mark.parametrize("citation", [TRUE, VALUE.format("1234", 12, 24)])
def test_what_the_plan_says_is_no_fault(citation: str) -> None:
    (one,) = shown(answering(page(citation)))
    assert (one.kind, one.citations, one.fault) == ("answer", 1, "")
    assert one.seconds > 0


@pytest.mark.parametrize(
    "citation",
    [
        QUOTE.format("残高は475億円です", 0, 11),
        QUOTE.format("", 0, 0),
        VALUE.format("9999", 12, 24),
        TRUE.replace("a-plan?", "no-plan?"),
        TRUE.replace("blockquote", "p"),
    ],
)
def test_what_the_plan_does_not_say_is_a_fault(citation: str) -> None:
    (one,) = shown(answering(page(TRUE, citation)))
    assert one.citations == 2
    assert one.fault.startswith("quote is not ")
    assert one.fault.endswith(": 残高は？")


@pytest.mark.parametrize(
    ("handler", "fault"),
    [
        (lambda _: httpx.Response(503), "HTTP 503"),
        (lambda _: httpx.Response(200, text=event("error", {"name": "internal", "words": "x"})), "error internal"),
        (lambda _: httpx.Response(200, text=event("stage", {"name": "x"})), "the stream ended before the page"),
        (answering("<html><body></body></html>"), "no status"),
    ],
)
def test_an_answer_that_does_not_come_is_a_fault(
    handler: Callable[[httpx.Request], httpx.Response], fault: str
) -> None:
    (one,) = shown(handler)
    assert one.fault == f"{fault}: 残高は？"


def test_a_server_that_is_gone_is_a_fault() -> None:
    def gone(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    assert shown(gone)[0].fault == "ConnectError: 残高は？"


def test_questions_and_session_go_along_and_another_session_is_a_fault() -> None:
    sent: list[httpx.Request] = []

    def again(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(
            200, text=event("page", {"html": page(TRUE)}), headers={"set-cookie": f"visitor={len(sent)}"}
        )

    first, second = shown(again, again)
    assert first.fault == ""
    assert second.fault == "another session: 残高は？"
    assert sent[1].headers["cookie"] == "visitor=1"
    assert httpx.QueryParams(sent[1].content.decode()).get_list("history") == ["残高は？"]
