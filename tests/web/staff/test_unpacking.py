"""Uploaded files written out as a plan folder: nothing in them chooses where they go."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.web.staff.test_uploads import MANIFEST, TEXT, zipped
from web.uploads.errors import UploadError
from web.uploads.unpacking import SingleFile, unpack, write_single


def test_names_of_japanese_windows_are_read(tmp_path: Path) -> None:
    data = zipped({"plan.toml": MANIFEST.format(access="public"), "AAAA.md": TEXT}, zipfile.ZIP_STORED)
    unpack(data.replace(b"AAAA", "計画".encode("cp932")), tmp_path / "plan")
    assert (tmp_path / "plan" / "計画.md").is_file()


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("plan.toml", MANIFEST.format(access="public"))
        link = zipfile.ZipInfo("secret.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(UploadError, match="link"):
        unpack(buffer.getvalue(), tmp_path / "plan")


def test_a_title_cannot_break_out_of_its_manifest(tmp_path: Path) -> None:
    single = SingleFile("a", 'x"\naccess = "public\x7f', "市\\", "staff")
    write_single(TEXT.encode(), "../../a.md", single, tmp_path / "plan")
    assert sorted(path.name for path in (tmp_path / "plan").iterdir()) == ["plan.md", "plan.toml"]
    content = (tmp_path / "plan" / "plan.toml").read_text(encoding="utf-8")
    assert content.count("\n") == 5


def test_a_zip_says_why_it_cannot_be_unpacked_without_the_way_out_of_an_office_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"plan.toml": MANIFEST.format(access="public"), "a; b.md": "WHOLE"}
    data = zipped(files, zipfile.ZIP_STORED).replace(b"WHOLE", b"DAMAG")
    with pytest.raises(UploadError) as raised:
        unpack(data, tmp_path / "plan")
    assert raised.value.note.detail == "zip, a; b.md: broken"
