"""The KPI pages in a real browser: accessible, no wider than a phone, usable by keyboard and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.eval.browsers import NEEDS_CHROMIUM, problems
from tests.serving import served
from tests.web.kpi_town import ONLINE, PAPER, app_of, fake_of, key, many
from tests.web.towns import PUBLIC
from web.wording import LANGUAGES

PATHS = {
    "list": "/kpis",
    "filtered": f"/kpis?field=施設&key={key(PAPER, '施設')}",
    "empty": "/kpis?q=宇宙旅行",
    "detail": f"/kpis/{PUBLIC.id}?key={key(ONLINE, '窓口')}",
    "compare": f"/kpis/compare?key={key(ONLINE, '窓口')}&key={key(ONLINE, '施設')}&key={key(PAPER, '施設')}",
    "none": "/kpis/compare",
}

_LAID_OUT = "card => card.firstElementChild.checkVisibility({ contentVisibilityAuto: true })"

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def address() -> Iterator[str]:
    with served(app_of(fake_of())) as address:
        yield address


def listening(browser: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    """Return a page, and what it says to the console or asks of other hosts."""
    page, told = browser.new_page(viewport={"width": width, "height": 800}), list[str]()
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: None if request.url.startswith(address) else told.append(request.url))
    return page, told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible_and_fits(browser: Browser, address: str, language: str) -> None:
    page, told = listening(browser, address, 1280)
    for name, path in PATHS.items():
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}language={language}")
        assert problems(page, language) == [], name
        assert _steps_of_headings(page) <= {0, 1}, name
    page.close()
    assert told == []


def _steps_of_headings(page: Page) -> set[int]:
    """Return by how many levels headings go deeper from one to the next; going up counts as none."""
    levels = [int(one[1]) for one in page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(e => e.tagName)")]
    return {max(0, after - before) for before, after in zip([0, *levels], levels, strict=False)}


def test_filter_choose_compare_and_open_the_source_without_javascript(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/kpis")
    page.get_by_label("分野").select_option("施設")
    page.get_by_role("button", name="さがす", exact=True).click()
    expect(page.locator(".card")).to_have_count(3)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="選んだ指標を比べる").click()
    expect(page.locator(".compared > li")).to_have_count(3)
    page.locator(".compared h3 a").first.click()
    page.locator(".raws a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.close()


def test_keyboard_alone_filters_and_shows_where_it_is(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/kpis#filter-q")
    page.get_by_label("ことばでさがす").focus()
    page.keyboard.type("公民館の予約")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/kpis?*q=*")
    expect(page.locator(".card")).to_have_count(1)
    page.locator(".chips a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(5)
    page.close()


def test_the_address_of_a_filtered_list_names_only_what_was_filled_in(browser: Browser, address: str) -> None:
    page, told = listening(browser, address, 1280)
    page.goto(f"{address}/kpis?language=en&key={key(PAPER, '施設')}")
    page.get_by_label("Year").select_option("2024")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url(f"{address}/kpis?language=en&key={key(PAPER, '施設')}&year=2024")
    expect(page.locator(".chips a")).to_have_count(2)
    page.close()
    assert told == []


def test_cards_far_below_are_not_laid_out_until_they_come_near_and_can_be_reached(browser: Browser) -> None:
    with served(app_of(fake_of(many(50)))) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{address}/kpis")
        last = page.locator(".card").last
        assert last.evaluate(_LAID_OUT) is False
        expect(page.get_by_role("link", name="指標0")).to_have_count(50)
        last.locator("a").focus()
        expect(last).to_be_in_viewport()
        expect(last.get_by_role("checkbox")).to_be_visible()
        assert last.evaluate(_LAID_OUT) is True
        page.close()


def test_targets_are_large_enough(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}{PATHS['filtered']}")
    boxes = page.eval_on_selector_all(
        ".filters select, .filters input:not([type=hidden]), .filters button, .chips a, .pick, .card h3 a, .tray label",
        "all => all.map(e => { const b = e.getBoundingClientRect(); return Math.min(b.width, b.height) })",
    )
    assert min(boxes) >= 24, "WCAG 2.2, 2.5.8"
    page.close()
