"""A probe times one way to search over the chunks of an index, ours or another library's."""

import io
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import typer

from assistant.assembly import Assistant
from assistant.batch import AskRow
from corpus.access import Access
from eval import size_probe
from eval.size_figures import OURS, Probe

ROWS = [AskRow(question="森川市の借入金の残高はいくらですか"), AskRow(question="バス", plan_ids=("tanizawa-kanko",))]


@pytest.fixture(autouse=True)
def _toy_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")


def test_ours_is_timed_with_its_answers(index_folder: Path) -> None:
    found = size_probe.probe_ours(str(index_folder), ROWS, 10)
    assert found.asks
    assert found.searches.n == found.asks.n == 2
    assert 0 < found.searches.p50 <= found.searches.p95 < 10_000
    assert found.ready_seconds > 0
    assert found.memory_mib > 20


@pytest.mark.parametrize("method", list(size_probe.PEERS))
def test_another_library_finds_among_the_same_chunks(index_folder: Path, assistant: Assistant, method: str) -> None:
    if find_spec("haystack") is None or find_spec("langchain_chroma") is None:
        pytest.skip("`make peers` installs the other libraries")
    build = size_probe.PEERS[method]
    found = size_probe.probe_peer(build, str(index_folder), ROWS, 10)
    assert found.searches.n == 2
    assert found.asks is None
    texts = size_probe.texts_of(assistant.index)
    assert build(texts)(texts.pieces[0].page_content, ())[0].page_content == texts.pieces[0].page_content


def test_the_chunks_come_with_their_terms_and_a_vector_of_their_sentences(assistant: Assistant) -> None:
    texts = size_probe.texts_of(assistant.index)
    plans = assistant.index.plans(access=Access.PUBLIC)
    assert len(texts.pieces) == sum(plan.chunks for plan in plans)
    assert {piece.metadata["plan_id"] for piece in texts.pieces} == {plan.manifest.id for plan in plans}
    rows = texts.embedder.encode_document([piece.page_content for piece in texts.pieces])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert all(texts.words[piece.page_content] for piece in texts.pieces)
    assert texts.embedder.encode_query(["窓口"]).shape == (1, texts.embedder.dimension)
    assert (texts.embedder.model_id, bool(texts.embedder.revision)) == ("hashing", True)


def test_a_chunk_without_a_sentence_has_zeros_and_others_the_mean() -> None:
    rows = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)
    means = size_probe._means(rows, np.array([2, 0, 1]))
    assert np.allclose(means, [[0.5**0.5, 0.5**0.5], [0, 0], [1, 0]])


def test_after_the_limit_no_more_is_asked_but_the_least() -> None:
    calls: list[Callable[[], object]] = [lambda: None] * 10
    assert size_probe.times(calls, limit=60).n == 10
    assert size_probe.times(calls, limit=0).n == 3


def test_a_probe_is_a_line_of_json(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = io.TextIOWrapper(io.BytesIO(b'[{"question": "\xe7\xaa\x93\xe5\x8f\xa3"}]'))
    monkeypatch.setattr(sys, "stdin", sent)
    size_probe.size_probe(OURS, str(index_folder))
    assert Probe.model_validate_json(capsys.readouterr().out).searches.n == 1
    sent.seek(0)
    with pytest.raises(typer.BadParameter, match="one of 'our search', 'Haystack BM25'"):
        size_probe.size_probe("another", str(index_folder))
