"""Requests made up from the OpenAPI document: none breaks the server, every answer has the form that is promised."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.assembly import Assistant
from assistant.settings import Settings
from web.app import create_app

Operation: TypeAlias = APIOperation[Any, Any, Any, Any]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 40  # an operation, each made up and sent in the same order every time


@pytest.fixture(scope="module")
def operations(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Operation]]:
    """Return the operations of the document of a server over the three plans."""
    web_db = tmp_path_factory.mktemp("api") / "web.db"
    assistant = Assistant.open(Settings(_env_file=None, index=index_folder, model="hashing", web_db=web_db))
    schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(assistant))
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    yield found
    assistant.index.close()


def test_every_route_of_the_contract_is_in_the_document(operations: list[Operation]) -> None:
    found = {operation.path for operation in operations}
    assert {"/api/ask", "/api/ask/stream", "/api/search", "/api/plans", "/api/kpis", "/api/feedback"} <= found
    assert {"/api/plans/{plan_id}/text", "/api/chunks/{chunk_id}", "/healthz", "/readyz", "/metrics"} <= found


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "wrong"])
def test_every_operation_keeps_to_its_schema(operations: list[Operation], mode: GenerationMode) -> None:
    sent = 0
    for operation in operations:
        with contextlib.suppress(Unsatisfiable):  # what takes nothing can be sent nothing wrong
            sent += _send(operation, mode)
    assert sent > EXAMPLES * 5


def _send(operation: Operation, mode: GenerationMode) -> int:
    """Return how many requests were made up and sent."""
    sent = 0

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: schemathesis.Case[Any]) -> None:
        nonlocal sent
        sent += 1
        case.call_and_validate(checks=CHECKS)

    send()
    return sent
