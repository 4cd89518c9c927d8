"""The command that measures pages in a browser: each figure with its goal and n."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from assistant.assembly import Assistant
from tests.serving import served
from tests.web import browser_speed
from tests.web.browsing import NEEDS_CHROMIUM
from tests.web.library_town import COURSE, MET, library_assistant
from web.app import create_app

FIGURES = [
    "first content of /",
    "first content of /kpis",
    "first content of an answer page",
    "question sent to answer shown",
    "weight of /",
    "weight of /plans",
    "weight of /privacy",
    "weight of /kpis",
    "weight of /kpis/compare",
    "weight of an indicator",
    "weight of a plan's text",
    "weight of an answer page",
]


@NEEDS_CHROMIUM
def test_every_figure_is_measured(browser: Browser, tmp_path: Path) -> None:
    assistant: Assistant = library_assistant(tmp_path)
    with served(create_app(assistant)) as address:
        rows = list(browser_speed.measure(browser, address, [COURSE, MET], 1))
    assistant.index.close()
    assert [row[0] for row in rows] == FIGURES
    assert [row[-1] for row in rows] == ["1", "1", "1", "2", "1", "1", "1", "1", "1", "6", "1", "1"]
    assert all(float(row[1].split()[0]) > 0 for row in rows)


def test_a_goal_is_held_against_its_percentile() -> None:
    values = [10.0] * 19 + [1_000.0]
    assert browser_speed.row("figure", values, "ms", 300, judged=50)[4] == "< 300 ms: met"
    assert browser_speed.row("figure", values, "ms", 300, judged=100)[4] == "< 300 ms: missed"
    assert browser_speed.row("figure", values, "ms", 300, judged=50)[1:4] == ("10 ms", "60 ms", "1000 ms")


def test_questions_are_different_and_from_everywhere() -> None:
    questions = browser_speed.spread_questions(60)
    assert len(set(questions)) == 60
    assert set(questions) < set(browser_speed.spread_questions(10_000))


def test_figures_are_written_with_their_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [browser_speed.row("first content of /", [100.0, 200.0], "ms", 300, judged=95)]
    browser_speed.write(rows, tmp_path / "bench", 0.5)
    written = next((tmp_path / "bench").iterdir())
    assert written.name.endswith("-browser.md")
    text = written.read_text(encoding="utf-8")
    assert "| first content of / | 150 ms | 195 ms | 200 ms | < 300 ms: met | 2 |" in text
    assert capsys.readouterr().out == text
