"""Indicators for a search in everyday words."""

import pytest

from assistant.assembly import Assistant
from assistant.kpis.searching import matching
from corpus.access import Access


def found(assistant: Assistant, text: str, access: Access = Access.PUBLIC) -> list[str]:
    catalogs = assistant.catalogs
    return [one.entry.series.indicator for one in matching(text, catalogs.of(access), catalogs.embedder)]


def test_the_catalogs_are_those_of_the_steps(assistant: Assistant) -> None:
    assert assistant.catalogs is assistant.catalogs
    assert assistant.catalogs.of(Access.PUBLIC) is assistant.catalogs.of(Access.PUBLIC)


def test_every_indicator_is_found_by_its_name_first(assistant: Assistant) -> None:
    entries = assistant.catalogs.of(Access.PUBLIC).entries
    assert entries
    for entry in entries:
        assert found(assistant, entry.series.indicator)[0] == entry.series.indicator


@pytest.mark.parametrize("text", ["", "宇宙旅行", "xyzzy", "？"])
def test_what_no_plan_measures_finds_nothing(assistant: Assistant, text: str) -> None:
    assert found(assistant, text) == []


def test_staff_only_indicators_are_found_by_staff_alone(assistant: Assistant) -> None:
    public = {entry.series.indicator for entry in assistant.catalogs.of(Access.PUBLIC).entries}
    for entry in assistant.catalogs.of(Access.STAFF).entries:
        if entry.series.indicator not in public:
            assert entry.series.indicator in found(assistant, entry.series.indicator, Access.STAFF)
            assert entry.series.indicator not in found(assistant, entry.series.indicator)
