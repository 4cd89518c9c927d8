"""A second look at the best hits by a model that reads question and text together. Off unless one is chosen."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from corpus.plan import Chunk
from index.errors import ModelError
from index.model_folder import find_folder
from index.registry import read_registry
from index.reranker import Reranker

_REGISTRY = Path(__file__).with_name("rerankers.toml")


class RerankerEntry(BaseModel):
    """One entry of ``rerankers.toml``; ``max_length`` counts tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    licence: str
    hub: str = ""
    max_length: int = Field(ge=16)


_KIND = TypeAdapter(RerankerEntry)


def registry(models: Path) -> dict[str, RerankerEntry]:
    """Return the registered rerankers by name: ours, and those of ``rerankers.toml`` in the models' folder."""
    return read_registry(_REGISTRY, models, _KIND)


def load_reranker(name: str, models: Path) -> Reranker | None:
    """Return the reranker of that name, None for no name; ``models`` is the folder that holds model folders.

    Raises:
        ModelError: the name is not registered, or its files are missing or broken.

    """
    if not name:
        return None
    entries = registry(models)
    entry = entries.get(name)
    if entry is None:
        raise ModelError(f"reranker {name!r} is not in {_REGISTRY.name}; known: {', '.join(sorted(entries))}")
    from index.rerankers.cross_encoder import CrossEncoderReranker  # noqa: PLC0415 (it imports what stands here)

    return CrossEncoderReranker(find_folder(name, entry.source, entry.hub, models), entry.max_length)


def reordered(reranker: Reranker, question: str, chunks: Sequence[Chunk], depth: int) -> list[int]:
    """Return the places of the chunks, the first ``depth`` in the reranker's order, the others after them as they were.

    A chunk is read with the headings above it; equals stay in order.
    """
    texts = ["\n".join((*chunk.heading, chunk.text)) for chunk in chunks[:depth]]
    order: list[int] = np.argsort(-reranker.scores(question, texts), kind="stable").tolist()
    return [*order, *range(len(order), len(chunks))]
