"""The KPI explorer as HTML: filters, order, paging, one indicator, several side by side."""

import re
from dataclasses import replace
from html import unescape

import pytest

from assistant.turn import Language
from corpus.access import Access
from tests.web.client import PAGE, Client
from tests.web.kpi_town import HALLS, ONLINE, PAPER, STAFF_ONLY, app_of, fake_of, key, many
from tests.web.towns import PUBLIC, SECRETS, STAFF
from web.access import session_access
from web.wording import LANGUAGES

STAFF_SEARCH = "金庫点検"
ODD = "=HYPERLINK(1)"
ADDRESSES = (
    "/kpis",
    "/kpis?language=en",
    f"/kpis?q={STAFF_SEARCH}",
    f"/kpis?plan={STAFF.id}",
    "/kpis?city=かくれ沢市",
    "/kpis?field=金庫室",
    f"/kpis?indicator={STAFF_ONLY}",
    f"/kpis?key={key(STAFF_ONLY, '窓口', STAFF.id)}",
    "/kpis?sort=gap&year=2024",
    "/kpis.csv",
    f"/kpis.csv?q={STAFF_SEARCH}",
    f"/kpis/{STAFF.id}",
    f"/kpis/{STAFF.id}?indicator={STAFF_ONLY}",
    f"/kpis/{STAFF.id}?key={key(STAFF_ONLY, '窓口', STAFF.id)}",
    f"/kpis/{PUBLIC.id}?key={key(STAFF_ONLY, '窓口', STAFF.id)}",
    f"/kpis/{PUBLIC.id}?key={key(ONLINE, '窓口')}",
    f"/kpis/compare?key={key(STAFF_ONLY, '窓口', STAFF.id)}",
)


@pytest.fixture
def client() -> Client:
    return Client(app_of(fake_of()))


def names(page: str) -> list[str]:
    """Return the names of the indicators on a page of the list, in order."""
    cards = page.partition('<ul class="cards">')[2].partition("</ul>")[0]
    return [unescape(name) for name in re.findall(r'<h3 lang="ja"><a [^>]*>([^<]+)</a>', cards)]


def options(page: str, name: str) -> list[str]:
    select = page.partition(f'<select id="filter-{name}"')[2].partition("</select>")[0]
    found = re.finditer(r'<option(?: value="([^"]*)")?[^>]*>([^<]*)', select)
    return [unescape(one[2] if one[1] is None else one[1]) for one in found]  # without a value, the words are it


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_a_staff_plan_reaches_the_public(client: Client, address: str) -> None:
    other = Client(app_of(fake_of(with_staff=False)))
    response, same = client.get(address, headers=PAGE), other.get(address, headers=PAGE)
    asked = unescape(address)
    text = response.text
    for word in (STAFF_SEARCH, "かくれ沢市", "金庫室", STAFF_ONLY, STAFF.id):
        if word in asked:
            text = text.replace(word, "")
    assert [word for word in (*SECRETS, "金庫室", "77") if word in text] == []
    assert (response.status_code, response.text) == (same.status_code, same.text)


def test_staff_see_their_plans() -> None:
    app = app_of(fake_of())
    client = Client(app)
    client.get("/kpis")
    app.dependency_overrides[session_access] = lambda: Access.STAFF
    page = client.get("/kpis").text
    assert STAFF_ONLY in names(page)
    assert STAFF.city in options(page, "city")
    assert STAFF_ONLY in client.get("/kpis.csv").text
    app.dependency_overrides.clear()
    assert STAFF_ONLY not in client.get("/kpis").text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("field=窓口", [ONLINE]),
        ("field=施設", [HALLS, ONLINE, PAPER]),
        ("table=activity", [PAPER]),
        ("year=2023", [ODD]),
        ("verdict=missed", [ONLINE]),
        ("verdict=achieved", []),
        ("verdict=achieved&year=2024", [ONLINE]),
        ("verdict=uncertain", [PAPER]),
        ("verdict=uncertain&year=2025", []),
        ("q=公民館の予約", [HALLS]),
        ("city=みどり野市&field=&issue=&year=&verdict=&table=&sort=&q=", [HALLS, ODD, ONLINE, ONLINE, PAPER]),
        ("indicator=紙の書類の枚数&unheard=1", [PAPER]),
        ("field=ない", []),
    ],
)
def test_filters(client: Client, query: str, expected: list[str]) -> None:
    response = client.get(f"/kpis?{query}")
    assert response.status_code == 200
    assert sorted(names(response.text)) == sorted(expected)
    assert f"見つかった指標 {len(expected)}件" in response.text
    assert client.send("HEAD", f"/kpis?{query}").status_code == 200


def test_an_empty_list_has_a_way_out(client: Client) -> None:
    page = client.get("/kpis?q=宇宙旅行&language=en").text
    assert "No indicator matches" in page
    assert '<a href="/kpis?language=en">Remove all filters</a>' in page
    assert '<a href="/?language=en">Ask the plans a question</a>' in page


@pytest.mark.parametrize(("order", "first"), [("name", ODD), ("field", ODD), ("latest", ONLINE), ("gap", ONLINE)])
def test_orders(client: Client, order: str, first: str) -> None:
    page = client.get(f"/kpis?sort={order}").text
    assert names(page)[0] == first
    assert re.search(rf'<option value="{order}" selected>', page)


def test_filters_offer_what_stands_within_those_above(client: Client) -> None:
    page = client.get("/kpis").text
    assert sorted(options(page, "field")) == ["", "@施設", "施設", "窓口"]
    assert options(page, "year") == ["", "2025", "2024", "2023"]
    assert options(client.get("/kpis?field=施設").text, "year") == ["", "2024"]


def test_a_filter_is_taken_off_by_its_link_and_the_form_keeps_all(client: Client) -> None:
    page = client.get("/kpis?field=施設&year=2024&sort=name").text
    links = [unescape(link) for link in re.findall(r'<ul class="chips".*?</ul>', page, re.DOTALL)]
    assert 'href="/kpis?year=2024&sort=name"' in links[0]
    assert re.search(r"<option[^>]* selected>施設</option>", page)
    assert re.search(r'<option value="2024" selected>', page)


def test_pages_of_fifty(client: Client) -> None:
    client = Client(app_of(fake_of(many(120))))
    first, last = client.get("/kpis?sort=name").text, client.get("/kpis?sort=name&page=9").text
    assert (len(names(first)), names(last)[0]) == (50, "指標100")
    assert "3 / 3 ページ" in last
    assert 'href="/kpis?sort=name&amp;page=2"' in first


@pytest.mark.parametrize("query", ["year=x", "verdict=x", "page=0", "key=ZZ", f"q={'あ' * 301}", "sort=x"])
def test_what_makes_no_sense_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/kpis?{query}", headers=PAGE).status_code == 422
    assert client.get(f"/kpis.csv?{query}", headers=PAGE).status_code == 422


def test_names_are_text_and_never_markup() -> None:
    odd = '"><script>alert(1)</script>'
    client = Client(app_of(fake_of([replace(one, indicator=odd) for one in many(1)])))
    page = client.get("/kpis").text
    detail = client.get(f"/kpis/{PUBLIC.id}?indicator={odd}").text
    searched = client.get("/kpis", params={"q": odd, "field": odd}).text
    assert all("<script>alert" not in text for text in (page, detail, searched))
    assert "&lt;script&gt;" in detail


def test_one_indicator_with_values_verdicts_and_sources(client: Client) -> None:
    page = client.get(f"/kpis/{PUBLIC.id}?key={key(ONLINE, '窓口')}").text
    assert f'<h1 lang="ja">{ONLINE}</h1>' in page
    assert page.count('<th scope="row"') == 3
    assert "達成" in page
    assert "未達" in page
    assert "増やす・高める" in page
    assert f'href="/sources/{PUBLIC.id}?start=0&amp;end=5#cited"' in page
    assert page.count('role="img"') == 1
    cited = client.get(f"/sources/{PUBLIC.id}?start=0&end=5").text
    assert '<mark id="cited"' in cited


def test_one_indicator_by_its_names(client: Client) -> None:
    page = client.get(f"/kpis/{PUBLIC.id}?indicator={ONLINE}&field=窓口&table=kpi")
    assert (page.status_code, f'<h1 lang="ja">{ONLINE}</h1>' in page.text) == (200, True)
    several = client.get(f"/kpis/{PUBLIC.id}?indicator={ONLINE}&language=en")
    assert several.status_code == 303
    assert names(client.get(several.headers["location"]).text) == [ONLINE, ONLINE]
    assert client.get(f"/kpis/{PUBLIC.id}?indicator=ない").status_code == 404
    assert client.get("/kpis/no-plan").status_code == 404


def test_indicators_of_the_same_name_are_shown_and_compared(client: Client) -> None:
    page = client.get(f"/kpis/{PUBLIC.id}?key={key(ONLINE, '窓口')}").text
    address = f"/kpis/compare?key={key(ONLINE, '窓口')}&key={key(ONLINE, '施設')}"
    assert address in unescape(page)
    compared = client.get(address).text
    assert compared.count('role="img"') == 1, "one chart where the units agree"
    assert compared.count('scope="colgroup"') == 2


def test_other_units_have_a_chart_of_their_own(client: Client) -> None:
    address = f"/kpis/compare?key={key(ONLINE, '窓口')}&key={key(PAPER, '施設')}&key={key(PAPER, '施設')}"
    page = client.get(address).text
    assert page.count('role="img"') == 2
    assert "別のグラフ" in page


def test_too_many_none_and_unknown_keys(client: Client) -> None:
    seven = "&".join(f"key={n:012x}" for n in range(7))
    many_keys = client.get(f"/kpis/compare?{seven}")
    assert (many_keys.status_code, "6件まで" in many_keys.text) == (422, True)
    assert "まだ選ばれていません" in client.get("/kpis/compare").text
    assert client.get("/kpis/compare?key=000000000000").status_code == 404


def test_what_is_chosen_to_compare_stays_while_searching(client: Client) -> None:
    chosen = key(HALLS, "施設")
    page = client.get(f"/kpis?key={chosen}&q=オンライン").text
    assert f'<input type="hidden" name="key" value="{chosen}">' in page
    assert f'name="key" value="{chosen}" checked' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_language(client: Client, language: Language) -> None:
    paths = ("/kpis", "/kpis?q=ない", f"/kpis/{PUBLIC.id}?key={key(ONLINE, '窓口')}",
             f"/kpis/compare?key={key(ONLINE, '窓口')}")  # fmt: skip
    for path in paths:
        page = client.get(f"{path}{'&' if '?' in path else '?'}language={language}").text
        assert f'<html lang="{"en" if language == "en" else "ja"}">' in page
        assert page.count("<h1") == 1
        assert " style=" not in page
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        own = re.sub(r'<nav class="languages".*?</nav>', "", page, flags=re.DOTALL)
        for link in re.findall(r'href="(/[^"#]*)', own):
            assert language == "ja" or "language=" in link or "/static/" in link or ".csv" in link, link
