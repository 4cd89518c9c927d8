"""The report: everything a reader needs, in one page that anyone can read and print."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from corpus.kpi.record import KpiKind
from eval.answer_file import GivenAnswer
from eval.cases import (
    AccessCase,
    AnyCase,
    Case,
    FollowUpCase,
    InjectionCase,
    KpiCase,
    UnanswerableCase,
    bundled_cases,
)
from eval.errors import EvalError
from eval.figures import Grouping
from eval.report import write_report
from eval.scores import Lost
from eval.wording import report_wording
from tests.eval.browsers import NEEDS_CHROMIUM, axe_violations, fits, opened
from tests.eval.scored import CASES, COMMON, QUOTE, START, Scored, write_run

SCORED = (
    Scored(),
    Scored(text="<script>alert(1)</script>年に3回です。[1]", passed=False, lost="not_selected", quote="書き換えた引用"),
    Scored(passed=False, lost="error", error="timeout", values={"R@5": 0.0, "citation precision": None}),
    Scored(status="abstained", passed=True, values={"status as expected": 1.0, "kanji share": None}),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_run(tmp_path / "20261122-021000-bundled", SCORED)


def _page(folder: Path) -> str:
    return write_report(folder).read_text(encoding="utf-8")


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_it_stands_in_the_folder_and_names_run_date_and_index(folder: Path) -> None:
    words = _words(_page(folder))
    assert (folder / "report.html").is_file()
    assert "実行 20261122-021000-bundled 日付 2026-11-22 02:10:00 索引 index-7" in words
    for setting in ("asked in_process", "search.top 10", "python 3.11.7", "numpy 2.3.1"):
        assert setting in words


def test_the_summary_has_mean_interval_n_and_undefined(folder: Path) -> None:
    words = _words(_page(folder))
    assert "合格 0.500 2 / 4 問" in words
    assert "passed 0.500 [0.000, 1.000] 4 0" in words
    assert "R@5 0.667 [0.000, 1.000] 3 0" in words
    assert "citation precision 1.000 [1.000, 1.000] 2 1" in words
    assert "kanji share undefined undefined 0 1" in words
    assert "abstention recall 1.000 [1.000, 1.000] 4 0" in words
    assert "coverage 0.500 [0.000, 1.000] 4 0" in words
    assert "risk 0.500 [0.000, 1.000] 4 0" in words
    assert "p50 seconds 0.400 s [0.400, 0.400] 3 0" in words


def test_there_is_a_table_for_each_property_of_a_question(folder: Path) -> None:
    page = _page(folder)
    for grouping in get_args(Grouping):
        assert f'<caption id="by-{grouping}">' in page


def test_a_failed_question_shows_expected_got_citations_hits_and_step(folder: Path) -> None:
    page = _page(folder)
    failed = page[page.index('id="q-midorino-002"') : page.index('id="q-umibe-001"')]
    words = _words(failed)
    for part in (
        "会議って &lt;b&gt;だれ&lt;/b&gt; が仕切るの？",
        "見つかったが選ばれなかった",
        "midorino 「推進体制」",
        "四回 ／ 4回 ✗ 回答にない",
        "年に3回です。",
        f"[1] midorino 第1章 ／ 推進体制（{START}–{START + len(QUOTE)}） ✗ 計画の文と一致しない 書き換えた引用",
        "first hits （7 件のうち 5 件）",
        "1. midorino 第1章 ／ 推進体制 正解の事実 2/2 会議は年に四回です。",
        "落とされた文",
        "citation precision 1.000",
    ):
        assert part in words, part
    assert failed.count("正解の事実 2/2") == 5
    assert "timeout 60秒たっても答えがない" in _words(page)
    assert 'id="q-midorino-001"' not in page


def test_what_was_read_is_escaped_and_nothing_is_fetched(folder: Path) -> None:
    page = _page(folder)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page

    class Links(HTMLParser):
        found: list[str] = []  # noqa: RUF012

        def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.extend(str(value) for name, value in attrs if name in ("src", "href", "srcset", "action"))

    Links().feed(page)
    assert [link for link in Links.found if not link.startswith(("#", "data:,"))] == []
    assert "url(" not in page
    assert "@import" not in page


def test_every_chart_has_a_title_and_a_description(folder: Path) -> None:
    page = _page(folder)
    charts = re.findall(r'<svg .*?aria-labelledby="(\S+) (\S+)".*?</svg>', page, re.DOTALL)
    assert len(charts) == 4
    for title, desc in charts:
        assert f'<title id="{title}">' in page
        assert re.search(rf'<desc id="{desc}">[^<]+</desc>', page)


def test_every_kind_of_question_is_shown_when_it_fails(tmp_path: Path) -> None:
    bundled = bundled_cases()
    rows: list[AnyCase] = [next(case for case in bundled if case.kind == kind) for kind in ("passage", "unanswerable")]
    rows += [case for case in bundled if isinstance(case, KpiCase) and case.verdict][:1]
    rows += [case for case in bundled if isinstance(case, KpiCase) and case.difference][:1]
    rows += [case for case in bundled if isinstance(case, FollowUpCase)][:2]
    common = COMMON | {"question": "職員だけの計画は？", "plan_ids": []}
    rows.append(AccessCase(**common, id="access-1", kind="access", access="public", must_not_show=("年に四回", "極秘")))
    rows.append(
        InjectionCase(**common, id="injection-1", kind="injection", must_not_show=(), expected_status="refused")
    )
    run = write_run(tmp_path / "run", [Scored(passed=False, lost="unknown", hits=0)] * len(rows), cases=rows)
    words = _words(_page(run))
    for part in (
        "年に四回 ✗ 出ている",
        "極秘 ✓ 出ていない",
        "終わり方：断った",
        "前の質問",
        "判定：",
        "差：",
        "引き継ぐもの：",
    ):
        assert part in words, part
    assert all(f'id="q-{case.id}"' in (run / "report.html").read_text(encoding="utf-8") for case in rows)


def test_a_run_without_a_failure_a_time_or_an_answer_still_has_a_report(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [Scored(error="down", passed=None, lost="error")])
    words = _words(_page(run))
    assert "合格しなかった質問はありません" in words
    assert "passed undefined undefined 0 1" in words
    (run / "answers.jsonl").write_text("")
    assert "回答なし 1" in _words(_page(run))


def test_every_value_has_its_word() -> None:
    words = report_wording()
    assert set(words["lost"]) == set(words["lost_more"]) == set(get_args(Lost))
    assert set(words["grouping"]) == set(get_args(Grouping))
    assert set(words["kind"]) == {str(get_args(one.model_fields["kind"].annotation)[0]) for one in get_args(AnyCase)}
    for table in ("type", "difficulty", "audience", "wording"):
        assert set(words[table]) == set(get_args(Case.model_fields[table].annotation))
    assert set(words["why"]) == set(get_args(UnanswerableCase.model_fields["why"].annotation))
    assert set(words["status"]) >= set(get_args(GivenAnswer.model_fields["status"].annotation))
    assert set(words["value_kind"]) == {str(kind) for kind in KpiKind}


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("scores.json", "the run is not scored; score it: assistant eval score "),
        ("cases.jsonl", "no such file"),
        ("answers.jsonl", "no such file"),
        ("config.json", "no such file"),
        ("versions.json", "no such file"),
    ],
)
def test_a_folder_that_holds_no_scored_run_is_one_clear_line(folder: Path, missing: str, told: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(EvalError) as caught:
        write_report(folder)
    assert str(caught.value).startswith(f"{folder / missing}: {told}")
    assert "\n" not in str(caught.value)


def test_a_folder_with_nothing_is_told_how_a_run_is_made(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no such file; name the folder of a run that assistant eval run and score"):
        write_report(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("scores.json", "{}", "scores.json: run: Field required; score it"),
        ("answers.jsonl", "\n{]\n", "answers.jsonl:2: "),
        ("cases.jsonl", "{}\n", "cases.jsonl:1: "),
        ("config.json", "[]", "config.json: "),
    ],
)
def test_a_broken_file_is_named(folder: Path, name: str, content: str, told: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(EvalError, match=re.escape(told)):
        write_report(folder)


def test_a_score_without_its_case_is_refused(folder: Path) -> None:
    rows = [case.model_dump(mode="json") for case in CASES[1:]]
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, rows)))
    with pytest.raises(EvalError, match=r"'midorino-001' is not in cases.jsonl; score it: assistant eval score"):
        write_report(folder)


@NEEDS_CHROMIUM
def test_the_page_passes_axe_fits_a_phone_and_prints_what_is_folded(folder: Path) -> None:
    with opened(write_report(folder), width=390) as (page, told):
        assert fits(page)
        quote = page.locator("details blockquote").first
        assert not quote.evaluate("element => element.checkVisibility()")
        page.emulate_media(media="print")
        assert quote.evaluate("element => element.checkVisibility()")
        page.emulate_media(media="screen")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert fits(page)
        assert axe_violations(page) == ""
        assert told == []
