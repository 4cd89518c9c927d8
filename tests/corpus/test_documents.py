"""The bundled plans: they load whole and agree with themselves, with their README and with their originals."""

import csv
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from corpus.japanese.width import fold
from corpus.kpi.record import Certainty, Indicator, KpiRecord, KpiTable
from corpus.plan import Plan
from eval.cases import Gold
from eval.errors import EvalError
from eval.paragraphs import COUNT, draw_paragraphs
from tests.corpus.documents import DOCUMENTS, IDS, ROOT, stands

SHARED = ROOT.parent / "shared"
# Projects of the table that the overview prints under another id or not at all: see README.md, Contradictions kept.
NOT_IN_THE_OVERVIEW = {
    "仕掛け1", "推進1", "推進2", "多様化2-b-1-2", "多様化2-c-1-1", "教育2-1-1", "観光3-b-2-1", "農水2-a-1/2-2",
    "子ども1-2-1", "子ども1-a-1-1", "子ども1-b-1-1", "子ども2-1-2", "子ども2-1-3",
}  # fmt: skip
Table = list[list[str]]

needs_originals = pytest.mark.skipif(
    not (SHARED / "plans").is_dir(), reason="../shared is missing: the originals are not part of the project"
)


def _key(one: Indicator | KpiRecord) -> tuple[str, ...]:
    return (one.table, one.field, one.issue, one.indicator, one.project_id)


def _text(plan: Plan, prefix: str) -> str:
    """Return the plan's files whose names start so, in the form for comparing."""
    return fold("".join(plan.text[file.start : file.end] for file in plan.files if file.name.startswith(prefix)))


@pytest.mark.parametrize("plan_id", IDS)
def test_a_plan_loads_without_a_rejected_row(plan_id: str, bundled: dict[str, Plan]) -> None:
    plan = bundled[plan_id]
    assert plan.rejections == ()
    assert plan.manifest.restated
    assert plan.manifest.kpi_complete
    for name, read in (("kpi.csv", len(plan.kpis)), ("indicators.csv", len(plan.indicators))):
        with (DOCUMENTS / plan_id / name).open(encoding="utf-8", newline="") as rows:
            assert sum(any(row) for row in csv.reader(rows)) - 1 == read, name


def test_plans_sections_and_chunks_have_ids_of_their_own(bundled: dict[str, Plan]) -> None:
    assert set(bundled) == set(IDS) == {path.name for path in DOCUMENTS.iterdir() if path.is_dir()}
    chunks = [chunk for plan in bundled.values() for chunk in plan.chunks]
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    for plan in bundled.values():
        numbers = [section.number for section in plan.sections]
        assert len(set(numbers)) == len(numbers)
        assert {(chunk.plan_id, chunk.section) for chunk in plan.chunks} <= {(plan.manifest.id, n) for n in numbers}


def test_a_plan_supersedes_bundled_ones_only(bundled: dict[str, Plan]) -> None:
    assert {plan.manifest.supersedes for plan in bundled.values()} <= {None, *bundled}


@pytest.mark.parametrize("plan_id", IDS)
def test_every_series_has_its_indicator_and_every_indicator_a_value(plan_id: str, bundled: dict[str, Plan]) -> None:
    plan = bundled[plan_id]
    assert {_key(record) for record in plan.kpis} == {_key(indicator) for indicator in plan.indicators}


@pytest.mark.parametrize("plan_id", IDS)
def test_what_is_uncertain_has_a_note_that_says_why(plan_id: str, bundled: dict[str, Plan]) -> None:
    plan = bundled[plan_id]
    doubted = {_key(record) for record in plan.kpis if record.certainty is Certainty.UNCERTAIN}
    assert not [one.indicator for one in plan.indicators if _key(one) in doubted and not one.note]


@pytest.mark.parametrize("plan_id", IDS)
def test_a_cell_that_is_a_plain_number_has_that_value(plan_id: str, bundled: dict[str, Plan]) -> None:
    other = [
        (record.indicator, record.raw, record.value)
        for record in bundled[plan_id].kpis
        if re.fullmatch(r"[\d,]+(\.\d+)?%?", record.raw) and Decimal(re.sub("[,%]", "", record.raw)) != record.value
    ]
    # The year that the others are compared with: the ratio 1 is 100 %.
    base_year = ("ペーパーレス度(令和3年度印刷枚数との比較)", "1", Decimal(100))
    assert other == ([base_year] if plan_id == "sasebo-dx" else [])


def test_sasebo_has_enough_certain_values(bundled: dict[str, Plan]) -> None:
    kpis = bundled["sasebo-dx"].kpis
    assert sum(one.certainty is Certainty.CERTAIN and one.value is not None for one in kpis) >= 600
    assert all(one.certainty is Certainty.UNCERTAIN for one in kpis if one.fiscal_year is None)


def test_indicators_and_project_ids_stand_in_the_text(bundled: dict[str, Plan]) -> None:
    plan = bundled["sasebo-dx"]
    places = {KpiTable.KPI: _text(plan, "30-"), KpiTable.ACTIVITY: _text(plan, "31-") + _text(plan, "32-")}
    for one in plan.indicators:
        assert fold(one.indicator) in places[one.table], one
        assert all(fold(project) in places[one.table] for project in one.project_id.split(";")), one
    overview = _text(plan, "10-")
    projects = {project for one in plan.indicators for project in one.project_id.split(";")}
    assert {project for project in projects if fold(project) not in overview} == NOT_IN_THE_OVERVIEW


# README.md


def _sections(markdown: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", markdown, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _tables(markdown: str) -> list[Table]:
    """Return the tables in order, each with its heading row and without its ruler."""
    tables: list[Table] = []
    for is_table, lines in groupby(markdown.splitlines(), lambda line: line.startswith("|")):
        if is_table:
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            tables.append([rows[0], *rows[2:]])
    return tables


def _totals(plan: Plan) -> Table:
    counted = (plan.sections, plan.chunks, plan.indicators, plan.kpis, plan.rejections)
    return [["sections", "chunks", "indicators", "values", "rejected rows"], [str(len(one)) for one in counted]]


def _values(plan: Plan) -> Table:
    counts = Counter((record.table.value, record.kind.value, record.certainty) for record in plan.kpis)
    rows = sorted({(table, kind) for table, kind, _ in counts})
    return [
        ["table", "kind", "certain", "uncertain"],
        *([*row, *(str(counts[*row, one]) for one in (Certainty.CERTAIN, Certainty.UNCERTAIN))] for row in rows),
    ]


@pytest.mark.parametrize("plan_id", IDS)
def test_the_readme_counts_what_is_loaded(plan_id: str, bundled: dict[str, Plan]) -> None:
    totals, values, files = _tables(_sections((DOCUMENTS / "README.md").read_text(encoding="utf-8"))[plan_id])[:3]
    assert totals == _totals(bundled[plan_id])
    assert values == _values(bundled[plan_id])
    assert {name for row in files[1:] for name in row[0].split(", ")} == {file.name for file in bundled[plan_id].files}


# docs/corpus-check.md


def _checked() -> Table:
    return _tables((ROOT / "docs" / "corpus-check.md").read_text(encoding="utf-8"))[0][1:]


def test_the_facts_of_the_forty_paragraphs_stand_in_the_restatement(bundled: dict[str, Plan]) -> None:
    assert len(_checked()) == COUNT
    for _, plan_id, _, heading, _, facts, *_ in _checked():
        gold = Gold(plan_id=plan_id, heading=heading, facts=tuple((fact,) for fact in facts.split("、")))
        assert stands(gold, bundled[plan_id]), (heading, facts)


# The originals, where they are at hand


@needs_originals
def test_the_project_shares_no_sentence_with_an_original() -> None:
    tool = subprocess.run(
        [sys.executable, SHARED / "tools" / "overlap"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert tool.returncode == 0, tool.stdout[-2000:]


@needs_originals
def test_every_number_in_a_cell_of_sasebo_is_recorded(bundled: dict[str, Plan]) -> None:
    printed: Counter[str] = Counter()
    for line in (SHARED / "plans" / "sasebo-dx" / "plan.txt").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        label = next((cells.index(kind) for kind in ("予定", "実績") if kind in cells[:8]), None)
        if label is not None or cells[0] in ("まちづくり", "行政経営"):
            printed.update(cell for cell in cells[label or 0 :] if re.fullmatch(r"[\d,]+(\.\d+)?%?", cell))
    assert printed.total() > 800
    assert printed == Counter(record.raw for record in bundled["sasebo-dx"].kpis if record.value is not None)


@needs_originals
def test_the_forty_paragraphs_are_those_that_the_check_lists() -> None:
    drawn = draw_paragraphs(SHARED / "plans")
    assert len(drawn) == COUNT
    assert [row[:3] for row in _checked()] == [[str(n), one.plan_id, str(one.line)] for n, one in enumerate(drawn, 1)]


def test_without_originals_nothing_is_drawn_and_one_line_says_so(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no plans; the originals are not part of the project") as raised:
        draw_paragraphs(tmp_path / "plans")
    assert "\n" not in str(raised.value)
