"""An app over a real index of three invented plans, one of them for staff, with one account."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.assembly import Assistant
from assistant.settings import Settings
from tests.web.client import Client
from tests.web.visitor import ACCOUNT, Visitor
from web import app as application
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
def app(assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    """Return an app over the session's index; publishing replaces it, and others still need it open."""
    replaced: list[Assistant] = []
    monkeypatch.setattr(application, "close_later", replaced.append)
    app = create_app(replace(assistant, settings=settings))
    yield app
    for one in (*replaced, app.state.room.assistant):
        if one.index is not assistant.index:
            one.index.close()


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
