"""The whole assistant without a network: ingest, questions and a server, every attempt to reach another host counted.

``python -m eval.offline`` (``make offline``) writes ``var/offline/<date>.md``; exit 1 where there was an attempt or
where something failed. Attempts are counted twice: by an audit hook in each Python process, and, where this user may
make a network namespace (Linux), by the kernel, which has no route there and counts what compiled libraries try, too.
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.batch import AskRow
from assistant.settings import BUNDLED
from eval.bench import PATIENCE, Row, fetch, run_tool, serving, table, write_result
from eval.errors import EvalError

ATTEMPTS: Final = "OFFLINE_ATTEMPTS"
_HOOK: Final = Path(__file__).with_name("offline_hook")
_ASSISTANT: Final = (sys.executable, "-m", "assistant")
_QUESTION: Final = "佐賀市の3つの視点は？"
_NAMESPACES: Final = (("--net",), ("--net", "--map-root-user"))
_UP: Final = 0x1 | 0x40  # IFF_UP, IFF_RUNNING
_SET_FLAGS: Final = 0x8914  # SIOCSIFFLAGS of netdevice(7)
_WITHOUT_ROUTE: Final = {
    "Ip": "OutNoRoutes",
    "Udp": "NoPorts",
}  # no UDP is used: a name server on this machine has none
_WITHOUT_ROUTE_6: Final = ("Ip6OutNoRoutes", "Udp6NoPorts")
_Plans = Annotated[Path, typer.Argument(help="Plan folders.")]
_Inside = Annotated[bool, typer.Option("--inside", hidden=True)]


class Offline(BaseModel):
    """A run: what failed, who reached for which host how often, and the kernel's count, None where it has none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    steps: tuple[str, ...]
    failed: tuple[str, ...]
    attempts: dict[str, int]
    without_route: int | None

    @property
    def count(self) -> int:
        """Return how many attempts there were, by the one who saw more of them."""
        return max(sum(self.attempts.values()), self.without_route or 0)


@dataclass(frozen=True, slots=True)
class Watched:
    """A place where processes are watched: their environment, and the file that attempts are noted in."""

    folder: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """Return what is to be added to the environment of a process."""
        path = os.pathsep.join(filter(None, (str(_HOOK.resolve()), os.environ.get("PYTHONPATH", ""))))
        return {"PYTHONPATH": path, ATTEMPTS: str(self.file)}

    @property
    def file(self) -> Path:
        """Return the file of attempts."""
        return self.folder / "attempts.txt"

    def attempts(self) -> Counter[str]:
        """Return how often each event and host was noted."""
        return Counter(self.file.read_text(encoding="utf-8").splitlines()) if self.file.exists() else Counter()

    def run(self, *command: str) -> str:
        """Return what is wrong with a command that was run here ("": nothing)."""
        done = subprocess.run(  # noqa: S603  (our own command)
            command, env=os.environ | self.environment, capture_output=True, text=True, check=False
        )
        told = (done.stderr.strip() or "no message").splitlines()[-1]
        return f"{' '.join(command[2:])}: {told}" if done.returncode else ""


def steps_of(index: Path, plans: Path) -> Iterator[tuple[str, ...]]:
    """Yield the command lines that are run, one after the other."""
    at = ("--index", str(index))
    yield "ingest", str(plans), *at
    yield "ask", _QUESTION, *at
    yield "ask", _QUESTION, "--language", "en", "--json", *at
    yield "search", _QUESTION, *at
    yield "kpi", "export", *at
    yield "check", *at


def run_offline(plans: Path, watched: Watched) -> Offline:
    """Return the run of every step on these plans and of a server of two processes that is asked."""
    index, before = watched.folder / "index", unrouted()
    steps = tuple(steps_of(index, plans))
    failed = [fault for step in steps if (fault := watched.run(*_ASSISTANT, *step))]
    failed += [] if failed else _asked(index, watched)
    after = unrouted()
    named = (*(" ".join(step[:1]) for step in steps), "serve --workers 2: /, /readyz, /api/ask")
    return Offline(
        steps=named, failed=tuple(failed), attempts=dict(watched.attempts()),
        without_route=None if before is None or after is None else after - before,
    )  # fmt: skip


def _asked(index: Path, watched: Watched) -> list[str]:
    """Return what a server of two processes did not answer."""
    faults = []
    log = watched.folder / "server.log"
    with serving(index, workers=2, log=log, environment=watched.environment) as (address, _):
        for path, row in (("/", None), ("/readyz", None), *[("/api/ask", AskRow(question=_QUESTION))] * 4):
            with closing(HTTPConnection(address, timeout=PATIENCE)) as connection:
                if (status := fetch(connection, path, row)[0]) != HTTPStatus.OK:
                    faults.append(f"{path}: HTTP {status}")
    return faults


def unrouted() -> int | None:
    """Return how many packets of this network namespace had no way, None where it has a way out or tells nothing."""
    try:
        routes = Path("/proc/net/route").read_text(encoding="ascii").splitlines()[1:]
        rows = [line.split() for line in Path("/proc/net/snmp").read_text(encoding="ascii").splitlines()]
        rows_6 = dict(line.split() for line in Path("/proc/net/snmp6").read_text(encoding="ascii").splitlines())
    except (OSError, ValueError):
        return None
    if routes:
        return None
    counted = {f"{name[0].rstrip(':')}{key}": int(value) for name, row in zip(rows[::2], rows[1::2], strict=True)
               for key, value in zip(name[1:], row[1:], strict=True)}  # fmt: skip
    return sum(counted[f"{name}{key}"] for name, key in _WITHOUT_ROUTE.items()) + sum(
        int(rows_6.get(key, 0)) for key in _WITHOUT_ROUTE_6
    )


def raise_loopback() -> None:
    """Switch on 127.0.0.1 in a new network namespace; raises OSError."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))


def namespace() -> Sequence[str]:
    """Return the command that runs another without a network, empty where this user or system has none."""
    command = which("unshare")
    for options in _NAMESPACES if command and sys.platform == "linux" else ():
        tried = (str(command), *options)
        if subprocess.run((*tried, "true"), capture_output=True, check=False).returncode == 0:  # noqa: S603  (ours)
            return tried
    return ()


def lines_of(run: Offline) -> list[str]:
    """Return the figures, the attempts and the failures as Markdown."""
    kernel = "not counted: no network namespace" if run.without_route is None else str(run.without_route)
    rows: list[Row] = [
        ("figure", "value", "goal"),
        ("attempts, noted in each Python process", str(sum(run.attempts.values())), "0"),
        ("packets without a way, counted by the kernel", kernel, "0"),
        ("steps", ", ".join(run.steps), "–"),
        ("failed", str(len(run.failed)), "0"),
    ]
    return [*table(*rows), *(f"- {n} x {what}" for what, n in run.attempts.items()), *map("- {}".format, run.failed)]


def offline(plans: _Plans = BUNDLED, output: Path = Path("var/offline"), inside: _Inside = False) -> None:  # noqa: FBT002
    """Run everything without a network, write what was counted, and exit 1 where it is not nothing."""
    if inside:
        raise_loopback()
        with TemporaryDirectory(prefix="plan-assistant-") as folder:
            typer.echo(run_offline(plans, Watched(Path(folder))).model_dump_json())
        return
    run = _outside(plans)
    write_result(output, "Without a network", lines_of(run))
    if run.count or run.failed:
        raise typer.Exit(1)


def _outside(plans: Path) -> Offline:
    """Return the run within a network namespace, or without one where there is none."""
    before = namespace()
    if not before:
        with TemporaryDirectory(prefix="plan-assistant-") as folder:
            return run_offline(plans, Watched(Path(folder)))
    command = (*before, sys.executable, "-m", "eval.offline", str(plans), "--inside")
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)  # noqa: S603  (our own command)
    try:
        return Offline.model_validate_json(done.stdout.strip().rpartition(b"\n")[2])
    except ValidationError as error:
        raise EvalError("the run within a network namespace broke off; the lines above say why") from error


if __name__ == "__main__":
    run_tool(offline)
