"""A person asks, reads the cited answer and follows the citation: in a real browser, with and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import DESKTOP, NARROWEST, NEEDS_CHROMIUM, PHONE, ask, opened

pytestmark = NEEDS_CHROMIUM

QUESTION = "推進会議は年に何回開きますか"
QUOTE = "副市長が議長となる推進会議を、年に四回開きます。"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROWEST], ids=["desktop", "phone", "narrowest"])


@SIZES
def test_ask_read_and_open_the_citation_beside_the_answer(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    watch = opened(browser, address, size=size)
    page = watch.page
    ask(page, QUESTION)
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    _fits(page)
    page.locator("a.cite").first.click()
    mark = page.locator("dialog[open] mark")
    expect(mark).to_have_text(QUOTE)
    expect(mark).to_be_in_viewport()
    expect(page.locator("dialog[open]")).to_contain_text("言い換え")
    expect(page.locator("dialog[open]")).to_contain_text("(1) 会議")
    _fits(page)
    page.locator("dialog[open] .panel-foot a").click()
    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page).to_have_title("みどり野市くらし便利計画（本文） | 自治体計画アシスタント")
    _fits(page)
    watch.close()


@SIZES
def test_without_javascript_the_mark_leads_to_the_page(browser: Browser, address: str, size: tuple[int, int]) -> None:
    watch = opened(browser, address, size=size, javascript=False)
    page = watch.page
    ask(page, QUESTION)
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    page.locator("a.cite").first.click()
    expect(page.locator("mark")).to_have_text(QUOTE)
    expect(page).to_have_title("みどり野市くらし便利計画（本文） | 自治体計画アシスタント")
    watch.close()


def test_without_javascript_follow_up_chip_suggestion_and_export(browser: Browser, address: str) -> None:
    watch = opened(browser, address, javascript=False)
    page = watch.page
    ask(page, "空飛ぶ車の駐車料金")
    page.get_by_role("button", name="「推進体制」には何が書かれていますか").click()
    expect(page.locator("h1")).to_have_text("「推進体制」には何が書かれていますか")
    ask(page, QUESTION)
    chips = page.locator("button.chip")
    expect(chips).to_have_count(2)
    chips.first.click()
    expect(chips).to_have_count(1)
    expect(page.locator("h1")).to_have_text(QUESTION)
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown").click()
    assert download.value.suggested_filename == "answer.md"
    watch.close()


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_follow_up_by_a_suggestion_carries_the_conversation(browser: Browser, address: str) -> None:
    watch = opened(browser, address, "/?language=easy")
    page = watch.page
    ask(page, "空飛ぶ車の駐車料金")
    page.get_by_role("button", name="「推進体制」には何が書かれていますか").click()
    expect(page.locator("h1")).to_have_text("「推進体制」には何が書かれていますか")
    expect(page.locator("details.earlier li")).to_have_text(["空飛ぶ車の駐車料金"])
    expect(page.locator("input[name=language][value=easy]").last).to_be_checked()
    page.locator("details.earlier summary").click()
    page.locator("details.earlier button").click()
    expect(page.locator("h1")).to_have_text("空飛ぶ車の駐車料金")
    expect(page.locator("details.earlier")).to_have_count(0)
    watch.close()


def test_a_chip_is_removed_by_asking_again_without_it(browser: Browser, address: str) -> None:
    watch = opened(browser, address)
    page = watch.page
    ask(page, "市民が手続きに使う時間は")
    expect(page.locator("h1")).to_have_text("市民が手続きに使う時間は")
    expect(page.locator("button.chip")).to_have_count(0)
    ask(page, QUESTION)
    chips = page.locator("button.chip")
    expect(chips).to_have_count(2)
    expect(chips.first).to_contain_text("みどり野市くらし便利計画")
    chips.first.click()
    expect(chips).to_have_count(1)
    chips.first.click()
    expect(chips).to_have_count(0)
    expect(page.locator("h1")).to_have_text(QUESTION)
    watch.close()


def test_keyboard_alone_is_enough(browser: Browser, address: str) -> None:
    watch = opened(browser, address)
    page = watch.page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(QUESTION)
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask")
    expect(page.locator("h2.status")).to_be_focused()
    page.keyboard.press("Tab")
    mark = page.locator("a.cite").first
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] mark")).to_have_text(QUOTE)
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("dialog .close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(mark).to_be_focused()
    watch.close()
