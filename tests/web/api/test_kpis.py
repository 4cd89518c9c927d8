"""GET /api/kpis."""

from dataclasses import fields

import pytest

from assistant.turn import KpiPoint, KpiSeries
from tests.web.client import Client, error_of
from tests.web.towns import PUBLIC


def test_values_are_grouped_to_series(client: Client) -> None:
    series = client.get("/api/kpis").json()["kpis"]
    assert [one["indicator"] for one in series] == ["公民館の予約件数", "オンライン届出の割合"]
    assert list(series[0]) == [field.name for field in fields(KpiSeries)]
    assert list(series[0]["points"][0]) == [field.name for field in fields(KpiPoint)]
    points = [(point["fiscal_year"], point["kind"], point["value"], point["raw"]) for point in series[1]["points"]]
    assert [one["direction"] for one in series] == ["", "up"]
    assert points == [(2024, "target", "30", "30"), (2025, "actual", "41.5", "41.5"), (None, "target", None, "上昇")]


@pytest.mark.parametrize(
    ("params", "points"),
    [
        ({"plan": PUBLIC.id}, 4),
        ({"field": "施設"}, 1),
        ({"indicator": "オンライン届出の割合"}, 3),
        ({"year": "2024"}, 2),
        ({"kind": "actual"}, 2),
        ({"kind": "actual", "year": "2025"}, 1),
        ({"verdict": "achieved"}, 0),
        ({"indicator": "ない指標"}, 0),
    ],
)
def test_filters(client: Client, params: dict[str, str], points: int) -> None:
    assert sum(len(one["points"]) for one in client.get("/api/kpis", params=params).json()["kpis"]) == points


@pytest.mark.parametrize(
    ("params", "status", "field"),
    [
        ({"year": "R6"}, 422, "year"),
        ({"kind": "dream"}, 422, "kind"),
        ({"verdict": "good"}, 422, "verdict"),
        ({"plan": "no-such-plan"}, 404, "plan"),
        ({"access": "staff"}, 403, "access"),
    ],
)
def test_what_is_wrong_is_named(client: Client, params: dict[str, str], status: int, field: str) -> None:
    response = client.get("/api/kpis", params=params)
    assert (response.status_code, error_of(response)["field"]) == (status, field)
