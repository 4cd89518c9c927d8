"""Whatever the bytes, a plan folder gives a plan whose offsets hold, or an error of ours."""

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.ingest import read_plan
from corpus.plan import Plan
from corpus.readers.registry import READERS
from tests.corpus.folder import MANIFEST
from tests.corpus.reading import assert_sound
from tests.corpus.rendering.document import Document, Heading, Item, Paragraph, document_of
from tests.corpus.rendering.folders import WRITERS
from tests.corpus.rendering.grid import Cell, Table
from tests.corpus.rendering.pdf import CHROMIUM

INVENTED = Path(__file__).parent / "rendering" / "aohama-dx"
SUFFIXES = sorted(READERS)
ODD = "\u200b\u200d\u3099\u0301\u202e\u2066\u00ad\ufeff🏙️👩‍💻אب\u3000\x0b\x1f\x85\u2028\U000e0001ｶﾞ㌔①²"
FRAGMENTS = (
    "# 計画",
    "## (1) 取組",
    "第1章 総論",
    "イ 目標",
    "【R8】",
    "重点課題 KPI の評価",
    "指標\t\tR5\tR6\tR7\tR8\t算出式",
    "1\t担い手\tKPI\t\tR3\tR4\tR5\tR6",
    "\t\t相談の件数\t予定\t10\t1,200\t\t/",
    "実績\t\t\t11\t26",
    "利用率\t45%\t50.5％\t▲3\t-",
    "項目\t現状値（令和5年度）\t目標値（令和8年度）",
    "窓口の待ち時間\t12分\t5分以内",
    "用語\t解説",
    "| 指標 | 令和6年度 |",
    "|---|---|",
    "| 講座 | 12回 |",
    "令和10年度までに利用率を60%に高めます。",
    "※1 割合は概数です。",
    "- 窓口を減らす",
    "  - 予約を増やす",
    "1. はじめに……3",
    "",
    "\f",
    "\r",
    "単位：千円",
    "ああ" * 4000,
    "\t" * 300,
)
CELLS = (
    "",
    "",
    "-",
    "/",
    "10",
    "1,200",
    "45%",
    "▲3.5",
    "1億2,000万円",
    "維持",
    "R6",
    "令和7年度",
    "予定",
    "実績",
    "目標",
    "KPI",
    "利用率",
)
MODEST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(MODEST, max_examples=8)

_letters = st.characters(exclude_categories=["Cs"])
_odd = st.text(st.one_of(st.sampled_from(ODD + "\x00"), _letters), max_size=40)
_lines = st.lists(st.one_of(st.sampled_from(FRAGMENTS), _odd), max_size=30)
_said = st.text(
    st.one_of(st.sampled_from(ODD.replace("\x1f", "").replace("\x0b", "")), st.sampled_from("市の窓口は1.2%、")),
    max_size=30,
)
_cells = st.builds(Cell, st.one_of(st.sampled_from(CELLS), _said))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table of equally long rows, with a label that spans two rows here and there."""
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    rows = [tuple(draw(st.lists(_cells, min_size=width, max_size=width))) for _ in range(height)]
    if height > 2 and draw(st.booleans()):
        rows[1] = (Cell(rows[1][0].text, 2), *rows[1][1:])
        rows[2] = (Cell("", 0), *rows[2][1:])
    return Table(tuple(rows), 1)


_parts = st.one_of(
    st.builds(Heading, st.integers(1, 6), _said),
    st.builds(Paragraph, _said),
    st.builds(Item, st.integers(0, 3), _said),
    tables(),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a plan folder; each example writes its file anew."""
    place = tmp_path_factory.mktemp("fuzz") / "midori"
    place.mkdir()
    (place / "plan.toml").write_text(MANIFEST, encoding="utf-8")
    return place


@cache
def valid(suffix: str) -> bytes:
    """Return a valid file of that kind."""
    kind = suffix.removeprefix(".")
    if kind in WRITERS and (kind != "pdf" or CHROMIUM):
        return WRITERS[kind](document_of(INVENTED))
    return (INVENTED / "plan.md").read_bytes().replace(b"\t", b",")


@pytest.mark.parametrize("row", ["\x08\t", "\x08\t\u200b", "\t\x08"])
def test_a_glossary_row_that_shows_nothing(folder: Path, row: str) -> None:
    plan = read_bytes(folder, ".md", f"用語\t解説\nBPR\t仕事の見直し\n{row}\n".encode())
    assert plan is not None
    assert [one.text for chunk in plan.chunks for one in chunk.sentences] == ["BPR：仕事の見直し"]


def read_bytes(folder: Path, suffix: str, data: bytes) -> Plan | None:
    """Return the plan whose one file holds ``data``, checked; None where it is refused."""
    for old in folder.glob("plan.*"):
        if old.suffix != ".toml":
            old.unlink()
    (folder / f"plan{suffix}").write_bytes(data)
    found = read_or_error(folder)
    if isinstance(found, CorpusError):
        assert str(found)
        assert "\n" not in str(found)
        return None
    assert_plan_sound(found)
    return found


def read_or_error(folder: Path) -> Plan | CorpusError:
    """Return the plan, or the error of ours that says why there is none."""
    try:
        return read_plan(folder)
    except CorpusError as error:
        return error


def assert_plan_sound(plan: Plan) -> None:
    """Assert that offsets point at what they claim, and that no value was made out of an empty cell."""
    text = plan.text
    assert "\r" not in text
    assert_sound(text, list(plan.chunks))
    for record in plan.kpis:
        assert 0 <= record.start <= record.cell_start <= record.cell_end <= record.end <= len(text)
        cell = text[record.cell_start : record.cell_end]
        assert cell.strip()
        assert cell == record.raw
        assert record.value is None or any(letter.isnumeric() for letter in cell)


def mutated(data: bytes, changes: Sequence[tuple[int, bytes]]) -> bytes:
    """Return the bytes with each change written over them at its place, counted from either end."""
    changed = bytearray(data)
    for at, new in changes:
        place = at % max(1, len(changed))
        changed[place : place + len(new)] = new
    return bytes(changed)


def members_mutated(data: bytes, changes: Sequence[tuple[int, bytes]]) -> bytes:
    """Return an Office file with the changes made to its largest part, packed soundly."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as packed:
        names = [name for name in source.namelist() if name.endswith(("document.xml", "sheet4.xml", "Strings.xml"))]
        for name in source.namelist():
            packed.writestr(name, mutated(source.read(name), changes) if name in names else source.read(name))
    return out.getvalue()


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.one_of(
            st.binary(min_size=1, max_size=12),
            st.sampled_from([b"<", b"</", b"&#0;", b"</w:tr>", b"\xff\xfe", b"99999999"]),
        ),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@MODEST
@given(data=st.binary(max_size=2000))
def test_random_bytes(folder: Path, suffix: str, data: bytes) -> None:
    read_bytes(folder, suffix, data)


@pytest.mark.parametrize("suffix", SUFFIXES)
@FEW
@given(changes=CHANGES)
def test_broken_files(folder: Path, suffix: str, changes: list[tuple[int, bytes]]) -> None:
    read_bytes(folder, suffix, mutated(valid(suffix), changes))


@pytest.mark.parametrize("suffix", SUFFIXES)
@FEW
@given(share=st.floats(0, 1))
def test_cut_files(folder: Path, suffix: str, share: float) -> None:
    data = valid(suffix)
    read_bytes(folder, suffix, data[: int(share * len(data))])


@pytest.mark.parametrize("suffix", [suffix for suffix in (".docx", ".xlsx") if suffix in READERS])
@FEW
@given(changes=CHANGES)
def test_broken_parts_of_office_files(folder: Path, suffix: str, changes: list[tuple[int, bytes]]) -> None:
    read_bytes(folder, suffix, members_mutated(valid(suffix), changes))


@pytest.mark.parametrize(
    "suffix", [suffix for suffix in SUFFIXES if suffix in {".txt", ".md", ".csv", ".html", ".htm"}]
)
@MODEST
@given(lines=_lines)
def test_text_like_plans(folder: Path, suffix: str, lines: list[str]) -> None:
    read_bytes(folder, suffix, "\n".join(lines).encode())


@pytest.mark.parametrize("kind", ["md", "html", "docx", "xlsx"])
@MODEST
@given(parts=st.lists(_parts, min_size=1, max_size=8))
def test_documents_like_plans(folder: Path, kind: str, parts: list[Heading | Paragraph | Item | Table]) -> None:
    if f".{kind}" in READERS:
        read_bytes(folder, f".{kind}", WRITERS[kind](Document("みどり市未来プラン", tuple(parts))))


@MODEST
@given(rows=st.lists(st.lists(st.sampled_from(CELLS[:10]), min_size=4, max_size=4), min_size=2, max_size=6))
def test_tables_of_values(folder: Path, rows: list[list[str]]) -> None:
    lines = ["指標\tR5\tR6\tR7\tR8", *("\t".join((f"講座{at}の参加者数", *row)) for at, row in enumerate(rows, 1))]
    plan = read_bytes(folder, ".md", "\n".join(("# 1 目標", "", *lines)).encode())
    assert plan is not None
    said = [cell for row in rows for cell in row if cell not in {"", "-", "/"}]
    found = [record.raw for record in plan.kpis]
    assert sorted(found) == sorted(said) or (not found and sum(cell != "維持" for cell in said) < 2)
