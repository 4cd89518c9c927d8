"""The server of the index gone, standing still and back, while questions are asked; nothing of ours is restarted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from threading import Thread
from time import monotonic, sleep
from typing import Final

import httpx

from tests.faults.open_files import asked
from tests.faults.outcomes import Outcome, Verdict, compared
from tests.faults.servers import Served
from tests.faults.world import QUESTIONS, crashes
from tests.web.client import PAGE, Client, error_of

BACK_SECONDS: Final = 10.0
"""How soon answers are to be right again."""

_NOTICED_SECONDS: Final = 15.0  # a server that stands still is asked once more before it counts as away
_NOTICE: Final = "正しく読み取れません"


def killed(served: Served, random: Random, rounds: int) -> Iterator[Outcome]:
    """Yield what came of killing the server while a question is answered, and after it is back."""
    with _served(served) as client:
        for number in range(rounds):
            area = f"{served.name}: killed amid a question"
            question = random.choice(QUESTIONS)
            moment = random.uniform(0, 0.3)
            with _asking(client, question) as answers:
                sleep(moment)
                served.server.kill()
            told = f"after {moment:.2f} s, round {number}"
            yield judged(served, answers[0], question, area, told)
            yield from _away(served, client, f"{served.name}: killed")
            served.server.start()
            yield from _back(served, client, f"{served.name}: killed, back")


def still(served: Served, random: Random, rounds: int) -> Iterator[Outcome]:
    """Yield what came of a server that stands still: for a moment, then for as long as it takes to be told."""
    limit = served.world.settings().answer_seconds
    area = f"{served.name}: standing still"
    with _served(served) as client:
        for number in range(rounds):
            question = random.choice(QUESTIONS)
            with _asking(client, question) as answers, served.server.hanging():
                sleep(2)
            yield judged(served, answers[0], question, area, f"for two seconds, round {number}")
            with served.server.hanging():
                begun = monotonic()
                first = asked(client, served.world, question, area, "no end")
                seconds = monotonic() - begun
                in_time = seconds < limit * 2  # both: over the API, and on the page
                told = f"no end, told after {seconds:.1f} s, round {number}"
                yield Outcome(area, told, first.verdict if in_time else "lost", first.detail)
                yield from _away(served, client, area)
            yield from _back(served, client, f"{area}, back")


def judged(served: Served, response: httpx.Response, question: str, area: str, told: str) -> Outcome:
    """Return what came of one request to the API."""
    verdict: Verdict = "wrong"
    if response.status_code == 200:
        verdict = compared(response.json(), served.world.sound[question], served.world.texts)
    elif response.status_code == 503:
        verdict = "told" if error_of(response)["code"] == "index_unavailable" else "wrong"
    return Outcome(area, told, verdict, response.text[:300])


def _away(served: Served, client: Client, area: str) -> Iterator[Outcome]:
    """Yield what a question, the pages and /readyz say while the server is away."""
    told = asked(client, served.world, QUESTIONS[0], area, "asked while away")
    yield told if told.verdict == "told" else Outcome(area, told.fault, "wrong", f"{told.verdict} {told.detail}")
    seconds, ready = _until(lambda: client.get("/readyz").status_code == 503, _NOTICED_SECONDS)
    yield Outcome(area, f"/readyz after {seconds:.1f} s", "told" if ready else "wrong")
    alive = client.get("/healthz")
    page = client.get("/", headers=PAGE)
    shown = page.status_code == 503 or _NOTICE in page.text
    good = shown and alive.status_code == 200
    yield Outcome(area, "front page", "told" if good else "wrong", f"{page.status_code} {page.text[:300]}")


def _back(served: Served, client: Client, area: str) -> Iterator[Outcome]:
    """Yield whether answers, pages and /readyz are right again in time."""
    found: list[Outcome] = []

    def right() -> bool:
        found.append(asked(client, served.world, QUESTIONS[0], area, "asked"))
        return found[-1].verdict == "right"

    begun = monotonic()
    seconds, good = _until(right, BACK_SECONDS)
    bad = next((one for one in found if one.verdict not in ("right", "told")), found[-1])
    verdict: Verdict = "right" if good and bad is found[-1] else "lost"
    yield Outcome(area, f"right after {seconds:.1f} s", verdict, bad.detail)
    _, ready = _until(lambda: client.get("/readyz").status_code == 200, BACK_SECONDS - (monotonic() - begun))
    clean, _ = _until(lambda: _NOTICE not in client.get("/", headers=PAGE).text, 1)
    verdict = "right" if ready and clean < 1 else "lost"
    yield Outcome(area, f"/readyz after {monotonic() - begun:.1f} s", verdict, client.get("/readyz").text)
    for question in QUESTIONS:
        yield asked(client, served.world, question, area, "all questions")


@contextmanager
def _served(served: Served) -> Iterator[Client]:
    """Give a client of an app that looks after its index as when it is served."""
    with served.world.client() as client:
        thread = client.app.state.watch.start()
        try:
            yield client
        finally:
            client.app.state.watch.stop()
            thread.join(30)


@contextmanager
def _asking(client: Client, question: str) -> Iterator[list[httpx.Response]]:
    """Ask while the block runs, in another thread; the response is there at the end of the block."""
    answers: list[httpx.Response] = []
    with crashes() as found:
        thread = Thread(target=lambda: answers.append(client.post("/api/ask", json={"question": question})))
        thread.start()
        yield answers
        thread.join(60)
    if found or not answers:
        answers[:] = [httpx.Response(500, text="\n".join(found) or "no answer within a minute")]


def _until(holds: Callable[[], bool], seconds: float) -> tuple[float, bool]:
    """Return after how many seconds something held, and whether it did in time."""
    begun = monotonic()
    while not (held := holds()) and monotonic() - begun < seconds:
        sleep(0.1)
    return monotonic() - begun, held
