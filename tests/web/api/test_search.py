"""GET /api/search."""

import pytest

from tests.web.client import Client, error_of
from tests.web.towns import PUBLIC, PUBLIC_TEXT

HIT_KEYS = [
    "rank", "score", "plan_id", "chunk_id", "heading", "page", "text", "start", "end", "lexical_rank", "dense_rank",
    "sentence",
]  # fmt: skip


def test_hits_have_the_keys_of_the_contract(client: Client) -> None:
    body = client.get("/api/search", params={"q": "推進会議", "plan": PUBLIC.id, "top": 2}).json()
    assert list(body) == ["hits"]
    assert 1 <= len(body["hits"]) <= 2
    best = body["hits"][0]
    assert list(best) == HIT_KEYS
    assert PUBLIC_TEXT[best["start"] : best["end"]] == best["text"]
    assert best["start"] <= best["sentence"]["start"] < best["sentence"]["end"] <= best["end"]


@pytest.mark.parametrize(
    ("params", "status", "field"),
    [
        ({}, 422, "q"),
        ({"q": "　"}, 422, "q"),
        ({"q": "あ" * 301}, 422, "q"),
        ({"q": "会議", "top": "101"}, 422, "top"),
        ({"q": "会議", "top": "many"}, 422, "top"),
        ({"q": "会議", "limit": "3"}, 422, "limit"),
        ({"q": "会議", "plan": "no-such-plan"}, 404, "plan"),
        ({"q": "会議", "access": "staff"}, 403, "access"),
    ],
)
def test_what_is_wrong_is_named(client: Client, params: dict[str, str], status: int, field: str) -> None:
    response = client.get("/api/search", params=params)
    assert (response.status_code, error_of(response)["field"]) == (status, field)
