"""Which series a question means, of those that match it."""

import datetime

import pytest

from assistant.kpis.catalog import Entry
from assistant.kpis.choosing import meant
from assistant.kpis.ranking import Match, Ranking
from assistant.kpis.series import Series
from assistant.kpis.wanted import wanted_of
from assistant.kpis.years import asked_years
from corpus.japanese.width import fold
from index.tokens import words

DAY = datetime.date(2026, 11, 22)


def _match(one: Series, score: float, *, named: bool = False) -> Match:
    name_words = tuple(words(one.indicator))
    entry = Entry(one, fold(one.indicator), name_words, (one.field,), frozenset(name_words), (one.indicator,))
    return Match(entry, score, named=named, by_project=False)


def _meant(question: str, matches: list[Match], fields: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    ordered = tuple(sorted(matches, key=lambda match: -match.score))
    ranking = Ranking(ordered, fields, frozenset(words(question)))
    found = meant(ranking, wanted_of(question, asked_years(question, DAY)), "figure")
    return [(one.field, one.indicator) for one in found]


def _series(series: tuple[Series, ...], name: str, field: str) -> Series:
    return next(one for one in series if one.indicator == name and one.field == field)


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("勤めていた人は平成17年度に何人", "職員数"),
        ("市役所で働く人は令和6年度に何人", "職員数"),
        ("人口当たりの職員は令和6年度に何人", "人口1,000人当たりの職員数"),
        ("人口1,000人当たりでは令和6年度に何人", "人口1,000人当たりの職員数"),
        ("住民人口と比べた職員は令和6年度に何人", "人口1,000人当たりの職員数"),
    ],
)
def test_the_plain_indicator_is_meant_where_nothing_tells_of_the_special_one(
    series: tuple[Series, ...], question: str, indicator: str
) -> None:
    matches = [
        _match(_series(series, "人口1,000人当たりの職員数", "職員"), 2.2),
        _match(_series(series, "職員数", "職員"), 2.0),
    ]
    assert _meant(question, matches) == [("職員", indicator)]


def test_a_name_that_several_named_fields_have_is_meant_in_each(series: tuple[Series, ...]) -> None:
    matches = [
        _match(_series(series, "オンライン対応相談窓口数", "子ども"), 2.7),
        _match(_series(series, "オンライン対応手続き数", "子ども"), 2.5),
        _match(_series(series, "オンライン対応手続き数", "窓口"), 2.4),
    ]
    found = _meant("子育てと窓口それぞれ、令和4年度にいくつ", matches, ("子ども", "窓口"))
    assert found == [("子ども", "オンライン対応手続き数"), ("窓口", "オンライン対応手続き数")]


def test_a_name_that_is_said_wins_over_one_that_is_only_near(series: tuple[Series, ...]) -> None:
    matches = [
        _match(_series(series, "キャッシュレス決済利用率(窓口)", "多様化"), 3.3),
        _match(_series(series, "電子決裁率", "業務効率化"), 3.1, named=True),
    ]
    assert _meant("電子決済率は令和6年度に何%", matches) == [("業務効率化", "電子決裁率")]
