"""How well the indicators of a plan match a question."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.kpis.catalog import Catalog
from assistant.kpis.ranking import Asked, features_of
from assistant.kpis.ranking_settings import RankingWeights
from assistant.kpis.wanted import wanted_of
from assistant.kpis.years import AskedYears
from corpus.access import Access
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from tests.assistant.kpis.conftest import DOCUMENTS
from tests.conftest import quiet


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """Give the catalog of a plan in which one project's name and purpose speak of LINE, and no indicator's name."""
    folder, embedder = tmp_path_factory.mktemp("ranking") / "index", HashingEmbedder()
    ingest(find_plan_folders([DOCUMENTS / "sasebo-dx"]), folder, embedder, quiet)
    with closing(engine_of(folder).open(embedder)) as reader:
        yield Catalog.of(reader, Access.PUBLIC, embedder)


def latin(catalog: Catalog, question: str) -> dict[str, float]:
    """Return what the words in Latin letters of a question are worth, by indicator, where they are worth anything."""
    asked, scope = Asked(question, wanted_of(question, AskedYears()), (), ()), catalog.scope(())
    column = list(RankingWeights.model_fields).index("latin_word")
    values = features_of(asked, catalog, scope, HashingEmbedder(), ())[:, column]
    return {catalog.entries[at].series.indicator: value for at, value in enumerate(values.tolist()) if value}


def test_a_word_in_latin_letters_counts_where_it_is_spoken_of(catalog: Catalog) -> None:
    assert latin(catalog, "LINEで知らせている業務はいくつ") == {"対応業務数": 1.0}
    assert latin(catalog, "知らせている業務はいくつ") == {}


def test_a_word_that_many_speak_of_tells_little(catalog: Catalog) -> None:
    worth = latin(catalog, "AIを使う業務はいくつ")
    assert len(worth) > 1
    assert set(worth.values()) == {1 / len(worth)}


def test_what_purposes_and_projects_say_is_written_as_there(catalog: Catalog) -> None:
    assert catalog.spelled("ラインでお知らせする業務") == "LINEでお知らせする業務"
