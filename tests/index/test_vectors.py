"""Sentence vectors: exact and approximate search agree; access levels and slices hold."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest

from corpus.access import Access
from index.embedding import Vectors, unit_rows
from index.errors import IndexDamagedError, IndexUnavailableError
from index.vectors import SentenceVectors, build_vectors

DIMENSION = 16


def _rows(count: int, seed: int) -> Vectors:
    return unit_rows(np.random.default_rng(seed).standard_normal((count, DIMENSION)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vectors") / "vectors"
    build_vectors(folder, [(Access.PUBLIC, _rows(300, 1)), (Access.STAFF, _rows(40, 2))])
    return folder


def test_chroma_and_the_exact_scan_find_the_same(folder: Path) -> None:
    exact = SentenceVectors.open(folder, DIMENSION, exact_below=1_000)
    chroma = SentenceVectors.open(folder, DIMENSION, exact_below=0)
    for query in _rows(20, 3):
        for access in Access:
            wanted, found = (vectors.nearest(query, 10, access=access) for vectors in (exact, chroma))
            assert found.ordinals.tolist() == wanted.ordinals.tolist()
            assert np.allclose(found.similarities, wanted.similarities, atol=1e-5)
    chroma.close()


@pytest.mark.parametrize("exact_below", [0, 1_000])
def test_a_public_asker_never_gets_a_staff_sentence(folder: Path, exact_below: int) -> None:
    vectors = SentenceVectors.open(folder, DIMENSION, exact_below)
    for query in _rows(40, 2):  # each one is exactly a staff sentence
        assert vectors.nearest(query, 50, access=Access.PUBLIC).ordinals.max() < 300
        assert vectors.nearest(query, 1, access=Access.STAFF).ordinals[0] >= 300
    vectors.close()


def test_what_is_asked_after_closing_connects_anew(folder: Path) -> None:
    vectors = SentenceVectors.open(folder, DIMENSION, exact_below=0)
    query = _rows(1, 3)[0]
    before = vectors.nearest(query, 5, access=Access.PUBLIC).ordinals.tolist()
    vectors.close()
    assert vectors.nearest(query, 5, access=Access.PUBLIC).ordinals.tolist() == before
    assert list(vectors.problems()) == []
    vectors.close()


def test_a_chroma_that_cannot_be_read_is_told_in_one_line(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "vectors")
    (tmp_path / "vectors" / "chroma" / "chroma.sqlite3").write_bytes(b"not a database, and too short for one" * 40)
    vectors = SentenceVectors.open(tmp_path / "vectors", DIMENSION, exact_below=0)
    with pytest.raises(IndexDamagedError, match="run `assistant ingest`") as told:
        vectors.nearest(_rows(1, 3)[0], 5, access=Access.PUBLIC)
    assert "\n" not in str(told.value)


def test_a_row_of_chromas_that_its_level_lacks_is_told_as_damage(tmp_path: Path) -> None:
    build_vectors(tmp_path / "vectors", [(Access.PUBLIC, _rows(60, 1)), (Access.STAFF, _rows(5, 2))])
    np.save(tmp_path / "vectors" / "public.npy", _rows(60, 1)[:50], allow_pickle=False)  # 10 fewer than Chroma has
    vectors = SentenceVectors.open(tmp_path / "vectors", DIMENSION, exact_below=0)
    with pytest.raises(IndexDamagedError, match="lacks"):
        vectors.nearest(_rows(60, 1)[55], 5, access=Access.PUBLIC)
    vectors.close()


def test_no_place_for_chromas_copy_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    vectors = SentenceVectors.open(folder, DIMENSION, exact_below=0)
    with pytest.raises(IndexUnavailableError, match="free space in"):
        vectors.nearest(_rows(1, 3)[0], 5, access=Access.PUBLIC)


def test_slices_restrict_the_search(folder: Path) -> None:
    vectors = SentenceVectors.open(folder, DIMENSION, exact_below=0)
    found = vectors.nearest_in(_rows(1, 4)[0], 500, [range(10, 20), range(310, 315)])
    assert sorted(found.ordinals.tolist()) == [*range(10, 20), *range(310, 315)]
    assert (np.diff(found.similarities) <= 0).all()
    assert vectors.nearest_in(_rows(1, 4)[0], 5, []).ordinals.tolist() == []


def test_equals_at_the_edge_come_by_ordinal(tmp_path: Path) -> None:
    same = np.repeat(_rows(1, 5), 20, axis=0)
    build_vectors(tmp_path / "vectors", [(Access.PUBLIC, same), (Access.STAFF, same)])
    vectors = SentenceVectors.open(tmp_path / "vectors", DIMENSION, exact_below=1_000)
    assert vectors.nearest_in(same[0], 3, [range(4, 20), range(20, 40)]).ordinals.tolist() == [4, 5, 6]
    assert vectors.nearest_in(same[0], 0, [range(4, 20)]).ordinals.tolist() == []
    vectors.close()


def test_a_range_over_two_levels_is_refused(folder: Path) -> None:
    vectors = SentenceVectors.open(folder, DIMENSION, exact_below=0)
    with pytest.raises(IndexError):
        vectors.rows(range(299, 301))


def test_rows_are_taken_from_every_level(folder: Path) -> None:
    vectors = SentenceVectors.open(folder, DIMENSION, exact_below=0)
    both = np.concatenate([_rows(300, 1), _rows(40, 2)])
    for ordinals in ([0, 7, 299, 300, 339], [310], [3, 4], []):
        assert (
            vectors.take(np.array(ordinals, dtype=np.int64)).tolist() == both[ordinals].reshape(-1, DIMENSION).tolist()
        )


def test_problems_tell_of_a_collection_that_differs(folder: Path, tmp_path: Path) -> None:
    sound = SentenceVectors.open(folder, DIMENSION, exact_below=0)
    assert list(sound.problems()) == []
    sound.close()
    build_vectors(tmp_path / "vectors", [(Access.PUBLIC, _rows(30, 1)), (Access.STAFF, _rows(0, 2))])
    np.save(tmp_path / "vectors" / "public.npy", _rows(30, 9))
    altered = SentenceVectors.open(tmp_path / "vectors", DIMENSION, exact_below=0)
    assert any("differs" in problem for problem in altered.problems())
    altered.close()


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY broken"])
def test_a_broken_matrix_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "public.npy").write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"public\.npy: unreadable .*assistant ingest"):
        SentenceVectors.open(tmp_path, DIMENSION, exact_below=0)


@pytest.mark.parametrize("rows", [300, 1_300])  # Chroma takes vectors out of its database by the thousand
def test_readers_leave_what_they_read_as_it_is(rows: int, tmp_path: Path) -> None:
    copy = tmp_path / "vectors"
    build_vectors(copy, [(Access.PUBLIC, _rows(rows, 1)), (Access.STAFF, _rows(40, 2))])
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in copy.rglob("*") if path.is_file()}
    readers = [SentenceVectors.open(copy, DIMENSION, exact_below=0) for _ in range(3)]
    query = _rows(40, 2)[7]
    found = [reader.nearest(query, 10, access=Access.STAFF).ordinals.tolist() for reader in readers]
    assert found[0] == found[1] == found[2]
    assert found[0][0] == rows + 7
    for reader in readers:
        reader.close()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in copy.rglob("*") if path.is_file()} == before
