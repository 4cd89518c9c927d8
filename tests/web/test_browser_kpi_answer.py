"""An answer with figures: sentence, table and chart say the same, at any width, on paper, and without seeing it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.assembly import Assistant
from tests.eval.browsers import fits, problems
from tests.serving import served
from tests.web.browsing import DESKTOP, NARROWEST, NEEDS_CHROMIUM, PHONE, ask, opened
from tests.web.library_town import ACTUAL, ALL, COURSE, LENT, MET, OTHERS, TARGET, library_assistant
from web.app import create_app
from web.wording import LANGUAGES

pytestmark = NEEDS_CHROMIUM

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROWEST], ids=["desktop", "phone", "zoomed"])
_YEAR = re.compile(r"\((\d{4})\)年度")
_FIGURE = re.compile(r"([\d,]+)冊")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = library_assistant(tmp_path_factory.mktemp("library"))
    assistant.warm()
    yield assistant
    assistant.index.close()


@pytest.fixture
def address(library: Assistant) -> Iterator[str]:
    with served(create_app(library)) as found:
        yield found


def answered(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator("h2.status")).to_be_focused()
    expect(page.locator("h1")).to_have_text(question)


def by_year(lines: list[str]) -> dict[int, int]:
    """Return the figure of each year that lines like 令和6(2024)年度：1,250冊 name."""
    found = [(_YEAR.search(line), _FIGURE.search(line)) for line in lines]
    return {int(year[1]): int(figure[1].replace(",", "")) for year, figure in found if year and figure}


def table_rows(page: Page) -> list[list[str]]:
    """Return year, planned and measured of each row of the first table."""
    rows = page.locator(".kpi-series").first.locator("table.values tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("th, td").all()[:3]] for row in rows]


@SIZES
def test_sentence_table_and_chart_say_the_same(browser: Browser, address: str, size: tuple[int, int]) -> None:
    watch = opened(browser, address, size=size)
    page = watch.page
    answered(page, COURSE)
    assert by_year(page.locator(".answer-text li").all_inner_texts()) == ACTUAL
    assert by_year([f"{year} {measured}" for year, _, measured in table_rows(page)]) == ACTUAL
    chart = page.get_by_role("img", name=LENT)
    expect(chart).to_be_visible()
    title, description = (chart.locator(name).first.text_content() or "" for name in ("title", "desc"))
    assert LENT in title
    assert all(f"{figure:,}" in description for figure in (ACTUAL[2022], ACTUAL[2024], TARGET[2025]))
    assert chart.get_attribute("aria-labelledby") == " ".join(
        str(chart.locator(name).first.get_attribute("id")) for name in ("title", "desc")
    )
    assert fits(page)
    watch.close()


def test_a_verdict_names_the_figures_of_its_row(browser: Browser, address: str) -> None:
    watch = opened(browser, address)
    page = watch.page
    answered(page, MET)
    sentence = page.locator(".answer-text").inner_text()
    year, planned, measured = table_rows(page)[0]
    assert (by_year([f"{year}{planned}"]), by_year([f"{year}{measured}"])) == ({2024: 1200}, {2024: 1250})
    assert all(words in sentence for words in (year, planned, measured, "達成しました"))
    expect(page.locator(".kpi-series .verdict")).to_have_text("達成")
    watch.close()


def test_the_figure_leads_to_its_row_in_the_plan_and_to_its_own_page(browser: Browser, address: str) -> None:
    watch = opened(browser, address)
    page = watch.page
    answered(page, MET)
    page.locator("a.cite").first.click()
    expect(page.locator("dialog[open] mark")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".kpi-series .citation-link a").click()
    expect(page.locator("h1")).to_have_text(LENT)
    watch.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(browser: Browser, address: str, language: str) -> None:
    watch = opened(browser, address, f"/?language={language}")
    page = watch.page
    for question in (COURSE, ALL):
        answered(page, question)
        for summary in page.locator(".answer summary").all():
            summary.click()
        assert (question, problems(page, language)) == (question, [])
    watch.close()


def test_paper_shows_what_is_folded_and_no_controls(browser: Browser, address: str) -> None:
    watch = opened(browser, address)
    page = watch.page
    answered(page, ALL)
    folded = page.locator(".answer details")
    expect(folded).to_have_count(2)
    rest = page.locator(".kpi-rest h4").last
    expect(rest).to_contain_text(OTHERS[-1])
    expect(rest).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(rest).to_be_visible()
    expect(page.locator(".receipt dl")).to_be_visible()
    expect(page.locator(".kpi-series table").last).to_be_visible()
    expect(page.get_by_role("img", name=LENT)).to_be_visible()
    for control in ("form.ask", "form.export", ".feedback", ".restart", "nav.menu", "nav.languages", ".citation-link"):
        expect(page.locator(control).first).to_be_hidden()
    assert [button for button in page.locator("button").all() if button.is_visible()] == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".answer details[open]")).to_have_count(0)
    watch.close()


def test_reduced_motion_moves_nothing(browser: Browser, address: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(address)
    answered(page, COURSE)
    assert page.evaluate("document.getAnimations().length") == 0
    page.locator("a.cite").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    page.close()


def test_without_javascript_the_figures_are_there_too(browser: Browser, address: str) -> None:
    watch = opened(browser, address, javascript=False)
    page = watch.page
    ask(page, COURSE)
    expect(page.get_by_role("img", name=LENT)).to_be_visible()
    assert by_year(page.locator(".answer-text li").all_inner_texts()) == ACTUAL
    watch.close()
