"""An app over a real index of three invented plans, one of them for staff, with one account."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.assembly import Assistant
from assistant.settings import Settings
from tests.web.client import Client
from tests.web.visitor import ACCOUNT, Visitor
from web.app import create_app

STAFF_PLAN = "morikawa-naibu"
SECRETS = ("旧工場跡地", "移転候補地", "早期退職", "morikawa-naibu", "森川市内部計画")


@pytest.fixture
def settings(plans: Path, index_folder: Path, tmp_path: Path) -> Settings:
    index = tmp_path / "index"
    shutil.copytree(index_folder, index, symlinks=True)
    return Settings(
        _env_file=None,
        index=index,
        model="hashing",
        plans=(plans,),
        uploads=tmp_path / "plans",
        web_db=tmp_path / "web.db",
        accounts=SecretStr(ACCOUNT),
        secret=SecretStr("a secret for tests"),
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    """Return an app with an assistant of its own: publishing closes the index that it replaces."""
    app = create_app(Assistant.open(settings))
    yield app
    app.state.room.assistant.index.close()


@pytest.fixture
def client(app: FastAPI) -> Client:
    return Client(app)


@pytest.fixture
def staff(app: FastAPI) -> Visitor:
    """A browser in which somebody is signed in."""
    visitor = Visitor(app)
    assert visitor.sign_in().status_code == 303
    return visitor


@pytest.fixture
def citizen(app: FastAPI) -> Visitor:
    return Visitor(app)
