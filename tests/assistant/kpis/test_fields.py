"""Fields that a question names, or speaks of in its own words."""

import pytest

from assistant.kpis.catalog import Entry
from assistant.kpis.fields import field_told, named_fields
from assistant.kpis.series import Series
from corpus.japanese.width import fold
from index.tokens import words


@pytest.fixture(scope="module")
def entries(series: tuple[Series, ...]) -> list[Entry]:
    """Return the entries of one plan's KPIs."""
    return [_entry(one) for one in series if one.plan_id == "sasebo-dx"]


def _entry(one: Series) -> Entry:
    texts = (one.indicator, f"{one.field} {one.issue}")
    said = frozenset(word for text in texts for word in words(text))
    return Entry(one, fold(one.indicator), tuple(words(one.indicator)), (one.field,), said, texts)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("農業や漁業のKPIで未達はどれ", "農林水産"), ("漁業の分野で届かなかったもの", "農林水産"),
        ("赤潮の分野の指標は", "農林水産"), ("ペーパーレスの分野の指標は", "職場環境"),
        ("キャッシュレスの分野で目標割れは", "多様化"), ("赤潮や鳥獣の分野は", "農林水産"),
    ],
)  # fmt: skip
def test_a_field_is_known_by_what_its_indicators_speak_of(entries: list[Entry], question: str, field: str) -> None:
    assert named_fields(question, entries, ()) == ()
    assert field_told(question, entries, ()) == (field,)


def test_office_words_for_what_is_said_count_too(entries: list[Entry]) -> None:
    assert field_told("海の仕事の分野", entries, ("漁業", "赤潮")) == ("農林水産",)


def test_no_field_where_none_leads(entries: list[Entry]) -> None:
    assert field_told("オンラインのKPIは", entries, ()) == ()
    assert field_told("KPIで未達はどれ", entries, ()) == ()


def test_a_field_is_named_to_the_letter(entries: list[Entry]) -> None:
    assert named_fields("観光分野のKPIは", entries, ()) == ("観光",)
