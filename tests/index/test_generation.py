"""Generations on disk: the lock, the swap, what a killed run leaves."""

from pathlib import Path

import pytest

from index.errors import IndexBusyError, IndexFault, IndexMissingError
from index.generation import clear_older, clear_unfinished, current_generation, new_generation, publish, writer_lock


def test_nothing_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="no index there; run `assistant ingest`"):
        current_generation(tmp_path / "none")


def test_publish_swaps_and_a_leftover_goes(tmp_path: Path) -> None:
    first = publish(tmp_path, new_generation(tmp_path, "aa"))
    killed = new_generation(tmp_path, "bb")
    assert current_generation(tmp_path) == first
    second = publish(tmp_path, new_generation(tmp_path, "cc"))
    clear_unfinished(tmp_path)
    clear_older(tmp_path, first, second)
    assert current_generation(tmp_path) == second
    assert first.is_dir()
    assert not killed.exists()
    third = publish(tmp_path, new_generation(tmp_path, "dd"))
    clear_older(tmp_path, second, third)
    assert not first.exists()


def test_a_pointer_to_nowhere_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("gone\n", encoding="utf-8")
    with pytest.raises(IndexMissingError, match="named in CURRENT is gone"):
        current_generation(tmp_path)


def test_a_second_writer_gets_one_clear_line(tmp_path: Path) -> None:
    with (
        writer_lock(tmp_path),
        pytest.raises(IndexBusyError, match="another process is writing"),
        writer_lock(tmp_path),
    ):
        pytest.fail("two writers")
    with writer_lock(tmp_path):
        pass


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IndexFault, match="cannot write there"), writer_lock(tmp_path / "file"):
        pytest.fail("a file is no folder")
