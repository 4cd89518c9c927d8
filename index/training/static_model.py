"""The offline default model: ja-ginza word vectors, weighted and reduced, as a sentence-transformers folder."""

import hashlib
import json
import shutil
import tomllib
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from index.embedding import Vectors
from index.training.word_vectors import WordVectors

_FILE = Path(__file__).with_name("static_model.toml")
_UNKNOWN = "[UNK]"


class StaticModelSettings(BaseModel):
    """The content of ``static_model.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: int = Field(ge=1)
    dimension: int = Field(ge=2, le=300)
    smoothing: float = Field(gt=0)


def static_model_settings() -> StaticModelSettings:
    """Return the settings of ``static_model.toml``."""
    return StaticModelSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def build_static_model(source: WordVectors, settings: StaticModelSettings, folder: Path) -> str:
    """Write the model to a folder, replacing what is there, and return its revision.

    A word among the first ``len(source.rows)`` has a vector of its own weight; rarer words share the full-weight
    copy of their row, since the SIF weight of a rare word is all but 1.
    """
    vectors = _reduce(source.rows, settings.dimension)
    weights = _sif_weights(len(vectors), settings.smoothing)
    weights_of_row = np.zeros((1 + 2 * len(vectors), settings.dimension), dtype=np.float32)
    common = np.array(source.row_of[: len(vectors)])
    weights_of_row[1 : 1 + len(common)] = vectors[common] * weights[: len(common), None]
    weights_of_row[1 + len(vectors) :] = vectors
    temporary = folder.with_name(f".{folder.name}-building")
    shutil.rmtree(temporary, ignore_errors=True)
    revision = _write(temporary, _vocabulary(source, settings.words), weights_of_row)
    shutil.rmtree(folder, ignore_errors=True)
    temporary.rename(folder)
    return revision


def _sif_weights(count: int, smoothing: float) -> Vectors:
    """Return a / (a + p) for the words of rank 0 to count - 1, with p after Zipf's law: 0.08 / (rank + 2.7)."""
    probability = 0.08 / (np.arange(count) + 2.7)
    weights: Vectors = (smoothing / (smoothing + probability)).astype(np.float32)
    return weights


def _reduce(rows: Vectors, dimension: int) -> Vectors:
    """Return the centred unit rows on their first principal components, shape (n, dimension)."""
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    centred = unit - unit.mean(axis=0)
    _, components = np.linalg.eigh(centred.T.astype(np.float64) @ centred)
    leading = components[:, ::-1][:, :dimension]
    signs = np.sign(leading[np.abs(leading).argmax(axis=0), np.arange(dimension)])
    reduced: Vectors = (centred @ (leading * signs)).astype(np.float32)
    return reduced


def _vocabulary(source: WordVectors, words: int) -> dict[str, int]:
    own = len(source.rows)
    vocabulary = {_UNKNOWN: 0}
    for rank, (word, row) in enumerate(zip(source.words[:words], source.row_of[:words], strict=True)):
        if not any(letter.isspace() for letter in word):
            vocabulary.setdefault(word.lower(), 1 + rank if rank < own else 1 + own + row)
    return vocabulary


def _write(folder: Path, vocabulary: dict[str, int], weights: Vectors) -> str:
    module = folder / "0_StaticEmbedding"
    module.mkdir(parents=True)
    (folder / "1_Normalize").mkdir()
    tokenizer = json.dumps(_tokenizer(vocabulary), ensure_ascii=False)
    (module / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    _write_safetensors(module / "model.safetensors", weights)
    (folder / "modules.json").write_text(json.dumps(_modules(), indent=1), encoding="utf-8")
    config = {"similarity_fn_name": "cosine", "model_type": "SentenceTransformer", "prompts": {}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
    revision = hashlib.sha256(tokenizer.encode() + weights.tobytes()).hexdigest()[:16]
    (folder / "revision.txt").write_text(revision + "\n", encoding="utf-8")
    return revision


def _tokenizer(vocabulary: dict[str, int]) -> dict[str, object]:
    """Return a ``tokenizer.json`` of the tokenizers library: words between blanks; several words may share an id."""
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": _UNKNOWN},
    }  # fmt: skip


def _modules() -> list[dict[str, object]]:
    package = "sentence_transformers.sentence_transformer.modules"
    return [
        {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": f"{package}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": f"{package}.Normalize"},
    ]


def _write_safetensors(path: Path, weights: Vectors) -> None:
    """Write one float32 matrix (https://github.com/huggingface/safetensors, README, "Format")."""
    entry = {"dtype": "F32", "shape": list(weights.shape), "data_offsets": [0, weights.nbytes]}
    header = json.dumps({"embedding.weight": entry}).encode()
    header += b" " * (-len(header) % 8)
    path.write_bytes(len(header).to_bytes(8, "little") + header + weights.astype("<f4").tobytes())
