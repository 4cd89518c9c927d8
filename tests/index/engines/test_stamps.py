"""Files that are written over under an open reader are noticed; those that are removed are not missed."""

import hashlib
from pathlib import Path

import pytest

from index.engines.stamps import Stamps
from index.errors import IndexDamagedError


@pytest.fixture
def stamps(tmp_path: Path) -> Stamps:
    digests = {}
    for name in ("store.sqlite", "public.npy"):
        (tmp_path / name).write_text(name)
        digests[name] = hashlib.sha256(name.encode()).hexdigest()
    return Stamps(tmp_path, digests)


def test_a_file_that_was_altered_is_told_at_once_and_until_it_is_mended(stamps: Stamps) -> None:
    stamps.check()
    stamps.guard()
    (stamps.folder / "public.npy").write_text("public")
    for _ in range(2):
        with pytest.raises(IndexDamagedError, match=r"public\.npy: altered; run `assistant ingest`"):
            stamps.guard()
    (stamps.folder / "public.npy").write_text("public.npy")
    stamps.guard()
    assert list(stamps.altered()) == []


def test_a_removed_generation_stays_in_use_by_who_has_it_open(stamps: Stamps) -> None:
    stamps.check()
    for name in stamps.digests:
        (stamps.folder / name).unlink()
    stamps.guard()
    assert list(stamps.altered()) == ["store.sqlite: missing", "public.npy: missing"]


def test_an_altered_file_is_not_opened(stamps: Stamps) -> None:
    (stamps.folder / "store.sqlite").write_text("other")
    with pytest.raises(IndexDamagedError, match=r"store\.sqlite: altered"):
        stamps.check()
