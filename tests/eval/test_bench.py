"""The bench measures what it says, each figure with its n and its command; an error is one line."""

import sys
from pathlib import Path

import pytest

from assistant.batch import AskRow
from eval import bench
from eval.errors import EvalError

ROWS = [
    AskRow(question="森川市の借入金の残高はいくらですか"),
    AskRow(question="フレイルとは何ですか", plan_ids=("morikawa-dx",)),
]


@pytest.fixture(autouse=True)
def _toy_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")


def test_every_figure_has_its_n_and_its_command(
    monkeypatch: pytest.MonkeyPatch, index_folder: Path, plans: Path
) -> None:
    commands: list[str] = []

    def process(figure: str, runs: int, *arguments: str, before: object = None) -> bench.Row:
        commands.append(arguments[0])
        return figure, f"{before is not None}", str(runs), " ".join(arguments)

    monkeypatch.setattr(bench, "process_row", process)
    monkeypatch.setattr(bench, "question_rows", lambda _: ROWS)
    rows = list(bench.measure(index_folder, plans, 1))
    assert commands == ["ingest", "ingest", "ask", "search"]
    assert [row[0] for row in rows[4:]] == ["parse and chunk", "ask", "search", "peak resident memory"]
    assert all(len(row) == 4 and all(row) for row in rows)
    assert float(rows[-1][1].removesuffix(" MiB")) > 20


def test_a_process_is_timed_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    before: list[None] = []
    monkeypatch.setattr(bench, "_ASSISTANT", (sys.executable, "-c", "import time; time.sleep(0.05)"))
    figure, value, n, command = bench.process_row("figure", 3, "ask", "何？", before=lambda: before.append(None))
    assert (figure, n, command, len(before)) == ("figure", "3", "`assistant ask 何？`", 3)
    low, median, high = (float(part.split()[1]) for part in value.removesuffix(" s").split(","))
    assert 0.05 <= low <= median <= high < 5


def test_a_process_that_fails_is_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "_ASSISTANT", (sys.executable, "-c", "raise SystemExit(1)"))
    with pytest.raises(EvalError, match="`assistant ask` failed"):
        bench.process_row("figure", 1, "ask")


def test_the_first_call_is_made_twice_and_measured_once() -> None:
    calls: list[int] = []
    row = bench.call_row("ask", [lambda: calls.append(1), lambda: calls.append(2)], "Assistant.ask")
    assert calls == [1, 1, 2]
    assert row[2] == "2 questions"


def test_a_server_that_does_not_start_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no server of"), bench.serving(tmp_path / "none"):
        pass


def test_a_server_that_never_says_that_it_serves_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "_ASSISTANT", (sys.executable, "-c", "import time; time.sleep(600)"))
    monkeypatch.setattr(bench, "_START", 0.2)
    with pytest.raises(EvalError, match=r"server\.log says why"), bench.serving(tmp_path, log=tmp_path / "server.log"):
        pass


def test_questions_about_other_plans_are_left_out_and_earlier_ones_go_along() -> None:
    rows = bench.question_rows({"saga-smart"})
    assert rows
    assert all(set(row.plan_ids) <= {"saga-smart"} for row in rows)
    assert any(row.history for row in rows)
    assert len(rows) < len(bench.question_rows({"saga-smart", "sasebo-dx"}))


def test_a_result_is_printed_and_dated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench.write_result(tmp_path / "new", "Title", bench.table(("a", "b"), ("1", "2")))
    (written,) = (tmp_path / "new").glob("20*-*-*.md")
    text = written.read_text(encoding="utf-8")
    assert text == capsys.readouterr().out
    assert text.startswith("# Title\n\n20")
    bench.write_result(tmp_path / "new", "Title", (), name="load")
    assert len(list((tmp_path / "new").glob("20*-*-*-load.md"))) == 1
    assert text.endswith("| a | b |\n|---|---|\n| 1 | 2 |\n")


def test_an_error_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def tool() -> None:
        raise EvalError("what: where; way out")

    monkeypatch.setattr(sys, "argv", ["tool"])
    with pytest.raises(SystemExit, match=r"^eval.tool: what: where; way out$"):
        bench.run_tool(tool)
