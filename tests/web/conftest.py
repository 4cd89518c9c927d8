"""The fake assistant, the app over it, and a client."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from assistant.assembly import Assistant
from tests.serving import served
from tests.web.browsing import launched
from tests.web.client import Client
from tests.web.fake_assistant import FakeAssistant
from web.app import create_app
from web.serving.log_lines import OWN


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test touch the database of the working folder."""
    monkeypatch.setenv("ASSISTANT_WEB_DB", str(tmp_path / "web.db"))


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """Put back what a test that starts the log has set up."""
    root, levels = logging.getLogger(), {name: logging.getLogger(name).level for name in ("", *OWN)}
    handlers = root.handlers[:]
    yield
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def app(fake: FakeAssistant) -> FastAPI:
    return create_app(cast("Assistant", fake))


@pytest.fixture
def client(app: FastAPI) -> Client:
    return Client(app)


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found
