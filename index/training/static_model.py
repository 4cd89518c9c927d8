"""The offline default model: trained word vectors as a sentence-transformers folder."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from index.embedding import Vectors
from index.training.trained import Trained
from index.training.vocabulary import Vocabulary, sif_weights

_UNKNOWN = "[UNK]"
_PACKAGE = "sentence_transformers.sentence_transformer.modules"


def build_static_model(vocabulary: Vocabulary, trained: Trained, smoothing: float, folder: Path) -> str:
    """Write the model to a folder, replacing what is there, and return its revision.

    Modules: a ``StaticEmbedding`` over words between blanks, a ``Router`` with a linear map each for queries and
    documents, ``Normalize``. Frequent words and those with a trained weight have a vector of their own; rarer words
    share the row that they have in common at full weight.
    """
    table, places = _table(vocabulary, trained, smoothing)
    temporary = folder.with_name(f".{folder.name}-building")
    shutil.rmtree(temporary, ignore_errors=True)
    revision = _write(temporary, places, table, trained)
    shutil.rmtree(folder, ignore_errors=True)
    temporary.rename(folder)
    return revision


def _table(vocabulary: Vocabulary, trained: Trained, smoothing: float) -> tuple[Vectors, dict[str, int]]:
    """Return the vectors, row 0 for unknown words, and the row of each word."""
    learned = dict(zip(trained.ranks, trained.weights, strict=True))
    shared = len(trained.rows)
    own = [(word, rank, row) for word, (rank, row) in vocabulary.words.items() if rank < shared or rank in learned]
    ranks, rows = np.array([rank for _, rank, _ in own], dtype=int), np.array([row for _, _, row in own], dtype=int)
    weights = sif_weights(ranks, smoothing)
    weights[:] = [learned.get(int(rank), weight) for rank, weight in zip(ranks, weights, strict=True)]
    table = np.concatenate([np.zeros((1, trained.rows.shape[1])), trained.rows[rows] * weights[:, None], trained.rows])
    places = {word: 1 + len(own) + row for word, (_, row) in vocabulary.words.items()}
    places.update({word: at for at, (word, _, _) in enumerate(own, 1)})
    return table.astype(np.float32), {_UNKNOWN: 0, **places}


def _write(folder: Path, places: dict[str, int], table: Vectors, trained: Trained) -> str:
    tokenizer = json.dumps(_tokenizer(places), ensure_ascii=False)
    (folder / "2_Normalize").mkdir(parents=True)
    module = folder / "0_StaticEmbedding"
    module.mkdir()
    (module / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    _write_safetensors(module / "model.safetensors", "embedding.weight", table)
    for route, weights in (("query", trained.query), ("document", trained.passage)):
        dense = folder / "1_Router" / f"{route}_0_Dense"
        dense.mkdir(parents=True)
        _write_json(dense / "config.json", _dense(weights))
        _write_safetensors(dense / "model.safetensors", "linear.weight", weights)
    _write_json(folder / "1_Router" / "router_config.json", _router())
    _write_json(folder / "modules.json", _modules())
    config = {"similarity_fn_name": "cosine", "model_type": "SentenceTransformer", "prompts": {}}
    _write_json(folder / "config_sentence_transformers.json", config)
    shutil.copy(Path(__file__).with_name("model_card.md"), folder / "README.md")
    parts = (tokenizer.encode(), table.tobytes(), trained.query.tobytes(), trained.passage.tobytes())
    revision = hashlib.sha256(b"".join(parts)).hexdigest()[:16]
    (folder / "revision.txt").write_text(revision + "\n", encoding="utf-8")
    return revision


def _tokenizer(places: dict[str, int]) -> dict[str, object]:
    """Return a ``tokenizer.json`` of the tokenizers library: words between blanks; several words may share an id."""
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": places, "unk_token": _UNKNOWN},
    }  # fmt: skip


def _modules() -> list[dict[str, object]]:
    return [
        {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": f"{_PACKAGE}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Router", "type": f"{_PACKAGE}.Router"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{_PACKAGE}.Normalize"},
    ]


def _router() -> dict[str, object]:
    routes = ("query", "document")
    return {
        "types": {f"{route}_0_Dense": f"{_PACKAGE}.Dense" for route in routes},
        "structure": {route: [f"{route}_0_Dense"] for route in routes},
        "parameters": {"default_route": "document", "allow_empty_key": True, "route_mappings": {}},
    }


def _dense(weights: Vectors) -> dict[str, object]:
    return {
        "in_features": weights.shape[1], "out_features": weights.shape[0], "bias": False,
        "activation_function": "torch.nn.modules.linear.Identity",
        "module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding",
    }  # fmt: skip


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _write_safetensors(path: Path, name: str, matrix: Vectors) -> None:
    """Write one float32 matrix (https://github.com/huggingface/safetensors, README, "Format")."""
    entry = {"dtype": "F32", "shape": list(matrix.shape), "data_offsets": [0, matrix.nbytes]}
    header = json.dumps({name: entry}).encode()
    header += b" " * (-len(header) % 8)
    path.write_bytes(len(header).to_bytes(8, "little") + header + matrix.astype("<f4").tobytes())
