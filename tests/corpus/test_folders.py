import os
from pathlib import Path

import pytest

from corpus.errors import PlanFolderError, SourceError
from corpus.folders import find_plan_folders, folder_digest, list_files
from corpus.readers.source import MAX_FILE_BYTES
from tests.corpus.folder import make_folder


def test_folders_of_plans_and_plans_themselves(tmp_path: Path) -> None:
    second, first = make_folder(tmp_path, "second"), make_folder(tmp_path, "first")
    make_folder(tmp_path, ".hidden")
    (tmp_path / "notes").mkdir()
    assert find_plan_folders([tmp_path]) == [first, second]
    assert find_plan_folders([second, tmp_path, first]) == [first, second]
    assert find_plan_folders([]) == []


@pytest.mark.parametrize(
    ("name", "said"), [("missing", "does not exist"), ("file", "is a file"), ("empty", "holds no plan")]
)
def test_paths_that_hold_no_plan(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(PlanFolderError, match=said):
        find_plan_folders([tmp_path / name])


def test_files_in_the_order_of_the_text(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, b_md="", a_TXT="", kpi_csv="", indicators_csv="", c_ppt="", other_csv="")
    (folder / ".hidden.md").touch()
    (folder / "~$goals.xlsx").touch()
    (folder / "inner").mkdir()
    files = list_files(folder)
    assert [path.name for path in files.texts] == ["a.TXT", "b.md", "other.csv"]
    assert [path.name for path in files.tables] == ["indicators.csv", "kpi.csv"]
    assert files.unread == ("c.ppt", "inner")


def test_digest_follows_names_and_bytes(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, a_md="本文です。")
    before = folder_digest(folder)
    assert folder_digest(folder) == before
    (folder / "a.md").write_text("本文だ。", encoding="utf-8")
    changed = folder_digest(folder)
    (folder / "a.md").rename(folder / "b.md")
    assert len({before, changed, folder_digest(folder)}) == 3


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, a_md="本文です。")
    (tmp_path / "secret.md").write_text("秘密", encoding="utf-8")
    (folder / "inside.md").symlink_to(folder / "a.md")
    assert len(list_files(folder).texts) == 2
    (folder / "outside.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(SourceError, match=r"outside\.md: a link that leaves the plan folder"):
        list_files(folder)


def test_a_broken_link_is_said(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    with pytest.raises(SourceError, match="cannot be read"):
        list_files(folder)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(SourceError, match="is no ordinary file"):
        list_files(folder)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    with (folder / "large.txt").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(SourceError, match="larger than 64 MiB; split it"):
        list_files(folder)
