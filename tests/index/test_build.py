"""Ingest: what changed is read again, what is broken is left out, what is live goes on answering."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.access import Access
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.errors import IndexMismatchError, IngestError
from tests.conftest import quiet
from tests.plans import OTHER, write_plan, write_plans

ROOT = Path(__file__).resolve().parents[2]


def _ids(index: Path) -> list[str]:
    reader = engine_of(index).open(HashingEmbedder())
    try:
        return [plan.manifest.id for plan in reader.plans(access=Access.STAFF)]
    finally:
        reader.close()


def test_an_unchanged_plan_is_copied_and_gives_the_same_index(tmp_path: Path) -> None:
    plans, index = write_plans(tmp_path / "plans"), tmp_path / "index"
    first = ingest(find_plan_folders([plans]), index, HashingEmbedder(), quiet)
    again = ingest(find_plan_folders([plans]), index, HashingEmbedder(), quiet)
    assert [one.reused for one in first.plans] == [False, False, False]
    assert [one.reused for one in again.plans] == [True, True, True]
    assert (first.swapped, again.swapped) == (True, False)
    assert first.index_id == again.index_id


def test_only_the_changed_plan_is_read_again_and_the_rest_is_as_if_built_anew(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "plans")
    ingest(find_plan_folders([plans]), tmp_path / "grown", HashingEmbedder(), quiet)
    write_plan(plans, "tanizawa-kanko", "谷沢市", OTHER + "\n# 3 体育\n\nプールを2か所に増やします。\n")
    grown = ingest(find_plan_folders([plans]), tmp_path / "grown", HashingEmbedder(), quiet)
    fresh = ingest(find_plan_folders([plans]), tmp_path / "fresh", HashingEmbedder(), quiet)
    reread = [one.plan.manifest.id for one in grown.plans if not one.reused]
    assert reread == ["tanizawa-kanko"]
    assert grown.index_id == fresh.index_id
    readers = [engine_of(tmp_path / name).open(HashingEmbedder()) for name in ("grown", "fresh")]
    for question in ("プールは何か所？", "押印の省略", "早期退職"):
        one, other = (reader.search(question, access=Access.STAFF) for reader in readers)
        assert one == other
    assert all(reader.problems() == () for reader in readers)
    for reader in readers:
        reader.close()


def test_the_index_holds_exactly_the_given_plans(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "plans")
    ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(), quiet)
    ingest(find_plan_folders([plans / "morikawa-dx"]), tmp_path / "index", HashingEmbedder(), quiet)
    assert _ids(tmp_path / "index") == ["morikawa-dx"]


def test_a_broken_plan_is_named_and_left_out(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "plans")
    (plans / "tanizawa-kanko" / "plan.toml").write_text("id = ", encoding="utf-8")
    report = ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(), quiet)
    assert len(report.failures) == 1
    assert "tanizawa-kanko" in report.failures[0]
    assert "\n" not in report.failures[0]
    assert _ids(tmp_path / "index") == ["morikawa-dx", "morikawa-naibu"]


def test_a_duplicate_id_fails_and_changes_nothing(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "plans")
    ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(), quiet)
    write_plan(plans / "more", "morikawa-dx", "森川市", OTHER)
    with pytest.raises(IngestError, match="'morikawa-dx' is already that of"):
        ingest(
            [*find_plan_folders([plans]), plans / "more" / "morikawa-dx"], tmp_path / "index", HashingEmbedder(), quiet
        )
    assert len(_ids(tmp_path / "index")) == 3


def test_another_model_is_refused_with_the_way_out(index_folder: Path) -> None:
    with pytest.raises(IndexMismatchError, match="dimension 64 instead of 32; run `assistant ingest`"):
        engine_of(index_folder).open(HashingEmbedder(32))


def test_another_model_builds_anew(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "plans")
    ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(), quiet)
    report = ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(32), quiet)
    assert [one.reused for one in report.plans] == [False, False, False]


@pytest.mark.parametrize("delay", [0.02, 0.1, 0.3, 0.6, 1.0])
def test_a_killed_ingest_leaves_the_old_index_answering(tmp_path: Path, delay: float) -> None:
    plans, index = write_plans(tmp_path / "plans"), tmp_path / "index"
    ingest(find_plan_folders([plans / "morikawa-dx"]), index, HashingEmbedder(), quiet)
    for number in range(60):
        write_plan(plans, f"more-{number}", "谷沢市", OTHER * 20)
    command = [sys.executable, "-m", "assistant", "ingest", str(plans), "--index", str(index)]
    environment = {**os.environ, "ASSISTANT_MODEL": "hashing"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        started = time.monotonic()
        while not list((index / "generations").glob(".*")) and process.poll() is None:
            assert time.monotonic() - started < 60
            time.sleep(0.005)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    reader = engine_of(index).open(HashingEmbedder())
    assert reader.search("押印の省略", access=Access.PUBLIC)[0].chunk.plan_id == "morikawa-dx"
    assert reader.problems() == ()
    reader.close()
    ingest(find_plan_folders([plans / "morikawa-dx"]), index, HashingEmbedder(), quiet)
    assert _ids(index) == ["morikawa-dx"]
    assert not list((index / "generations").glob(".*"))
