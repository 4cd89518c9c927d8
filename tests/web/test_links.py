"""Addresses."""

import pytest
from starlette.datastructures import URL

from web.links import web_address, with_language, without_language
from web.rendering import lang_of


def test_a_language_goes_before_the_fragment() -> None:
    assert with_language("/sources/a?start=1&end=2#a.1.0", "en") == "/sources/a?start=1&end=2&language=en#a.1.0"
    assert with_language("/", "easy") == "/?language=easy"
    assert with_language("/sources/a?start=1#a.1.0", "ja") == "/sources/a?start=1#a.1.0"


def test_a_language_is_taken_out_again() -> None:
    assert without_language(URL("http://plans.test/sources/a?start=1&language=en&end=2")) == "/sources/a?start=1&end=2"
    assert without_language(URL("http://plans.test/plans?language=en")) == "/plans"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.city.example.jp/a", "https://www.city.example.jp/a"),
        ("HTTP://city.example", "HTTP://city.example"),
        ("javascript:alert(1)", None),
        (" https://city.example", None),
        ("//city.example", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(text: str | None, address: str | None) -> None:
    assert web_address(text) == address


def test_the_language_of_a_text_is_that_of_most_letters() -> None:
    assert [lang_of(text) for text in ("計画の目的", "DXの推進体制", "What is 目的 about?", "")] == [
        "ja",
        "ja",
        "en",
        "en",
    ]
