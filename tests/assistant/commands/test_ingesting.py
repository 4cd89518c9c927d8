"""``assistant ingest``: what it prints of each plan, and its bar on a terminal only."""

import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.__main__ import run
from corpus.ingest import read_plan
from corpus.notice import Notice, NoticeCode
from corpus.plan import Plan
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from tests.plans import write_plan, write_plans

ROOT = Path(__file__).resolve().parents[3]


def _ingested(capsys: pytest.CaptureFixture[str], plans: Path, index: Path) -> list[str]:
    assert run(["ingest", str(plans), "--index", str(index)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out.splitlines()


@pytest.mark.parametrize(("count", "last"), [(0, None), (5, "page 5: 見出しを除いた"), (8, "and 3 more; ")])
def test_notices_are_told_in_short(
    count: int, last: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def noticed(folder: Path) -> Plan:
        pages = range(1, count + 1)
        notices = (Notice("plan.md", f"page {page}", NoticeCode.LEFT_OUT, "見出しを除いた") for page in pages)
        return replace(read_plan(folder), notices=tuple(notices))

    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")
    monkeypatch.setattr("index.reading.read_plan", noticed)
    write_plan(tmp_path / "plans", "morikawa-dx", "森川市", "# 1 目的\n\n市民の暮らしを守ります。\n")
    lines = _ingested(capsys, tmp_path / "plans", tmp_path / "index")
    noted = [line for line in lines if line.startswith("  noted: ")]
    assert len(noted) == min(count, 6)
    assert last is None or last in noted[-1]
    assert _ingested(capsys, tmp_path / "plans", tmp_path / "index")[1:-1] == noted  # told again where unchanged


def test_progress_counts_plans_and_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int, str, int]] = []
    monkeypatch.setattr("index.reading.read_plan", lambda folder: replace(read_plan(folder), pages=len(folder.name)))
    plans = write_plans(tmp_path / "plans")
    folders = [plans / name for name in ("morikawa-dx", "morikawa-naibu", "tanizawa-kanko")]
    ingest(folders, tmp_path / "index", HashingEmbedder(), lambda *said: told.append(said))
    assert told == [
        (0, 3, "morikawa-dx", 0),
        (1, 3, "morikawa-naibu", 11),
        (2, 3, "tanizawa-kanko", 25),
        (3, 3, "", 39),
    ]


def _command(plans: Path, index: Path) -> tuple[list[str], dict[str, str]]:
    command = [sys.executable, "-m", "assistant", "ingest", str(plans), "--index", str(index)]
    return command, {**os.environ, "ASSISTANT_MODEL": "hashing", "TERM": "xterm", "COLUMNS": "120"}


def test_a_terminal_sees_plans_pages_and_the_time_left(plans: Path, tmp_path: Path) -> None:
    terminal, end = pty.openpty()
    command, environment = _command(plans, tmp_path / "index")
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=end) as process:
        os.close(end)
        shown = b""
        while part := _read(terminal):
            shown += part
    os.close(terminal)
    assert process.returncode == 0
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
    assert re.search(r"3/3 plans · 0 pages · (-:--:--|0:00:00)", text), text
    assert "writing the index" in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other end was closed
        return b""


def test_no_terminal_sees_no_bar(plans: Path, tmp_path: Path) -> None:
    command, environment = _command(plans, tmp_path / "index")
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count(" sections, ") == 3
