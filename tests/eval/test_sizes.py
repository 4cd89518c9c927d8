"""Sizes are measured as they come, each kept in a file, and set side by side."""

import datetime
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval import sizes
from eval.bench import table
from eval.errors import EvalError
from eval.estimate import Machine, estimate_of, rows
from eval.growth_chart import growth_chart, write_growth_chart
from eval.size_figures import (
    Ingest,
    Peer,
    Probe,
    Served,
    SizeFigures,
    Times,
    goal_rows,
    peer_rows,
    read_sizes,
    size_rows,
)


def times(p50: float) -> Times:
    return Times(n=9, mean=p50, p50=p50, p95=2 * p50)


def figures(name: str, chunks: int, *, ingest: Ingest | None = None, peers: tuple[Peer, ...] = ()) -> SizeFigures:
    """Return a size whose search takes 4 ms and one more for each 10,000 chunks, in 100 MiB and 1 for each 100."""
    search, ask = times(4 + chunks / 10_000), 10 + chunks / 5_000
    return SizeFigures(
        name=name, measured=datetime.date(2026, 11, 22), plans=max(1, chunks // 250), chunks=chunks,
        sentences=6 * chunks, characters=250 * chunks, index_mib=chunks / 100, ingest=ingest, cold_seconds=2,
        ours=Probe(ready_seconds=1, searches=search, asks=times(ask), memory_mib=100 + chunks / 100),
        served=Served(start_seconds=3, answers_a_second=600 / ask, errors=0, memory_mib=400), peers=peers,
    )  # fmt: skip


SMALL = figures("1000", 1_000, ingest=Ingest(seconds=4, cpu_seconds=5, peak_mib=200))
MIDDLE = figures("10000", 10_000, ingest=Ingest(seconds=30, cpu_seconds=36, peak_mib=400))
LARGE = figures(
    "100000",
    100_000,
    peers=(
        Peer(
            method="Haystack BM25",
            probe=Probe(ready_seconds=60, searches=times(280), memory_mib=3_000),
        ),
        Peer(method="LangChain + Chroma", probe=None, trouble="not done in 320 s"),
    ),
)


@pytest.fixture
def _toy_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")


@pytest.mark.usefixtures("_toy_model")
def test_a_size_is_measured_kept_and_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sizes, "_FOLDER", tmp_path)
    monkeypatch.setattr(sizes, "_LARGEST", tmp_path / "none")
    monkeypatch.setattr(sizes, "_COLD_RUNS", 1)
    sizes.sizes(["250", "100000"], seconds=1, count=3, peers=False)
    (kept,) = read_sizes(tmp_path / "sizes")
    assert (kept.name, kept.plans, kept.chunks) == ("250", 1, 250)
    assert kept.ingest
    assert kept.ingest.cpu_seconds > 0
    assert kept.ingest.peak_mib > 20
    assert kept.index_mib > 0.1
    assert kept.served.errors == 0
    assert kept.served.answers_a_second > 0
    assert (kept.ours.searches.n, kept.peers) == (3, ())
    told = capsys.readouterr()
    assert "100000 chunks are left out: `make scale` makes their index" in told.err
    assert "| figure | 250 chunks |" in told.out
    assert (tmp_path / "index-250" / "CURRENT").is_file()


def test_what_is_no_size_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="--size many: one of 1000, bundled, 10000, 100000"):
        sizes.corpus_of("many", tmp_path, 3)
    assert sizes.corpus_of("bundled", tmp_path, 5).rows[0].question


def test_a_library_that_fails_or_takes_too_long_has_no_figures_but_a_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    corpus = sizes.Corpus("250", tmp_path, tmp_path / "none", ())
    failed = sizes.peer("Haystack BM25", corpus, 1)
    assert failed.probe is None
    assert "eval.size_probe: " in failed.trouble

    def late(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(subprocess, "run", late)
    assert sizes.peer("Haystack BM25", corpus, 1).trouble == "not done in 301 s"


def test_a_file_that_holds_no_figures_is_named(tmp_path: Path) -> None:
    (tmp_path / "1000.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EvalError, match=r"1000\.json: no figures of a size"):
        read_sizes(tmp_path)


def test_sizes_stand_side_by_side_the_smallest_first(tmp_path: Path) -> None:
    for size in (LARGE, SMALL):
        (tmp_path / f"{size.name}.json").write_text(size.model_dump_json(), encoding="utf-8")
    found = read_sizes(tmp_path)
    assert found == [SMALL, LARGE]
    told = table(*size_rows(found))
    assert told[0] == "| figure | 1,000 chunks | 100,000 chunks |"
    assert "| ingest from nothing | 4.0 s | stood there |" in told
    assert "| `search`, ms | p50 4.1, p95 8.2 (n = 9) | p50 14.0, p95 28.0 (n = 9) |" in told


def test_other_libraries_are_told_as_multiples_of_ours() -> None:
    _, ours, haystack, chroma = peer_rows([LARGE])
    assert ours[:4] == ("100,000", "our search", "p50 14.0, p95 28.0 (n = 9)", "1.0")
    assert haystack[1:4] == ("Haystack BM25", "p50 280, p95 560 (n = 9)", "20.0")
    assert chroma[1:4] == ("LangChain + Chroma", "not done in 320 s", "–")


def test_goals_are_told_of_what_was_measured() -> None:
    _, growth, ratio = goal_rows([SMALL, LARGE])
    assert growth[1:] == ("3.41", "under 6")
    assert ratio == ("Haystack BM25 at 100,000 chunks by ours", "20.0", "over 10")
    assert [row[1] for row in goal_rows([SMALL])] == ["value", "nan"]


def test_the_chart_has_a_line_a_figure_and_is_whole_xml(tmp_path: Path) -> None:
    chart = growth_chart([SMALL, MIDDLE, LARGE])
    assert {line.label for line in chart.lines} == {
        "index on disk: 100 x", "ingest, processor time: 7.2 x at 10,000", "memory of a process: 10 x",
        "search, p50: 3.41 x", "ask, mean: 2.94 x",
    }  # fmt: skip
    assert len({line.mark for line in chart.lines}) == 5
    heights = [line.label_y for line in chart.lines]
    assert all(lower - upper >= 20 for upper, lower in pairwise(heights))
    assert [tick.label for tick in chart.ticks] == ["1,000", "10,000", "100,000"]
    assert [len(line.points) for line in chart.lines if line.label.startswith("ingest")] == [2]
    written = write_growth_chart(tmp_path / "new" / "growth.svg", [SMALL, figures("bundled", 362), MIDDLE, LARGE])
    root = ElementTree.parse(written).getroot()  # noqa: S314  (our own file)
    assert root.tag.endswith("svg")
    assert "style" not in {name for element in root.iter() for name in element.attrib}


def test_an_estimate_follows_the_lines_through_the_smallest_and_the_largest_size() -> None:
    found = estimate_of([SMALL, MIDDLE, LARGE], 1_000_000, Machine(memory_gib=16, cores=4, search_ms=54))
    assert found.parts == 2  # 54 ms are reached at 500,000 chunks, 70 % of 16 GiB at 1,136,880
    assert found.search_ms == pytest.approx(54)
    assert found.disk_gib == pytest.approx(10_000 / 1_024)
    assert found.memory_gib == pytest.approx((2 * 100 + 10_000) / 1_024)
    assert found.ingest_hours == pytest.approx(1_000_000 * 36 / 10_000 / 3_600)
    assert found.answers_a_second == pytest.approx(4 * (600 / 30) / 2 * 30 / 110)
    by_memory = estimate_of([MIDDLE, LARGE], 1_000_000, Machine(memory_gib=1, cores=4, search_ms=1_000))
    assert by_memory.parts == 17  # 716.8 MiB are reached at 61,680 chunks
    assert [row[1] for row in rows([("x", found)])][:2] == ["x", "1,000,000"]


def test_an_estimate_needs_two_sizes_and_room_for_an_empty_index() -> None:
    machine = Machine(16, 4, 100)
    with pytest.raises(EvalError, match="too few sizes"):
        estimate_of([LARGE, figures("bundled", 362)], 1, machine)
    with pytest.raises(EvalError, match="not even an empty index"):
        estimate_of([SMALL, LARGE], 1, Machine(0.1, 4, 100))
