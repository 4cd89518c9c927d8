"""The registry of embedding models: a name in, an embedder out."""

import hashlib
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from index.embedders.hashing import HashingEmbedder
from index.embedders.sentence import SentenceEmbedder
from index.embedders.static import StaticEmbedder
from index.embedding import Embedder
from index.errors import ModelError

_REGISTRY = Path(__file__).with_name("models.toml")


class ModelEntry(BaseModel):
    """One entry of ``models.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["static", "sentence", "hashing"]
    source: str
    licence: str
    query_prefix: str = ""
    document_prefix: str = ""


@cache
def registry() -> dict[str, ModelEntry]:
    """Return the registered models by name."""
    entries = tomllib.loads(_REGISTRY.read_text(encoding="utf-8"))
    return {name: ModelEntry.model_validate(entry) for name, entry in entries.items()}


def load_embedder(name: str, models: Path) -> Embedder:
    """Return the embedder of that name; ``models`` is the folder that holds model folders.

    Raises:
        ModelError: the name is not registered, or its files are missing or broken.

    """
    entry = registry().get(name)
    if entry is None:
        raise ModelError(f"model {name!r} is not in {_REGISTRY.name}; known: {', '.join(sorted(registry()))}")
    return _MAKERS[entry.kind](name, entry, models)


def _hashing(_name: str, _entry: ModelEntry, _models: Path) -> Embedder:
    return HashingEmbedder()


def _static(name: str, entry: ModelEntry, models: Path) -> Embedder:
    folder = models / entry.source
    if not folder.is_dir():
        raise ModelError(f"model {name!r} is not at {folder}: run `assistant model build` (or `make setup`)")
    return StaticEmbedder(name, folder, _revision(folder))


def _sentence(name: str, entry: ModelEntry, models: Path) -> Embedder:
    folder = models / entry.source
    local = folder.is_dir()
    revision = _revision(folder) if local else entry.source
    return SentenceEmbedder(
        name, str(folder) if local else entry.source, revision, entry.query_prefix, entry.document_prefix
    )


_MAKERS: dict[str, Callable[[str, ModelEntry, Path], Embedder]] = {
    "static": _static,
    "sentence": _sentence,
    "hashing": _hashing,
}


def _revision(folder: Path) -> str:
    """Return the revision noted beside the model, or a digest of its files' names and sizes."""
    noted = folder / "revision.txt"
    if noted.is_file():
        return noted.read_text(encoding="utf-8").strip()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    listing = "\n".join(f"{path.relative_to(folder)} {path.stat().st_size}" for path in files)
    return hashlib.sha256(listing.encode()).hexdigest()[:16]
