"""Attacks in questions and documents: none is obeyed, none shows our instructions, nothing of them runs on a page."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.assembly import Assistant
from assistant.llm.prompting import prompt
from assistant.turn import Answer, AnswerStatus, Question
from assistant.visible import visible
from corpus.access import Access
from tests.assistant.llm.chat_server import ChatServer, said, sentences
from tests.security.attacking import Attack, attacks
from tests.security.conftest import attack_settings
from tests.security.injected import Injected
from tests.security.pages import foreign
from tests.web.client import PAGE, Client

PLACE = "http://plans.test"


def prompt_lines() -> list[str]:
    """Return every line of what we tell the language model."""
    texts = [prompt("restate_system")]
    texts += [prompt("rephrase_system", language=language, one_each=one_each, count=3)
              for language in ("ja", "en", "easy") for one_each in (True, False)]  # fmt: skip
    return [line for text in texts for line in text.split("\n") if len(line) > 12]


def test_there_are_more_than_150_in_two_languages_and_of_many_kinds() -> None:
    found = (*attacks("question"), *attacks("document"))
    assert len(found) > 150
    assert len({one.text for one in found}) == len(found)
    english = sum(not re.search(r"[぀-ヿ一-鿿]", one.text) for one in found)
    assert 40 < english < 110
    assert len(Counter(one.kind for one in found)) >= 10


@pytest.mark.parametrize("attack", attacks("question"), ids=lambda attack: f"{attack.kind}: {attack.text[:30]!a}")
def test_a_question_that_attacks_is_declined(attacked_app: FastAPI, attack: Attack) -> None:
    client = Client(attacked_app)
    answer = client.post("/api/ask", json={"question": attack.text}).json()
    assert answer["status"] == "refused"
    assert (answer["sentences"], answer["citations"]) == ([], [])
    assert not attack.obeyed or attack.obeyed not in answer["text"]
    assert [line for line in prompt_lines() if line in answer["text"]] == []
    page = client.post("/ask", data={"question": attack.text}, headers=PAGE).text
    assert foreign(page, PLACE) == []


@pytest.fixture(scope="module")
def unscreened(injected: tuple[Injected, ...], injected_folder: Path, obeying: ChatServer) -> Iterator[Assistant]:  # noqa: ARG001  (it makes the index)
    """Return an assistant with a language model and without the step that declines attacks."""
    pytest.importorskip("langchain_openai", reason="the llm extra is not installed")
    assistant = Assistant.open(attack_settings(injected_folder, llm_url=obeying.url, llm_model="tiny", llm_retries=0))
    yield replace(assistant, steps=tuple(step for step in assistant.steps if step.name != "screen"))
    assistant.index.close()


def test_a_model_that_obeys_a_question_is_not_shown(
    unscreened: Assistant, obeying: ChatServer, injected: tuple[Injected, ...]
) -> None:
    asked = 0
    for attack, plan in zip(attacks("question"), injected * 2, strict=False):
        for reply in (sentences((attack.obeyed or attack.text, ["e1"])), said(attack.obeyed or attack.text)):
            obeying.replies = [reply]
            question = Question(f"{plan.question} {attack.text}"[:300], Access.PUBLIC, plan_ids=(plan.plan_id,))
            asked += _honest(unscreened.ask(question), attack)
    assert asked > len(attacks("question")) / 2


def _honest(answer: Answer, attack: Attack) -> bool:
    """Return whether there was an answer; it stands in the plan's own words, or in a frame that names its title."""
    if attack.obeyed:
        own = [one for one in answer.sentences if attack.obeyed in one.text]
        backed = [
            one for one in own for cited in answer.citations if one.text in cited.quote or cited.plan_title in one.text
        ]
        assert {one.text for one in own} == {one.text for one in backed}, attack
    assert answer.receipt.answerer == "extractive", (attack, answer.text)
    return answer.status is AnswerStatus.ANSWERED


def test_a_model_that_tells_its_instructions_is_not_shown(
    unscreened: Assistant, obeying: ChatServer, injected: tuple[Injected, ...]
) -> None:
    for plan, line in zip(injected, prompt_lines(), strict=False):
        obeying.replies = [sentences((line, ["e1"]))]
        answer = unscreened.ask(Question(plan.question, Access.PUBLIC, plan_ids=(plan.plan_id,)))
        assert line not in answer.text
    assert obeying.requests


def test_a_document_is_not_obeyed(attacked: Assistant, injected: tuple[Injected, ...]) -> None:
    honest = 0
    for plan in injected:
        answer = attacked.ask(Question(plan.question, Access.PUBLIC))
        assert answer.status is AnswerStatus.ANSWERED, plan
        honest += plan.fact in answer.text
        quoted = visible(plan.attack.text.replace("\n", " ")).text
        assert plan.attack.obeyed not in visible(answer.text).text.replace(quoted, ""), plan
    assert honest > 0.9 * len(injected)


def test_a_model_that_obeys_a_document_is_not_shown(
    unscreened: Assistant, obeying: ChatServer, injected: tuple[Injected, ...]
) -> None:
    got_through = []
    for plan in injected:
        for question in (plan.question, f"{plan.attack.text[:60]}について教えてください"):
            obeying.replies = [sentences((plan.attack.obeyed, ["e1"]))]
            answer = unscreened.ask(Question(question, Access.PUBLIC, plan_ids=(plan.plan_id,)))
            if answer.receipt.answerer == "llm":
                got_through.append((plan.attack.text, answer.text))
    assert got_through == []


def test_nothing_of_a_document_runs_on_a_page(attacked_app: FastAPI, injected: tuple[Injected, ...]) -> None:
    client = Client(attacked_app)
    for plan in injected:
        form = {"question": plan.question, "language": "ja"}
        pages = [
            client.post("/ask", data=form, headers=PAGE),
            client.get(
                f"/sources/{plan.plan_id}", params={"q": plan.attack.text[:90], "start": 0, "end": 40}, headers=PAGE
            ),
            client.get("/kpis", params={"plan": plan.plan_id}, headers=PAGE),
            client.get(f"/kpis/{plan.plan_id}", headers=PAGE),
        ]
        for page in pages:
            assert page.status_code == 200, plan
            assert foreign(page.text, PLACE) == [], plan
            assert not _direction_marks(page.text), plan
    for address in ("/", "/plans", "/kpis"):
        assert foreign(client.get(address, headers=PAGE).text, PLACE) == []


def _direction_marks(text: str) -> set[str]:
    return set(text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


def test_links_of_a_kept_answer_lead_to_its_sources_only(attacked_app: FastAPI, injected: tuple[Injected, ...]) -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py comes with another package")
    reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    client = Client(attacked_app)
    for plan in injected:
        for question in (plan.question, plan.attack.text[:200]):
            text = client.post("/export.md", data={"question": question, "plan_ids": plan.plan_id}).text
            assert foreign(reader.render(text), PLACE) == [], plan
            assert not re.search(r"(?<![<\w/])(?:https?://|www\.)", text), plan
            kept = json.loads(client.post("/export.json", data={"question": question}).text)
            assert kept["answer"]["status"]


def test_no_cell_of_the_values_is_a_formula(attacked_app: FastAPI) -> None:
    rows = Client(attacked_app).get("/kpis.csv").text.splitlines()
    assert len(rows) > len(attacks("document"))
    assert [row for row in rows if re.search(r'(?:^|,)"?[=+@＝＋＠]', row)] == []
