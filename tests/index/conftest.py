"""What tests of models share: one random model of each kind a session."""

from pathlib import Path

import pytest

from tests.index.tiny_models import write_cross_encoder, write_sentence_model


@pytest.fixture(scope="session")
def sentence_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a random embedding model of 32 dimensions, with a default prompt of its own."""
    return write_sentence_model(tmp_path_factory.mktemp("models") / "tiny", default_prompt="令和")


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a random cross-encoder."""
    return write_cross_encoder(tmp_path_factory.mktemp("rerankers") / "tiny")
