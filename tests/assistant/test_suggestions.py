"""On the bundled plans: what is suggested where a question could not be answered can be answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assembly import Assistant
from assistant.reader import embedder_of
from assistant.settings import Settings
from assistant.turn import Answer, AnswerStatus, Question
from corpus.access import Access
from corpus.ingest import find_plan_folders
from eval.cases import UnanswerableCase, bundled_cases
from index.build import ingest
from tests.conftest import quiet

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "var" / "models"
QUESTIONS = 15
LEAST = 0.9  # of the suggestions must be answered


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    if not (MODELS / "ja-static").is_dir():
        pytest.skip("the shipped model is not built; run `make setup`")
    folder = tmp_path_factory.mktemp("bundled") / "index"
    settings = Settings(index=folder, models=MODELS)
    ingest(find_plan_folders([ROOT / "corpus" / "documents"]), folder, embedder_of(settings), quiet)
    assistant = Assistant.open(settings)
    yield assistant
    assistant.index.close()


def _ask(assistant: Assistant, text: str, plan_ids: tuple[str, ...] = ()) -> Answer:
    return assistant.ask(Question(text, Access.PUBLIC, plan_ids))


def test_what_an_abstention_suggests_is_answered(bundled: Assistant) -> None:
    cases = [case for case in bundled_cases() if isinstance(case, UnanswerableCase) and case.half == "tune"]
    asked = [(case, _ask(bundled, case.question, case.plan_ids)) for case in cases]
    held = [(case, answer) for case, answer in asked if answer.status is AnswerStatus.ABSTAINED][:QUESTIONS]
    assert all(answer.suggestions for _, answer in held)
    pairs = [(case, one) for case, answer in held for one in answer.suggestions]
    failed = [(case.question, one) for case, one in pairs if _ask(bundled, one).status is not AnswerStatus.ANSWERED]
    assert pairs
    assert len(failed) <= (1 - LEAST) * len(pairs), failed


def test_what_a_plan_is_asked_about_first_is_read_once_for_each_access(bundled: Assistant) -> None:
    public = _ask(bundled, "札幌市の雪まつりは").suggestions
    staff = bundled.ask(Question("札幌市の雪まつりは", Access.STAFF)).suggestions
    assert len(public) == 3
    assert public == staff  # the bundled plans are all public
    assert _ask(bundled, "札幌市の雪まつりは").suggestions == public
