"""A publisher killed at any point: its upload is found published, or put back to be published again."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from tests.conftest import quiet
from tests.plans import write_plan
from web.desk import Desk
from web.store.uploads import Upload, claim_upload, find_upload, put_upload
from web.uploads.errors import UploadCode
from web.uploads.locks import take
from web.uploads.publishing import Publisher
from web.uploads.staging import Staging

ROOT = Path(__file__).resolve().parents[3]
ID = "0123456789abcdef"
OLD, NEW = "# 1 風車\n\n風車を2基建てます。\n", "# 1 風車\n\n風車を8基建てます。\n"
# Publishes an upload, and kills its own process at the n-th call of one function.
KILLED = """
import os, pkgutil, signal, sys
from assistant.settings import Settings
from web.desk import Desk
from web.store.uploads import find_upload
from web.uploads.publishing import Publisher
from web.uploads.staging import Staging
owner, name, when, number, upload_id = sys.argv[1:]
desk = Desk.of(settings := Settings(_env_file=None))
upload = desk.database.run(lambda connection: find_upload(connection, upload_id))
place, calls = pkgutil.resolve_name(owner), []
done = getattr(place, name)
def killed(*given, **named):
    calls.append(name)
    if len(calls) < int(number):
        return done(*given, **named)
    if when == "after":
        done(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, name, killed)
Publisher(settings, desk.database, Staging(desk.uploads), lambda _: None).start(upload).join()
"""
PUT_BACK = [
    ("shutil", "copytree", "after", 1),
    ("pathlib:Path", "rename", "after", 1),
    ("pathlib:Path", "rename", "after", 2),
    ("pathlib:Path", "replace", "before", 1),
]
PUBLISHED = [
    ("web.uploads.publishing", "ingest", "after", 1),
    ("web.uploads.placing:Placement", "clear", "after", 1),
    ("web.uploads.publishing", "put_upload", "before", 1),
]


@pytest.fixture
def desk(settings: Settings) -> Desk:
    """Return a desk with an upload that is to replace a plan which was uploaded before."""
    write_plan(settings.uploads, "hoshino-kaze", "星野市", OLD)
    ingest(find_plan_folders([*settings.plans, settings.uploads]), settings.index, HashingEmbedder(), quiet)
    desk = Desk.of(settings)
    place = Staging(desk.uploads).place(ID)
    shutil.move(write_plan(settings.uploads.parent / "sent", "hoshino-kaze", "星野市", NEW), place)
    desk.database.run(lambda connection: put_upload(connection, Upload(ID, 1.0, "星野市計画", "waiting")))
    return desk


def upload_of(desk: Desk) -> Upload:
    found = desk.database.run(lambda connection: find_upload(connection, ID))
    assert found is not None
    return found


def killed(settings: Settings, point: tuple[str, str, str, int]) -> None:
    environment = {
        **os.environ,
        "ASSISTANT_MODEL": settings.model,
        "ASSISTANT_INDEX": str(settings.index),
        "ASSISTANT_PLANS": os.pathsep.join(map(str, settings.plans)),
        "ASSISTANT_UPLOADS": str(settings.uploads),
        "ASSISTANT_WEB_DB": str(settings.web_db),
    }
    command = [sys.executable, "-c", KILLED, *map(str, point), ID]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def text(settings: Settings) -> str:
    return (settings.uploads / "hoshino-kaze" / "plan.md").read_text(encoding="utf-8")


def publisher(settings: Settings, desk: Desk) -> Publisher:
    return Publisher(settings, desk.database, Staging(desk.uploads), lambda _: None)


@pytest.mark.parametrize("point", PUT_BACK, ids=lambda point: " ".join(map(str, point)))
def test_killed_before_the_swap_it_is_put_back_and_can_be_published_again(
    settings: Settings, desk: Desk, point: tuple[str, str, str, int]
) -> None:
    killed(settings, point)
    assert upload_of(desk).state == "publishing"
    for _ in range(2):
        Desk.of(settings).prepare()
        assert (upload_of(desk).state, upload_of(desk).note.code) == ("failed", UploadCode.INTERRUPTED)
        assert (text(settings), [path.name for path in settings.uploads.iterdir()]) == (OLD, ["hoshino-kaze"])
    thread = publisher(settings, desk).start(upload_of(desk))
    assert thread is not None
    thread.join()
    assert (upload_of(desk).state, text(settings), list(desk.uploads.iterdir())) == ("published", NEW, [])


@pytest.mark.parametrize("point", PUBLISHED, ids=lambda point: " ".join(map(str, point)))
def test_killed_after_the_swap_it_is_published(
    settings: Settings, desk: Desk, point: tuple[str, str, str, int]
) -> None:
    killed(settings, point)
    assert upload_of(desk).state == "publishing"
    Desk.of(settings).prepare()
    live = engine_of(settings.index).manifest()
    assert upload_of(desk).state == "published"
    assert upload_of(desk).note.figures == {"index_id": live.index_id, "plan_id": "hoshino-kaze"}
    assert (text(settings), list(desk.uploads.iterdir())) == (NEW, [])
    assert [path.name for path in settings.uploads.iterdir()] == ["hoshino-kaze"]


def test_what_a_living_process_publishes_is_left_alone(settings: Settings, desk: Desk) -> None:
    desk.database.run(lambda connection: claim_upload(connection, ID, 2.0))
    for lock in (Staging(desk.uploads).lock(ID), Staging(desk.uploads).turn):
        held = take(lock)
        assert held is not None
        with held:
            Desk.of(settings).prepare()
            desk.recovery.end(ID)
            assert upload_of(desk).state == "publishing"
    assert publisher(settings, desk).start(upload_of(desk)) is None, "it is claimed"
    desk.recovery.end(ID)
    assert upload_of(desk).state == "failed"


def test_an_upload_whose_files_are_gone_is_told_so(settings: Settings, desk: Desk) -> None:
    desk.database.run(lambda connection: claim_upload(connection, ID, 2.0))
    Staging(desk.uploads).discard(ID)
    Desk.of(settings).prepare()
    assert (upload_of(desk).state, upload_of(desk).note.code) == ("failed", UploadCode.UNREADABLE)
    assert text(settings) == OLD


def test_files_of_uploads_that_are_over_go(settings: Settings, desk: Desk) -> None:
    staging = Staging(desk.uploads)
    for upload_id in ("a" * 16, "b" * 16, "c" * 16):
        shutil.copytree(staging.place(ID), staging.place(upload_id))
    for upload_id in ("b" * 16, "c" * 16):
        over = Upload(upload_id, 1.0, "計画", "discarded" if upload_id[0] == "b" else "published")
        desk.database.run(lambda connection, over=over: put_upload(connection, over))  # type: ignore[misc]
    Desk.of(settings).prepare()
    assert sorted(staging.ids()) == [ID, "a" * 16], "one that waits and one that may be on its way stay"
    os.utime(staging.folder / ("a" * 16), (1, 1))
    Desk.of(settings).prepare()
    assert staging.ids() == (ID,)


def test_a_plan_that_the_index_does_not_take_is_put_back_in_the_index_too(settings: Settings, desk: Desk) -> None:
    before = engine_of(settings.index).manifest().plans
    place = Staging(desk.uploads).place(ID)
    (place / "plan.md").write_bytes(b"\x00\x00")
    thread = publisher(settings, desk).start(upload_of(desk))
    assert thread is not None
    thread.join()
    note = upload_of(desk).note
    assert (upload_of(desk).state, note.code) == ("failed", UploadCode.FAILED)
    assert "NUL" in note.detail
    assert str(settings.uploads) not in note.detail
    assert text(settings) == OLD
    assert engine_of(settings.index).manifest().plans == before
