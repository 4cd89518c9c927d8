"""Where an index stands: folders and URLs are told apart, and no URL shows its password."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from index.place import DatabaseUrl, place_of, spelled


def test_a_url_of_postgresql_is_a_database_and_all_else_a_folder() -> None:
    assert place_of("var/index") == Path("var/index")
    assert place_of(Path("var/index")) == Path("var/index")
    assert place_of("postgres://h/db") == DatabaseUrl("postgres://h/db")
    assert isinstance(place_of("postgresql://u@h:5433/db"), DatabaseUrl)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://me:geheim@host:5433/plans", "postgresql://me@host:5433/plans"),
        ("postgresql://me@host/plans?sslmode=require&password=geheim", "postgresql://me@host/plans?sslmode=require"),
        ("postgresql://me:ge%40heim@host/plans?sslpassword=geheim", "postgresql://me@host/plans"),
        ("postgresql://me:ge/?#@heim@host/plans", "postgresql://me@host/plans"),
        ("postgresql:///plans?host=/run/postgresql", "postgresql:///plans?host=/run/postgresql"),
    ],
)
def test_no_text_of_a_url_has_its_password(address: str, shown: str) -> None:
    place = place_of(address)
    assert str(place) == shown
    assert "heim" not in repr(place) + repr(Settings(index=place)) + str(Settings(index=place).index)
    assert spelled(place) == address


def test_the_setting_takes_both_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX", "postgresql://me:geheim@host/plans")
    assert spelled(Settings().index) == "postgresql://me:geheim@host/plans"
    monkeypatch.setenv("ASSISTANT_INDEX", "var/other")
    assert Settings().index == Path("var/other")
