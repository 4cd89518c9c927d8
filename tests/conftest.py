"""What several test files share: an index of three small invented plans, made with the toy embedder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from assistant.assembly import Assistant
from assistant.settings import Settings
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from tests.plans import write_plans

# The same examples every time, so that a commit passes or fails for what it changes; `make soak` draws others.
hypothesis_settings.register_profile("same", derandomize=True)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def quiet(_done: int, _total: int, _name: str, _pages: int) -> None:
    """Take progress and show nothing."""


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the three plans; not to be changed."""
    return write_plans(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="session")
def index_folder(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of the three plans; not to be changed."""
    folder = tmp_path_factory.mktemp("index") / "index"
    ingest(find_plan_folders([plans]), folder, HashingEmbedder(), quiet)
    return folder


@pytest.fixture(scope="session")
def assistant(index_folder: Path) -> Iterator[Assistant]:
    """Return an assistant over the three plans."""
    settings = Settings(index=index_folder, model="hashing", web_db=index_folder.parent / "web.db")
    assistant = Assistant.open(settings)
    yield assistant
    assistant.index.close()
