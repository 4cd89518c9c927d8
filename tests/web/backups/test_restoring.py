"""A restore brings back all or says why not, asks before it overwrites, and survives being killed."""

import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.backups.town_office import KILLED, asked, files, killed, office, places
from web.backups.contents import Kept
from web.backups.errors import BackupError
from web.backups.restoring import restore
from web.backups.writing import write_backup
from web.store.database import Database
from web.store.errors import StoreNewerError
from web.uploads.locks import take

Members = dict[str, bytes]


@pytest.fixture
def first(tmp_path: Path) -> Kept:
    return office(tmp_path / "first", "会議は？", "予算は？")


@pytest.fixture
def backup(tmp_path: Path, first: Kept) -> Path:
    write_backup(tmp_path / "b.tar.gz", first)
    return tmp_path / "b.tar.gz"


def changed(backup: Path, change: Callable[[Members], object]) -> Path:
    """Return a backup with its members changed."""
    with tarfile.open(backup) as archive:
        members = {name: (archive.extractfile(name) or io.BytesIO()).read() for name in archive.getnames()}
    change(members)
    other = backup.with_name("changed.tar.gz")
    with tarfile.open(other, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return other


def manifest(change: Callable[[dict[str, object]], object]) -> Callable[[Members], object]:
    def in_members(members: Members) -> None:
        told = json.loads(members["backup.json"])
        change(told)
        members["backup.json"] = json.dumps(told).encode()

    return in_members


def test_all_is_back_in_an_empty_place(backup: Path, first: Kept, tmp_path: Path) -> None:
    other = places(tmp_path / "other")
    told = restore(backup, other, force=False)
    assert (asked(other), files(other)) == (asked(first), files(first))
    assert Database(other.database).version() == told.database
    assert other.database.stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten_without_force(backup: Path, tmp_path: Path) -> None:
    for name in ("web.db", "drafts.jsonl", "plans/a/plan.toml", "uploads/0123456789abcdef/plan/x"):
        other = places(tmp_path / name.replace("/", "-"))
        path = other.database.parent / name
        path.parent.mkdir(parents=True)
        path.write_text("mine")
        with pytest.raises(BackupError, match="--force"):
            restore(backup, other, force=False)
        assert path.read_text() == "mine"


def test_force_makes_it_exactly_what_it_was(backup: Path, first: Kept, tmp_path: Path) -> None:
    other = office(tmp_path / "other", "別の問い", plan={"plan.toml": "other", "extra.csv": "1"})
    (other.plans / "later").mkdir()
    restore(backup, other, force=True)
    assert (asked(other), files(other)) == (asked(first), files(first))
    assert not (other.plans / "later").exists()


def test_a_backup_without_drafts_and_plans_leaves_none(tmp_path: Path) -> None:
    write_backup(tmp_path / "b.tar.gz", places(tmp_path / "empty"))
    other = office(tmp_path / "other", "別の問い")
    restore(tmp_path / "b.tar.gz", other, force=True)
    assert (asked(other), files(other)) == ([], {})


def test_a_database_that_is_none_any_more_is_replaced(backup: Path, first: Kept, tmp_path: Path) -> None:
    other = office(tmp_path / "other")
    other.database.write_bytes(b"no database at all" * 500)
    restore(backup, other, force=True)
    assert asked(other) == asked(first)


def test_an_open_reader_sees_the_old_rows_or_the_new_ones(backup: Path, tmp_path: Path) -> None:
    other = office(tmp_path / "other", "別の問い")
    reader = sqlite3.connect(other.database, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM conversations").fetchone() == (1,)
    restore(backup, other, force=True)
    assert reader.execute("SELECT count(*) FROM conversations").fetchone() == (1,)
    reader.execute("COMMIT")
    assert reader.execute("SELECT count(*) FROM conversations").fetchone() == (2,)
    reader.close()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda members: members.pop("plans/mori/main.md"), "main.md"),
        (lambda members: members.pop("web.db"), "web.db"),
        (lambda members: members.pop("backup.json"), "no backup"),
        (lambda members: members.update({"plans/mori/main.md": b"# changed"}), "main.md"),
        (lambda members: members.update({"plans/mori/more.md": b"more"}), "more.md"),
        (lambda members: members.update({"plans/../../evil": b"x"}), "evil"),
        (lambda members: members.update({"plans/.uploads/x": b"x"}), "no backup holds"),
        (lambda members: members.update({"/etc/evil": b"x"}), "no backup holds"),
        (lambda members: members.update({"switched-off.txt": b"x"}), "no backup holds"),
        (manifest(lambda told: told.update(format=2)), "no backup, or a damaged one"),
        (manifest(lambda told: told.update(more=1)), "no backup, or a damaged one"),
    ],
)
def test_what_is_not_what_it_was_changes_nothing(
    backup: Path, tmp_path: Path, change: Callable[[Members], object], words: str
) -> None:
    other = office(tmp_path / "other", "別の問い")
    before = files(other)
    with pytest.raises(BackupError, match=words) as caught:
        restore(changed(backup, change), other, force=True)
    assert len(str(caught.value).splitlines()) == 1
    assert asked(other) == ["別の問い"]
    restore(backup, other, force=True)
    assert {name for name in files(other) if name.startswith(".")} == set()
    assert set(before) == set(files(other))


def test_a_cut_file_and_no_file_are_told_in_one_line(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    for data in (whole[: len(whole) // 2], whole[:10], b"", b"no archive", whole[:200] + b"\0\0" + whole[202:]):
        backup.write_bytes(data)
        with pytest.raises(BackupError) as caught:
            restore(backup, places(tmp_path / "other"), force=False)
        assert len(str(caught.value).splitlines()) == 1
    with pytest.raises(BackupError, match=r"none\.tar\.gz"):
        restore(tmp_path / "none.tar.gz", places(tmp_path / "other"), force=False)


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        link = tarfile.TarInfo("plans/mori/main.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    with pytest.raises(BackupError, match=r"no file|damaged"):
        restore(tmp_path / "b.tar.gz", places(tmp_path / "other"), force=False)


def test_a_later_database_is_refused(backup: Path, tmp_path: Path) -> None:
    later = changed(backup, manifest(lambda told: told.update(database=99)))
    with pytest.raises(StoreNewerError, match="install the newer program"):
        restore(later, places(tmp_path / "other"), force=False)
    assert not places(tmp_path / "other").database.exists()


def test_it_waits_for_nobody_who_changes_the_plans(backup: Path, tmp_path: Path) -> None:
    other = places(tmp_path / "other")
    held = take(other.turn)
    assert held is not None
    with held, pytest.raises(BackupError, match="stop the service"):
        restore(backup, other, force=True)


SCRIPT = """
from web.backups import restoring
step, seen = int(sys.argv[3]), 0
def counted(way):
    def call(*given, **rest):
        global seen
        seen += 1
        if seen == step: die()
        return way(*given, **rest)
    return call
restoring._verify = counted(restoring._verify)
restoring._pour = counted(restoring._pour)
Path.rename = counted(Path.rename)
Path.replace = counted(Path.replace)
restoring.shutil.rmtree = counted(restoring.shutil.rmtree)
restoring.restore(Path(sys.argv[1]), places(Path(sys.argv[2])), force=True)
"""


@pytest.mark.parametrize("step", [5, 7, 9, 10, 11, 12])
def test_killed_at_any_step_it_is_begun_again_and_ends_the_same(
    backup: Path, first: Kept, tmp_path: Path, step: int
) -> None:
    other = office(tmp_path / "other", "別の問い", plan={"plan.toml": "other", "extra.csv": "1"})
    assert killed(SCRIPT, backup, tmp_path / "other", Path(str(step))) == KILLED
    assert asked(other) in (["別の問い"], asked(first)), "the database is one or the other"
    restore(backup, other, force=True)
    assert (asked(other), files(other)) == (asked(first), files(first))


def test_killed_while_the_database_is_copied_the_old_one_is_whole(backup: Path, first: Kept, tmp_path: Path) -> None:
    other = office(tmp_path / "other", *("別の問い" * 50 for _ in range(300)))
    script = """
from contextlib import closing
import sqlite3
with closing(sqlite3.connect(sys.argv[1])) as new, closing(sqlite3.connect(sys.argv[2])) as old:
    new.backup(old, pages=3, progress=die)
"""
    assert killed(script, first.database, other.database) == KILLED
    assert len(asked(other)) == 300
    restore(backup, other, force=True)
    assert asked(other) == asked(first)
