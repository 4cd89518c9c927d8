"""What the script of the chat page does while an answer is made, and when none comes."""

from typing import Any, cast

from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import NEEDS_CHROMIUM, ask, opened
from tests.web.fake_assistant import FakeAssistant

pytestmark = NEEDS_CHROMIUM

QUESTION = "推進会議は年に何回開きますか"
QUOTE = "副市長が議長となる推進会議を、年に四回開きます。"


def test_stages_in_words_then_the_answer(browser: Browser, address: str, fake: FakeAssistant) -> None:
    fake.pause = 0.6
    watch = opened(browser, address)
    page = watch.page
    ask(page, QUESTION)
    expect(page.locator("#live")).to_have_text("質問を送りました。答えを待っています。")
    expect(page.locator(".asked-words")).to_have_text(QUESTION)
    expect(page.locator(".stage")).to_have_text("計画を探しています")
    expect(page.locator(".stage")).to_have_text("答えを組み立てています")
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    expect(page.locator("#live")).to_have_text("答えを表示しました。")
    expect(page.locator(".working")).to_have_count(0)
    expect(page.locator("h2.status")).to_be_focused()
    expect(page).to_have_title(f"{QUESTION} | 自治体計画アシスタント")
    assert len(fake.asked) == 1, "one question, one answer"
    watch.close()


def test_back_forward_and_refresh(browser: Browser, address: str) -> None:
    watch = opened(browser, address)
    page = watch.page
    ask(page, "空飛ぶ車の駐車料金")
    expect(page.locator("h1")).to_have_text("空飛ぶ車の駐車料金")
    ask(page, QUESTION)
    expect(page.locator("h1")).to_have_text(QUESTION)
    page.go_back()
    expect(page.locator("h1")).to_have_text("空飛ぶ車の駐車料金")
    page.go_back()
    expect(page.locator("h1")).to_have_text("計画に書かれていることを、出典つきで答えます")
    page.go_forward()
    page.go_forward()
    expect(page.locator("h1")).to_have_text(QUESTION)
    page.reload()
    expect(page.locator("h1")).to_have_text(QUESTION)
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    page.locator(".citation-link a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text(QUESTION)
    watch.close()


def test_the_language_of_the_whole_page_follows_the_form(browser: Browser, address: str) -> None:
    watch = opened(browser, address)
    page = watch.page
    page.get_by_label("English").check()
    ask(page, QUESTION)
    expect(page.locator("h2.status")).to_have_text("Answer, based on the plans")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".brand")).to_have_text("Municipal Plan Assistant")
    expect(page.locator("#live")).to_have_text("The answer is shown.")
    assert page.url.endswith("/ask?language=en")
    watch.close()


def test_what_breaks_is_one_friendly_line_with_a_retry(browser: Browser, address: str, fake: FakeAssistant) -> None:
    fake.mood = cast("Any", "crash")
    watch = opened(browser, address)
    page = watch.page
    ask(page, QUESTION)
    expect(page.get_by_role("alert")).to_contain_text("サービスの側で問題が起きました")
    expect(page.locator("#question")).to_have_value(QUESTION)
    expect(page.locator("button.retry")).to_be_focused()
    fake.mood = "well"
    page.locator("button.retry").click()
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    expect(page.get_by_role("alert")).to_have_count(0)
    watch.close()


def test_offline_is_said_and_tried_again(browser: Browser, address: str) -> None:
    page = opened(browser, address).page
    page.context.set_offline(True)
    ask(page, QUESTION)
    expect(page.get_by_role("alert")).to_contain_text("インターネットにつながっていません")
    page.context.set_offline(False)
    page.locator("button.retry").click()
    expect(page.locator("blockquote")).to_have_text(QUOTE)
    page.close()


def test_an_empty_question_is_named_by_the_server(browser: Browser, address: str) -> None:
    page = opened(browser, address).page
    page.locator("form.ask button.primary").click()
    expect(page.get_by_role("alert")).to_contain_text("質問が入力されていません")
    page.close()


def test_the_quotation_is_copied_and_labelled(browser: Browser, address: str) -> None:
    watch = opened(browser, address)
    page = watch.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    ask(page, QUESTION)
    page.locator("a.cite").first.click()
    page.locator("dialog[open] .copy").click()
    expect(page.locator("dialog .copied")).to_have_text("引用をコピーしました。")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith(f"「{QUOTE}」")
    assert "みどり野市「みどり野市くらし便利計画」" in copied
    assert "(1) 会議" in copied
    assert "言い換え" in copied
    _closes_by_its_button(page)
    watch.close()


def _closes_by_its_button(page: Page) -> None:
    page.locator("dialog .close").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("a.cite").first).to_be_focused()


def test_reduced_motion_moves_nothing(browser: Browser, address: str, fake: FakeAssistant) -> None:
    fake.pause = 0.5
    page = browser.new_page(reduced_motion="reduce")
    page.goto(address)
    ask(page, QUESTION)
    expect(page.locator(".turning")).to_have_css("animation-name", "none")
    page.locator("a.cite").first.click()
    expect(page.locator("dialog[open]")).to_have_css("animation-name", "none")
    page.close()
