"""GET /api/chunks/{id}."""

from tests.web.client import Client
from tests.web.towns import PUBLIC, PUBLIC_TEXT, STAFF


def test_a_chunk_is_the_exact_slice_and_opens_in_the_viewer(client: Client) -> None:
    chunk = client.get(f"/api/chunks/{PUBLIC.id}.3.2").json()
    assert PUBLIC_TEXT[chunk["start"] : chunk["end"]] == chunk["text"]
    assert (chunk["plan_id"], chunk["kind"], len(chunk["sentences"])) == (PUBLIC.id, "list", 3)
    assert client.get(chunk["url"]).status_code == 200


def test_unknown_and_hidden_chunks_look_the_same(client: Client) -> None:
    hidden, unknown = (client.get(f"/api/chunks/{plan_id}.2.1") for plan_id in (STAFF.id, "no-such-plan"))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
