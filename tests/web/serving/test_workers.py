"""Two worker processes on one address: both answer, a killed one is replaced, a new index reaches both."""

import os
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from time import monotonic, sleep

import httpx
import pytest

from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from tests.conftest import quiet
from tests.plans import write_plans

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60
QUESTION = {"question": "森川市の推進会議は年に何回開きますか"}

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="worker processes are found in /proc")


@pytest.fixture
def index(plans: Path, tmp_path: Path) -> Path:
    """Return an index of one plan that a test may change."""
    copytree(plans / "morikawa-dx", tmp_path / "plans" / "morikawa-dx")
    ingest(find_plan_folders([tmp_path / "plans"]), tmp_path / "index", HashingEmbedder(), quiet)
    return tmp_path / "index"


@contextmanager
def server(index: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Give the address and the process of a server with two workers."""
    command = [sys.executable, "-m", "assistant", "serve", "--workers", "2", "--port", "0", "--index", str(index)]
    environment = {**os.environ, "ASSISTANT_MODEL": "hashing", "ASSISTANT_WEB_DB": str(index.parent / "web.db")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            told = process.stdout.readline() if process.stdout else ""
            assert told.startswith("serving http://"), told
            yield told.removeprefix("serving ").strip(), process
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()


def workers(process: subprocess.Popen[str]) -> set[int]:
    """Return the processes that serve; the helper that Python starts beside them does not."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    found = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    return {child for child, command in found.items() if b"spawn_main" in command}


def until(true: "object", seconds: float = PATIENCE) -> None:
    """Wait until a call returns what is true."""
    end = monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert monotonic() < end, "it did not come true in time"
        sleep(0.1)


def answered(address: str, count: int) -> list[int]:
    """Return the status of as many questions, each on a connection of its own; 0 where the connection broke."""
    return [_status(address) for _ in range(count)]


def _status(address: str) -> int:
    try:
        return httpx.post(f"{address}/api/ask", json=QUESTION, timeout=PATIENCE).status_code
    except httpx.TransportError:
        return 0


def counted(address: str) -> float:
    text = httpx.get(f"{address}/metrics", timeout=PATIENCE).text
    return sum(float(value) for value in re.findall(r"^assistant_questions_total\{.*\} (\S+)$", text, re.MULTILINE))


def index_id(address: str) -> str:
    """Return what one of the workers answers from."""
    return str(httpx.get(f"{address}/readyz", timeout=PATIENCE).json()["index_id"])


def test_two_workers_serve_as_one(index: Path) -> None:
    with server(index) as (address, process):
        assert answered(address, 10) == [200] * 10
        assert counted(address) == 10, "the counters are those of both"

        token = re.search(r'name="token" value="([^"]+)"', _asked_page(address)[0])
        cookies, sent = _asked_page(address)[1], []
        for _ in range(6):
            page = httpx.get(address, cookies=cookies, timeout=PATIENCE)
            sent.append(page.text.count(QUESTION["question"]) > 0)
        assert (token is not None, sent) == (True, [True] * 6), "a session holds with either worker"

        before = workers(process)
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        lost = answered(address, 20).count(0)
        assert lost <= 1, "no more than what the killed one had in hand"
        until(lambda: len(workers(process)) == 2 and workers(process) != before)

        old = index_id(address)
        ingest(find_plan_folders([write_plans(index.parent / "more")]), index, HashingEmbedder(), quiet)
        until(lambda: all(index_id(address) != old for _ in range(8)))
        assert answered(address, 5) == [200] * 5

        begun = monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert monotonic() - begun < 20


def _asked_page(address: str) -> tuple[str, httpx.Cookies]:
    response = httpx.post(f"{address}/ask", data=QUESTION, timeout=PATIENCE)
    assert response.status_code == 200
    return response.text, response.cookies


def test_workers_that_cannot_open_the_index_end_the_server(tmp_path: Path) -> None:
    started = f"""
import os, socket, sys
from pathlib import Path
from assistant.settings import Settings
from web.serving.workers import run_workers
listener = socket.create_server(("127.0.0.1", 0))
run_workers(Settings(index=Path({str(tmp_path / "none")!r}), model="hashing"), listener, 2, lambda: print("ready"))
"""
    script = tmp_path / "start.py"
    script.write_text(f"if __name__ == '__main__':\n{textwrap.indent(started, '    ')}", encoding="utf-8")
    environment = {**os.environ, "ASSISTANT_MODEL": "hashing", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=PATIENCE,
                          check=False)  # fmt: skip
    assert done.stdout == ""
    assert "cannot start" in done.stderr
    assert str(tmp_path / "none") in done.stderr
