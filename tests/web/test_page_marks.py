"""Marks of the source's pages in the source viewer: a plan of pages, read and shown."""

import re
from html import unescape
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI

from assistant.assembly import Assistant
from corpus.access import Access
from corpus.ingest import read_plan
from index.reader import IndexReader
from tests.web.client import Client
from tests.web.fake_assistant import FakeAssistant
from tests.web.fake_index import FakeIndex, FakePlan
from web import limits
from web.app import create_app
from web.source import SourcePage

MANIFEST = """\
id = "yottsu"
title = "四つの頁の計画"
city = "みどり野市"
language = "ja"
access = "public"
"""
SENTENCES = {1: "窓口は朝八時に開きます。", 2: "公民館は夜九時まで使えます。", 4: "図書館は月曜日に休みます。"}
PAGES = tuple(f"# 第{n}章\n\n{SENTENCES[n] * 30}\n" if n in SENTENCES else "\n" for n in range(1, 5))
MARK = re.compile(r'<span class="page-mark" id="page-(\d+)" role="separator"([^>]*)></span>')


def read_in(place: Path) -> FakePlan:
    """Return a plan of four pages, written into a folder of ``place`` and read; nothing stands on the third."""
    folder = place / "yottsu"
    folder.mkdir()
    (folder / "plan.toml").write_text(MANIFEST, "utf-8")
    (folder / "a.txt").write_text("\f".join(PAGES), "utf-8")
    (folder / "b.md").write_text("# 付録\n\nこの付録には頁がありません。\n", "utf-8")
    read = read_plan(folder)
    return FakePlan(read.manifest, read.text, read.sections, read.chunks)


def app_of(plan: FakePlan) -> FastAPI:
    return create_app(cast("Assistant", FakeAssistant(index=FakeIndex((plan,)))))


@pytest.fixture
def plan(tmp_path: Path) -> FakePlan:
    return read_in(tmp_path)


@pytest.fixture
def client(plan: FakePlan) -> Client:
    return Client(app_of(plan))


def text_of(page: str) -> str:
    """Return the text of the plan on a page, as a browser holds it."""
    runs = re.findall(r'<h\d class="raw-heading">(.*?)</h\d>|<div class="raw">(.*?)</div>', page, flags=re.DOTALL)
    return unescape("".join(re.sub(r"<[^>]+>", "", heading + body) for heading, body in runs))


def test_each_page_is_marked_where_its_words_begin_and_an_empty_one_is_not(client: Client) -> None:
    page = client.get("/sources/yottsu").text
    after = {int(one[1]): unescape(re.sub(r"<[^>]+>", "", page[one.end() :])) for one in MARK.finditer(page)}
    assert list(after) == [1, 2, 4]
    assert all(rest.startswith(SENTENCES[number]) for number, rest in after.items())


def test_the_text_stays_the_plans_own(client: Client, plan: FakePlan) -> None:
    start = plan.text.index(SENTENCES[2])
    for query in ("", f"?start={start}&end={start + 30}", f"?start={start - 20}&end={start + 2}"):
        page = client.get(f"/sources/yottsu{query}").text
        assert len(MARK.findall(page)) == 3
        assert text_of(page) == plan.text


@pytest.mark.parametrize(
    ("language", "read", "shown", "tag"),
    [("ja", "2ページ", "2ページ", "ja"), ("en", "page 2", "p. 2", "en"), ("easy", "2ページ", "2ページ", "ja")],
)
def test_a_mark_is_shown_and_read_in_the_language_of_the_page(
    client: Client, language: str, read: str, shown: str, tag: str
) -> None:
    page = client.get("/sources/yottsu", params={"language": language}).text
    attributes = dict(MARK.findall(page))["2"]
    assert attributes == f' lang="{tag}" aria-label="{read}" data-page="{shown}"'


def test_a_part_of_the_plan_begins_with_the_mark_of_its_page(plan: FakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_CHARACTERS", 200)
    index = cast("IndexReader", FakeIndex((plan,)))
    count = SourcePage.read(index, plan.record(0), None, 1, access=Access.PUBLIC).count
    parts = [SourcePage.read(index, plan.record(0), None, n, access=Access.PUBLIC) for n in range(1, count + 1)]
    marks = [[piece.page for view in part.sections for piece in view.body if piece.page] for part in parts]
    assert all(len(found) == len(set(found)) for found in marks)
    assert {number for found in marks for number in found} == {1, 2, 4}


def test_the_side_panel_has_none(client: Client, plan: FakePlan) -> None:
    start = plan.text.index(SENTENCES[2])
    page = client.get(f"/sources/yottsu?start={start}&end={start + 5}&part=passage").text
    assert SENTENCES[2] in unescape(re.sub(r"<[^>]+>", "", page))
    assert "page-mark" not in page
