"""Vectors on a Chroma server: one that is away, collections that differ, and what is left of old generations."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from corpus.access import Access
from index.engines.choice import engine_of
from index.engines.chroma_server import remove_collections
from index.errors import IndexDamagedError, IndexFault, IndexUnavailableError
from tests.index.engines.conftest import Kept, approximate
from tests.index.engines.servers import ChromaServer, collections

QUESTION = "押印を省く手続きは何件？"


@pytest.fixture(autouse=True)
def _asked(monkeypatch: pytest.MonkeyPatch) -> None:
    approximate(monkeypatch)


def test_a_server_that_is_away_is_told_and_may_come_back(plans: Path, tmp_path: Path) -> None:
    with ChromaServer(tmp_path / "chroma") as server:
        kept = Kept(tmp_path / "index", server.url)
        kept.ingest(plans)
        with closing(kept.open()) as reader:
            before = reader.search(QUESTION, access=Access.PUBLIC)
            server.stop()
            for use in (lambda: reader.search(QUESTION, access=Access.PUBLIC), reader.problems):
                with pytest.raises(IndexUnavailableError, match="no answer from Chroma") as told:
                    use()
                assert "\n" not in str(told.value)
            assert reader.search(QUESTION, access=Access.PUBLIC, plan_ids=["morikawa-dx"]) != ()  # exact: not asked
            with pytest.raises(IndexUnavailableError):
                kept.ingest(plans / "tanizawa-kanko")
            server.start()
            assert reader.search(QUESTION, access=Access.PUBLIC) == before
            assert kept.ingest(plans / "tanizawa-kanko").swapped


def test_collections_go_with_their_generation(chroma_server: ChromaServer, plans: Path, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "index", chroma_server.url)
    names = []
    for given in (plans, plans / "tanizawa-kanko", plans / "morikawa-dx"):
        kept.ingest(given)
        names.append(engine_of(kept.place).generation())
    held = collections(chroma_server.url)
    assert not {f"{names[0]}-{access.value}" for access in Access} & held
    assert {f"{name}-{access.value}" for name in names[1:] for access in Access} <= held


def test_missing_collections_are_found_and_the_next_ingest_mends_them(
    chroma_server: ChromaServer, plans: Path, tmp_path: Path
) -> None:
    kept = Kept(tmp_path / "index", chroma_server.url)
    kept.ingest(plans)
    remove_collections(chroma_server.url, engine_of(kept.place).generation())
    with closing(kept.open()) as reader:
        problems = reader.problems()
    assert len(problems) == 2
    assert all("no collection" in problem for problem in problems)
    assert kept.ingest(plans).swapped
    with closing(kept.open()) as reader:
        assert reader.problems() == ()


def test_an_index_in_a_folder_moves_its_vectors_to_a_server_and_back(
    chroma_server: ChromaServer, plans: Path, tmp_path: Path
) -> None:
    for vectors in ("", chroma_server.url, ""):
        kept = Kept(tmp_path / "index", vectors)
        assert kept.ingest(plans).swapped
        with closing(kept.open()) as reader:
            assert reader.problems() == ()
            assert reader.search(QUESTION, access=Access.PUBLIC)[0].chunk.plan_id == "morikawa-dx"


def _in_words(code: int, error: str) -> httpx.Response:
    return httpx.Response(code, text=json.dumps({"error": error, "message": f"{error} of a test"}))


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (lambda: _in_words(500, "InternalError"), IndexUnavailableError),
        (lambda: _in_words(429, "RateLimitError"), IndexUnavailableError),
        (lambda: _in_words(404, "NotFoundError"), IndexDamagedError),
        (lambda: _in_words(400, "InvalidDimension"), IndexDamagedError),
        (lambda: httpx.Response(502, text="<html>\nBad Gateway</html>"), IndexUnavailableError),
        (lambda: httpx.Response(200, text="<html>Welcome</html>"), IndexUnavailableError),
        (lambda: httpx.Response(200, text="{}"), IndexUnavailableError),
    ],
    ids=["internal", "rate", "gone", "dimension", "gateway", "no JSON", "another JSON"],
)
def test_whatever_a_server_fails_in_is_one_clear_line(
    reply: Callable[[], httpx.Response],
    told: type[IndexFault],
    chroma_server: ChromaServer,
    plans: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = Kept(tmp_path / "index", chroma_server.url)
    kept.ingest(plans)
    with closing(kept.open()) as reader:
        before = reader.search(QUESTION, access=Access.PUBLIC)
        with monkeypatch.context() as failing:
            failing.setattr(httpx.Client, "request", lambda *_, **__: _of_request(reply()))
            with pytest.raises(told) as error:
                reader.search(QUESTION, access=Access.PUBLIC)
        assert "\n" not in str(error.value)
        assert reader.search(QUESTION, access=Access.PUBLIC) == before


def _of_request(response: httpx.Response) -> httpx.Response:
    response.request = httpx.Request("POST", "http://127.0.0.1")
    return response
