"""The ways to find a passage that ``eval.peers`` sets beside ours; each takes the same pieces, vectors and plans."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any
from uuid import uuid4

import bm25s
import numpy as np
from chromadb.config import Settings
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from eval.errors import EvalError
from index.embedding import Embedder
from index.tokens import words as our_words

LENGTH, OVERLAP = 500, 50  # characters of a piece: what tutorials of these libraries use for prose
DEPTH = 10  # as in eval/tasks/search.py
JAPANESE = ("\n\n", "\n", "。", "、", "")  # where a Japanese text may be cut, best first

Find = Callable[[str, Sequence[str]], Sequence[Document]]  # words and plan ids (none: all) -> texts, best first
Tokens = Callable[[str], list[str]]


def library(name: str) -> Any:  # noqa: ANN401 - without types where it is not installed
    """Return a module of the extra ``peers``; raises EvalError, with the way out, where it is not installed."""
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # read when Haystack is imported
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise EvalError(f"{name} is not installed; run `make peers`, which installs it") from error


class OurEmbeddings(Embeddings):
    """Our embedder as LangChain wants it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector a text, in order."""
        return [list(map(float, row)) for row in self._embedder.encode_document(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return list(map(float, self._embedder.encode_query([text])[0]))


def split(texts: Mapping[str, str], separators: Sequence[str] | None = None) -> list[Document]:
    """Return texts, by plan id, in pieces of LangChain's splitter, cut at its own separators unless some are given."""
    splitter = library("langchain_text_splitters").RecursiveCharacterTextSplitter(
        separators=None if separators is None else list(separators), chunk_size=LENGTH, chunk_overlap=OVERLAP
    )
    pieces: list[Document] = splitter.create_documents(list(texts.values()), [{"plan_id": id_} for id_ in texts])
    return pieces


def langchain_chroma(pieces: Sequence[Document], embedder: Embedder) -> Find:
    """Return LangChain's Chroma store in memory, default settings."""
    store = library("langchain_chroma").Chroma.from_documents(
        list(pieces),
        OurEmbeddings(embedder),
        collection_name=uuid4().hex,  # stores in memory share their collections
        client_settings=Settings(anonymized_telemetry=False),
    )

    def find(words: str, plan_ids: Sequence[str]) -> Sequence[Document]:
        chosen = {"plan_id": {"$in": list(plan_ids)}} if plan_ids else None
        found: Sequence[Document] = store.similarity_search(words, k=DEPTH, filter=chosen)
        return found

    return find


def plain_tokens(text: str) -> list[str]:
    """Return the tokens of bm25s's default tokenizer."""
    tokens: list[str] = bm25s.tokenize([text], return_ids=False, show_progress=False)[0]
    return tokens


def plain_bm25(pieces: Sequence[Document], tokens: Tokens = plain_tokens) -> Find:
    """Return bm25s with its default settings; what shares no token is not found."""
    ranker = bm25s.BM25()
    ranker.index([tokens(piece.page_content) for piece in pieces], show_progress=False)

    def find(words: str, plan_ids: Sequence[str]) -> Sequence[Document]:
        asked = tokens(words)
        scores = ranker.get_scores(asked) if asked else np.zeros(len(pieces))
        return _of_plans(pieces, (int(at) for at in np.argsort(-scores, kind="stable") if scores[at] > 0), plan_ids)

    return find


def _of_plans(pieces: Sequence[Document], places: Iterable[int], plan_ids: Sequence[str]) -> list[Document]:
    """Return the best pieces of these plans, for what ranks every piece and knows no plans."""
    found = (pieces[place] for place in places)
    return [piece for piece in found if not plan_ids or piece.metadata["plan_id"] in plan_ids][:DEPTH]


def haystack_bm25(pieces: Sequence[Document], tokens: Tokens | None = None) -> Find:
    """Return Haystack's BM25 in memory, default settings; ``tokens`` stand in for its own tokenizer."""
    settings = {"bm25_tokenization_regex": r"\S+"} if tokens else {}
    store = library("haystack.document_stores.in_memory").InMemoryDocumentStore(shared=False, **settings)
    store.write_documents(_haystack_documents(pieces, [_spaced(piece.page_content, tokens) for piece in pieces]))
    retriever = library("haystack.components.retrievers.in_memory").InMemoryBM25Retriever(store, top_k=DEPTH)

    def find(words: str, plan_ids: Sequence[str]) -> Sequence[Document]:
        asked = _spaced(words, tokens)
        if not asked.strip():  # an error there
            return []
        found = retriever.run(query=asked, filters=_haystack_filter(plan_ids))["documents"]
        return [pieces[int(one.id)] for one in found]

    return find


def haystack_vectors(pieces: Sequence[Document], embedder: Embedder) -> Find:
    """Return Haystack's search by embeddings in memory, default settings."""
    ours, texts = OurEmbeddings(embedder), [piece.page_content for piece in pieces]
    store = library("haystack.document_stores.in_memory").InMemoryDocumentStore(shared=False)
    store.write_documents(_haystack_documents(pieces, texts, ours.embed_documents(texts)))
    retriever = library("haystack.components.retrievers.in_memory").InMemoryEmbeddingRetriever(store, top_k=DEPTH)

    def find(words: str, plan_ids: Sequence[str]) -> Sequence[Document]:
        asked = retriever.run(query_embedding=ours.embed_query(words), filters=_haystack_filter(plan_ids))
        return [pieces[int(one.id)] for one in asked["documents"]]

    return find


def _spaced(text: str, tokens: Tokens | None) -> str:
    return " ".join(tokens(text)) if tokens else text


def _haystack_documents(
    pieces: Sequence[Document], texts: Sequence[str], vectors: Sequence[list[float]] | None = None
) -> list[Any]:
    """Return pieces as Haystack's documents, each with its place as id."""
    make = library("haystack").Document
    given: Sequence[list[float] | None] = vectors or [None] * len(pieces)
    both = enumerate(zip(pieces, texts, given, strict=True))
    return [make(id=str(at), content=text, meta=piece.metadata, embedding=row) for at, (piece, text, row) in both]


def _haystack_filter(plan_ids: Sequence[str]) -> dict[str, object] | None:
    return {"field": "meta.plan_id", "operator": "in", "value": list(plan_ids)} if plan_ids else None


def txtai_bm25(pieces: Sequence[Document], tokens: Tokens | None = None) -> Find:
    """Return txtai's BM25 with its term index, default settings; ``tokens`` stand in for its own tokenizer."""
    scoring = library("txtai.scoring").ScoringFactory.create({"method": "bm25", "terms": True})
    given = (tokens(piece.page_content) if tokens else piece.page_content for piece in pieces)
    scoring.index([(at, one, None) for at, one in enumerate(given)])

    def find(words: str, plan_ids: Sequence[str]) -> Sequence[Document]:
        found = scoring.search(tokens(words) if tokens else words, len(pieces))
        return _of_plans(pieces, (at for at, _ in found), plan_ids)

    return find


def txtai_vectors(pieces: Sequence[Document], embedder: Embedder) -> Find:
    """Return txtai's search by vectors from outside, with numpy; a text without a known word has none."""
    store = library("txtai").Embeddings({"method": "external", "backend": "numpy"})
    rows = enumerate(embedder.encode_document([piece.page_content for piece in pieces]))
    store.index([(at, row, None) for at, row in rows if row.any()])

    def find(words: str, plan_ids: Sequence[str]) -> Sequence[Document]:
        row = embedder.encode_query([words])[0]
        found = store.search(row, len(pieces)) if row.any() else []
        return _of_plans(pieces, (at for at, _ in found), plan_ids)

    return find


def peer_methods(texts: Mapping[str, str], embedder: Embedder) -> dict[str, Find]:
    """Return every peer over these texts, by the name of its row; raises EvalError where one is not installed."""
    pieces, japanese = split(texts), split(texts, JAPANESE)
    cut = "the same" if japanese == pieces else len(japanese)  # the same where no line is too long
    return {
        f"LangChain + Chroma, {len(pieces)} pieces": langchain_chroma(pieces, embedder),
        f"LangChain + Chroma, cut at 。 and 、, {cut} pieces": langchain_chroma(japanese, embedder),
        "Haystack, embeddings": haystack_vectors(pieces, embedder),
        "Haystack, BM25": haystack_bm25(pieces),
        "Haystack, BM25, our words": haystack_bm25(pieces, our_words),
        "txtai, embeddings": txtai_vectors(pieces, embedder),
        "txtai, BM25": txtai_bm25(pieces),
        "txtai, BM25, our words": txtai_bm25(pieces, our_words),
        "bm25s": plain_bm25(pieces),
        "bm25s, our words": plain_bm25(pieces, our_words),
    }
