"""GET /api/plans and /api/plans/{id}/text."""

import pytest

from tests.web.client import Client, error_of
from tests.web.towns import PUBLIC, PUBLIC_TEXT, STAFF

TEXT = f"/api/plans/{PUBLIC.id}/text"


def test_plans_tell_manifest_and_size(client: Client) -> None:
    plans = client.get("/api/plans").json()["plans"]
    assert [plan["id"] for plan in plans] == [PUBLIC.id]
    assert plans[0]["characters"] == len(PUBLIC_TEXT)
    assert plans[0]["restated"] is True
    assert plans[0]["kpi_values"] == 4


def test_text_is_plain_and_exact(client: Client) -> None:
    response = client.get(TEXT)
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == PUBLIC_TEXT


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"start": "2", "end": "9"}, PUBLIC_TEXT[2:9]),
        ({"start": "340"}, PUBLIC_TEXT[340:]),
        ({"end": "5"}, PUBLIC_TEXT[:5]),
        ({"start": "5", "end": "5"}, ""),
        ({"start": "5", "end": "9" * 18}, PUBLIC_TEXT[5:]),
        ({"start": "9" * 18, "end": "9" * 18}, ""),
    ],
)
def test_a_span_is_cut_to_the_text(client: Client, params: dict[str, str], expected: str) -> None:
    assert client.get(TEXT, params=params).text == expected


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"start": "-1"}, "start"),
        ({"start": "9", "end": "2"}, "end"),
        ({"end": "1.5"}, "end"),
        ({"start": "9" * 5000}, "start"),
        ({"begin": "1"}, "begin"),
    ],
)
def test_a_span_that_is_none_is_refused(client: Client, params: dict[str, str], field: str) -> None:
    response = client.get(TEXT, params=params)
    assert (response.status_code, error_of(response)["field"]) == (422, field)


def test_unknown_and_hidden_plans_look_the_same(client: Client) -> None:
    hidden, unknown = (client.get(f"/api/plans/{plan_id}/text") for plan_id in (STAFF.id, "no-such-plan"))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
