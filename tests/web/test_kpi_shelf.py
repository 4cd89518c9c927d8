"""Where an indicator stands, and who may see it."""

from decimal import Decimal
from typing import cast

import pytest

from assistant.assembly import Assistant
from corpus.access import Access
from tests.web.kpi_town import ONLINE, PAPER, STAFF_ONLY, fake_of, key
from tests.web.towns import STAFF
from web.kpi_shelf import KpiRow, Shelf, Shelves


def shelf(access: Access = Access.PUBLIC) -> Shelf:
    return Shelves().of(cast("Assistant", fake_of()), access)


def row(indicator: str, field: str) -> KpiRow:
    found = shelf().row(key(indicator, field))
    assert found
    return found


@pytest.mark.parametrize(
    ("year", "verdict", "lead"),
    [(None, "missed", Decimal("-0.17")), (2025, "missed", Decimal("-0.17")), (2024, "achieved", Decimal(1) / 11)],
)
def test_where_an_indicator_stands(year: int | None, verdict: str, lead: Decimal) -> None:
    standing = row(ONLINE, "窓口").standing(year)
    assert (standing.verdict, standing.lead) == (verdict, lead)


def test_a_year_without_values_stands_nowhere() -> None:
    standing = row(ONLINE, "窓口").standing(2019)
    assert (standing.actual, standing.verdict, standing.lead) == (None, "", None)


def test_a_doubtful_value_is_not_judged() -> None:
    paper = row(PAPER, "施設")
    assert (paper.latest.verdict, paper.latest.lead) == ("unclear", None)
    assert (paper.is_uncertain(None), paper.is_uncertain(2024), paper.is_uncertain(2023)) == (True, True, False)


def test_the_shelf_of_each_access_is_its_own() -> None:
    staff_key = key(STAFF_ONLY, "窓口", STAFF.id)
    assert shelf().row(staff_key) is None
    assert shelf(Access.STAFF).row(staff_key) is not None
    assert all(one.series.plan_id != STAFF.id for one in shelf().rows)
    assert shelf(Access.STAFF).within([STAFF.id]).rows != ()


def test_a_shelf_is_made_once_for_a_catalog() -> None:
    assistant, shelves = cast("Assistant", fake_of()), Shelves()
    first, again = shelves.of(assistant, Access.PUBLIC), shelves.of(assistant, Access.PUBLIC)
    assert all(one is other for one, other in zip(first.rows, again.rows, strict=True))
