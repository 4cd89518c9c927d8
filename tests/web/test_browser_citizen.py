"""A citizen in a browser meets nothing of a staff plan: by address, search, suggestion, question or KPI filter."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import served
from tests.web.browsing import NEEDS_CHROMIUM, ask
from tests.web.kpi_town import STAFF_ONLY, app_of, fake_of, key
from tests.web.towns import PUBLIC, SECRETS, STAFF

pytestmark = NEEDS_CHROMIUM

STAFF_KEY = key(STAFF_ONLY, "窓口", STAFF.id)
STAFF_PLACES = ("/staff", "/staff/health", "/staff/questions", "/staff/feedback", "/staff/upload", "/staff/switch-off")
HIDDEN_PLACES = (
    *STAFF_PLACES,
    f"/sources/{STAFF.id}",
    f"/sources/{STAFF.id}?start=0&end=30&part=passage",
    f"/sources/{STAFF.id}?q=霜月",
    f"/kpis/{STAFF.id}?key={STAFF_KEY}",
    f"/kpis/compare?key={STAFF_KEY}",
)
ASKED = "霜月の抜き打ち点検はいつですか"


@pytest.fixture
def address() -> Iterator[str]:
    with served(app_of(fake_of())) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def secrets_shown(page: Page, *typed: str) -> list[str]:
    """Return the words of the staff plan that a page holds, less those that the citizen wrote."""
    shown = page.content()
    for words in typed:
        shown = shown.replace(words, "")
    return [word for word in SECRETS if word in shown]


@pytest.mark.parametrize("path", HIDDEN_PLACES)
def test_no_address_of_staff_exists(page: Page, address: str, path: str) -> None:
    response = page.goto(address + path)
    assert response is not None
    assert response.status == 404
    expect(page.locator("main")).to_contain_text("見つかりませんでした")
    assert secrets_shown(page) == []


def test_questions_and_suggestions_tell_nothing(page: Page, address: str) -> None:
    page.goto(address)
    assert secrets_shown(page) == []
    ask(page, ASKED)
    expect(page.locator("h1")).to_have_text(ASKED)
    expect(page.locator("section.answer")).to_have_class("answer abstained")
    assert secrets_shown(page, ASKED) == []
    page.locator(".ready-button").first.click()
    expect(page.locator("h1")).not_to_have_text(ASKED)
    assert secrets_shown(page, ASKED) == []


def test_search_in_a_public_plan_finds_nothing_of_another(page: Page, address: str) -> None:
    page.goto(f"{address}/sources/{PUBLIC.id}")
    page.get_by_label("この計画の中を探す").fill("抜き打ち")
    page.get_by_role("button", name="探す").click()
    expect(page.locator(".found")).to_contain_text("という言葉は、この計画にはありません。")
    assert secrets_shown(page, "抜き打ち") == []


def test_filters_of_indicators_neither_offer_nor_find_it(page: Page, address: str) -> None:
    page.goto(f"{address}/kpis")
    assert secrets_shown(page) == []
    for query in (f"q={STAFF_ONLY}", f"plan={STAFF.id}", f"indicator={STAFF_ONLY}", "city=かくれ沢市"):
        page.goto(f"{address}/kpis?{query}")
        expect(page.locator(".card")).to_have_count(0)
        assert secrets_shown(page, query.partition("=")[2]) == [], query
