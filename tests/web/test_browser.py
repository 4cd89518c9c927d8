"""A person asks, reads the cited answer and follows the citation: in a real browser, without JavaScript of ours."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, DESKTOP, NARROWEST = (390, 844), (1280, 900), (320, 640)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = monotonic() + 10
    while not server.started and monotonic() < deadline:
        sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(str(CHROMIUM)), args=FLAGS)
        yield browser
        browser.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "none"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROWEST], ids=["desktop", "phone", "narrowest"])
def test_ask_read_and_follow_the_citation(
    browser: Browser,
    address: str,
    size: tuple[int, int],
    javascript: bool,  # noqa: FBT001
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, java_script_enabled=javascript)
    told: list[str] = []
    foreign: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else foreign.append(request.url))
    page.goto(address)
    page.get_by_label("質問", exact=True).fill("推進会議は年に何回開きますか")
    page.get_by_role("button", name="質問する", exact=True).click()
    quote = page.locator("blockquote").text_content()
    _fits(page, javascript=javascript)
    page.locator("sup.mark a").first.click()
    mark = page.locator("mark")
    expect(mark.first).to_be_visible()
    assert quote == "".join(mark.all_text_contents()) == "副市長が議長となる推進会議を、年に四回開きます。"
    assert page.title().startswith("みどり野市くらし便利計画")
    _fits(page, javascript=javascript)
    if javascript:
        assert mark.first.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight }"
        )
    page.close()
    assert (told, foreign) == ([], [])


def _fits(page: Page, *, javascript: bool) -> None:
    if javascript:
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_follow_up_by_a_suggestion_carries_the_conversation(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/?language=easy")
    page.get_by_label("質問", exact=True).fill("空飛ぶ車の駐車料金")
    page.get_by_role("button", name="質問する", exact=True).click()
    page.get_by_role("button", name="「推進体制」には何が書かれていますか").click()
    expect(page.locator("h1")).to_have_text("「推進体制」には何が書かれていますか")
    assert page.locator("details.earlier li").all_text_contents() == ["空飛ぶ車の駐車料金"]
    assert page.locator("input[name=language]:checked").get_attribute("value") == "easy"
    page.close()


def test_keyboard_alone_is_enough(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "question"
    page.keyboard.type("推進会議は年に何回開きますか")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask")
    expect(page.locator("blockquote")).to_have_count(1)
    page.close()
