"""Building a generation: plan folders in, the index holds exactly those.

A plan whose folder and recipe have not changed is copied from the live generation, not read again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import CorpusError
from corpus.ingest import folder_digest
from index.embedding import Embedder, Vectors
from index.engines.choice import engine_of
from index.engines.engine import Engine, no_proof
from index.errors import IndexFault, IndexUnavailableError, IngestError
from index.lexicon.synonyms import read_synonyms
from index.manifest import Recipe
from index.place import Place
from index.prepared import Content, PreparedPlan, place_in_index
from index.reader import IndexReader
from index.reading import ReadPlan, readings

_BATCH = 2_000  # sentences embedded at a time: bounds memory, no slower than more


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did: the plans that are now in the index, and one line for each that was left out."""

    index_id: str
    plans: tuple[PreparedPlan, ...]
    failures: tuple[str, ...]
    swapped: bool


# Plans done, plans in all, the folder that comes next (empty: the index is written), pages of the plans done.
Progress = Callable[[int, int, str, int], None]


def ingest(
    folders: Sequence[Path], index: Place, embedder: Embedder, progress: Progress, *, vectors: str = ""
) -> IngestReport:
    """Make the index hold exactly the plans of these folders and return what was done.

    A broken plan is left out and named in ``failures``; the live index goes on answering until the swap. ``vectors``
    is the address of a Chroma server, see ``engine_of``.

    Raises:
        IngestError: no plan could be read, or two folders hold the same plan id.
        IndexFault: the index cannot be written, is being written by another process, or fails its verification.

    """
    engine = engine_of(index, vectors)
    with engine.writing() as writer:
        live = _live(engine, embedder)
        try:
            prepared, failures = _prepare_all(folders, live, embedder, progress)
            synonyms = read_synonyms(folders)
            failures = (*failures, *synonyms.faults)
            content = Content(Recipe.of(embedder), prepared, _digests(prepared), tuple(synonyms.concepts))
            if live is not None and live.index_id == content.index_id:
                return IngestReport(content.index_id, prepared, failures, swapped=False)
        finally:
            if live is not None:
                live.close()
        writer.publish(content, embedder, no_proof)
    return IngestReport(content.index_id, prepared, failures, swapped=True)


def _live(engine: Engine, embedder: Embedder) -> IndexReader | None:
    """Return the live generation where there is a sound one of the same recipe.

    Raises:
        IndexUnavailableError: the server that keeps a part of it does not answer.

    """
    try:
        live = engine.open(embedder)
    except IndexUnavailableError:
        raise
    except IndexFault:
        return None
    with ExitStack() as closing_it:
        closing_it.callback(live.close)
        if not live.problems():  # what it holds will be taken over
            closing_it.pop_all()
            return live
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
    ordered = sorted((plan for _, plan in prepared.values()), key=lambda one: place_in_index(one.plan.manifest))
    return tuple(ordered), tuple(failures)


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
