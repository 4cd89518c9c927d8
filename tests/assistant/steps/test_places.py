"""Cities in Latin letters."""

from dataclasses import dataclass
from typing import cast

import pytest

from assistant.assembly import Assistant
from assistant.steps.places import named_in
from assistant.steps.romanised import romanised_cities
from corpus.access import Access
from index.plans import PlanRecord

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


@dataclass(frozen=True)
class _Manifest:
    id: str
    title: str
    city: str
    prefecture: str | None = None


@dataclass(frozen=True)
class _Plan:
    manifest: _Manifest


def _plans(*manifests: _Manifest) -> tuple[PlanRecord, ...]:
    return tuple(cast("PlanRecord", _Plan(one)) for one in manifests)


TOWNS = _plans(
    _Manifest("saga-1", "佐賀市DX計画", "佐賀市", "佐賀県"),
    _Manifest("saga-2", "佐賀市総合計画", "佐賀市", "佐賀県"),
    _Manifest("tsu", "津市計画", "津市", "三重県"),
    _Manifest("nagareyama", "流山市計画", "流山市"),
)


@pytest.mark.parametrize(
    ("text", "plan_ids", "words"),
    [
        ("佐賀市のDX", ("saga-1", "saga-2"), ("佐賀市",)),
        ("佐賀のDX", ("saga-1", "saga-2"), ("佐賀",)),
        ("佐賀県のDX", (), ()),
        ("流山と佐賀市", ("saga-1", "saga-2", "nagareyama"), ("佐賀市", "流山")),
        ("佐賀市総合計画のDX", ("saga-2",), ("佐賀市総合計画", "佐賀市")),
        ("saga-1とtsu", ("saga-1", "tsu"), ("saga", "tsu")),
        ("津波の備え", (), ()),  # one letter of a name is none
        ("津市は", ("tsu",), ("津市",)),
        ("", (), ()),
    ],
)
def test_plans_by_title_id_and_city(text: str, plan_ids: tuple[str, ...], words: tuple[str, ...]) -> None:
    found = named_in(text, TOWNS)
    assert (found.plan_ids, found.words, found.elsewhere) == (plan_ids, words, ())


def test_what_one_asker_sees_is_not_told_to_another() -> None:
    public, staff = TOWNS[:1], TOWNS
    for _ in range(2):
        assert named_in("流山市のDX", staff).plan_ids == ("nagareyama",)
        assert named_in("流山市のDX", public).plan_ids == ()
        assert named_in("流山市のDX", public).elsewhere == ("流山市",)


def test_a_list_that_grows_is_read_anew() -> None:
    plans = list(TOWNS[:1])
    assert named_in("流山市", plans).elsewhere == ("流山市",)
    plans.append(TOWNS[3])
    assert named_in("流山市", plans).plan_ids == ("nagareyama",)
