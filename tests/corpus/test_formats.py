"""The same plan in every format: the same sections and the same KPI values as its text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypeVar

import pytest

from corpus.ingest import read_plan
from corpus.japanese.width import fold
from corpus.plan import Plan
from corpus.readers.registry import reader_for
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS, PLANS, assert_sound
from tests.corpus.rendering.document import document_of
from tests.corpus.rendering.folders import write_folder
from tests.corpus.rendering.pdf import CHROMIUM, NO_CHROMIUM

INVENTED = Path(__file__).parent / "rendering" / "aohama-dx"
SOURCES = (INVENTED, *(ORIGINALS / name for name in PLANS))
KINDS = ("html", "docx", "xlsx", "pdf")
AUTHORED = {"html", "docx"}  # their heading depths are the author's own, so they are held against the text itself
LEAST_SECTIONS = {"html": 0.98, "docx": 0.98, "xlsx": 0.97, "pdf": 0.97}  # a sheet's name ends after 31 letters
LEAST_VALUES = 0.97
_SHEET_NUMBER = re.compile(r"\(\d+\)$")
Item = TypeVar("Item")
Value = tuple[str, str, int | None, str, Decimal | None]


@dataclass
class Folders:
    """Plans in every format, each rendered and read once."""

    place: Path
    plans: dict[tuple[str, str], Plan]

    def read(self, source: Path, kind: str) -> Plan:
        """Return a plan read from the format ``kind``."""
        key = (source.name, kind)
        if key not in self.plans:
            manifest = (source / "plan.toml").read_text(encoding="utf-8")
            self.plans[key] = read_plan(write_folder(document_of(source), manifest, self.place / kind / key[0], kind))
        return self.plans[key]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Return the plans of this file."""
    return Folders(tmp_path_factory.mktemp("formats"), {})


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Return each format in turn."""
    found = str(request.param)
    if reader_for(f".{found}") is None:
        pytest.skip(f"no reader for .{found}")
    if found == "pdf" and CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    return found


@pytest.fixture(params=SOURCES, ids=lambda source: source.name)
def source(request: pytest.FixtureRequest) -> Path:
    """Return each plan's folder in turn."""
    found = Path(request.param)
    if not found.is_dir():
        pytest.skip(NO_ORIGINALS)
    return found


def paths_of(plan: Plan) -> Sequence[tuple[str, ...]]:
    """Return the sections' paths without white space and differences of width."""
    return [tuple(map(fold, section.heading)) for section in plan.sections[1:]]


def sheet_paths_of(plan: Plan) -> Sequence[tuple[str, ...]]:
    """Return the sections' paths where sheets are the outermost: a sheet and the heading it repeats are one.

    The number that tells sheets of one name apart does not count, nor does the sheet 表紙 for what no heading covers.
    """
    paths = [_once([_SHEET_NUMBER.sub("", title) for title in path]) for path in paths_of(plan)]
    return _once([path for path in paths if path != ("表紙",)])


def _once(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(item for at, item in enumerate(items) if not at or item != items[at - 1])


def share_of_sections(plan: Plan, other: Plan, kind: str = "md") -> float:
    """Return the share of sections, 0 to 1, that both plans have in the same order, with what they stand under.

    Of a workbook, sheets count as the outermost headings.
    """
    names = sheet_paths_of if kind == "xlsx" else paths_of
    here, there = names(plan), names(other)
    same = sum(block.size for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks())
    return 2 * same / (len(here) + len(there))


def values_of(plan: Plan) -> Counter[Value]:
    """Return the KPI values without their places."""
    return Counter(
        (record.table.value, fold(record.indicator), record.fiscal_year, record.kind.value, record.value)
        for record in plan.kpis
    )


def share_of_values(plan: Plan, other: Plan) -> float:
    """Return the share of KPI values, 0 to 1, that are in both plans; 1 where neither has any."""
    here, there = values_of(plan), values_of(other)
    total = max(here.total(), there.total())
    return (here & there).total() / total if total else 1.0


def test_sections_are_those_of_the_text(folders: Folders, source: Path, kind: str) -> None:
    text = read_plan(source) if kind in AUTHORED else folders.read(source, "md")
    other = folders.read(source, kind)
    different = set(paths_of(text)) ^ set(paths_of(other))
    assert share_of_sections(text, other, kind) >= LEAST_SECTIONS[kind], sorted(different)


def test_kpi_values_are_those_of_the_text(folders: Folders, source: Path, kind: str) -> None:
    text, other = folders.read(source, "md"), folders.read(source, kind)
    different = (values_of(text) - values_of(other)) + (values_of(other) - values_of(text))
    assert share_of_values(text, other) >= LEAST_VALUES, sorted(map(str, different))


def test_values_of_the_invented_plan_are_found(folders: Folders) -> None:
    values = values_of(folders.read(INVENTED, "md"))
    assert values.total() >= 50
    name = fold("オンライン申請の利用率")
    found = {value[2:] for value in values if value[1] == name}
    assert {(2024, "target", Decimal(22)), (2024, "actual", Decimal("23.6")), (2028, "target", Decimal(50))} <= found
    assert not [value for value in found if value[:2] == (2025, "actual")]


def test_spans_point_at_the_text(folders: Folders, source: Path, kind: str) -> None:
    plan = folders.read(source, kind)
    assert_sound(plan.text, list(plan.chunks))
    for record in plan.kpis:
        assert 0 <= record.start <= record.cell_start <= record.cell_end <= record.end <= len(plan.text)


def test_pages_are_counted(folders: Folders, kind: str) -> None:
    plan = folders.read(INVENTED, kind)
    paged = kind in {"pdf", "xlsx"}
    assert (plan.pages > 5) is paged
    assert all((chunk.page is not None) is paged for chunk in plan.chunks)


def test_running_heads_and_page_numbers_are_no_text(folders: Folders) -> None:
    if reader_for(".pdf") is None or CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    plan = folders.read(INVENTED, "pdf")
    said = [sentence.text for chunk in plan.chunks for sentence in chunk.sentences]
    assert not [text for text in said if text.isdecimal()]
    assert sum("青浜市デジタル推進計画" in text for text in said) <= 1


def test_rendered_text_is_read_like_the_plan(folders: Folders, source: Path) -> None:
    """What is rendered is the plan: where a lost heading made numbers ambiguous, levels may differ."""
    assert share_of_sections(read_plan(source), folders.read(source, "md")) >= 0.8
