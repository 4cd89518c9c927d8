"""Connections to PostgreSQL cut, and none left to be had."""

from collections.abc import Iterator
from random import Random
from threading import Event, Thread
from typing import Final

from tests.faults.away import judged
from tests.faults.open_files import asked
from tests.faults.outcomes import Outcome
from tests.faults.servers import Served
from tests.faults.world import QUESTIONS, crashes
from tests.index.engines.servers import PostgresServer

CUT: Final = "PostgreSQL: connections cut"
FULL: Final = "PostgreSQL: no connection left"


def cut(served: Served, random: Random, rounds: int) -> Iterator[Outcome]:
    """Yield what came of cutting all connections before a question, and over and over while some are answered."""
    server = _postgres(served)
    with served.world.client() as client:
        for number in range(rounds):
            server.cut()
            one = asked(client, served.world, random.choice(QUESTIONS), CUT, f"before a question, round {number}")
            yield one if one.verdict == "right" else Outcome(CUT, one.fault, "lost", one.detail)
            with _cutting(server):
                question = random.choice(QUESTIONS)
                with crashes() as found:
                    response = client.post("/api/ask", json={"question": question})
            one = judged(served, response, question, CUT, f"over and over, round {number}")
            yield Outcome(CUT, one.fault, "wrong", found[0]) if found else one
        for question in QUESTIONS:
            yield asked(client, served.world, question, CUT, "no longer")


def full(served: Served) -> Iterator[Outcome]:
    """Yield what came of questions while others hold all connections: with those of ours, and without."""
    server = _postgres(served)
    with served.world.client() as client:
        yield asked(client, served.world, QUESTIONS[0], FULL, "before")
        with server.full():
            yield asked(client, served.world, QUESTIONS[1], FULL, "ours are kept")
        server.cut()
        with server.full():
            one = asked(client, served.world, QUESTIONS[1], FULL, "ours are gone")
            yield one if one.verdict == "told" else Outcome(FULL, one.fault, "wrong", one.detail)
            ready = client.get("/readyz").status_code
            yield Outcome(FULL, "/readyz", "told" if ready == 503 else "wrong", str(ready))
            said = served.world.command("ask", QUESTIONS[1], "--json")
            yield Outcome(FULL, "command line", "told" if said.one_line else "wrong", said.crash or said.err)
        for question in QUESTIONS:
            yield asked(client, served.world, question, FULL, "over")


class _cutting:  # noqa: N801  (a context, used like a function)
    """Cut all connections over and over while the block runs."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._over = Event()
        self._thread = Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._over.wait(0.02):
            self._server.cut()


def _postgres(served: Served) -> PostgresServer:
    if not isinstance(served.server, PostgresServer):
        raise TypeError(f"{served.name} is no PostgreSQL")
    return served.server
