"""Embedding endpoints: a real HTTP service on this machine, sound and faulty."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from index.embedders.endpoint import EndpointEmbedder, endpoint_settings
from index.embedders.hashing import HashingEmbedder
from index.endpoint import Endpoint
from index.errors import ModelError
from tests.index.embedding_server import EmbeddingServer, Reply, embedding_server

KEY = "sk-himitsu-0123"
QUICK = endpoint_settings().model_copy(
    update={"first_wait_seconds": 0.001, "longest_wait_seconds": 0.002, "answer_seconds": 1.0}
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddingServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with embedding_server() as server:
        yield server


def _load(url: str, dimension: int | None = 16, max_length: int | None = None) -> EndpointEmbedder:
    place = Endpoint(url, "tiny-embed", KEY)
    return EndpointEmbedder(
        "endpoint", place, "1",
        prefixes=("検索クエリ: ", "検索文書: "), max_length=max_length, dimension=dimension, settings=QUICK,
    )  # fmt: skip


def _refused(url: str, dimension: int | None = 16) -> str:
    """Return the one line with which an embedding fails."""
    with pytest.raises(ModelError) as caught:
        _load(url, dimension).encode_query(["窓口"])
    message = str(caught.value)
    assert message.startswith("http://127.0.0.1:")
    assert "; " in message
    assert "\n" not in message
    assert KEY not in message
    return message


def test_vectors_come_in_order_with_prefixes_model_and_key(server: EmbeddingServer) -> None:
    texts = ["窓口の予約", "温泉の観光客", "借入金の残高"]
    rows = _load(server.url + "/").encode_document(texts)
    assert np.allclose(rows, HashingEmbedder(16).encode_query([f"検索文書: {text}" for text in texts]), atol=1e-6)
    asked = {"path": "/v1/embeddings", "model": "tiny-embed", "input": [f"検索文書: {text}" for text in texts]}
    assert server.requests == [asked]
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    _load(server.url).encode_query(["窓口"])
    assert server.requests[-1]["input"] == ["検索クエリ: 窓口"]


def test_texts_go_in_batches_of_64(server: EmbeddingServer) -> None:
    texts = [f"{number}件" for number in range(150)]
    rows = _load(server.url).encode_query(texts)
    assert [len(request["input"]) for request in server.requests] == [64, 64, 22]
    assert np.allclose(rows, HashingEmbedder(16).encode_query([f"検索クエリ: {text}" for text in texts]), atol=1e-6)
    assert _load(server.url).encode_query([]).shape == (0, 16)


def test_rows_are_put_in_order_by_their_index(server: EmbeddingServer) -> None:
    sound = _load(server.url).encode_query(["窓口", "温泉", "財政"])
    server.change = lambda rows: rows[::-1]
    assert np.allclose(_load(server.url).encode_query(["窓口", "温泉", "財政"]), sound)


def test_rows_without_index_are_taken_as_they_come_and_made_unit_vectors(server: EmbeddingServer) -> None:
    server.change = lambda rows: [{"embedding": [3.0 * value for value in row["embedding"]]} for row in rows]
    rows = _load(server.url).encode_query(["窓口", "温泉"])
    assert np.allclose(rows, HashingEmbedder(16).encode_query(["検索クエリ: 窓口", "検索クエリ: 温泉"]), atol=1e-6)


def test_an_unknown_dimension_is_asked_for_once(server: EmbeddingServer) -> None:
    embedder = _load(server.url, dimension=None)
    assert embedder.dimension == 16
    embedder.encode_query(["窓口"])
    assert len(server.requests) == 2


def test_long_texts_are_cut_and_the_query_of_the_address_is_kept(server: EmbeddingServer) -> None:
    _load(server.url + "?api-version=1", max_length=10).encode_query(["窓口" * 50])
    assert server.requests[0]["path"] == "/v1/embeddings?api-version=1"
    assert server.requests[0]["input"] == ["検索クエリ: 窓口窓"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_or_failing_service_is_asked_again(server: EmbeddingServer, status: int) -> None:
    server.faults = [(status, b"", {"Retry-After": "3600"})] * 3
    assert _load(server.url).encode_query(["窓口"]).shape == (1, 16)
    assert len(server.requests) == 4


def test_a_service_that_stays_busy_is_given_up(server: EmbeddingServer) -> None:
    server.faults = [(503, b"overloaded", {})] * 4
    assert "answered 503 (overloaded)" in _refused(server.url)
    assert len(server.requests) == 4


def test_a_wrong_key_is_not_tried_again_and_never_quoted(server: EmbeddingServer) -> None:
    server.faults = [(401, json.dumps({"error": {"message": f"Incorrect API key:\n{KEY}"}}).encode(), {})]
    assert "answered 401" in _refused(server.url)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ((200, b"<html>sign in</html>", {}), "did not answer with embeddings"),
        ((200, b"", {}), "did not answer with embeddings"),
        ((200, b'{"data": [{"index": 0, "embedding": [null, 1.0]}]}', {}), "did not answer with embeddings"),
        ((200, b'{"data": [{"index": 0, "embedding": "AACAPw=="}]}', {}), "did not answer with embeddings"),
        ((200, b'{"error": "no such model"}', {}), "did not answer with embeddings"),
        ((200, b'{"data": []}', {}), "gave 0 vectors for 1 texts"),
        ((200, b'{"data": [{"index": 7, "embedding": [1.0]}]}', {}), "gave 1 vectors for 1 texts, or misnumbered"),
        ((200, b'{"data": [{"index": 0, "embedding": [1.0, 2.0]}]}', {}), "gives 2 dimensions instead of 16"),
        ((200, b'{"data": [{"index": 0, "embedding": []}]}', {}), "empty or not of finite numbers"),
        ((200, b'{"data": [{"index": 0, "embedding": [NaN]}]}', {}), "empty or not of finite numbers"),
        ((200, b'{"data": [{"index": 0, "embedding": [1e999]}]}', {}), "empty or not of finite numbers"),
        ((302, b"", {"Location": "http://127.0.0.1:9/steal"}), "answered 302"),
        ((404, b"no such page", {}), "answered 404 (no such page)"),
        ((200, b"short", {"Content-Length": "500", "Connection": "close"}), "no "),
    ],
)
def test_a_wrong_answer_is_one_line_that_names_the_address(server: EmbeddingServer, reply: Reply, said: str) -> None:
    server.faults = [reply]
    assert said in _refused(server.url)


def test_more_vectors_than_texts_are_refused(server: EmbeddingServer) -> None:
    def twice(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return rows * 2

    server.change = twice
    assert "gave 2 vectors for 1 texts" in _refused(server.url)
    assert "gave 2 vectors for 1 texts" in _refused(server.url, dimension=None)


def test_a_refused_connection_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refuses
        assert "no connection" in _refused(f"http://127.0.0.1:{taken.getsockname()[1]}/v1")


def test_a_service_that_never_answers_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert "no answer in time" in _refused(f"http://127.0.0.1:{silent.getsockname()[1]}/v1")


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "file:///etc/passwd", "http://", "http://a:b:c", "ftp://a/v1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ModelError, match="not an http address"):
        Endpoint(url)


def test_messages_show_an_address_without_what_is_secret_in_it() -> None:
    assert Endpoint("https://user:pw@example.jp/v1?api-key=abc").shown == "example.jp/v1"
    assert KEY not in repr(Endpoint("http://example.jp", "m", KEY))


@pytest.mark.parametrize("key", ["sk-a\nX-Other: 1", "sk 1", "鍵"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_quoted(key: str) -> None:
    with pytest.raises(ModelError, match="ASSISTANT_EMBEDDING_KEY") as caught:
        Endpoint("http://example.jp", "m", key)
    assert key not in str(caught.value)
