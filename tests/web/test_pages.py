"""The chat page, the list of plans and the source viewer as HTML."""

import re
from html import unescape
from typing import cast

import pytest

from assistant.assembly import Assistant
from assistant.settings import Settings
from assistant.turn import Language, PlainWord
from tests.web.client import Client
from tests.web.fake_assistant import FakeAssistant
from tests.web.towns import PUBLIC, PUBLIC_TEXT
from web.app import create_app
from web.wording import LANGUAGES

QUESTION = "推進会議は年に何回開きますか"


def words(html: str) -> str:
    """Return the words of a piece of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def hidden(page: str, name: str) -> list[str]:
    """Return the hidden values of a name in the form for the next question."""
    page = page.split('<form class="ask"')[1].split("</form>", maxsplit=1)[0]
    return [unescape(value) for value in re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)]


def test_empty_page_asks_and_offers_questions_from_the_plans(client: Client) -> None:
    page = client.get("/").text
    assert '<textarea id="question" name="question"' in page
    assert '<label for="question">' in page
    assert "300文字まで" in page
    assert 'name="question" value="みどり野市の「三つの重点目標」について教えてください"' in page
    assert "公式サービスではありません" in page


def test_answer_shows_its_text_marks_and_quotes(client: Client) -> None:
    page = client.post("/ask", data={"question": QUESTION}).text
    assert "計画の記載にもとづく回答" in page
    quote = words(page.split("<blockquote")[1].split(">", 1)[1].split("</blockquote>")[0])
    assert quote in PUBLIC_TEXT
    address = unescape(page.split('<sup class="mark"><a class="cite" href="')[1].split('"')[0])
    assert address.startswith(f"/sources/{PUBLIC.id}?start=")
    assert "言い換え" in page
    assert "引用は計画の原文ではなく" in page
    assert client.get(address).status_code == 200


def test_items_become_a_list(client: Client) -> None:
    page = client.post("/ask", data={"question": "公民館の予約をすべてオンラインにする"}).text
    answer = page.split('class="answer-text"')[1].split("</ul>")[0]
    assert answer.count("<li>") == 3
    assert "・" not in answer


def test_declining_is_told_by_words_and_a_sign_and_offers_questions(client: Client) -> None:
    page = client.post("/ask", data={"question": "空飛ぶ車の駐車料金"}).text
    assert "答えになる記載が見つかりませんでした" in page
    assert '<svg class="icon"' in page
    assert page.count("「推進体制」には何が書かれていますか") == 2, "once as the button, once as what it sends"


def test_a_question_too_long_stays_in_the_box(client: Client) -> None:
    page = client.post("/ask", data={"question": "あ" * 301, "history": "前の質問"}).text
    assert "この質問にはお答えできません" in page
    assert "あ" * 301 in page.split('<textarea id="question"')[1]
    assert hidden(page, "history") == ["前の質問"]


def test_the_conversation_is_carried_by_the_form(client: Client, fake: FakeAssistant) -> None:
    page = client.post("/ask", data={"question": QUESTION, "history": ["一つ目"], "plan_ids": [PUBLIC.id]}).text
    assert hidden(page, "history") == ["一つ目", QUESTION]
    assert fake.asked[0].history == ("一つ目",)
    assert fake.asked[0].plan_ids == (PUBLIC.id,)
    rows = [f"質問{n}" for n in range(12)]
    page = client.post("/ask", data={"question": "空飛ぶ車", "history": rows}).text
    assert hidden(page, "history") == [*rows[-9:], "空飛ぶ車"]


def test_a_form_without_a_question_comes_back_with_the_problem(client: Client, fake: FakeAssistant) -> None:
    response = client.post("/ask", data={"question": " ", "history": ["一つ目"], "language": "en"})
    assert response.status_code == 422
    assert "There is no question yet" in response.text
    assert 'aria-invalid="true"' in response.text
    assert hidden(response.text, "history") == ["一つ目"]
    assert not fake.asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_language(client: Client, fake: FakeAssistant, language: Language) -> None:
    tag = "en" if language == "en" else "ja"
    pages = [
        client.get(path, params={"language": language}) for path in ("/", "/plans", f"/sources/{PUBLIC.id}", "/no")
    ]
    pages += [
        client.post("/ask", data={"question": question, "language": language})
        for question in (QUESTION, "空飛ぶ車の駐車料金", "")
    ]
    for page in pages:
        if page.status_code != 404:
            assert f'<html lang="{tag}">' in page.text
    asked = pages[4].text
    assert f'value="{language}" checked' in asked
    assert fake.asked[0].language == language
    suffix = "" if language == "ja" else f"&language={language}"
    assert re.search(rf"/sources/{PUBLIC.id}\?start=\d+&end=\d+{suffix}#", unescape(asked))


def test_an_operator_is_named_instead() -> None:
    settings = Settings(_env_file=None, operator="みどり野市 <企画課>")
    client = Client(create_app(cast("Assistant", FakeAssistant(settings))))
    page = client.get("/").text
    assert "運営：みどり野市 &lt;企画課&gt;" in page
    assert "公式サービスではありません" not in page


def test_list_of_plans(client: Client) -> None:
    page = client.get("/plans").text
    assert f'href="/sources/{PUBLIC.id}"' in page
    assert "みどり野市くらし便利計画" in page


def test_source_marks_exactly_the_span(client: Client) -> None:
    for quote in (
        "年に四回",
        "市民が手続きに使う時間を、五年間で半分にします。\n引っ越し",
        "3 推進体制\n\n### (1) 会議\n\n副市長",
    ):
        start = PUBLIC_TEXT.index(quote)
        page = client.get(f"/sources/{PUBLIC.id}", params={"start": start, "end": start + len(quote)}).text
        marks = re.findall(r'<mark id="(cited[-0-9]*)"[^>]*>(.*?)</mark>', page, re.DOTALL)
        assert "".join(unescape(text) for _, text in marks) == quote
        assert marks[0][0] == "cited"
        assert len({name for name, _ in marks}) == len(marks)


def test_source_shows_the_whole_text_escaped(client: Client) -> None:
    page = client.get(f"/sources/{PUBLIC.id}").text
    assert "<script" not in page
    assert "<mark" not in page
    article = page.split("<article")[1].split(">", 1)[1].split("</article>")[0]
    assert "".join(words(article).split()) == "".join(PUBLIC_TEXT.split())
    assert "<h2" in article
    assert "<h4" in article
    assert f'id="{PUBLIC.id}.3.2"' in article
    assert "javascript:" not in page
    assert "当サービスが内容を言い換えた" in page


@pytest.mark.parametrize(
    "query", ["start=5", "start=7&end=7", "end=7", "start=9999999999999&end=99999999999999", "utm=x"]
)
def test_source_opens_whatever_the_span(client: Client, query: str) -> None:
    page = client.get(f"/sources/{PUBLIC.id}?{query}")
    assert page.status_code == 200
    assert "<mark" not in page.text


def test_words_in_plain_japanese_stand_beside_the_answer(client: Client, fake: FakeAssistant) -> None:
    assert 'class="words"' not in client.post("/ask", data={"question": QUESTION}).text
    fake.words = (PlainWord("推進", "すいしん", "進めること"), PlainWord("フレイル", "フレイル", "弱くなること"))
    page = client.post("/ask", data={"question": QUESTION, "language": "easy"}).text
    beside = page.split('<aside class="words"')[1].split("</aside>")[0]
    assert "<ruby>推進<rp>（</rp><rt>すいしん</rt><rp>）</rp></ruby></dt><dd>進めること</dd>" in beside
    assert "<dt>フレイル</dt>" in beside
