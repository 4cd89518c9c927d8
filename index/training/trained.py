"""A trained model before it is put together, and the small file that it is shipped in."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.embedding import Vectors
from index.errors import ModelError

SHIPPED = Path(__file__).with_name("trained.npz")


@dataclass(frozen=True, slots=True)
class Trained:
    """What training gives.

    ``rows`` has shape (rows, 300); ``ranks`` names the words with a weight of their own, ``weights`` gives it;
    ``query`` and ``passage`` have shape (dimension, 300) and map a weighted sum of rows to the index's space.
    ``source`` identifies the data and settings that it was trained from.
    """

    rows: Vectors
    ranks: tuple[int, ...]
    weights: Vectors
    query: Vectors
    passage: Vectors
    source: str


def source_digest(files: Iterable[Path], settings: str) -> str:
    """Return the SHA-256 of the settings and of the data files' content, hex."""
    digest = hashlib.sha256(settings.encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def quantised(trained: Trained) -> Trained:
    """Return the same with rows rounded to 8 bits each and weights and maps to 16, as the shipped file holds them."""
    scale, rounded = _eight_bits(trained.rows)
    half = {
        name: getattr(trained, name).astype(np.float16).astype(np.float32) for name in ("weights", "query", "passage")
    }
    return Trained(rounded * scale, trained.ranks, half["weights"], half["query"], half["passage"], trained.source)


def write_trained(trained: Trained, path: Path) -> None:
    """Write the shipped file: 8-bit rows with a scale each, 16-bit weights and maps."""
    scale, rounded = _eight_bits(trained.rows)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            rows=rounded.astype(np.int8),
            scale=scale[:, 0].astype(np.float32),
            ranks=np.array(trained.ranks, dtype=np.int32),
            weights=trained.weights.astype(np.float16),
            query=trained.query.astype(np.float16),
            passage=trained.passage.astype(np.float16),
            source=np.frombuffer(json.dumps(trained.source).encode(), dtype=np.uint8),
        )


def read_trained(path: Path = SHIPPED) -> Trained:
    """Return what a shipped file holds. Raises ModelError where it is missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as held:
            rows = held["rows"].astype(np.float32) * held["scale"][:, None]
            source: str = json.loads(held["source"].tobytes())
            half = {name: held[name].astype(np.float32) for name in ("weights", "query", "passage")}
            return Trained(
                rows, tuple(map(int, held["ranks"])), half["weights"], half["query"], half["passage"], source
            )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: unreadable ({error}); run `assistant model train`") from error


def _eight_bits(rows: Vectors) -> tuple[Vectors, Vectors]:
    """Return one scale a row, shape (rows, 1), and the rows as whole numbers from -127 to 127."""
    scale = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9) / 127
    return scale.astype(np.float32), np.round(rows / scale).astype(np.float32)
