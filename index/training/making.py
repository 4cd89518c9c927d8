"""Making the shipped model: training data to ``trained.npz``, and from it to a model folder."""

from collections.abc import Callable
from pathlib import Path

from index.training.examples import examples_of
from index.training.rows import TrainingRows, data_files, training_rows
from index.training.settings import StaticModelSettings, static_model_settings
from index.training.static_model import build_static_model
from index.training.trained import SHIPPED, Trained, read_trained, source_digest, write_trained
from index.training.vocabulary import Vocabulary, vocabulary_of
from index.training.word_vectors import ginza_folder, read_word_vectors

Told = Callable[[int, float], None]


def shipped_vocabulary(settings: StaticModelSettings) -> Vocabulary:
    """Return the words of the installed package. Raises ModelError where it is not installed."""
    return vocabulary_of(read_word_vectors(ginza_folder()), settings.words)


def shipped_source() -> str:
    """Return what identifies the data and settings that the shipped model must be trained from."""
    return source_digest(data_files(), static_model_settings().model_dump_json())


def train_model(rows: TrainingRows, vocabulary: Vocabulary, settings: StaticModelSettings, told: Told) -> Trained:
    """Return a model trained on these rows."""
    from index.training.trainer import train  # noqa: PLC0415 (torch takes seconds to load)

    return train(examples_of(rows, vocabulary), vocabulary, settings, shipped_source(), told)


def train_shipped(output: Path | None, told: Told) -> Path:
    """Train the shipped model and return the file it was written to."""
    settings = static_model_settings()
    trained = train_model(training_rows(), shipped_vocabulary(settings), settings, told)
    path = output or SHIPPED
    write_trained(trained, path)
    return path


def build_shipped(folder: Path) -> str:
    """Put the shipped model together in ``folder`` and return its revision."""
    settings = static_model_settings()
    return build_static_model(shipped_vocabulary(settings), read_trained(), settings.smoothing, folder)
