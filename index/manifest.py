"""What a generation records of itself, and what a reader must match."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.chunk_settings import ChunkSettings
from index.embedding import Embedder
from index.errors import IndexDamagedError, IndexMismatchError
from index.lexicon.concepts import ConceptRow

FORMAT = 3
_NAME = "manifest.json"
# Chroma writes to its own files at each opening: they are checked by content, not by digest.
_UNDIGESTED = "chroma"


class Recipe(BaseModel):
    """All that decides an index besides the plans. Another recipe means building anew."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    model_id: str
    revision: str
    dimension: int
    chunker: str

    @classmethod
    def of(cls, embedder: Embedder) -> "Recipe":
        """Return the recipe of an embedder and the chunker's settings, as they are now."""
        return cls(
            format=FORMAT,
            model_id=embedder.model_id,
            revision=embedder.revision,
            dimension=embedder.dimension,
            chunker=ChunkSettings().fingerprint(),
        )


class Manifest(BaseModel):
    """The content of ``manifest.json``; ``plans`` maps id to folder digest, ``files`` path to SHA-256.

    ``synonyms`` are a city's own words, as they were read at ingest.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    index_id: str
    recipe: Recipe
    plans: dict[str, str]
    chunks: int
    sentences: int
    files: dict[str, str]
    synonyms: tuple[ConceptRow, ...] = ()

    def write(self, folder: Path) -> None:
        """Write the manifest into a generation."""
        (folder / _NAME).write_text(self.model_dump_json(indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a generation.

    Raises:
        IndexDamagedError: it is missing or unreadable.
        IndexMismatchError: it was written by another version of this program.

    """
    path = folder / _NAME
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{path}: unreadable ({error}); run `assistant ingest`") from error
    return parse_manifest(text, str(path))


def parse_manifest(text: str, place: str) -> Manifest:
    """Return the manifest that a text holds; ``place`` is where it was found. Raises as ``read_manifest``."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise IndexDamagedError(f"{place}: unreadable ({error}); run `assistant ingest`") from error
    written = content.get("recipe", {}).get("format") if isinstance(content, dict) else None
    if isinstance(written, int) and written != FORMAT:
        raise IndexMismatchError(f"{place}: index format {written}, expected {FORMAT}; run `assistant ingest`")
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as error:
        raise IndexDamagedError(
            f"{place}: not a manifest ({error.error_count()} faults); run `assistant ingest`"
        ) from error
    if manifest.index_id != index_id(manifest.recipe, manifest.plans, manifest.synonyms):
        raise IndexDamagedError(f"{place}: altered since it was written; run `assistant ingest`")
    return manifest


def check_recipe(recorded: Recipe, embedder: Embedder, place: str) -> None:
    """Return where an index of this recipe may be searched with this embedder.

    Raises:
        IndexMismatchError: it was built with another model, chunker or format.

    """
    wanted = Recipe.of(embedder)
    if recorded != wanted:
        names = [name for name in Recipe.model_fields if getattr(recorded, name) != getattr(wanted, name)]
        told = ", ".join(f"{name} {getattr(recorded, name)!r} instead of {getattr(wanted, name)!r}" for name in names)
        raise IndexMismatchError(f"{place}: the index was built with {told}; run `assistant ingest` to rebuild it")


def index_id(recipe: Recipe, plans: dict[str, str], synonyms: Sequence[ConceptRow] = ()) -> str:
    """Return the id of an index: the same plans, recipe and synonyms give the same 16 hexadecimal digits."""
    content = json.dumps([recipe.model_dump(), plans, *(row.model_dump() for row in synonyms)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def file_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a generation that never changes, by path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): file_digest(path)
        for path in files
        if path.name != _NAME and _UNDIGESTED not in path.relative_to(folder).parts
    }


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
