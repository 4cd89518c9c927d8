"""Disks that are full or read-only: a small file system in memory, which only root may mount."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

from tests.faults.outcomes import Outcome
from tests.faults.web_database import rated
from tests.faults.world import World, crashes
from tests.plans import OTHER, write_plan
from tests.web.staff.test_uploads import plan
from tests.web.visitor import Visitor, hidden

AREA: Final = "disk full or read-only"
WAYS: Final = ("full", "nearly full", "read-only")
_MIB: Final = 2**20
_PLAN: Final = plan(**{"more.md": "\n\n".join(f"{number} {number**9}" for number in range(20_000))})


def may_mount(place: Path) -> bool:
    """Return whether a file system can be mounted here."""
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode == 0:
        subprocess.run(["umount", "-l", str(place)], check=True)
    return done.returncode == 0


def ingests(world: World, random: Random, count: int) -> Iterator[Outcome]:
    """Yield what came of ``count`` ingests onto a disk that fills up amid the work, and of one that is read-only."""
    for number in range(count):
        with _disk(world.folder / f"disk-{number}", 24) as place:
            held = _moved(world, place)
            write_plan(held.plans, "hoshimi-mizu", "星見市", OTHER * 40)
            if number % 2:
                told, free = "read-only", _read_only(place)
            else:
                told, free = _filled(place, random.randrange(_MIB))
            yield _ingested(held, f"ingest, {told}")
            free()
            again = held.command("ingest", str(held.plans)), held.command("check")
            clean = not any(said.status for said in again) and not list(held.index.glob("generations/.*"))
            yield Outcome(AREA, f"ingest, {told}, mended", "right" if clean else "lost", str(again))


def _ingested(world: World, told: str) -> Outcome:
    """Return what came of an ingest for which there may be too little room."""
    said = world.command("ingest", str(world.plans))
    if said.status == 0:  # there was room
        return Outcome(AREA, told, "right" if world.command("check").status == 0 else "lost")
    trouble = world.trouble()
    if trouble:
        return Outcome(AREA, told, "lost", trouble)
    return Outcome(AREA, told, "told" if said.one_line else "wrong", said.crash or said.err)


def databases(world: World, random: Random, ways: Iterable[str] = WAYS) -> Iterator[Outcome]:
    """Yield what comes of questions, feedback and uploads while the disk of ``web.db`` is full, then read-only.

    With a little left the database still works, and only the upload does not fit.
    """
    for way in ways:
        left = 100_000 if way == "nearly full" else random.randrange(4096)
        with _disk(world.folder / f"web-{way}", 2) as place, world.client(web_db=place / "web.db") as client:
            staff = Visitor(client.app)
            staff.sign_in()
            if way == "read-only":  # no disk becomes so under a file that is open for writing
                client.app.state.room.desk.database.close()
            free = _read_only(place) if way == "read-only" else _filled(place, left)[1]
            if way != "nearly full":
                yield from rated(client, world, f"web.db on a {way} disk", stored=False)
            yield _uploaded(staff, f"upload onto a {way} disk", stored=False)
            free()
            left_over = list(client.app.state.room.desk.uploads.glob("*/*"))
            yield from rated(client, world, f"web.db on a {way} disk, mended", stored=True)
            yield _uploaded(
                staff, f"upload onto a {way} disk, mended, {len(left_over)} left over", stored=not left_over
            )


def _uploaded(staff: Visitor, told: str, *, stored: bool) -> Outcome:
    """Return what came of an upload: taken, or else a page that says that it was not."""
    with crashes() as found:
        response = staff.get("/staff/upload")
        if response.status_code == 200:
            fields = {"token": hidden(response.text, "token")}
            files = {"file": ("plan.zip", _PLAN, "application/zip")}
            response = staff.send("POST", "/staff/upload", data=fields, files=files)
    said = response.status_code in (422, 503, 507) and "<h1" in response.text
    good = (response.status_code == 303 if stored else said) and not found
    return Outcome(AREA, told, ("right" if stored else "told") if good else "wrong", f"{response.status_code} {found}")


def _moved(world: World, place: Path) -> World:
    """Return the same world with a copy of its index on a disk; plans stand beside it."""
    shutil.copytree(world.index, place / "index")
    shutil.copytree(world.plans, place / "plans")
    return World(place, sound=world.sound, texts=world.texts)


def _filled(place: Path, left: int) -> tuple[str, Callable[[], None]]:
    """Fill a disk but for some bytes; return the words for it, and what frees it."""
    filler, status = place / "filler", os.statvfs(place)
    filler.write_bytes(b"\0" * max(0, status.f_bavail * status.f_frsize - left - 4096))
    return f"{left // 1024} KiB left", filler.unlink


def _read_only(place: Path) -> Callable[[], None]:
    """Make a disk read-only; return what makes it writable again."""

    def remount(way: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{way}", str(place)], check=True)

    remount("ro")
    return lambda: remount("rw")


@contextmanager
def _disk(place: Path, mib: int) -> Iterator[Path]:
    place.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mib}m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
