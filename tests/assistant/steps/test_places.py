"""Cities in Latin letters."""

import pytest

from assistant.assembly import Assistant
from assistant.steps.places import named_in
from assistant.steps.romanised import romanised_cities
from corpus.access import Access

OURS = ("佐世保市", "北九州市", "流山市", "佐賀市", "つくばみらい市")


@pytest.mark.parametrize(
    ("text", "words", "city"),
    [
        ("What does Sasebo City plan?", "Sasebo City", "佐世保市"),
        ("waste in saga", "saga", "佐賀市"),
        ("the plan of sasebo-shi", "sasebo-shi", "佐世保市"),
        ("the City of Nagareyama's reform", "City of Nagareyama", "流山市"),
        ("Kita-Kyushu", "Kita-Kyushu", "北九州市"),
        ("Kitakyūshū's DX", "Kitakyūshū", "北九州市"),
        ("Does Tsukuba Mirai City grow?", "Tsukuba Mirai City", "つくばみらい市"),
        ("TSUKUBAMIRAI", "TSUKUBAMIRAI", "つくばみらい市"),
        ("SasegoではなくSaseboのDX", "Sasebo", "佐世保市"),
        ("the libraries of Osaka", "Osaka", "大阪市"),
        ("Ōsaka-shi", "Ōsaka-shi", "大阪市"),
        ("Nagoya City", "Nagoya City", "名古屋市"),
        ("Tsu City", "Tsu City", "津市"),
        ("the plan of Tsukuba", "Tsukuba", "つくば市"),
    ],
)
def test_a_city_in_latin_letters(text: str, words: str, city: str) -> None:
    assert [(one.words, one.city) for one in romanised_cities(text, OURS)] == [(words, city)]


@pytest.mark.parametrize(
    "text",
    ["Saga Prefecture", "Osaka Prefecture's plan", "Date of the plan", "Is it Mine?", "Mayor Takahashi said",
     "osaka", "so what", "DXとは", "押印の見直し", "", "The USA", "Tsu"],
)  # fmt: skip
def test_what_is_no_city(text: str) -> None:
    assert romanised_cities(text, OURS) == ()


def test_the_spoken_city_chooses_its_plans_and_is_named_as_spoken(assistant: Assistant) -> None:
    plans = assistant.index.plans(access=Access.PUBLIC)
    found = named_in("Does Tanizawa City have a bus?", plans)
    assert found.plan_ids == ("tanizawa-kanko",)
    assert found.words == ("Tanizawa City",)
    assert found.elsewhere == ()


def test_another_city_counts_as_elsewhere(assistant: Assistant) -> None:
    plans = assistant.index.plans(access=Access.PUBLIC)
    assert named_in("Does Yokohama have a bus?", plans).elsewhere == ("Yokohama",)
