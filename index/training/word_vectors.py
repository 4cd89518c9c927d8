"""Word vectors read from the installed package ja-ginza (MIT; vectors from chiVe, Apache-2.0)."""

import importlib.util
import json
import struct
from dataclasses import dataclass
from pathlib import Path

import msgpack
import numpy as np

from index.embedding import Vectors
from index.errors import ModelError

_MULTIPLIER = 0xC6A4A7935BD1E995
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Words, most frequent first, with the row of ``rows`` that each one uses; words share rows.

    ``words`` are Sudachi normalized forms in lower case; ``rows`` has shape (20,000, 300).
    """

    words: tuple[str, ...]
    row_of: tuple[int, ...]
    rows: Vectors


def ginza_folder() -> Path:
    """Return the vocabulary folder of the installed package.

    Raises:
        ModelError: the package is not installed.

    """
    spec = importlib.util.find_spec("ja_ginza")
    found = sorted(Path(spec.origin).parent.glob("ja_ginza-*/vocab")) if spec and spec.origin else []
    if not found:
        raise ModelError("package ja-ginza is not installed, which holds the word vectors: run `make setup`")
    return found[-1]


def read_word_vectors(folder: Path) -> WordVectors:
    """Return the word vectors of a spaCy vocabulary folder (``vectors``, ``key2row``, ``strings.json``).

    Raises:
        ModelError: a file is missing or not as expected.

    """
    try:
        row_of_key: dict[int, int] = msgpack.unpackb((folder / "key2row").read_bytes(), strict_map_key=False)
        strings: list[str] = json.loads((folder / "strings.json").read_text(encoding="utf-8"))
        rows = np.load(folder / "vectors", allow_pickle=False).astype(np.float32)
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: unreadable ({error}); install ja-ginza again") from error
    word_of_key = {murmur_hash_64a(word.encode(), seed=1): word for word in strings}
    known = [(word_of_key[key], row) for key, row in row_of_key.items() if key in word_of_key]
    return WordVectors(tuple(word for word, _ in known), tuple(row for _, row in known), rows)


def murmur_hash_64a(data: bytes, seed: int) -> int:
    """Return the 64-bit MurmurHash2 (variant A, Appleby 2008) of bytes."""
    value = (seed ^ (len(data) * _MULTIPLIER)) & _MASK
    whole = len(data) // 8 * 8
    for (block,) in struct.iter_unpack("<Q", data[:whole]):
        value = ((value ^ _mix(block)) * _MULTIPLIER) & _MASK
    if len(data) > whole:
        value = ((value ^ int.from_bytes(data[whole:], "little")) * _MULTIPLIER) & _MASK
    value ^= value >> 47
    value = (value * _MULTIPLIER) & _MASK
    return value ^ (value >> 47)


def _mix(block: int) -> int:
    block = (block * _MULTIPLIER) & _MASK
    block ^= block >> 47
    return (block * _MULTIPLIER) & _MASK
