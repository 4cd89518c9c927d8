"""A clock that jumps, and back: questions, sessions, retention and the limits of a minute go on."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from time import time as true_time
from typing import Final
from unittest.mock import patch

from tests.faults.outcomes import Outcome, compared
from tests.faults.web_database import rated
from tests.faults.world import QUESTIONS, World, crashes
from tests.web.client import Client
from tests.web.visitor import Visitor
from web.store.pruning import DAY

AREA: Final = "clock jumps"
JUMPS: Final = {"an hour on": 3_600, "an hour back": -3_600, "thirty days on": 30 * DAY, "a year back": -366 * DAY}
# Where the time is read; itsdangerous and the counters of requests read it from the module itself.
_READ: Final = (
    "time.time", "web.recording.time", "web.feedback.time", "web.sign_in.time", "web.serving.rates.time",
    "web.staff.uploads.time", "web.desk.time",
)  # fmt: skip
_LIMIT: Final = 3  # questions a minute


def faults(world: World, jumps: Iterable[str] = JUMPS) -> Iterator[Outcome]:
    """Yield what came of each jump: while the clock is wrong, and when it is right again."""
    for told in jumps:
        seconds = JUMPS[told]
        place = world.folder / f"clock{seconds}" / "web.db"
        with world.client(web_db=place, questions_a_minute=_LIMIT) as client:
            yield from rated(client, world, f"before, {told}", stored=True)
            with _shifted(seconds):
                yield from _all_well(client, world, told)
                yield _locked_out(client, told)
            yield from _all_well(client, world, f"{told}, and right again")
            yield _pruned(client, told)


def todays(world: World) -> Iterator[Outcome]:
    """Yield whether answers that depend on no date are the same whatever day it is said to be."""
    question = QUESTIONS[2]
    sound = world.sound[question]
    with world.client() as client:
        for today in ("1970-01-01", "2019-04-30", "2024-02-29", "2099-12-31"):
            answer = client.post("/api/ask", json={"question": question, "today": today}).json()
            wanted = {**sound, "receipt": {**sound["receipt"], "today": today}}
            yield Outcome(AREA, f"today is {today}", compared(answer, wanted, world.texts), str(answer)[:300])


def _all_well(client: Client, world: World, told: str) -> Iterator[Outcome]:
    yield from rated(client, world, told, stored=True)
    with crashes() as found:
        status = Visitor(client.app).sign_in().status_code
    yield Outcome(AREA, f"signing in, {told}", "right" if status == 303 and not found else "lost", f"{status} {found}")
    somebody = Visitor(client.app, host="203.0.113.9")
    statuses = [somebody.post("/ask", data={"question": QUESTIONS[0]}).status_code for _ in range(_LIMIT + 1)]
    good = statuses == [*[200] * _LIMIT, 429]
    yield Outcome(AREA, f"limit of a minute, {told}", "right" if good else "wrong", str(statuses))


def _locked_out(client: Client, told: str) -> Outcome:
    """Return whether five wrong passwords lock an account; the lock is to be over when the clock is right again."""
    wrong = Visitor(client.app)
    statuses = [wrong.sign_in(password="wrong").status_code for _ in range(5)]  # noqa: S106  (a wrong one)
    statuses.append(wrong.sign_in().status_code)
    return Outcome(AREA, f"lock, {told}", "right" if statuses == [403] * 6 else "wrong", str(statuses))


def _pruned(client: Client, told: str) -> Outcome:
    """Return whether what is too old still goes a day later, and nothing else does but what is dated too old."""
    desk = client.app.state.room.desk
    held = _answers(client)
    old = min(held, key=lambda answer_id: held[answer_id])
    desk.database.run(lambda one: one.execute("UPDATE answers SET time = ? WHERE answer_id = ?", (1.0, old)))
    with _shifted(DAY + 60):
        client.post("/api/ask", json={"question": QUESTIONS[0]})
    left = _answers(client)
    due = {answer_id for answer_id, time in held.items() if time < true_time() - desk.days * DAY} | {old}
    good = not due & left.keys() and held.keys() - due <= left.keys()
    return Outcome(AREA, f"retention, {told}", "right" if good else "lost", f"{len(held)} {len(due)} {len(left)}")


def _answers(client: Client) -> dict[str, float]:
    database = client.app.state.room.desk.database
    rows = database.run(lambda one: one.execute("SELECT answer_id, time FROM answers").fetchall())
    return {row[0]: row[1] for row in rows}


@contextmanager
def _shifted(seconds: float) -> Iterator[None]:
    """Have the program read a clock that is so many seconds ahead."""
    with ExitStack() as stack:
        for name in _READ:
            stack.enter_context(patch(name, lambda: true_time() + seconds))
        yield
