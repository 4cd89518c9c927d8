"""The application as a whole: routes, errors, headers, OpenAPI, documents."""

from pathlib import Path
from typing import Any, cast

import pytest
from fastapi.routing import APIRoute

from tests.web.client import PAGE, Client, error_of
from tests.web.fake_assistant import FakeAssistant
from web.app import ROUTERS

DOCUMENT = Path(__file__).parents[2] / "docs" / "http.md"


def test_every_route_is_documented(client: Client) -> None:
    documented = DOCUMENT.read_text(encoding="utf-8")
    routes = {route.path for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}
    assert len(routes) >= 14
    assert [route for route in routes if f"`{route}`" not in documented] == []
    assert set(client.get("/openapi.json").json()["paths"]) <= routes


def test_openapi_describes_answers_and_errors(client: Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.")
    schemas = document["components"]["schemas"]
    assert {"GivenAnswer", "Citation", "KpiSeries", "HitView", "ErrorBody", "AskRequest"} <= set(schemas)
    assert "HTTPValidationError" not in schemas
    assert _references(document) <= {f"#/components/schemas/{name}" for name in schemas}
    ask = document["paths"]["/api/ask"]["post"]["responses"]
    assert ask["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/GivenAnswer")
    assert ask["422"]["content"]["application/json"]["schema"]["$ref"].endswith("/ErrorBody")


def _references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*map(_references, node.values()))
    return set().union(*map(_references, node)) if isinstance(node, list) else set()


@pytest.mark.parametrize(
    "address", ["/", "/plans", "/healthz", "/api/plans", "/openapi.json", "/nowhere", "/static/no"]
)
def test_headers_on_everything(client: Client, address: str) -> None:
    headers = client.get(address, headers=PAGE).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


def test_static_files_are_kept_by_version(client: Client) -> None:
    page = client.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert client.get(address).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/style.css").headers["cache-control"] == "public, no-cache"
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/api/nowhere", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("DELETE", "/ask", 405, "method_not_allowed"),
        ("DELETE", "/api/plans", 405, "method_not_allowed"),
        ("GET", "/sources/no-such-plan", 404, "not_found"),
        ("GET", "/sources/midorino-kurashi?start=-1", 422, "invalid"),
        ("GET", "/?language=fr", 422, "invalid"),
    ],
)
def test_errors_for_programs_and_for_people(client: Client, method: str, address: str, status: int, code: str) -> None:
    response = client.send(method, address)
    assert (response.status_code, error_of(response)["code"]) == (status, code)
    page = client.send(method, address, headers=PAGE)
    assert page.status_code == status
    is_page = page.headers["content-type"].startswith("text/html")
    assert is_page is not address.startswith("/api/")
    if is_page:
        assert "エラー" in page.text
        assert "Traceback" not in page.text
    if status == 405:
        assert response.headers["allow"]


def test_a_page_that_crashes_is_a_page(client: Client, fake: FakeAssistant) -> None:
    for mood, status, words in (("crash", 500, "問題が起きました"), ("index", 503, "準備中")):
        fake.mood = cast("Any", mood)
        page = client.post("/ask", data={"question": "会議は？"}, headers=PAGE)
        assert (page.status_code, words in page.text, "srv" in page.text) == (status, True, False)
        assert "content-security-policy" in page.headers


def test_pages_answer_head(client: Client) -> None:
    for address in ("/", "/plans", "/sources/midorino-kurashi"):
        assert client.send("HEAD", address).status_code == 200
