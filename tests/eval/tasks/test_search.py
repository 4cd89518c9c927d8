"""On the bundled questions, report half: every method is a row, and keyword and vector arms both contribute."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assembly import Assistant
from assistant.reader import embedder_of
from assistant.settings import Settings
from corpus.access import Access
from corpus.ingest import find_plan_folders
from eval.cases import PassageCase, bundled_cases, passage_cases
from eval.measures.retrieval import mean
from eval.tasks.search import left_out, methods, score_search
from index.build import ingest
from index.fusion import fusion_settings
from index.reader import IndexReader
from tests.conftest import quiet

ROOT = Path(__file__).resolve().parents[3]
MODELS = ROOT / "var" / "models"
ENGLISH = ROOT / "tests" / "index" / "english_questions.tsv"
ENGLISH_LEAST = 0.8  # of R@5: .95 when written, twenty questions a half
LEAST = 0.02  # of the MRR: about three questions, so that a single one decides nothing


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexReader]:
    if not (MODELS / "ja-static").is_dir():
        pytest.skip("the shipped model is not built; run `make setup`")
    folder = tmp_path_factory.mktemp("bundled") / "index"
    settings = Settings(index=folder, models=MODELS)
    ingest(find_plan_folders([ROOT / "corpus" / "documents"]), folder, embedder_of(settings), quiet)
    assistant = Assistant.open(settings)
    yield assistant.index
    assistant.index.close()


@pytest.fixture(scope="module")
def cases(reader: IndexReader) -> list[PassageCase]:
    plans = {plan.manifest.id for plan in reader.plans(access=Access.PUBLIC)}
    return passage_cases(bundled_cases(), plans, "report")


@pytest.mark.parametrize("left", ["without keyword arms", "without vectors"])
def test_both_kinds_of_arms_contribute(reader: IndexReader, cases: list[PassageCase], left: str) -> None:
    settings = reader.searcher.settings
    whole = score_search(reader, cases, "as set", settings)
    less = score_search(reader, cases, left, left_out(settings)[left])
    assert mean(whole.reciprocal) - mean(less.reciprocal) >= LEAST
    assert mean(whole.at_1) > mean(less.at_1)


def test_every_method_is_a_row_and_the_last_is_as_set() -> None:
    settings = fusion_settings()
    rows = methods(settings)
    assert list(rows.values())[-1] is settings
    assert set(rows["words"].arms) == {"words"}
    assert all(not arm.covered for arm in rows["+ exact"].arms.values())


def test_an_arm_left_out_is_out_and_the_others_stay() -> None:
    settings = fusion_settings()
    without = left_out(settings)
    assert set(without["without words"].arms) == set(settings.arms) - {"words"}
    assert set(without["without vectors"].arms).isdisjoint({"best_sentence", "two_sentences", "chunk_vector"})


@pytest.mark.parametrize("half", ["tune", "report"])
def test_a_question_in_english_finds_its_passage_too(reader: IndexReader, half: str) -> None:
    _, *lines = ENGLISH.read_text(encoding="utf-8").splitlines()
    english = dict(line.split("\t") for line in lines)
    asked = [one for one in bundled_cases() if isinstance(one, PassageCase) and one.id in english and one.half == half]
    cases = [one.model_copy(update={"question": english[one.id]}) for one in asked]
    assert len(cases) == len(english) / 2
    assert mean(score_search(reader, cases, "as set", reader.searcher.settings).at_5) >= ENGLISH_LEAST
