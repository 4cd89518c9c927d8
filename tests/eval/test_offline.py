"""Nothing is reached for on another host; what would be is noted, by the hook and, without a network, by the kernel."""

import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
import typer

from eval import offline
from eval.errors import EvalError

REACHING = """
import socket
for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(family, kind) as one:
            one.settimeout(0.01)
            try:
                one.connect((address, 9))
            except OSError:
                pass
"""
NAMING = "import socket\ntry:\n socket.getaddrinfo('name.invalid', 80)\nexcept OSError:\n pass"
STAYING = """
import socket
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname())
socket.create_connection(("localhost", server.getsockname()[1]))
"""


@pytest.fixture(autouse=True)
def _toy_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")


def needs_namespace() -> None:
    if not offline.namespace():
        pytest.skip("no network namespace may be made here")


def test_who_reaches_for_another_host_is_noted(tmp_path: Path) -> None:
    watched = offline.Watched(tmp_path)
    assert watched.run(sys.executable, "-c", REACHING) == ""
    assert watched.attempts() == {"socket.connect 192.0.2.1": 2, "socket.connect 2001:db8::1": 2}


def test_who_looks_up_a_name_is_noted_in_a_child_as_well(tmp_path: Path) -> None:
    watched = offline.Watched(tmp_path)
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {NAMING!r}])"
    assert watched.run(sys.executable, "-c", child) == ""
    assert watched.attempts() == {"socket.getaddrinfo name.invalid": 1}


def test_this_machine_is_no_other_host(tmp_path: Path) -> None:
    watched = offline.Watched(tmp_path)
    assert watched.run(sys.executable, "-c", STAYING) == ""
    assert not watched.attempts()


def test_a_step_that_fails_is_told_with_its_last_line(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('first\\nlast')")
    assert offline.Watched(tmp_path).run(*command).endswith(": last")


def test_the_kernel_counts_what_has_no_way() -> None:
    needs_namespace()
    code = (
        "from eval.offline import raise_loopback, unrouted\nraise_loopback()\nbefore = unrouted()\n"
        f"exec({STAYING!r})\nprint(unrouted() - before)\nexec({REACHING!r})\nprint(unrouted() - before)"
    )
    done = subprocess.run([*offline.namespace(), sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"0", b"4"]


def test_where_there_is_a_network_the_kernel_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: "Iface Destination\neth0 00000000")
    assert offline.unrouted() is None


def test_ingest_questions_and_a_server_reach_for_nothing(plans: Path) -> None:
    needs_namespace()
    run = offline._outside(plans)
    assert run.failed == ()
    assert run.attempts == {}
    assert run.without_route == run.count == 0
    assert len(run.steps) == 7


def test_without_a_namespace_the_hook_counts_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plans: Path
) -> None:
    monkeypatch.setattr(offline, "namespace", lambda: ())
    monkeypatch.setattr(offline, "steps_of", lambda *_: [("ask", "何？", "--index", str(tmp_path / "none"))])
    monkeypatch.setattr(offline, "unrouted", lambda: None)
    run = offline._outside(plans)
    assert run.without_route is None
    assert run.attempts == {}
    (failed,) = run.failed
    assert "run `assistant ingest`" in failed


def test_a_run_that_breaks_off_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(offline, "namespace", lambda: (sys.executable, "-c", ""))
    with pytest.raises(EvalError, match="broke off"):
        offline._outside(tmp_path)


@pytest.mark.parametrize(
    ("attempts", "unrouted", "failed", "bad"),
    [
        ({}, 0, (), False),
        ({}, None, (), False),
        ({"socket.connect 192.0.2.1": 2}, None, (), True),
        ({}, 3, (), True),
        ({}, 0, ("ask: broken",), True),
    ],
)
def test_an_attempt_or_a_failure_fails_the_run(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    attempts: dict[str, int],
    unrouted: int | None,
    failed: tuple[str, ...],
    bad: bool,  # noqa: FBT001
) -> None:
    run = offline.Offline(steps=("ask",), failed=failed, attempts=attempts, without_route=unrouted)
    monkeypatch.setattr(offline, "_outside", lambda _: run)
    with pytest.raises(typer.Exit) if bad else nullcontext():
        offline.offline(tmp_path, tmp_path)
    (written,) = tmp_path.glob("*.md")
    text = written.read_text(encoding="utf-8")
    assert ("| not counted: no network namespace |" in text) == (unrouted is None)
    assert ("- 2 x socket.connect 192.0.2.1" in text) == bool(attempts)
    assert ("- ask: broken" in text) == bool(failed)


def test_the_hook_is_silent_where_nobody_asks() -> None:
    environment = {**os.environ, "PYTHONPATH": str(offline._HOOK)} | {offline.ATTEMPTS: ""}
    done = subprocess.run([sys.executable, "-c", REACHING], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
