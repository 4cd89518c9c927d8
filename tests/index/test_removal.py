"""What a plan leaves behind when its folder goes, and what an ingest touches when others stay as they are."""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import numpy as np
import pytest

from corpus.access import Access
from corpus.ingest import find_plan_folders, read_plan
from corpus.plan import Plan
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.reader import IndexReader
from tests.conftest import quiet
from tests.plans import write_plan, write_plans

GONE = "morikawa-dx"
WORDS = ("押印", "フレイル")  # said by this plan alone


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return write_plans(tmp_path / "plans")


@pytest.fixture
def reader(plans: Path, tmp_path: Path) -> Iterator[IndexReader]:
    """Return the index after a plan with KPI values was taken away."""
    ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(), quiet)
    rmtree(plans / GONE)
    report = ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(), quiet)
    assert [one.reused for one in report.plans] == [True, True]
    opened = engine_of(tmp_path / "index").open(HashingEmbedder())
    yield opened
    opened.close()


@pytest.mark.parametrize("access", list(Access))
def test_no_look_up_finds_a_removed_plan(reader: IndexReader, access: Access) -> None:
    assert GONE not in [plan.manifest.id for plan in reader.plans(access=access)]
    assert reader.plan(GONE, access=access) is None
    assert reader.text(GONE, access=access) is None
    assert reader.span(GONE, 0, 9, access=access) is None
    assert reader.health(GONE, access=access) is None
    assert reader.chunk(f"{GONE}.1.0", access=access) is None
    assert not reader.sections(GONE, access=access)
    assert not reader.chunks(GONE, access=access)
    assert not reader.indicators(GONE, access=access)
    assert not reader.rejections(GONE, access=access)
    assert not reader.kpis(access=access, plan_ids=[GONE])
    assert GONE not in {record.plan_id for record in reader.kpis(access=access)}


@pytest.mark.parametrize("access", list(Access))
def test_no_search_finds_a_removed_plan(reader: IndexReader, access: Access) -> None:
    for question in ("押印を省く手続きは何件？", "フレイルとは", "市の借入金の残高"):
        assert all(hit.chunk.plan_id != GONE for hit in reader.search(question, access=access, top=50))
        assert reader.search(question, access=access, plan_ids=[GONE]) == ()


def test_no_vector_and_no_word_of_a_removed_plan_is_kept_in_the_live_index(reader: IndexReader) -> None:
    sentences = sum(plan.sentences for plan in reader.plans(access=Access.STAFF))
    vectors = sum(len(np.load(Path(reader.place) / "vectors" / f"{access.value}.npy")) for access in Access)
    assert reader.manifest.sentences == vectors == sentences
    assert reader.problems() == ()
    for path in Path(reader.place).rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for word in (GONE, *WORDS):
            assert word.encode() not in content, path
            assert word.encode("ascii", "backslashreplace") not in content, path


def test_the_index_after_a_removal_is_as_if_built_anew(reader: IndexReader, plans: Path, tmp_path: Path) -> None:
    fresh = ingest(find_plan_folders([plans]), tmp_path / "fresh", HashingEmbedder(), quiet)
    assert fresh.index_id == reader.index_id


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (lambda _: None, []),
        (lambda plans: write_plan(plans, "new-plan", "谷沢市", "# 1 目的\n\n市民の健康を守ります。\n"), ["new-plan"]),
        (lambda plans: (plans / GONE / "kpi.csv").unlink(), [GONE]),
        (lambda plans: (plans / GONE / "later.txt").write_text("追って定めます。\n", encoding="utf-8"), [GONE]),
        (lambda plans: (plans / GONE / "plan.md").touch(), []),
        (lambda plans: (plans / GONE).rename(plans / "renamed"), []),
        (lambda plans: rmtree(plans / "tanizawa-kanko"), []),
    ],
    ids=["nothing", "new plan", "file gone", "new file", "new date only", "folder renamed", "plan gone"],
)
def test_only_what_changed_is_read_and_embedded(
    change: object, touched: list[str], plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(), quiet)
    assert callable(change)
    change(plans)
    read: list[str] = []
    embedded: list[str] = []

    def reading(folder: Path) -> Plan:
        read.append(folder.name)
        return read_plan(folder)

    class Counting(HashingEmbedder):
        def encode_document(self, texts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 (as its parent)
            embedded.extend(texts)
            return super().encode_document(texts)

    monkeypatch.setattr("index.reading.read_plan", reading)
    report = ingest(find_plan_folders([plans]), tmp_path / "index", Counting(), quiet)
    assert read == touched
    assert embedded == [
        sentence.text
        for one in report.plans
        if one.plan.manifest.id in touched
        for chunk in one.plan.chunks
        for sentence in chunk.sentences
    ]
