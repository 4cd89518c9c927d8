"""Uploads: looked at before they are published, put back where publishing fails, harmless where they are hostile."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.settings import Settings
from corpus.access import Access
from tests.web.client import Client
from tests.web.visitor import Visitor, hidden
from web.uploads.errors import UploadError
from web.uploads.unpacking import SingleFile, unpack, write_single

MANIFEST = 'id = "hoshino-kaze"\ntitle = "星野市風のまち計画"\ncity = "星野市"\nlanguage = "ja"\naccess = "{access}"\n'
TEXT = "# 1 風車\n\n星野市は、丘の上に風車を8基建てます。\n\n# 2 凧\n\n凧あげ大会を毎年二月に開きます。\n"
KPI = (
    "plan_id,table,field,issue,indicator,project_id,fiscal_year,period,kind,value,unit,raw,qualifier,certainty\n"
    "hoshino-kaze,kpi,風,凧,凧あげの参加者,,2024,,target,300,人,300人,,certain\n"
    "hoshino-kaze,kpi,風,凧,凧あげの参加者,,R6,,dream,300,人,300人,,certain\n"
)
QUESTION = "丘の上に建てる風車は何基ですか"


def zipped(files: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def plan(around: str = "", access: str = "public", **changed: str) -> bytes:
    files: dict[str, str | bytes] = {"plan.toml": MANIFEST.format(access=access), "plan.md": TEXT, "kpi.csv": KPI}
    return zipped({f"{around}{name}": content for name, content in {**files, **changed}.items()})


def send(staff: Visitor, data: bytes, name: str = "plan.zip", **fields: str) -> str:
    """Upload a file and return the address of its preview."""
    token = hidden(staff.get("/staff/upload").text, "token")
    response = staff.send(
        "POST", "/staff/upload", data={"token": token, **fields}, files={"file": (name, data, "application/zip")}
    )
    assert response.status_code == 303, response.text
    return response.headers["location"]


def settled(staff: Visitor, address: str) -> str:
    """Return the upload's page once it is no longer being published."""
    for _ in range(200):
        page = staff.get(address).text
        if "公開の作業中" not in page:
            return page
        time.sleep(0.05)
    raise TimeoutError(address)


@pytest.mark.parametrize("around", ["", "星野市の計画/"])
def test_an_upload_is_previewed_and_then_published(
    app: FastAPI, staff: Visitor, citizen: Visitor, settings: Settings, around: str
) -> None:
    address = send(staff, plan(around))
    page = staff.get(address).text
    assert "星野市風のまち計画" in page
    assert "<li>1 風車</li>" in page.replace("1　", "1 ")
    assert "凧あげの参加者" in page
    assert "採らなかった行（1件）" in page
    assert not settings.uploads.exists()
    assert "8基" not in citizen.post("/ask", data={"question": QUESTION}).text, "nothing is live before it is published"
    assert staff.submit(address, f"{address}/publish").status_code == 303
    assert "公開済み" in settled(staff, address)
    assert (settings.uploads / "hoshino-kaze" / "plan.md").is_file()
    assert "8基" in citizen.post("/ask", data={"question": QUESTION}).text
    assert "押印" in citizen.post("/ask", data={"question": "申請書の押印はいつまでに省きますか"}).text
    assert citizen.get("/sources/hoshino-kaze").status_code == 200
    assert list(app.state.room.desk.uploads.iterdir()) == []


def test_a_later_upload_replaces_an_earlier_one_and_staff_plans_stay_hidden(
    staff: Visitor, citizen: Visitor, settings: Settings
) -> None:
    for access in ("public", "staff"):
        address = send(staff, plan(access=access))
        staff.submit(address, f"{address}/publish")
        assert "公開済み" in settled(staff, address)
    assert [path.name for path in settings.uploads.iterdir()] == ["hoshino-kaze"]
    assert citizen.get("/sources/hoshino-kaze").status_code == 404
    assert staff.get("/sources/hoshino-kaze").status_code == 200


def test_what_cannot_be_published_is_put_back(
    app: FastAPI, staff: Visitor, citizen: Visitor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = send(staff, plan())

    def broken(*_: object) -> None:
        raise RuntimeError("a secret stands at /srv/secret/place")

    monkeypatch.setattr("web.uploads.publishing.ingest", broken)
    staff.submit(address, f"{address}/publish")
    page = settled(staff, address)
    assert "公開に失敗" in page
    assert "/srv" not in page
    assert list(settings.uploads.iterdir()) == []
    assert citizen.post("/ask", data={"question": "申請書の押印はいつまでに省きますか"}).status_code == 200
    monkeypatch.undo()
    assert staff.submit(address, f"{address}/publish").status_code == 303, "it can be tried again"
    assert "公開済み" in settled(staff, address)
    assert app.state.room.index.plan("hoshino-kaze", access=Access.PUBLIC)


def test_an_id_that_is_taken_is_refused(staff: Visitor, settings: Settings) -> None:
    content = MANIFEST.format(access="public").replace("hoshino-kaze", "morikawa-dx")
    address = send(staff, zipped({"plan.toml": content, "plan.md": TEXT}))
    assert "公開できません" in staff.get(address).text
    assert staff.submit(address, f"{address}/publish").status_code == 422
    assert not settings.uploads.exists()


def test_a_discarded_upload_is_gone(app: FastAPI, staff: Visitor) -> None:
    address = send(staff, plan())
    assert staff.submit(address, f"{address}/discard").headers["location"] == "/staff/upload"
    assert list(app.state.room.desk.uploads.iterdir()) == []
    assert "取りやめ" in staff.get(address).text
    assert staff.submit("/staff", f"{address}/publish").status_code == 422


def test_a_single_file_is_for_staff_unless_chosen_otherwise(staff: Visitor) -> None:
    named = {"title": '星"野\n市', "city": "星野市"}
    page = staff.get(send(staff, TEXT.encode(), "計画.MD", **named)).text
    assert "職員だけ" in page
    assert "凧" in page
    page = staff.get(send(staff, TEXT.encode(), "a.txt", plan_id="hoshi", access="public", **named)).text
    assert "だれでも" in page


@pytest.mark.parametrize(
    ("data", "name", "fields"),
    [
        (b"no zip", "a.zip", {}),
        (zipped({"a.md": TEXT}), "a.zip", {}),
        (zipped({"plan.toml": "id =", "a.md": TEXT}), "a.zip", {}),
        (zipped({"plan.toml": MANIFEST.format(access="public")}), "a.zip", {}),
        (plan(**{"../../evil.md": "x"}), "a.zip", {}),
        (plan(**{"/etc/evil.md": "x"}), "a.zip", {}),
        (plan(**{"inner/evil.md": "x"}), "a.zip", {}),
        (zipped({**{f"{n}.md": "x" for n in range(600)}, "plan.toml": MANIFEST.format(access="public")}), "a.zip", {}),
        (zipped({"plan.toml": MANIFEST.format(access="public"), "bomb.md": b"0" * 60_000_000}), "a.zip", {}),
        (b"MZ", "virus.exe", {"title": "題", "city": "市"}),
        (TEXT.encode(), "a.md", {}),
        (TEXT.encode(), "a.md", {"title": "題", "city": "市", "plan_id": "../x"}),
        (b"", "a.md", {"title": "題", "city": "市"}),
        (b"%PDF-1.4 broken", "a.pdf", {"title": "題", "city": "市"}),
    ],
)
def test_what_is_no_plan_is_named_and_leaves_nothing(
    app: FastAPI, staff: Visitor, tmp_path: Path, data: bytes, name: str, fields: dict[str, str]
) -> None:
    token = hidden(staff.get("/staff/upload").text, "token")
    response = staff.send(
        "POST", "/staff/upload", data={"token": token, **fields}, files={"file": (name, data, "application/zip")}
    )
    assert response.status_code == 422
    assert "受け取れませんでした" in response.text
    assert str(tmp_path) not in response.text
    assert list(app.state.room.desk.uploads.iterdir()) == []
    assert not list(tmp_path.rglob("*evil*"))


def test_an_upload_without_its_token_is_refused(staff: Visitor, app: FastAPI) -> None:
    for token in ("", "x"):
        response = staff.send(
            "POST", "/staff/upload", data={"token": token}, files={"file": ("a.zip", plan(), "application/zip")}
        )
        assert response.status_code == 403
    assert not app.state.room.desk.uploads.exists()


def test_only_staff_may_send_much(staff: Visitor, client: Client, settings: Settings) -> None:
    much = {"file": ("a.zip", b"x" * (settings.body_limit + 1), "application/zip")}
    assert client.send("POST", "/staff/upload", files=much).status_code == 404
    assert staff.send("POST", "/staff/upload", data={"token": "x"}, files=much).status_code == 403
    too_much = {"file": ("a.zip", b"x" * (settings.upload_limit + 1), "application/zip")}
    assert staff.send("POST", "/staff/upload", files=too_much).status_code == 413


@pytest.mark.parametrize("upload_id", ["0123456789abcdef", "%2e%2e%2fx", "x"])
def test_an_unknown_upload_is_404(staff: Visitor, upload_id: str) -> None:
    assert staff.get(f"/staff/uploads/{upload_id}").status_code == 404


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
