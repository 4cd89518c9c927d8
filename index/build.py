"""Building a generation: plan folders in, the index holds exactly those.

A plan whose folder and recipe have not changed is copied from the live generation, not read again.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.access import Access
from corpus.chunk_settings import ChunkSettings
from corpus.errors import CorpusError
from corpus.ingest import folder_digest
from corpus.plan import Plan
from index.clean_memory import filled_memory
from index.embedding import Embedder, Vectors
from index.errors import IndexDamagedError, IndexFault, IngestError
from index.generation import clear_older, clear_unfinished, current_generation, new_generation, publish, writer_lock
from index.headings import heading_terms
from index.lexical import LexicalIndex
from index.lexicon.concepts import ConceptRow
from index.lexicon.synonyms import read_synonyms
from index.manifest import Manifest, Recipe, file_digests, index_id
from index.reader import IndexReader
from index.reading import ReadPlan, readings
from index.store_writer import StoreWriter
from index.tokens import bigrams
from index.vectors import build_vectors

_BATCH = 2_000  # sentences embedded at a time: bounds memory, no slower than more


@dataclass(frozen=True, slots=True)
class PreparedPlan:
    """A plan with what the index needs of it: the index terms of each chunk and a vector a sentence."""

    plan: Plan
    words: tuple[list[str], ...]
    vectors: Vectors
    reused: bool


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did: the plans that are now in the index, and one line for each that was left out."""

    index_id: str
    plans: tuple[PreparedPlan, ...]
    failures: tuple[str, ...]
    swapped: bool


# Plans done, plans in all, the folder that comes next (empty: the index is written), pages of the plans done.
Progress = Callable[[int, int, str, int], None]


def ingest(folders: Sequence[Path], index: Path, embedder: Embedder, progress: Progress) -> IngestReport:
    """Make the index hold exactly the plans of these folders and return what was done.

    A broken plan is left out and named in ``failures``; the live index goes on answering until the swap.

    Raises:
        IngestError: no plan could be read, or two folders hold the same plan id.
        IndexFault: the index cannot be written, is being written by another process, or fails its verification.

    """
    with writer_lock(index):
        clear_unfinished(index)
        live = _live(index, embedder)
        try:
            prepared, failures = _prepare_all(folders, live, embedder, progress)
            synonyms = read_synonyms(folders)
            failures = (*failures, *synonyms.faults)
            recipe = Recipe.of(embedder, ChunkSettings().fingerprint())
            identity = index_id(recipe, _digests(prepared), synonyms.concepts)
            if live is not None and live.index_id == identity and not live.problems():
                return IngestReport(identity, prepared, failures, swapped=False)
        finally:
            if live is not None:
                live.close()
        folder = _publish(index, prepared, synonyms.concepts, embedder)
        clear_older(index, live.folder if live else None, folder)
    return IngestReport(identity, prepared, failures, swapped=True)


def _publish(index: Path, prepared: Sequence[PreparedPlan], synonyms: Sequence[ConceptRow], embedder: Embedder) -> Path:
    recipe = Recipe.of(embedder, ChunkSettings().fingerprint())
    try:
        building = new_generation(index, index_id(recipe, _digests(prepared), synonyms))
        _write(building, prepared, recipe, synonyms)
        _verify(building, embedder)
        return publish(index, building)
    except OSError as error:
        raise IndexFault(f"{index}: cannot write there ({error}); free space or choose another --index") from error


def _live(index: Path, embedder: Embedder) -> IndexReader | None:
    """Return the live generation where there is a sound one of the same recipe."""
    try:
        current_generation(index)
        return IndexReader.open(index, embedder)
    except IndexFault:
        return None


def _prepare_all(
    folders: Sequence[Path], live: IndexReader | None, embedder: Embedder, progress: Progress
) -> tuple[tuple[PreparedPlan, ...], tuple[str, ...]]:
    prepared: dict[str, tuple[Path, PreparedPlan]] = {}
    failures = []
    pages = 0
    known = [_known(folder, live) for folder in folders]
    with closing(readings([folder for folder, id_ in zip(folders, known, strict=True) if id_ is None])) as unread:
        for done, folder in enumerate(folders):
            progress(done, len(folders), folder.name, pages)
            try:
                plan = _prepare(known[done], unread, live, embedder)
            except CorpusError as error:
                failures.append(str(error))
                continue
            id_ = plan.plan.manifest.id
            if id_ in prepared:
                first = prepared[id_][0]
                raise IngestError(f"{folder}: plan id {id_!r} is already that of {first}; change one plan.toml")
            prepared[id_] = (folder, plan)
            pages += plan.plan.pages
    progress(len(folders), len(folders), "", pages)
    if not prepared:
        raise IngestError("; ".join(failures) or "no plan folders given; name at least one")
    ordered = sorted((plan for _, plan in prepared.values()), key=_place_in_index)
    return tuple(ordered), tuple(failures)


def _place_in_index(prepared: PreparedPlan) -> tuple[int, str]:
    manifest = prepared.plan.manifest
    return list(Access).index(manifest.access), manifest.id


def _known(folder: Path, live: IndexReader | None) -> str | None:
    """Return the id of the live plan that was read from a folder of this content, None where there is none."""
    try:
        return live.prepared_by_digest().get(folder_digest(folder)) if live else None
    except CorpusError:
        return None  # reading it will say why


def _prepare(
    known: str | None, unread: Iterator[ReadPlan | CorpusError], live: IndexReader | None, embedder: Embedder
) -> PreparedPlan:
    """Return a known plan as it is in the live index, or else the next unread one; raises that one's error."""
    if live is not None and known is not None:
        return PreparedPlan(*live.prepared(known), reused=True)
    read = next(unread)
    if isinstance(read, CorpusError):
        raise read
    texts = [sentence.text for chunk in read.plan.chunks for sentence in chunk.sentences]
    return PreparedPlan(read.plan, read.words, _embed(texts, embedder), reused=False)


def _embed(texts: Sequence[str], embedder: Embedder) -> Vectors:
    rows = [embedder.encode_document(texts[first : first + _BATCH]) for first in range(0, len(texts), _BATCH)]
    return np.concatenate(rows) if rows else np.zeros((0, embedder.dimension), dtype=np.float32)


def _digests(prepared: Iterable[PreparedPlan]) -> dict[str, str]:
    return {one.plan.manifest.id: one.plan.digest for one in prepared}


def _write(folder: Path, prepared: Sequence[PreparedPlan], recipe: Recipe, synonyms: Sequence[ConceptRow]) -> None:
    store = StoreWriter(folder / "store.sqlite")
    for one in prepared:
        store.add(one.plan, one.words)
    store.close()
    _write_levels(folder / "lexical", prepared)
    with filled_memory():
        build_vectors(folder / "vectors", [(access, _matrix(prepared, access, recipe)) for access in Access])
    Manifest(
        index_id=index_id(recipe, _digests(prepared), synonyms),
        recipe=recipe,
        plans=_digests(prepared),
        chunks=store.chunks,
        sentences=store.sentences,
        files=file_digests(folder),
        synonyms=tuple(synonyms),
    ).write(folder)


def _visible(prepared: PreparedPlan, access: Access) -> bool:
    return prepared.plan.manifest.access in access.sees()


def _write_levels(folder: Path, prepared: Sequence[PreparedPlan]) -> None:
    """Write the keyword indexes of each level; where a level adds no plan, the files of the one below it."""
    written: dict[int, Path] = {}  # by plans seen: a level sees all that the one below it does
    for access in Access:
        seen = [one for one in prepared if _visible(one, access)]
        if len(seen) in written:
            shutil.copytree(written[len(seen)], folder / access.value, copy_function=_link)
        else:
            _write_lexical(folder / access.value, seen)
            written[len(seen)] = folder / access.value


def _link(source: str, target: str) -> None:
    """Make the target the same file as the source: read into memory once; a copy where links are not to be had."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_lexical(folder: Path, prepared: Sequence[PreparedPlan]) -> None:
    LexicalIndex.build(folder / "words", (terms for one in prepared for terms in one.words))
    LexicalIndex.build(folder / "headings", (terms for one in prepared for terms in heading_terms(one.plan)))
    LexicalIndex.build(
        folder / "bigrams",
        (bigrams("\n".join((*chunk.heading, chunk.text))) for one in prepared for chunk in one.plan.chunks),
    )


def _matrix(prepared: Sequence[PreparedPlan], access: Access, recipe: Recipe) -> Vectors:
    rows = [one.vectors for one in prepared if one.plan.manifest.access is access]
    return np.concatenate(rows) if rows else np.zeros((0, recipe.dimension), dtype=np.float32)


def _verify(folder: Path, embedder: Embedder) -> None:
    reader = IndexReader.open_generation(folder, embedder)
    try:
        problems = reader.problems()
    finally:
        reader.close()
    if problems:
        raise IndexDamagedError(f"{folder}: the new index failed its check ({problems[0]}); the old one stays")
