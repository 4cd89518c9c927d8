"""Uploads: looked at before they are published, put back where publishing fails."""

import io
import time
import zipfile
from html import unescape

import pytest
from fastapi import FastAPI

from assistant.settings import Settings
from corpus.access import Access
from index.errors import IndexBusyError, IndexFault
from tests.web.visitor import Visitor, hidden
from web.store.uploads import claim_upload
from web.uploads.locks import take
from web.wording import LANGUAGES, Wording

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

    def broken(*_: object, **_named: object) -> None:
        raise RuntimeError("a secret stands at /srv/secret/place")

    monkeypatch.setattr("web.uploads.publishing.ingest", broken)
    staff.submit(address, f"{address}/publish")
    page = settled(staff, address)
    assert "公開に失敗" in page
    assert Wording.read("ja")("upload_errors.broken") in page
    assert Wording.read("easy")("upload_errors.broken") in staff.get("/staff/upload?language=easy").text
    assert "/srv" not in page
    assert list(settings.uploads.iterdir()) == []
    assert citizen.post("/ask", data={"question": "申請書の押印はいつまでに省きますか"}).status_code == 200
    monkeypatch.undo()
    assert staff.submit(address, f"{address}/publish").status_code == 303, "it can be tried again"
    assert "公開済み" in settled(staff, address)
    assert app.state.room.index.plan("hoshino-kaze", access=Access.PUBLIC)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (IndexBusyError("busy"), "busy"),
        (IndexFault("{index}: the new index failed its check"), "failed"),
        (OSError(28, "No space left on device", "{index}"), "disk"),
    ],
)
def test_why_it_failed_is_told_in_the_language_of_the_page(
    staff: Visitor, settings: Settings, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def broken(*_: object, **_named: object) -> None:
        error.args = tuple(str(arg).format(index=settings.index) for arg in error.args)
        raise error

    address = send(staff, plan())
    monkeypatch.setattr("web.uploads.publishing.ingest", broken)
    staff.submit(address, f"{address}/publish")
    settled(staff, address)
    for language in LANGUAGES:
        page = unescape(staff.get(address, params={"language": language}).text)
        assert Wording.read(language)(f"upload_errors.{code}") in page
        assert str(settings.index) not in page
        assert ("the new index failed its check" in page) is (code == "failed")


def test_published_it_stays_so_where_the_new_index_cannot_be_opened(
    staff: Visitor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **_named: object) -> None:
        raise RuntimeError("cannot be opened")

    address = send(staff, plan())
    monkeypatch.setattr("web.uploads.publishing.Assistant.open", broken)
    staff.submit(address, f"{address}/publish")
    page = settled(staff, address)
    assert "公開済み" in page
    assert Wording.read("ja")("upload_errors.stale") in page
    assert (settings.uploads / "hoshino-kaze" / "plan.md").is_file()


def test_the_state_alone_can_be_asked_for(staff: Visitor) -> None:
    address = send(staff, plan())
    part = staff.get(address, params={"part": "status"}).text
    assert 'data-state="waiting"' in part
    assert "<html" not in part
    assert staff.get(address, params={"part": "other"}).status_code == 422
    staff.submit(address, f"{address}/discard")
    assert 'data-state="discarded"' in staff.get(address, params={"part": "status"}).text


def test_a_page_of_an_upload_that_was_cut_short_puts_it_right(app: FastAPI, staff: Visitor) -> None:
    address = send(staff, plan())
    desk, upload_id = app.state.room.desk, address.rpartition("/")[2]
    desk.database.run(lambda connection: claim_upload(connection, upload_id, 1.0))
    held = take(desk.recovery.staging.lock(upload_id))
    assert held is not None
    with held:
        page = staff.get(address).text
        assert ("状態を見直す" in page, "/static/upload.js" in page) == (True, True)
        assert "http-equiv" not in page
    page = staff.get(address).text
    assert Wording.read("ja")("upload_errors.interrupted") in page
    assert staff.submit(address, f"{address}/publish").status_code == 303
    assert "公開済み" in settled(staff, address)


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
