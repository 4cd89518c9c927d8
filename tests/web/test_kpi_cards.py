"""Cards of the explorer are drawn once, and never for another access, year, language or choice."""

from dataclasses import replace
from functools import partial
from typing import cast

import pytest

from assistant.assembly import Assistant
from corpus.access import Access
from tests.web.client import Client
from tests.web.kpi_town import HALLS, STAFF_ONLY, app_of, fake_of, key
from web import limits
from web.access import session_access
from web.kpi_cards import CardForm, DrawnCards
from web.kpi_shelf import Shelves

FORM = CardForm(key="0" * 12, year=None, language="ja", picked=False)
OTHERS = (
    replace(FORM, key="1" * 12),
    replace(FORM, year=2024),
    replace(FORM, language="easy"),
    replace(FORM, picked=True),
)


def test_a_card_is_drawn_once() -> None:
    cards, drawn = DrawnCards(), list[str]()

    def draw() -> str:
        drawn.append("card")
        return f"<li>{len(drawn)}</li>"

    assert [cards.of(FORM, draw), cards.of(FORM, draw)] == ["<li>1</li>", "<li>1</li>"]
    assert [cards.of(one, draw) for one in OTHERS] == [f"<li>{n}</li>" for n in range(2, 6)]


def test_no_more_than_the_limit_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KPI_CARDS", 3)
    cards = DrawnCards()
    for one in (FORM, *OTHERS):
        assert cards.of(one, partial(repr, one)) == repr(one)
        assert len(cards.kept) <= 3


@pytest.mark.parametrize(
    "address", ["/kpis", "/kpis?language=en", "/kpis?year=2024", f"/kpis?key={key(HALLS, '施設')}"]
)
def test_a_page_is_the_same_whatever_was_drawn_before(address: str) -> None:
    fresh, used = Client(app_of(fake_of())), Client(app_of(fake_of()))
    for other in ("/kpis", "/kpis?language=easy", "/kpis?language=en&year=2025", f"/kpis?key={key(HALLS, '施設')}"):
        used.get(other)
    assert used.get(address).text == used.get(address).text == fresh.get(address).text


def test_no_card_drawn_for_staff_is_kept_for_the_public() -> None:
    assistant, shelves = cast("Assistant", fake_of()), Shelves()
    staff, public = (shelves.of(assistant, access).cards for access in (Access.STAFF, Access.PUBLIC))
    assert staff is not public
    assert shelves.of(assistant, Access.PUBLIC).cards is public
    assert shelves.of(cast("Assistant", fake_of()), Access.PUBLIC).cards is not public, "another index"


def test_the_public_page_is_the_same_after_staff_looked() -> None:
    app, alone = app_of(fake_of()), Client(app_of(fake_of(with_staff=False)))
    client = Client(app)
    app.dependency_overrides[session_access] = lambda: Access.STAFF
    assert STAFF_ONLY in client.get("/kpis").text
    app.dependency_overrides.clear()
    assert client.get("/kpis").text == alone.get("/kpis").text
