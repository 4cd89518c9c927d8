"""Feedback is sent from beside the answer: thanks or the problem stand in its place, and a mind may be changed."""

from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.eval.browsers import problems
from tests.web.browsing import NEEDS_CHROMIUM, ask, opened
from web.store.database import Database
from web.store.feedback import Feedback, last_feedback
from web.wording import LANGUAGES

pytestmark = NEEDS_CHROMIUM

QUESTION = "推進会議は年に何回開きますか"
COMMENT = "回数ではなく、日にちを知りたいです"
_LISTEN = """() => {
    window.said = [];
    const live = document.getElementById("live");
    const note = () => live.textContent && window.said.push(live.textContent);
    new MutationObserver(note).observe(live, { childList: true });
}"""


def stored(app: FastAPI) -> list[Feedback]:
    rows: Any = app.state.room.desk.database.run(lambda connection: last_feedback(connection, 9))
    return [row.feedback for row in rows]


def asked(page: Page) -> None:
    """Ask, wait for the answer, and from then on note what the live region says."""
    ask(page, QUESTION)
    expect(page.locator("h2.status")).to_be_focused()
    page.evaluate(_LISTEN)


def write_report(page: Page) -> None:
    page.locator(".report summary").click()
    page.locator(".report input[value=missing]").check()
    page.locator("#comment").fill(COMMENT)


def test_thanks_stand_in_place_of_the_form_and_are_said_once(browser: Browser, address: str, app: FastAPI) -> None:
    watch = opened(browser, address)
    page = watch.page
    asked(page)
    page.get_by_role("button", name="役に立った", exact=True).click()
    expect(page.locator(".feedback h2")).to_have_text("ありがとうございました")
    expect(page.locator(".feedback p")).to_have_text("いただいたご意見は、回答をよくするために使います。")
    expect(page.locator(".feedback form")).to_have_count(0)
    expect(page.locator(".feedback .again")).to_be_focused()
    expect(page.locator("h1")).to_have_text(QUESTION)
    expect(page.locator("blockquote")).to_be_visible()
    assert page.url == f"{address}/ask"
    told = "ありがとうございました いただいたご意見は、回答をよくするために使います。"
    assert page.evaluate("window.said") == [told]
    assert [one.rating for one in stored(app)] == ["good"]
    watch.close()


def test_a_mind_is_changed_with_the_keyboard_and_replaces_what_was_said(
    browser: Browser, address: str, app: FastAPI
) -> None:
    watch = opened(browser, address)
    page = watch.page
    asked(page)
    page.get_by_role("button", name="役に立った", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".feedback .again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="役に立った", exact=True)).to_be_focused()
    expect(page.locator("#live")).to_have_text("")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type(COMMENT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".feedback h2")).to_have_text("ありがとうございました")
    expect(page.locator(".feedback .again")).to_be_in_viewport()
    assert [(one.rating, one.reason, one.comment) for one in stored(app)] == [("bad", "wrong", COMMENT)]
    page.locator(".feedback .again").click()
    expect(page.locator("#comment")).to_have_value(COMMENT)
    watch.close()


def test_offline_keeps_what_was_written_and_says_so(browser: Browser, address: str, app: FastAPI) -> None:
    page = opened(browser, address).page
    asked(page)
    write_report(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="知らせる", exact=True).click()
    expect(page.locator(".report .unsent")).to_contain_text("インターネットにつながっていません")
    expect(page.locator("#live")).to_contain_text("インターネットにつながっていません")
    expect(page.locator("#comment")).to_have_value(COMMENT)
    expect(page.locator(".report input[value=missing]")).to_be_checked()
    assert stored(app) == []
    page.context.set_offline(False)
    page.get_by_role("button", name="知らせる", exact=True).click()
    expect(page.locator(".feedback h2")).to_have_text("ありがとうございました")
    assert [(one.reason, one.comment) for one in stored(app)] == [("missing", COMMENT)]
    page.locator(".feedback .again").click()
    expect(page.locator(".unsent")).to_have_count(0)
    page.close()


def test_a_session_that_is_gone_is_named_in_the_language_of_the_page(
    browser: Browser, address: str, app: FastAPI
) -> None:
    page = opened(browser, address, "/?language=en").page
    asked(page)
    page.evaluate("document.querySelectorAll('.feedback [name=token]').forEach((one) => { one.value = 'x' })")
    write_report(page)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".report .unsent")).to_contain_text("This page was open for too long")
    expect(page.locator("#comment")).to_have_value(COMMENT)
    assert page.evaluate("window.said") == [page.locator(".unsent-words").inner_text()]
    assert stored(app) == []
    page.close()


def test_a_database_that_is_down_is_named(browser: Browser, address: str, app: FastAPI) -> None:
    page = opened(browser, address).page
    asked(page)
    database: Database = app.state.room.desk.database
    database.close()  # all of it in the one file, which is damaged then
    database.path.write_bytes(b"no database" * 1_000)
    page.get_by_role("button", name="役に立った", exact=True).click()
    expect(page.locator(".unsent")).to_contain_text("ただいま記録ができないため、受け付けられませんでした。")
    expect(page.get_by_role("button", name="役に立った", exact=True)).to_be_focused()
    expect(page.locator("blockquote")).to_be_visible()
    page.close()


@pytest.mark.parametrize("rating", ["good", "bad"])
def test_without_javascript_thanks_are_a_page(browser: Browser, address: str, app: FastAPI, rating: str) -> None:
    watch = opened(browser, address, javascript=False)
    page = watch.page
    ask(page, QUESTION)
    if rating == "good":
        page.get_by_role("button", name="役に立った", exact=True).click()
    else:
        write_report(page)
        page.get_by_role("button", name="知らせる", exact=True).click()
    expect(page.locator("h1")).to_have_text("ありがとうございました")
    assert page.url == f"{address}/feedback"
    comment = COMMENT if rating == "bad" else ""
    assert [(one.rating, one.comment) for one in stored(app)] == [(rating, comment)]
    page.get_by_role("link", name="これまでにした質問に戻る").click()
    expect(page.locator("#conversation")).to_be_in_viewport()
    expect(page.locator(".conversation li")).to_have_text([QUESTION])
    watch.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_thanks_and_problem(browser: Browser, address: str, language: str) -> None:
    page = opened(browser, address, f"/?language={language}").page
    asked(page)
    write_report(page)
    page.context.set_offline(True)
    page.locator(".report button").click()
    expect(page.locator(".unsent")).to_be_visible()
    assert problems(page, language) == []
    page.context.set_offline(False)
    page.locator(".report button").click()
    expect(page.locator(".again")).to_be_focused()
    assert problems(page, language) == []
    page.close()
