"""One world for each test file: faults are mended before the next."""

from random import Random

import pytest

from tests.faults.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return small plans with their index and its answers."""
    return World.made(tmp_path_factory.mktemp("faults") / "world")


@pytest.fixture
def random() -> Random:
    return Random(7)  # noqa: S311  (no secret)


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
