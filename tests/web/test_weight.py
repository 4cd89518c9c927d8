"""Every page of the bundled corpus is light: with all that it loads it stays under 150 kB, fonts aside."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest

from assistant.assembly import Assistant
from corpus.ingest import find_plan_folders, read_plan
from corpus.plan import Plan
from tests.web.client import PAGE, Client
from tests.web.fake_assistant import FakeAssistant
from tests.web.fake_index import FakeIndex, FakePlan
from web.app import create_app
from web.wording import LANGUAGES

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
MOST = 150_000
MOST_OF_A_LIST = 110_000
_LOADED = re.compile(r'(?:<link rel="(?:stylesheet|icon)" href|<script[^>]* src)="([^"]+)"')
_KEY = re.compile(r'name="key" value="(\w+)"')
_WORD = "市"  # stands everywhere


def weight(client: Client, page: str) -> int:
    """Return the bytes of a page and of all that it loads."""
    loaded = set(_LOADED.findall(page))
    assert len(loaded) >= 3, "two stylesheets and the icon"
    return len(page.encode()) + sum(len(client.get(address).content) for address in loaded)


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, ...]:
    return tuple(read_plan(folder) for folder in find_plan_folders([DOCUMENTS]))


@pytest.fixture
def client(plans: tuple[Plan, ...]) -> Client:
    held = tuple(FakePlan(plan.manifest, plan.text, plan.sections, plan.chunks) for plan in plans)
    index = FakeIndex(held, tuple(record for plan in plans for record in plan.kpis))
    return Client(create_app(cast("Assistant", FakeAssistant(index=index))))


def parts(client: Client, plan_id: str) -> Iterator[str]:
    """Yield the addresses of the parts in which the source viewer shows a plan, and of a search in it."""
    count = re.search(r"<span>1 / (\d+) ", client.get(f"/sources/{plan_id}").text)
    yield from (f"/sources/{plan_id}?page={number}" for number in range(1, int(count[1] if count else 1) + 1))
    yield f"/sources/{plan_id}?q={quote(_WORD)}"
    yield f"/sources/{plan_id}?start=700&end=1500"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_without_a_plan_of_its_own_is_light(client: Client, language: str) -> None:
    for path in ("/", "/ask", "/plans", "/kpis", "/kpis/compare", "/privacy", "/sign-in", "/nowhere"):
        page = client.get(path, params={"language": language}, headers=PAGE).text
        assert weight(client, page) < MOST, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_light(client: Client, language: str) -> None:
    data = {"question": "窓口の手続きをどう変えますか", "language": language}
    for question in (data, {**data, "question": "空飛ぶ車の駐車料金"}, {**data, "question": ""}):
        assert weight(client, client.post("/ask", data=question, headers=PAGE).text) < MOST


def test_every_part_of_every_plan_is_light(client: Client, plans: tuple[Plan, ...]) -> None:
    addresses = [address for plan in plans for address in parts(client, plan.manifest.id)]
    assert len(addresses) > 3 * len(plans), "one plan has several parts"
    for address in addresses:
        assert weight(client, client.get(address).text) < MOST, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_list_of_indicators_leaves_room(client: Client, language: str) -> None:
    page = client.get("/kpis", params={"language": language}).text
    assert page.count('<li class="card">') == 50
    assert weight(client, page) < MOST_OF_A_LIST


def test_an_indicator_and_the_most_that_are_compared_are_light(client: Client) -> None:
    page = client.get("/kpis").text
    detail = re.findall(r'<h3 lang="ja"><a href="([^"]+)"', page)
    compared = "&".join(f"key={key}" for key in _KEY.findall(page)[:6])
    for address in (*detail[::10], f"/kpis/compare?{compared}"):
        assert weight(client, client.get(address).text) < MOST, address
