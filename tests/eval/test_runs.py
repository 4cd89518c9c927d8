"""A run folder: written whole, refused where it is none, mended where a run was killed."""

import datetime
import fcntl
from pathlib import Path

import pytest

from eval import runs
from eval.errors import RunError
from eval.recording import recording
from eval.rows import RawRow, failed_row
from eval.runs import RunConfig, RunFolder, RunVersions, newest_run, run_path
from tests.eval.town import cases

TEXT = "一行目\n二行目\r\n三\f四\u2028五"


def create(path: Path) -> RunFolder:
    config = RunConfig(name="town", asked="in_process")
    return RunFolder.create(path, config, RunVersions.of("index-1"), cases(), {"morikawa-dx": TEXT}, {})


def test_what_was_written_is_read(tmp_path: Path) -> None:
    made = create(tmp_path / "run")
    found = RunFolder.open(tmp_path / "run")
    assert found == made
    assert found.cases() == cases()
    assert found.sources() == {"morikawa-dx": TEXT}
    assert (found.rows(), found.chunks()) == ([], None)
    assert found.versions.index_id == "index-1"
    assert {"plan-assistant", "pydantic"} <= set(found.versions.packages)


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(RunError, match="there is something already; name a new folder"):
        create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("plan_id", ["../../escape", "a/b", "", "Ａ"])
def test_a_plan_id_that_is_none_of_ours_writes_nothing_elsewhere(tmp_path: Path, plan_id: str) -> None:
    config = RunConfig(name="town", asked="http")
    with pytest.raises(RunError, match="none of ours"):
        RunFolder.create(tmp_path / "deep" / "run", config, RunVersions.of(""), cases(), {plan_id: "x"}, {})
    assert list(tmp_path.rglob("*.txt")) == []


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no run there"):
        RunFolder.open(tmp_path)
    create(tmp_path / "run")
    (tmp_path / "run" / "config.json").write_text('{"name": "x", "asked": "by letter"}', encoding="utf-8")
    with pytest.raises(RunError, match="asked: Input should be"):
        RunFolder.open(tmp_path / "run")


def test_half_a_line_is_dropped_and_a_whole_one_kept(tmp_path: Path) -> None:
    run = create(tmp_path / "run")
    answers = run.path / "answers.jsonl"
    whole = failed_row("town-001", "failed", "x").line()
    for written, kept in ((f'{whole}\n{{"id": "town-0', f"{whole}\n"), (whole, f"{whole}\n"), ("{", ""), ("", "")):
        answers.write_text(written, encoding="utf-8")
        with recording(run):
            pass
        assert answers.read_text(encoding="utf-8") == kept


def test_half_a_letter_at_the_end_is_dropped(tmp_path: Path) -> None:
    run = create(tmp_path / "run")
    whole = failed_row("town-001", "failed", "壊れた").line()
    (run.path / "answers.jsonl").write_bytes(f'{whole}\n{{"id": "あ'.encode()[:-1])
    with recording(run):
        pass
    assert [row.id for row in run.rows()] == ["town-001"]


def test_what_never_arrived_is_dropped_and_other_errors_stay(tmp_path: Path) -> None:
    run = create(tmp_path / "run")
    with recording(run) as append:
        append(failed_row("town-001", "unreachable", "refused"))
        append(failed_row("town-002", "timeout", "late"))
    with recording(run) as append:
        append(RawRow("town-003", answer={"status": "abstained", "new_key": 1}))
    assert [row.id for row in run.rows()] == ["town-002", "town-003"]
    assert '"new_key": 1' in (run.path / "answers.jsonl").read_text(encoding="utf-8")


def test_a_broken_row_is_named_with_its_line(tmp_path: Path) -> None:
    run = create(tmp_path / "run")
    (run.path / "answers.jsonl").write_text('{"id": "town-001"}\nnot json\n{"id": "town-002"}\n', encoding="utf-8")
    with pytest.raises(RunError, match=r"answers\.jsonl:2: row: Invalid JSON"), recording(run):
        pass


def test_two_writers_are_told_apart(tmp_path: Path) -> None:
    run = create(tmp_path / "run")
    with (run.path / "config.json").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(RunError, match="another process is asking this run"), recording(run):
            pass


def test_folders_are_dated_and_the_newest_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "RUNS", tmp_path)
    now = datetime.datetime(2026, 11, 22, 3, 4, 5, tzinfo=datetime.UTC)
    with pytest.raises(RunError, match="no run there"):
        newest_run()
    first = run_path("Passage / 佐賀", now)
    assert first.name == "20261122-030405-passage"
    create(first)
    second = run_path("passage", now)
    assert second.name == "20261122-030405-passage-2"
    create(second)
    (tmp_path / "20991231-000000-nothing").mkdir()
    assert newest_run() == second
