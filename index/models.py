"""The registry of embedding models: a name in, an embedder out."""

import hashlib
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from index.embedders.hashing import HashingEmbedder
from index.embedders.sentence import SentenceEmbedder
from index.embedders.static import StaticEmbedder
from index.embedding import Embedder
from index.endpoint import Endpoint
from index.errors import ModelError
from index.model_folder import find_folder, revision_of
from index.registry import read_registry

_REGISTRY = Path(__file__).with_name("models.toml")
_UNSET = Endpoint()


class HashingEntry(BaseModel):
    """The toy embedder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["hashing"]
    source: str = ""
    licence: str


class StaticEntry(BaseModel):
    """A static model, served without torch."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["static"]
    source: str
    licence: str


class SentenceEntry(BaseModel):
    """A sentence-transformers folder; ``max_length`` counts tokens, None leaves it to the model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["sentence"]
    source: str
    licence: str
    hub: str = ""
    dimension: int = Field(ge=1)
    max_length: int | None = Field(None, ge=8)
    query_prefix: str = ""
    document_prefix: str = ""


class EndpointEntry(BaseModel):
    """A model that a service embeds with; what is left empty comes from the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["endpoint"]
    licence: str
    url: str = ""
    model: str = ""
    dimension: int | None = Field(None, ge=1)
    max_length: int | None = Field(None, ge=8)
    query_prefix: str = ""
    document_prefix: str = ""


ModelEntry: TypeAlias = Annotated[
    HashingEntry | StaticEntry | SentenceEntry | EndpointEntry, Field(discriminator="kind")
]
_KIND: TypeAdapter[ModelEntry] = TypeAdapter(ModelEntry)


def registry(models: Path) -> dict[str, ModelEntry]:
    """Return the registered models by name: ours, and those of ``models.toml`` in the models' folder."""
    return read_registry(_REGISTRY, models, _KIND)


def load_embedder(name: str, models: Path, endpoint: Endpoint = _UNSET) -> Embedder:
    """Return the embedder of that name; ``models`` is the folder that holds model folders.

    ``endpoint`` says where an endpoint answers whose entry does not say it.

    Raises:
        ModelError: the name is not registered, its files are missing or broken, or its endpoint does not answer.

    """
    entries = registry(models)
    match entries.get(name):
        case HashingEntry():
            return HashingEmbedder()
        case StaticEntry() as entry:
            return _static(name, entry, models)
        case SentenceEntry() as entry:
            return _sentence(name, entry, models)
        case EndpointEntry() as entry:
            return _endpoint(name, _as_registered(entry, endpoint, entries), endpoint)
    raise ModelError(f"model {name!r} is not in {_REGISTRY.name}; known: {', '.join(sorted(entries))}")


def _static(name: str, entry: StaticEntry, models: Path) -> Embedder:
    folder = models / entry.source
    if not folder.is_dir():
        raise ModelError(f"model {name!r} is not at {folder}: run `assistant model build` (or `make setup`)")
    return StaticEmbedder(name, folder, revision_of(folder))


def _sentence(name: str, entry: SentenceEntry, models: Path) -> Embedder:
    folder = find_folder(name, entry.source, entry.hub, models)
    embedder = SentenceEmbedder(
        name, str(folder), _revision(revision_of(folder), entry), entry.query_prefix, entry.document_prefix,
        entry.max_length,
    )  # fmt: skip
    if embedder.dimension != entry.dimension:
        raise ModelError(
            f"{folder}: gives {embedder.dimension} dimensions where {name!r} has {entry.dimension};"
            f" put the right model there or correct its entry"
        )
    return embedder


def _endpoint(name: str, entry: EndpointEntry, endpoint: Endpoint) -> Embedder:
    from index.embedders.endpoint import EndpointEmbedder  # noqa: PLC0415 (loads httpx, only when an endpoint is used)

    place = Endpoint(entry.url or endpoint.url, entry.model or endpoint.model, endpoint.key)
    if not place.url or not place.model:
        raise ModelError(f"model {name!r}: no endpoint; set ASSISTANT_EMBEDDING_URL and ASSISTANT_EMBEDDING_MODEL")
    return EndpointEmbedder(
        name, place, _revision(place.model, entry),
        prefixes=(entry.query_prefix, entry.document_prefix), max_length=entry.max_length, dimension=entry.dimension,
    )  # fmt: skip


def _as_registered(entry: EndpointEntry, endpoint: Endpoint, entries: dict[str, ModelEntry]) -> EndpointEntry:
    """Return the entry with prefixes and sizes of the model that it serves, where that one is registered by its hub."""
    served = entry.model or endpoint.model
    known = (one for one in entries.values() if isinstance(one, SentenceEntry) and one.hub == served != "")
    taken = {"dimension", "max_length", "query_prefix", "document_prefix"}
    found = next(known, None)
    return entry.model_copy(update=found.model_dump(include=taken - entry.model_fields_set)) if found else entry


def _revision(state: str, entry: SentenceEntry | EndpointEntry) -> str:
    """Return a model's state with a digest of what else decides its vectors."""
    decided = f"{entry.query_prefix}\n{entry.document_prefix}\n{entry.max_length}"
    return f"{state} {hashlib.sha256(decided.encode()).hexdigest()[:8]}"
