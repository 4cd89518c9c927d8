"""What other machines of the host took: its share of all time, and the most of it while something went on."""

import asyncio
from pathlib import Path

import pytest

from eval import stolen
from eval.stolen import Reading, Stolen, watched

CALM_THEN_BUSY = Stolen((Reading(10, 0, 0), Reading(12, 400, 4), Reading(14, 800, 204), Reading(16, 1_200, 204)))


def test_the_share_is_of_all_time() -> None:
    assert CALM_THEN_BUSY.share == pytest.approx(0.17)
    assert Stolen().share is None


@pytest.mark.parametrize(
    ("begun", "ended", "most"),
    [
        (10.1, 11.9, 0.01),
        (10.1, 12.1, 0.5),
        (12.1, 12.2, 0.5),
        (14.1, 15.0, 0.0),
        (9.0, 9.5, 0.0),
        (15.0, 19.0, 0.0),
        (11.0, 19.0, 0.5),
    ],
)
def test_the_most_is_that_of_every_stretch_that_is_touched(begun: float, ended: float, most: float) -> None:
    assert CALM_THEN_BUSY.most(begun, ended) == pytest.approx(most)


def test_a_system_that_tells_nothing_has_no_readings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for text in (None, "", "cpu 1 2 3", "cpu a b c d e f g h\n"):
        monkeypatch.setattr(stolen, "_STAT", tmp_path / "stat")
        if text is not None:
            (tmp_path / "stat").write_text(text, encoding="ascii")
        assert list(stolen.read()) == []
    assert Stolen().most(1, 2) == 0.0


def test_readings_are_taken_from_the_start_to_the_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "stat").write_text("cpu  10 0 5 80 1 0 0 4 0 0\ncpu0 1 2\n", encoding="ascii")
    monkeypatch.setattr(stolen, "_STAT", tmp_path / "stat")
    monkeypatch.setattr(stolen, "_EVERY", 0.01)

    async def run() -> Stolen:
        over = asyncio.Event()
        task = asyncio.create_task(watched(over))
        await asyncio.sleep(0.1)
        over.set()
        return await task

    readings = asyncio.run(run()).readings
    assert len(readings) > 2
    assert {(one.counted, one.stolen) for one in readings} == {(100, 4)}
    assert list(readings) == sorted(readings, key=lambda one: one.moment)
