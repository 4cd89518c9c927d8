"""Queries of the explorer, and the addresses that lead back to them."""

from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError

from web.kpi_query import CompareQuery, ExplorerQuery, compare_address, detail_address, source_address

KEYS = ("0123456789ab", "fedcba987654")


def query_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_an_address_names_what_is_set_and_nothing_else() -> None:
    assert ExplorerQuery().address() == "/kpis"
    query = ExplorerQuery.model_validate({"q": "窓口 & 予約", "year": "2024", "city": " ", "sort": "gap", "key": KEYS})
    named = query_of(query.address())
    assert named == {"q": ["窓口 & 予約"], "year": ["2024"], "sort": ["gap"], "key": list(KEYS)}
    assert ExplorerQuery.model_validate({**named, "q": "窓口 & 予約", "year": "2024", "sort": "gap"}) == query


def test_a_change_starts_the_pages_over_and_none_takes_a_filter_off() -> None:
    query = ExplorerQuery(q="窓口", field="施設", page=3)
    assert query_of(query.address(field=None)) == {"q": ["窓口"]}
    assert query_of(query.address(page=4)) == {"q": ["窓口"], "field": ["施設"], "page": ["4"]}
    assert query.address("/kpis.csv").startswith("/kpis.csv?")


@pytest.mark.parametrize("wrong", [{"year": 1600}, {"page": 0}, {"key": ("xyz",)}, {"table": "none"}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ExplorerQuery.model_validate(wrong)


def test_what_is_compared_twice_counts_once() -> None:
    assert CompareQuery(key=(KEYS[1], *KEYS)).keys == (KEYS[1], KEYS[0])


def test_addresses_of_one_indicator_of_several_and_of_a_source() -> None:
    assert detail_address("midori", KEYS[0]) == f"/kpis/midori?key={KEYS[0]}"
    assert compare_address(KEYS) == f"/kpis/compare?key={KEYS[0]}&key={KEYS[1]}"
    assert compare_address(()) == "/kpis/compare"
    assert source_address("midori", 3, 9) == "/sources/midori?start=3&end=9#cited"
