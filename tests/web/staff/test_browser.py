"""Staff in a real browser: sign in, upload, publish; and axe over every staff page in each language."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from index.errors import IndexBusyError
from tests.eval.browsers import NEEDS_CHROMIUM, axe_violations, fits, problems
from tests.web.staff.test_uploads import QUESTION, plan
from tests.web.visitor import NAME, PASSWORD
from web.store.uploads import claim_upload
from web.uploads.locks import take

pytestmark = NEEDS_CHROMIUM
SLOW = 30_000  # milliseconds that publishing may take on a busy machine
ADDRESSES = ("/staff", "/staff/health", "/staff/questions", "/staff/feedback", "/staff/upload", "/staff/switch-off")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page past the content security policy, so that axe can be put into it."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    yield page
    context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("アカウント名").fill(NAME)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインイン").click()
    page.wait_for_url("**/staff")


def rate(page: Page, address: str) -> None:
    """Ask something and say that the answer is wrong."""
    page.goto(address)
    page.get_by_label("質問", exact=True).fill("申請書の押印はいつまでに省きますか")
    page.get_by_role("button", name="質問する", exact=True).click()
    page.get_by_text("まちがいを知らせる").click()
    assert axe_violations(page) == ""
    page.get_by_label("内容がまちがっている").check()
    page.get_by_label("くわしく教えてください").fill("数字が違うようです")
    page.get_by_role("button", name="知らせる").click()
    expect(page.locator(".feedback h2")).to_have_text("ありがとうございました")


def test_sign_in_upload_and_publish(page: Page, address: str) -> None:
    sign_in(page, address)
    page.get_by_role("link", name="計画の追加").first.click()
    page.get_by_label("ファイル", exact=True).set_input_files(
        {"name": "plan.zip", "mimeType": "application/zip", "buffer": plan()}
    )
    page.get_by_role("button", name="送って確かめる").click()
    expect(page.locator("h1")).to_have_text("読み取り結果の確認")
    assert (axe_violations(page), fits(page)) == ("", True)
    page.get_by_role("button", name="公開する").click()
    expect(page.locator("#upload-state")).to_have_text("公開済み", timeout=SLOW)
    expect(page.get_by_role("status")).to_have_text("公開済み")
    assert (axe_violations(page), fits(page)) == ("", True)
    page.goto(address)
    page.get_by_label("質問", exact=True).fill(QUESTION)
    page.get_by_role("button", name="質問する", exact=True).click()
    expect(page.locator(".answer-text").first).to_contain_text("8基", timeout=SLOW)


def test_publishing_that_fails_is_told_once_and_can_be_tried_again(
    page: Page, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **_named: object) -> None:
        raise IndexBusyError("busy")

    monkeypatch.setattr("web.uploads.publishing.ingest", broken)
    sign_in(page, address)
    page.goto(f"{address}/staff/upload")
    page.locator("#file").set_input_files({"name": "plan.zip", "mimeType": "application/zip", "buffer": plan()})
    page.get_by_role("button", name="送って確かめる").click()
    page.get_by_role("button", name="公開する").click()
    expect(page.locator("#upload-state")).to_have_text("公開に失敗", timeout=SLOW)
    expect(page.get_by_text("ほかの作業が索引を書き換えている最中でした")).to_be_visible()
    expect(page.get_by_role("button", name="公開する")).to_be_visible()


def test_without_javascript_a_link_looks_at_the_state_again(browser: Browser, address: str, app: FastAPI) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, address)
    page.goto(f"{address}/staff/upload")
    page.locator("#file").set_input_files({"name": "plan.zip", "mimeType": "application/zip", "buffer": plan()})
    page.get_by_role("button", name="送って確かめる").click()
    desk, upload_id = app.state.room.desk, page.url.rpartition("/")[2]
    desk.database.run(lambda connection: claim_upload(connection, upload_id, 1.0))
    held = take(desk.recovery.staging.lock(upload_id))
    assert held is not None
    with held:
        page.reload()
        page.get_by_role("link", name="状態を見直す").click()
        expect(page.locator("#upload-state")).to_have_text("公開の作業中")
    page.get_by_role("link", name="状態を見直す").click()
    expect(page.locator("#upload-state")).to_have_text("公開に失敗")
    context.close()


def test_every_page_is_sound_for_axe_and_fits(page: Page, address: str) -> None:
    for place in ("/privacy", "/sign-in"):
        page.goto(address + place)
        assert (place, problems(page, "ja")) == (place, [])
    rate(page, address)
    page.goto(address)
    assert page.get_by_role("button", name="これまでの質問を消す").count() == 1
    assert problems(page, "ja") == []
    sign_in(page, address)
    for place in ADDRESSES:
        for language in ("ja", "en", "easy"):
            page.goto(f"{address}{place}?language={language}")
            assert (place, language, problems(page, language)) == (place, language, [])


def test_nothing_is_told_or_fetched_from_elsewhere(browser: Browser, address: str) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else told.append(request.url))
    sign_in(page, address)
    for place in (*ADDRESSES, "/privacy"):
        page.goto(address + place)
    page.close()
    assert told == []
