"""One way to search, timed over the chunks of an index in a process of its own, so that its memory is its own.

``python -m eval.size_probe METHOD INDEX`` reads questions (a JSON list of batch rows) from stdin and prints a line of
JSON: a ``Probe``. ``eval.sizes`` calls it.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final

import numpy as np
import typer
from langchain_core.documents import Document
from numpy.typing import NDArray
from pydantic import TypeAdapter

from assistant.assembly import Assistant
from assistant.batch import AskRow
from assistant.commands.options import load_settings
from corpus.access import Access
from eval.bench import run_tool, seconds_of
from eval.memory import resident_mib
from eval.peer_methods import DEPTH, Find, haystack_bm25, langchain_chroma
from eval.size_figures import OURS, Probe, Times
from index.embedding import Embedder, Vectors, unit_rows
from index.reader import IndexReader
from index.tokens import words as our_words

_ROWS: Final = TypeAdapter(tuple[AskRow, ...])
_LEAST: Final = 3  # calls that are timed however long they take
_Limit = Annotated[float, typer.Option(min=1, help="Seconds after which no further question is asked.")]


@dataclass(frozen=True, slots=True)
class Texts:
    """The chunks of an index for another library: texts with their plan, index terms and vectors by text."""

    pieces: tuple[Document, ...]
    words: Mapping[str, list[str]]
    embedder: "Remembered"


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """An embedder that knows the vectors of these documents, the mean of their sentences', and embeds questions."""

    embedder: Embedder
    known: Mapping[str, Vectors]

    @property
    def model_id(self) -> str:
        """Return the model's name."""
        return self.embedder.model_id

    @property
    def revision(self) -> str:
        """Return the model's state."""
        return self.embedder.revision

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self.embedder.dimension

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return the model's rows."""
        return self.embedder.encode_query(texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return the known rows; raises KeyError for another text."""
        return np.stack([self.known[text] for text in texts])


def texts_of(index: IndexReader) -> Texts:
    """Return the public chunks of an index, their terms and vectors as the index holds them."""
    store, vectors = index.searcher.store, index.searcher.vectors
    counts = np.asarray(store.sentence_counts())
    pieces: list[Document] = []
    words: dict[str, list[str]] = {}
    known: dict[str, Vectors] = {}
    for place in store.slices():
        if place.access is not Access.PUBLIC:
            continue
        chunks = index.chunks(place.plan_id, access=Access.PUBLIC)
        rows = _means(np.asarray(vectors.rows(place.sentences)), counts[place.chunks.start : place.chunks.stop])
        for chunk, terms, row in zip(chunks, store.chunk_words(place.chunks), rows, strict=True):
            pieces.append(Document(chunk.text, metadata={"plan_id": chunk.plan_id}))
            words[chunk.text], known[chunk.text] = terms, row
    return Texts(tuple(pieces), words, Remembered(index.embedder, known))


def _means(rows: Vectors, counts: NDArray[np.int64]) -> Vectors:
    """Return the mean row of each chunk at length 1; a chunk without a sentence has zeros."""
    sums = np.zeros((len(counts), rows.shape[1]), dtype=np.float32)
    np.add.at(sums, np.repeat(np.arange(len(counts)), counts), rows)
    return unit_rows(sums)


def _own_words(texts: Texts) -> Find:
    return haystack_bm25(texts.pieces, lambda text: texts.words.get(text) or our_words(text))


PEERS: Final[Mapping[str, Callable[[Texts], Find]]] = {
    "Haystack BM25": lambda texts: haystack_bm25(texts.pieces),
    "Haystack BM25, our words": _own_words,
    "LangChain + Chroma": lambda texts: langchain_chroma(texts.pieces, texts.embedder),
}


def probe_ours(index: str, rows: Sequence[AskRow], limit: float) -> Probe:
    """Return what our own search and answers do over an index."""
    begun = time.perf_counter()
    assistant = Assistant.open(load_settings(index))
    assistant.warm()
    ready = time.perf_counter() - begun
    search = partial(assistant.index.search, access=Access.PUBLIC, top=DEPTH)
    searches = times([partial(search, row.question, plan_ids=row.plan_ids) for row in rows], limit)
    questions = [row.to_question(access=Access.PUBLIC) for row in rows]
    asks = times([partial(assistant.ask, question) for question in questions], limit)
    return Probe(ready_seconds=ready, searches=searches, asks=asks, memory_mib=resident_mib(os.getpid()))


def probe_peer(build: Callable[[Texts], Find], index: str, rows: Sequence[AskRow], limit: float) -> Probe:
    """Return what another way to search does over the chunks of an index; reading them is not in its times."""
    reader = Assistant.open(load_settings(index)).index
    texts = texts_of(reader)
    begun = time.perf_counter()
    find = build(texts)
    ready = time.perf_counter() - begun
    searches = times([partial(find, row.question, row.plan_ids) for row in rows], limit)
    return Probe(ready_seconds=ready, searches=searches, memory_mib=resident_mib(os.getpid()))


def times(calls: Sequence[Callable[[], object]], limit: float) -> Times:
    """Return the times of calls, as many as fit into the limit; the first is made once before, unmeasured."""
    calls[0]()
    return Times.of([1_000 * one for one in _timed(calls, limit)])


def _timed(calls: Sequence[Callable[[], object]], limit: float) -> Iterator[float]:
    begun = time.perf_counter()
    for number, call in enumerate(calls):
        if number >= _LEAST and time.perf_counter() - begun > limit:
            return
        yield seconds_of(call)


def size_probe(method: str, index: str, limit: _Limit = 60) -> None:
    """Time one way to search and print its figures."""
    rows = _ROWS.validate_json(sys.stdin.buffer.read())
    if method != OURS and method not in PEERS:
        raise typer.BadParameter(f"{method!r}: one of {OURS!r}, {', '.join(map(repr, PEERS))}")
    found = probe_ours(index, rows, limit) if method == OURS else probe_peer(PEERS[method], index, rows, limit)
    typer.echo(found.model_dump_json())


if __name__ == "__main__":
    run_tool(size_probe)
