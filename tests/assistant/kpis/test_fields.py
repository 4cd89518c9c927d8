"""Fields that a question names, or speaks of in its own words."""

import numpy as np
import pytest

from assistant.kpis.catalog import Entry
from assistant.kpis.columns import WordColumns
from assistant.kpis.fields import FieldIndex, field_told, named_fields
from assistant.kpis.scope import Scope
from assistant.kpis.series import Series
from corpus.japanese.width import fold
from index.embedders.hashing import HashingEmbedder
from index.tokens import words


@pytest.fixture(scope="module")
def entries(series: tuple[Series, ...]) -> list[Entry]:
    """Return the entries of one plan's KPIs."""
    return [_entry(one) for one in series if one.plan_id == "sasebo-dx"]


def _entry(one: Series) -> Entry:
    texts = (one.indicator, f"{one.field} {one.issue}")
    said = frozenset(word for text in texts for word in words(text))
    return Entry(one, fold(one.indicator), tuple(words(one.indicator)), (one.field,), said, texts)


def _named(question: str, entries: list[Entry], *places: int) -> tuple[str, ...]:
    """Return the fields named, of the entries at these places, of all where none are given."""
    scope = Scope(np.array(places or range(len(entries)), dtype=np.int64), whole=not places)
    return named_fields(question, FieldIndex.of(entries), (), scope)


def _told(question: str, entries: list[Entry], expansion: tuple[str, ...] = ()) -> tuple[str, ...]:
    columns = WordColumns.of([one.name_words for one in entries], [one.all_words for one in entries], HashingEmbedder())
    return field_told(question, entries, columns, expansion, Scope(np.arange(len(entries)), whole=True))


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("農業や漁業のKPIで未達はどれ", "農林水産"), ("漁業の分野で届かなかったもの", "農林水産"),
        ("赤潮の分野の指標は", "農林水産"), ("ペーパーレスの分野の指標は", "職場環境"),
        ("キャッシュレスの分野で目標割れは", "多様化"), ("赤潮や鳥獣の分野は", "農林水産"),
    ],
)  # fmt: skip
def test_a_field_is_known_by_what_its_indicators_speak_of(entries: list[Entry], question: str, field: str) -> None:
    assert _named(question, entries) == ()
    assert _told(question, entries) == (field,)


def test_office_words_for_what_is_said_count_too(entries: list[Entry]) -> None:
    assert _told("海の仕事の分野", entries, ("漁業", "赤潮")) == ("農林水産",)


def test_no_field_where_none_leads(entries: list[Entry]) -> None:
    assert _told("オンラインのKPIは", entries) == ()
    assert _told("KPIで未達はどれ", entries) == ()


def test_a_field_is_named_to_the_letter(entries: list[Entry]) -> None:
    assert _named("観光分野のKPIは", entries) == ("観光",)


def _of_fields(series: tuple[Series, ...], *fields: tuple[str, ...]) -> list[Entry]:
    bare = Series((series[0].plan_id, series[0].table, "", "", "件数", ""), "", (), None)
    return [Entry(bare, "件数", (), own, frozenset(), ()) for own in fields]


def test_fields_come_in_the_order_of_the_entries_that_are_asked_about(series: tuple[Series, ...]) -> None:
    entries = _of_fields(series, ("防災", "観光"), ("観光",), ("福祉", "防災"))
    assert _named("観光と福祉と防災は", entries) == ("防災", "観光", "福祉")
    assert _named("観光と福祉と防災は", entries, 1, 2) == ("観光", "福祉", "防災")
    assert _named("観光と福祉と防災は", entries, 1) == ("観光",)


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("保健福祉のKPIは", ("保福",)),  # the name shortens the word
        ("保護者の健康と福祉の状況は", ()),
        ("子育てのKPIは", ("子ども子育て",)),  # one word of a short name
        ("文化の指標は", ()),  # one word of a long title
        ("文化財とスポーツの保存と振興の指標は", ("文化財の保存とスポーツの振興",)),
        ("整備のKPIは", ()),  # a word that names no field
        ("A1は", ("a1",)),
        ("は", ()),
    ],
)
def test_a_field_is_named_in_part(series: tuple[Series, ...], question: str, fields: tuple[str, ...]) -> None:
    names = ("保福", "子ども子育て", "文化財の保存とスポーツの振興", "施設整備", "a1")
    assert _named(question, _of_fields(series, *((name,) for name in names))) == fields
