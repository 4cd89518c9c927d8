"""What holds of an index wherever it is kept: the same answers, access, one writer, and damage that is told."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.access import Access
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.errors import IndexBusyError, IndexDamagedError, IndexMismatchError, IndexMissingError
from index.place import spelled
from index.reader import IndexReader
from tests.index.engines.conftest import Kept
from tests.plans import OTHER, write_plan, write_plans

ROOT = Path(__file__).resolve().parents[3]
QUESTIONS = (
    "押印を省く手続きは何件？",
    "令和6年度まで",
    "3つの柱",
    "庁舎の移転候補地",
    "温泉の観光客",
    "フレイルとは",
    "早期退職 45人",
)
KILLED = """
import os, signal, sys
from assistant.__main__ import main
import index.engines.folder, index.engines.postgres
def killed(*given):
    os.kill(os.getpid(), signal.SIGKILL)
index.engines.folder.verify = index.engines.postgres.verify = killed
main(["ingest", *sys.argv[1:]])
"""


@pytest.fixture
def index(keep: Callable[[], Kept], plans: Path) -> Iterator[IndexReader]:
    """Return an index of the three plans."""
    kept = keep()
    kept.ingest(plans)
    with closing(kept.open()) as reader:
        yield reader


@pytest.mark.parametrize("access", list(Access))
def test_hits_are_those_of_the_folder(index: IndexReader, index_folder: Path, access: Access) -> None:
    with closing(engine_of(index_folder).open(HashingEmbedder())) as folder:
        for question in QUESTIONS:
            for plan_ids in ([], ["morikawa-dx"], ["morikawa-naibu", "tanizawa-kanko"]):
                wanted = folder.search(question, access=access, plan_ids=plan_ids, top=5)
                found = index.search(question, access=access, plan_ids=plan_ids, top=5)
                assert [hit.chunk for hit in found] == [hit.chunk for hit in wanted]
                assert [hit.score for hit in found] == pytest.approx([hit.score for hit in wanted])
                assert [hit.lexical_rank for hit in found] == [hit.lexical_rank for hit in wanted]


def test_everything_that_is_kept_comes_back_equal(index: IndexReader, index_folder: Path) -> None:
    with closing(engine_of(index_folder).open(HashingEmbedder())) as folder:
        assert index.index_id == folder.index_id
        assert index.manifest.sentences == folder.manifest.sentences
        for access in Access:
            assert index.plans(access=access) == folder.plans(access=access)
            assert index.kpis(access=access) == folder.kpis(access=access)
        for plan_id in index.manifest.plans:
            plan, words, vectors = index.prepared(plan_id)
            same_plan, same_words, same_vectors = folder.prepared(plan_id)
            assert (plan, words) == (same_plan, same_words)
            assert vectors.tobytes() == same_vectors.tobytes()
            assert index.health(plan_id, access=Access.STAFF) == folder.health(plan_id, access=Access.STAFF)
            for chunk in plan.chunks:
                assert index.span(plan_id, chunk.start, chunk.end, access=Access.STAFF) == chunk.text
                assert index.chunk_at(plan_id, chunk.start, access=Access.STAFF) == chunk
        assert index.kpis(access=Access.PUBLIC, plan_ids=["morikawa-dx"], fiscal_year=2024) != ()
        spans = [(one.start, one.end) for one in folder.kpis(access=Access.STAFF, plan_ids=["morikawa-dx"])]
        for access in Access:
            found = index.kpis_at("morikawa-dx", spans, access=access)
            assert found == folder.kpis(access=access, plan_ids=["morikawa-dx"]) != ()
        assert index.problems() == ()


def test_nothing_of_a_staff_plan_shows_to_the_public(index: IndexReader) -> None:
    for question in ("庁舎の移転候補地", "早期退職の募集は何人", "緑町"):
        hits = index.search(question, access=Access.PUBLIC, top=50)
        assert "morikawa-naibu" not in {hit.chunk.plan_id for hit in hits}
    assert index.search("庁舎の移転", access=Access.STAFF)[0].chunk.plan_id == "morikawa-naibu"
    assert index.search("庁舎の移転", access=Access.PUBLIC, plan_ids=["morikawa-naibu"]) == ()
    assert index.text("morikawa-naibu", access=Access.PUBLIC) is None
    assert index.chunks("morikawa-naibu", access=Access.PUBLIC) == ()
    assert index.chunk("morikawa-naibu.1.0", access=Access.PUBLIC) is None
    words = index.searcher.arms[Access.PUBLIC].words
    assert words.idf("退職") == words.idf("どこにもない語")


def test_unchanged_plans_are_taken_over_and_removed_ones_are_gone(keep: Callable[[], Kept], tmp_path: Path) -> None:
    kept, plans = keep(), write_plans(tmp_path / "plans")
    first = kept.ingest(plans)
    again = kept.ingest(plans)
    assert [one.reused for one in again.plans] == [True, True, True]
    assert (first.swapped, again.swapped) == (True, False)
    write_plan(plans, "tanizawa-kanko", "谷沢市", OTHER + "\n# 3 体育\n\nプールを2か所に増やします。\n")
    changed = kept.ingest(plans / "tanizawa-kanko", plans / "morikawa-naibu")
    assert [(one.plan.manifest.id, one.reused) for one in changed.plans] == [
        ("tanizawa-kanko", False), ("morikawa-naibu", True),
    ]  # fmt: skip
    with closing(kept.open()) as reader:
        assert reader.problems() == ()
        assert reader.search("プールは何か所？", access=Access.PUBLIC)[0].chunk.plan_id == "tanizawa-kanko"
        assert [plan.manifest.id for plan in reader.plans(access=Access.STAFF)] == ["morikawa-naibu", "tanizawa-kanko"]


def test_an_open_generation_answers_on_while_another_goes_live(keep: Callable[[], Kept], plans: Path) -> None:
    kept = keep()
    kept.ingest(plans)
    with closing(kept.open()) as before:
        kept.ingest(plans / "tanizawa-kanko")
        assert before.search("押印", access=Access.PUBLIC)[0].chunk.plan_id == "morikawa-dx"
        assert before.generation != engine_of(kept.place, kept.vectors).generation()
        assert set(engine_of(kept.place).manifest().plans) == {"tanizawa-kanko"}


def test_no_index_and_another_model_are_one_clear_line_each(keep: Callable[[], Kept], plans: Path) -> None:
    kept = keep()
    with pytest.raises(IndexMissingError, match="no index there; run `assistant ingest`"):
        kept.open()
    kept.ingest(plans / "tanizawa-kanko")
    with pytest.raises(IndexMismatchError, match="dimension 64 instead of 32; run `assistant ingest`"):
        engine_of(kept.place, kept.vectors).open(HashingEmbedder(32))


def test_a_second_writer_is_refused(keep: Callable[[], Kept], plans: Path) -> None:
    kept = keep()
    with engine_of(kept.place).writing(), pytest.raises(IndexBusyError, match="another process is writing"):
        kept.ingest(plans)
    assert kept.ingest(plans).swapped


def test_a_killed_writer_leaves_the_old_generation_and_nothing_else(keep: Callable[[], Kept], plans: Path) -> None:
    kept = keep()
    kept.ingest(plans / "tanizawa-kanko")
    environment = {**os.environ, "ASSISTANT_MODEL": "hashing", "ASSISTANT_VECTORS": kept.vectors}
    command = [sys.executable, "-c", KILLED, str(plans), "--index", spelled(kept.place)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, timeout=120)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with closing(kept.open()) as reader:
        assert set(reader.manifest.plans) == {"tanizawa-kanko"}
        assert reader.problems() == ()
    assert kept.ingest(plans).swapped
    with closing(kept.open()) as reader:
        assert len(reader.manifest.plans) == 3
        assert reader.problems() == ()


def test_a_failed_proof_leaves_the_old_generation(
    keep: Callable[[], Kept], plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep()
    kept.ingest(plans / "tanizawa-kanko")
    monkeypatch.setattr("index.build.no_proof", lambda _reader: ["something is wrong"])
    with pytest.raises(IndexDamagedError, match=r"failed its check \(something is wrong\); the old one stays"):
        kept.ingest(plans)
    with closing(kept.open()) as reader:
        assert set(reader.manifest.plans) == {"tanizawa-kanko"}
