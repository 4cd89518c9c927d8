"""A backup is whole, consistent while the service writes, and never half a file."""

import hashlib
import io
import json
import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.web.backups.town_office import KILLED, asked, killed, office, places
from web.backups.contents import PARTIAL
from web.backups.errors import BackupError
from web.backups.restoring import restore
from web.backups.writing import write_backup
from web.store.conversations import add_question
from web.store.database import Database
from web.store.engine import Connection
from web.uploads.locks import take


def test_the_archive_names_every_file_with_its_digest(tmp_path: Path) -> None:
    kept, file = office(tmp_path, "会議は？"), tmp_path / "b.tar.gz"
    (kept.plans / ".uploads").mkdir()
    (kept.plans / ".uploads" / "half").write_text("a copy that is being placed")
    (kept.uploads / "0123456789abcdef" / "lock").touch()
    manifest = write_backup(file, kept)
    with tarfile.open(file) as archive:
        names = archive.getnames()
        digests = {
            name: hashlib.sha256(inner.read()).hexdigest()
            for name in names
            if (inner := archive.extractfile(name)) is not None
        }
        told = json.load(archive.extractfile("backup.json") or io.BytesIO())
    assert names == [
        "web.db",
        "drafts.jsonl",
        "plans/mori/main.md",
        "plans/mori/plan.toml",
        "uploads/0123456789abcdef/plan/main.md",
        "uploads/0123456789abcdef/plan/plan.toml",
        "backup.json",
    ]
    assert {one["name"]: one["sha256"] for one in told["members"]} == {
        name: digest for name, digest in digests.items() if name != "backup.json"
    }
    assert (told["format"], told["database"]) == (1, manifest.database)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("b.")] == ["b.tar.gz"]


def test_a_service_without_any_data_has_a_backup_too(tmp_path: Path) -> None:
    manifest = write_backup(tmp_path / "b.tar.gz", places(tmp_path))
    assert [member.name for member in manifest.members] == ["web.db"]
    assert restore(tmp_path / "b.tar.gz", places(tmp_path / "other"), force=False) == manifest


def test_it_is_one_moment_of_a_service_that_goes_on_writing(tmp_path: Path) -> None:
    kept = office(tmp_path, "最初", "二番目")
    database, stop, written = Database(kept.database), Event(), []

    def pair(connection: Connection) -> None:
        for words in ("一つ目", "二つ目"):
            add_question(connection, "s", 1.0, words)

    def go_on() -> None:
        while not stop.is_set():
            database.run(pair)
            written.append(1)

    thread = Thread(target=go_on)
    thread.start()
    counts = []
    try:
        for number in range(5):
            write_backup(tmp_path / f"{number}.tar.gz", kept)
            other = places(tmp_path / f"other-{number}")
            restore(tmp_path / f"{number}.tar.gz", other, force=False)
            counts.append(len(asked(other)))
    finally:
        stop.set()
        thread.join()
    assert [count % 2 for count in counts] == [0] * 5, "a transaction is there whole or not at all"
    assert counts == sorted(counts)
    assert len(asked(kept)) == 2 + 2 * len(written), "nothing was lost by it"


def test_a_killed_backup_leaves_the_one_before_and_the_next_succeeds(tmp_path: Path) -> None:
    kept, file = office(tmp_path, "最初"), tmp_path / "b.tar.gz"
    write_backup(file, kept)
    before = file.read_bytes()
    script = """
from web.backups import writing
writing.os.{point} = die
writing.write_backup(Path(sys.argv[1]), places(Path(sys.argv[2])))
"""
    for point in ("fsync", "replace"):
        assert killed(script.format(point=point), file, tmp_path) == KILLED
        assert file.read_bytes() == before
        assert file.with_name(file.name + PARTIAL).exists()
    write_backup(file, kept)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("b.")] == ["b.tar.gz"]
    restore(file, places(tmp_path / "other"), force=False)


def test_two_at_once_of_one_name_and_no_place_are_refused(tmp_path: Path) -> None:
    kept, file = office(tmp_path), tmp_path / "b.tar.gz"
    held = take(file.with_name(file.name + PARTIAL))
    assert held is not None
    with held, pytest.raises(BackupError, match="another process"):
        write_backup(file, kept)
    for place in (tmp_path, tmp_path / "no" / "b.tar.gz"):
        with pytest.raises(BackupError, match="name a file in a folder that exists"):
            write_backup(place, kept)
    assert not (tmp_path / "no").exists()


def test_a_damaged_database_is_not_kept_as_if_it_were_well(tmp_path: Path) -> None:
    kept, file = office(tmp_path, *("会議" * 200 for _ in range(200))), tmp_path / "b.tar.gz"
    with closing(sqlite3.connect(kept.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(kept.database.read_bytes())
    whole[4096 * 8 : 4096 * 20] = b"\xff" * (4096 * 12)
    kept.database.write_bytes(whole)
    with pytest.raises(BackupError, match=r"damaged|failed") as caught:
        write_backup(file, kept)
    assert len(str(caught.value).splitlines()) == 1
    assert not file.exists()
