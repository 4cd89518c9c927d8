"""Reading plans with two processes gives what reading them here gives, whatever happens to a plan or a process."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import index.reading
from corpus.errors import CorpusError
from index.reading import readings
from tests.plans import OTHER, write_plan

ROOT = Path(__file__).resolve().parents[2]
PLANS = 14  # enough for two processes
BROKEN = 5
# Ends each process that reads, the way the system ends one that takes too much memory.
KILLING = """
import multiprocessing, os, pathlib, signal, sys
if multiprocessing.parent_process() is not None:
    os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    from index.reading import readings
    print(sum(1 for _ in readings(sorted(pathlib.Path(sys.argv[1]).iterdir()))))
"""
# Tells its processes once one has read a plan, and then waits.
WAITING = """
import multiprocessing, pathlib, sys, time
if __name__ == "__main__":
    from index.reading import readings
    read = readings(sorted(pathlib.Path(sys.argv[1]).iterdir()))
    next(read)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Return plan folders in order, one of which is broken."""
    found = [write_plan(tmp_path / "plans", f"plan-{number:02d}", "谷沢市", OTHER) for number in range(PLANS)]
    (found[BROKEN] / "plan.toml").write_text("id = ", encoding="utf-8")
    return found


def _script(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "script.py").write_text(text, encoding="utf-8")
    return [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "plans")]


def _gone(process_id: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_two_processes_read_what_one_does(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    together = list(readings(folders))
    monkeypatch.setattr(index.reading, "_MANY", PLANS + 1)
    alone = list(readings(folders))
    assert [str(one) for one in together] == [str(one) for one in alone]
    assert [at for at, one in enumerate(together) if isinstance(one, CorpusError)] == [BROKEN]


def test_few_plans_start_no_process(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.reading, "_pooled", None)
    assert len(list(readings(folders[:1]))) == 1


def test_stopping_early_ends_the_processes(folders: list[Path]) -> None:
    with closing(readings(folders)) as read:
        next(read)
    assert next(read, None) is None


def test_killed_processes_cost_no_plan(folders: list[Path], tmp_path: Path) -> None:
    done = subprocess.run(
        _script(tmp_path, KILLING), cwd=ROOT, env=_paths(), capture_output=True, check=True, timeout=99
    )
    assert int(done.stdout) == len(folders)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_a_process_that_is_stopped(folders: list[Path], tmp_path: Path, how: int) -> None:
    assert folders
    command = _script(tmp_path, WAITING)
    with subprocess.Popen(
        command, cwd=ROOT, env=_paths(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        children = [int(word) for word in process.stdout.readline().split()]
        process.send_signal(how)
        process.wait(99)
    assert children
    assert all(map(_gone, children))


def _paths() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
