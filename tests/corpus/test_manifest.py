from pathlib import Path

import pytest

from corpus.access import Access
from corpus.errors import PlanFolderError
from corpus.manifest import read_manifest
from tests.corpus.folder import MANIFEST, make_folder


def test_every_key_is_read(tmp_path: Path) -> None:
    more = 'published = "2025-03"\nperiod_start = 2025\nstatus = "draft"\nrestated = true\n'
    manifest = read_manifest(make_folder(tmp_path, "midori", MANIFEST.replace("public", "staff") + more))
    assert (manifest.access, manifest.published, manifest.period_start) == (Access.STAFF, "2025-03", 2025)
    assert manifest.restated
    assert manifest.contact is None


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("id = みどり", "broken TOML"),
        (MANIFEST.replace('city = "みどり市"\n', ""), 'city is missing; add it, for example city = "佐賀市"'),
        (MANIFEST + 'colour = "green"\n', "unknown key colour; remove it"),
        (MANIFEST.replace('"midori"', '"Midori City"'), "id = Midori City: "),
        (MANIFEST.replace('"public"', '"everyone"'), "access = everyone: "),
        (MANIFEST.replace('"ja"', '"fr"'), "language = fr: "),
        (MANIFEST + "period_start = '2025'\n", "period_start = 2025: "),
        (MANIFEST + 'published = "令和7年"\n', "published = 令和7年: "),
        ("", "(and 4 more)"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, manifest: str, said: str) -> None:
    folder = make_folder(tmp_path, "midori", manifest)
    with pytest.raises(PlanFolderError) as raised:
        read_manifest(folder)
    message = str(raised.value)
    assert message.startswith(str(folder / "plan.toml"))
    assert said in message
    assert "\n" not in message


def test_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(PlanFolderError, match=r"no plan\.toml; add one"):
        read_manifest(tmp_path)


def test_manifest_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(b"\x82\xb1")
    with pytest.raises(PlanFolderError, match="not UTF-8 text; save"):
        read_manifest(tmp_path)


def test_manifest_that_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text(MANIFEST, encoding="utf-8")
    folder = tmp_path / "midori"
    folder.mkdir()
    (folder / "plan.toml").symlink_to(tmp_path / "outside.toml")
    with pytest.raises(PlanFolderError, match="a link that leaves the plan folder"):
        read_manifest(folder)
