"""The fake assistant, the app over it, and a client."""

from typing import cast

import pytest
from fastapi import FastAPI

from assistant.assembly import Assistant
from tests.web.client import Client
from tests.web.fake_assistant import FakeAssistant
from web.app import create_app


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def app(fake: FakeAssistant) -> FastAPI:
    return create_app(cast("Assistant", fake))


@pytest.fixture
def client(app: FastAPI) -> Client:
    return Client(app)
