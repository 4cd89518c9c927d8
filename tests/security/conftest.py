"""An index of the plans that attack, an assistant over it, and a chat endpoint that obeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.assembly import Assistant
from assistant.settings import Settings
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from tests.assistant.llm.chat_server import ChatServer, chat_server
from tests.conftest import quiet
from tests.security.injected import Injected, write_injected
from web.app import create_app


@pytest.fixture(scope="package")
def injected_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("injected")


@pytest.fixture(scope="package")
def injected(injected_folder: Path) -> tuple[Injected, ...]:
    """Return the plans with attacks; their index lies beside them."""
    found = write_injected(injected_folder / "plans")
    report = ingest(find_plan_folders([injected_folder / "plans"]), injected_folder / "index", HashingEmbedder(), quiet)
    assert not report.failures
    return found


def attack_settings(folder: Path, **changes: object) -> Settings:
    """Return the settings of an assistant over the plans with attacks."""
    values = {"index": folder / "index", "model": "hashing", "web_db": folder / "web.db", "_env_file": None}
    return Settings(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="package")
def attacked(injected: tuple[Injected, ...], injected_folder: Path) -> Iterator[Assistant]:  # noqa: ARG001  (it makes the index)
    assistant = Assistant.open(attack_settings(injected_folder))
    yield assistant
    assistant.index.close()


@pytest.fixture(scope="package")
def attacked_app(attacked: Assistant) -> FastAPI:
    return create_app(attacked)


@pytest.fixture(scope="module")
def obeying() -> Iterator[ChatServer]:
    """Return a chat endpoint whose replies a test writes."""
    with pytest.MonkeyPatch.context() as patch, chat_server() as server:
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield server
