"""Uploads that are refused: their cause is told in the language of the page, and nothing of them is left."""

import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.settings import Settings
from corpus.errors import SourceError
from tests.web.client import Client
from tests.web.staff.test_uploads import MANIFEST, TEXT, plan, send, settled, zipped
from tests.web.visitor import Visitor, hidden
from web.wording import LANGUAGES, Wording

SINGLE = {"title": "題", "city": "市"}
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
ENGLISH = re.compile(r"[A-Za-z']+(?: [A-Za-z']+){2,}")  # three words on end are a sentence


def stated(*changes: tuple[str, str]) -> bytes:
    """Return a plan with other lines in its plan.toml."""
    manifest = MANIFEST.format(access="public")
    for old, new in changes:
        assert old in manifest
        manifest = manifest.replace(old, new)
    return plan(**{"plan.toml": manifest})


def refused(staff: Visitor, data: bytes, name: str, language: str = "ja", **fields: str) -> str:
    """Return what the page tells of an upload that is refused, as HTML."""
    token = hidden(staff.get("/staff/upload").text, "token")
    sent = {"token": token, "language": language, **fields}
    response = staff.send("POST", "/staff/upload", data=sent, files={"file": (name, data, "application/zip")})
    assert response.status_code == 422
    return response.text.partition('id="problem">')[2].partition("</div>")[0]


def test_an_id_that_is_taken_is_refused(staff: Visitor, settings: Settings) -> None:
    content = MANIFEST.format(access="public").replace("hoshino-kaze", "morikawa-dx")
    address = send(staff, zipped({"plan.toml": content, "plan.md": TEXT}))
    assert "公開できません" in staff.get(address).text
    assert "ID「morikawa-dx」の計画が、もう収録されています" in staff.get(address).text
    refused = staff.submit(address, f"{address}/publish", language="en")
    assert (refused.status_code, "is already here" in refused.text) == (422, True)
    assert not settings.uploads.exists()


@pytest.mark.parametrize(
    ("data", "name", "fields", "code"),
    [
        (b"no zip", "a.zip", {}, "zip"),
        (zipped({"a.md": TEXT}), "a.zip", {}, "no_manifest"),
        (zipped({"plan.toml": "id =", "a.md": TEXT}), "a.zip", {}, "unreadable"),
        (zipped({"plan.toml": MANIFEST.format(access="public")}), "a.zip", {}, "unreadable"),
        (plan(**{"../../evil.md": "x"}), "a.zip", {}, "packed"),
        (plan(**{"/etc/evil.md": "x"}), "a.zip", {}, "packed"),
        (plan(**{"inner/evil.md": "x"}), "a.zip", {}, "folders"),
        (plan(**{f"{'a' * 210}.md": "x"}), "a.zip", {}, "long_name"),
        (
            zipped({**{f"{n}.md": "x" for n in range(600)}, "plan.toml": MANIFEST.format(access="public")}),
            *("a.zip", {}, "too_many"),
        ),
        (
            zipped({"plan.toml": MANIFEST.format(access="public"), "bomb.md": b"0" * 60_000_000}),
            *("a.zip", {}, "packed"),
        ),
        (b"MZ", "virus.exe", {"title": "題", "city": "市"}, "kind"),
        (b"MZ", "virus", {"title": "題", "city": "市"}, "no_kind"),
        (TEXT.encode(), "a.md", {}, "unnamed"),
        (TEXT.encode(), "a.md", {"title": "題", "city": "市", "plan_id": "../x"}, "plan_id"),
        (b"", "a.md", {"title": "題", "city": "市"}, "unreadable"),
        (b"%PDF-1.4 broken", "a.pdf", {"title": "題", "city": "市"}, "unreadable"),
    ],
)
def test_what_is_no_plan_is_named_in_each_language_and_leaves_nothing(
    app: FastAPI, staff: Visitor, tmp_path: Path, data: bytes, name: str, fields: dict[str, str], code: str
) -> None:
    token = hidden(staff.get("/staff/upload").text, "token")
    for language in LANGUAGES:
        sent = {"token": token, "language": language, **fields}
        response = staff.send("POST", "/staff/upload", data=sent, files={"file": (name, data, "application/zip")})
        assert response.status_code == 422
        words, page = Wording.read(language), unescape(response.text)
        assert words("upload.problem") in page
        assert words(f"upload_errors.{code}", suffix=".exe", most=500) in page
        assert (words("upload.cause") in page) is (code in {"unreadable", "packed"})
        assert words("upload.detail") not in page
        assert str(tmp_path) not in page
        assert f'value="{fields.get("title", "")}"' in page, "what was typed is not lost"
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


@pytest.mark.parametrize(
    ("data", "name", "fields", "cause"),
    [
        (stated(('language = "ja"', "language =")), "a.zip", {}, "plan.toml 4行目の11文字目：TOML として読めません。"),
        (stated(('city = "星野市"\n', "")), "a.zip", {}, "plan.toml：「city」がありません。"),
        (
            stated(('language = "ja"', 'language = "ja"\nauthor = "風"')),
            "a.zip",
            {},
            "「author」という項目はありません。",
        ),
        (stated(('language = "ja"', 'language = "en"')), "a.zip", {}, "「language」に「en」は書けません。"),
        (
            stated(('language = "ja"', 'language = "ja"\npublished = "2024-13-01"')),
            *("a.zip", {}, "published の「2024-13-01」は日付として読めません。"),
        ),
        (
            stated(('language = "ja"', 'language = "ja"\npublished = 2024-04-01')),
            *("a.zip", {}, "「published」の「2024-04-01」は、引用符"),
        ),
        (zipped({"plan.toml": MANIFEST.format(access="public")}), "a.zip", {}, "plan：本文がありません。"),
        (zipped({"plan.toml": "x".encode("utf-16")}), "a.zip", {}, "plan.toml：文字のファイルではありません"),
        (plan(**{"../../evil.md": "x"}), "a.zip", {}, "ファイルの外を指す名前の部品があります。"),
        (
            zipped({"plan.toml": MANIFEST.format(access="public"), "bomb.md": b"0" * 60_000_000}),
            *("a.zip", {}, "強く圧縮された部品があります。"),
        ),
        (b"", "a.md", SINGLE, "plan：本文がありません。"),
        (b"\0" * 100, "a.txt", SINGLE, "plan.txt：文字のファイルではありません"),
        (b"\x81\xff" * 100, "a.txt", SINGLE, "plan.txt 1行目：UTF-8 の文字として読めません。"),
        (b"%PDF-1.4 broken", "a.pdf", SINGLE, "plan.pdf：PDF が壊れているか、途中で切れています。"),
        (b"no PDF", "a.pdf", SINGLE, "plan.pdf：PDF ではありません"),
        (b"no Word file", "a.docx", SINGLE, "plan.docx：Office のファイルではないか、壊れています。"),
        (zipped({"a.xml": "<a/>"}), "a.docx", SINGLE, "plan.docx：Word のファイルではありません。"),
        (zipped({"a.xml": "<a/>"}), "a.xlsx", SINGLE, "plan.xlsx：Excel のファイルではないか、壊れています。"),
        (zipped({"a.xml": "<!DOCTYPE a><a/>"}), "a.xlsx", SINGLE, "plan.xlsx：部品「a.xml」に文書型の宣言があるか"),
        (
            zipped({"a.xml": "WHOLE"}, zipfile.ZIP_STORED).replace(b"WHOLE", b"DAMAG"),
            *("a.xlsx", SINGLE, "plan.xlsx の中の「a.xml」：壊れています。"),
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx", SINGLE, "plan.xlsx：古い形式の Office のファイルです。"),
    ],
)
def test_its_cause_is_told_in_the_language_of_the_page(
    staff: Visitor, data: bytes, name: str, fields: dict[str, str], cause: str
) -> None:
    told = {language: unescape(refused(staff, data, name, language, **fields)) for language in LANGUAGES}
    assert cause in told["ja"]
    for language, page in told.items():
        words = Wording.read(language)
        assert words("upload.cause") in page
        assert words("upload.detail") not in page
        lines = re.findall(r"<p[^>]*>(.*?)</p>", page)
        assert len(lines) == 2
        assert language == "en" or [line for line in lines if not JAPANESE.search(line) or ENGLISH.search(line)] == []


def test_nothing_of_its_content_becomes_html(staff: Visitor) -> None:
    mark = "<img src=x onerror=alert(1)>"
    damaged = zipped({"plan.toml": "x", f"{mark}.md": "WHOLE"}, zipfile.ZIP_STORED).replace(b"WHOLE", b"DAMAG")
    for data in (
        stated(("hoshino-kaze", mark)),
        stated(('language = "ja"', f'language = "ja"\n"{mark}" = 1')),
        stated(('access = "public"', f'access = "{mark}"')),
        damaged,
    ):
        for language in LANGUAGES:
            told = refused(staff, data, "a.zip", language)
            assert (mark in told, mark in unescape(told)) == (False, True)


def test_a_cause_without_a_code_is_told_as_the_line_it_is(staff: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> None:
        raise SourceError("plan.md: a cause of another version; wait for it")

    monkeypatch.setattr("web.uploads.staging.read_plan", broken)
    told = refused(staff, plan(), "a.zip")
    assert '<span class="code" lang="en">plan.md: a cause of another version; wait for it</span>' in told
    assert Wording.read("ja")("upload.detail") in told
    assert Wording.read("ja")("upload.cause") not in told


def test_why_an_upload_could_not_be_built_is_told_likewise(app: FastAPI, staff: Visitor) -> None:
    address = send(staff, plan())
    place = app.state.room.desk.recovery.staging.place(address.rpartition("/")[2])
    (place / "plan.md").write_bytes(b"\0" * 100)
    staff.submit(address, f"{address}/publish")
    settled(staff, address)
    for language in ("ja", "easy"):
        page = unescape(staff.get(address, params={"language": language}).text)
        words = Wording.read(language)
        assert words("upload_errors.failed") in page
        assert words("remark_refusals.nul", file="hoshino-kaze/plan.md") in page
        assert words("remark_refusals.nul", file="plan.md") in page, "it cannot be previewed either"
        assert "NUL bytes" not in page
