"""Files damaged under a server that has them open: answers, pages and /readyz, and back after a new ingest."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Final

from tests.faults.damage import Damage, damaged
from tests.faults.outcomes import Outcome, Verdict, compared
from tests.faults.world import QUESTIONS, World, crashes
from tests.web.client import PAGE, Client, error_of
from web import limits

AREA: Final = "file damaged under a server"
ROT: Final = "disk rot under a server"
_WRITTEN: Final[tuple[Damage, ...]] = ("bit", "bit", "half", "empty")
_QUOTED: Final = ("475億", "30万人", "120", "待たなくてよい窓口", "フレイル：年をとって", "8便")


def faults(world: World, random: Random, count: int) -> Iterator[Outcome]:
    """Yield what came of ``count`` files written over: an answer and /readyz each."""
    files = _files(world)
    for number in range(count):
        path = files[0] if number % 2 else random.choice(files)
        question = random.choice(QUESTIONS)
        with world.client() as client:
            if random.random() < 0.5:
                client.app.state.room.assistant.warm()
            with damaged(path, random.choice(_WRITTEN), random) as told:
                yield asked(client, world, question, AREA, told)
                yield _readiness(client, told)
            ready = client.get("/readyz").status_code
            back = asked(client, world, question, AREA, f"{told}, mended")
            yield back if (ready, back.verdict) == (200, "right") else Outcome(AREA, told, "lost", back.detail)


def rot(world: World, random: Random, count: int) -> Iterator[Outcome]:
    """Yield what came of ``count`` bits that turned over with no trace in the file's size or time."""
    files = _files(world)
    for number in range(count):
        path = random.choice(files) if number % 4 == 0 else files[0]
        at = random.randrange(len(QUESTIONS))
        within = (random.choice(_QUOTED) if number % 2 else "").encode()
        with world.client() as client, damaged(path, "rot", random, within) as told:
            yield asked(client, world, QUESTIONS[at], ROT, told)


def recovery(world: World, random: Random) -> Iterator[Outcome]:
    """Yield whether the page tells of a damaged index, and how soon a new ingest has the server sound again."""
    with world.client() as client, damaged(world.generation / "store.sqlite", "half", random):
        page, ready = client.get("/", headers=PAGE), client.get("/readyz")
        shown = "正しく読み取れません" in page.text and ready.status_code == 503
        yield Outcome("state on page and /readyz", "half a store", "told" if shown else "wrong", page.text[:200])
        thread = client.app.state.watch.start()
        world.ingest()
        begun = monotonic()
        while monotonic() - begun < 10 and client.get("/readyz").status_code != 200:
            sleep(0.1)
        seconds = monotonic() - begun
        client.app.state.watch.stop()
        thread.join(5)
        again = asked(client, world, QUESTIONS[0], AREA, "after a new ingest")
        over = "正しく読み取れません" not in client.get("/", headers=PAGE).text
        sound = seconds < 10 and again.verdict == "right" and over
        yield Outcome("server sound after an ingest", f"{seconds:.1f} s", "right" if sound else "lost", again.detail)


def unusable(world: World, random: Random) -> Iterator[Outcome]:
    """Yield whether a pointer or a new generation that cannot be used leaves the old one answering, and is told."""
    for damage in ("empty", "half", "bit", "gone"):
        with world.client() as client:
            with damaged(world.index / "CURRENT", damage, random) as told:
                client.app.state.watch.look()
                newer = client.get("/readyz").json().get("newer_index")
                shown = "一つ前の資料" in client.get("/plans", headers=PAGE).text
                same = asked(client, world, QUESTIONS[1], "pointer damaged under a server", told)
                good = same.verdict == "right" and newer == "unusable" and shown
                yield same if good else Outcome(same.area, told, "wrong", f"{newer} {shown} {same.detail}")
            client.app.state.watch.look()
            mended = client.get("/readyz").json().get("newer_index") == "none"
            yield Outcome("pointer damaged under a server", f"{told}, mended", "right" if mended else "lost")


def _files(world: World) -> list[Path]:
    """Return the database, then the other files that an open reader reads: Chroma's are only read above 20,000."""
    files = [path for path in world.generation.rglob("*") if path.is_file() and path.stat().st_size]
    others = [path for path in files if {*path.parts} & {"vectors", "lexical"} and "chroma" not in path.parts]
    return [world.generation / "store.sqlite", *sorted(others)]


def asked(client: Client, world: World, question: str, area: str, told: str) -> Outcome:
    """Return what came of a question, over the API and on the page."""
    with crashes() as found:
        response = client.post("/api/ask", json={"question": question})
        page = client.post("/ask", data={"question": question}, headers=PAGE)
    if found:
        return Outcome(area, told, "wrong", found[0])
    if response.status_code == 503:
        shown = page.status_code == 503 and "ただいま準備中です" in page.text
        clear = error_of(response)["code"] == "index_unavailable"
        return Outcome(area, told, "told" if shown and clear else "wrong", page.text[:200])
    verdict: Verdict = "wrong"
    if response.status_code == 200 and page.status_code in (200, 503):
        verdict = compared(response.json(), world.sound[question], world.texts)
    return Outcome(area, told, verdict, response.text[:300])


def _readiness(client: Client, told: str) -> Outcome:
    begun = monotonic()
    status = client.get("/readyz").status_code
    late = monotonic() - begun > limits.READINESS_SECONDS
    return Outcome("/readyz of a damaged index", told, "told" if status == 503 and not late else "wrong", str(status))
