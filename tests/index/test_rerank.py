"""Reranking: the best hits of a search in another order, the rest as they were."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.reader import reader_of
from assistant.settings import Settings
from corpus.access import Access
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.errors import ModelError
from index.reader import IndexReader
from index.rerank import load_reranker, registry, reordered
from index.reranker import Scores

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "窓口の押印の手続きは何件？"


class ShortFirst:
    """Prefers short texts and notes what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        self.read += [question, *texts]
        return np.array([-len(text) for text in texts], dtype=np.float32)


class Indifferent:
    """Finds all equal."""

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        assert question
        return np.zeros(len(texts), dtype=np.float32)


@pytest.fixture
def reader(index_folder: Path) -> Iterator[IndexReader]:
    reader = engine_of(index_folder).open(HashingEmbedder())
    yield reader
    reader.close()


def test_the_first_of_depth_are_reordered_and_the_others_follow(reader: IndexReader) -> None:
    chunks = [hit.chunk for hit in reader.search(QUESTION, access=Access.STAFF)]
    assert len(chunks) > 4
    lengths = [len("\n".join((*chunk.heading, chunk.text))) for chunk in chunks]
    order = reordered(ShortFirst(), QUESTION, chunks, 4)
    assert [lengths[at] for at in order[:4]] == sorted(lengths[:4])
    assert order[4:] == list(range(4, len(chunks)))
    assert reordered(Indifferent(), QUESTION, chunks, 4) == list(range(len(chunks)))
    assert reordered(Indifferent(), QUESTION, [], 4) == []


def test_a_search_ranks_by_the_reranker_and_looks_below_the_top(reader: IndexReader) -> None:
    plain = reader.searcher.search(QUESTION, access=Access.PUBLIC, plan_ids=(), top=10)
    short = ShortFirst()
    second = replace(reader.searcher, reranker=short).search(QUESTION, access=Access.PUBLIC, plan_ids=(), top=2)
    best = sorted(plain, key=lambda hit: len("\n".join((*hit.chunk.heading, hit.chunk.text))))
    assert [hit.chunk.id for hit in second] == [hit.chunk.id for hit in best[:2]]
    assert [hit.rank for hit in second] == [1, 2]
    fused = {hit.chunk.id: hit.score for hit in plain}
    assert all(hit.score == fused[hit.chunk.id] for hit in second)
    assert short.read[0] == QUESTION
    assert len(short.read) == 1 + len(plain)


def test_an_indifferent_reranker_changes_nothing(reader: IndexReader) -> None:
    for access in Access:
        plain = reader.searcher.search(QUESTION, access=access, plan_ids=(), top=3)
        same = replace(reader.searcher, reranker=Indifferent())
        assert same.search(QUESTION, access=access, plan_ids=(), top=3) == plain


def test_a_reranker_reads_only_what_the_asker_may_see(reader: IndexReader) -> None:
    short = ShortFirst()
    searcher = replace(reader.searcher, reranker=short)
    searcher.search("庁舎の移転候補地", access=Access.PUBLIC, plan_ids=(), top=50)
    assert len(short.read) > 1
    assert not any("緑町" in text for text in short.read)
    searcher.search("庁舎の移転候補地", access=Access.STAFF, plan_ids=(), top=50)
    assert any("緑町" in text for text in short.read)


def test_none_is_the_default_and_all_registered_say_where_they_are_from(index_folder: Path, tmp_path: Path) -> None:
    assert load_reranker("", tmp_path) is None
    reader = reader_of(Settings(index=index_folder, model="hashing"))
    assert reader.searcher.reranker is None
    reader.close()
    entries = registry(tmp_path)
    assert {"japanese-reranker-tiny-v2", "japanese-reranker-small-v2", "bge-reranker-v2-m3"} <= entries.keys()
    assert all(entry.hub.endswith(f"/{name}") and entry.source == name for name, entry in entries.items())


def test_unknown_and_missing_rerankers_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"'tiny' is not in rerankers.toml; known: bge-reranker-v2-m3, "):
        load_reranker("tiny", tmp_path)
    way = r"`hf download hotchpotch/japanese-reranker-tiny-v2 --local-dir"
    with pytest.raises(ModelError, match=way):
        load_reranker("japanese-reranker-tiny-v2", tmp_path)
    (tmp_path / "rerankers.toml").write_text('[a]\nsource = "a"\nlicence = "x"\nmax_length = 64\ntop = 3\n')
    with pytest.raises(ModelError, match=r"rerankers.toml: \[a\] top:"):
        load_reranker("a", tmp_path)


def test_a_cross_encoder_is_chosen_by_a_setting(index_folder: Path, cross_encoder: Path, tmp_path: Path) -> None:
    shutil.copytree(cross_encoder, tmp_path / "tiny")
    (tmp_path / "rerankers.toml").write_text('[tiny]\nsource = "tiny"\nlicence = "none"\nmax_length = 64\n')
    result = subprocess.run(
        [sys.executable, "-m", "assistant", "search", QUESTION, "--json", "--index", str(index_folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        env={
            **os.environ, "ASSISTANT_MODEL": "hashing", "ASSISTANT_MODELS": str(tmp_path), "ASSISTANT_RERANKER": "tiny",
        },
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    given = [(hit["chunk_id"], hit["rank"]) for hit in json.loads(result.stdout)]
    reader = reader_of(Settings(index=index_folder, model="hashing", models=tmp_path, reranker="tiny"))
    hits = reader.search(QUESTION, access=Access.PUBLIC)
    texts = ["\n".join((*hit.chunk.heading, hit.chunk.text)) for hit in hits]
    scores = reader.searcher.reranker.scores(QUESTION, texts).tolist() if reader.searcher.reranker else []
    reader.close()
    assert given == [(hit.chunk.id, hit.rank) for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1
