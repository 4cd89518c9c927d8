"""Everything that reading a plan says has a code."""

import ast
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.ingest import find_plan_folders, read_plan
from corpus.kpi.tables import INDICATOR_HEADER, KPI_HEADER, read_indicators, read_kpis
from corpus.remarks.evidence import evidence_of
from corpus.remarks.lines import LineCode, remark_of
from corpus.remarks.parts import PARTS, PartCode
from corpus.remarks.places import place_of

CORPUS = Path(__file__).parents[3] / "corpus"
MAKERS = {"Notice", "Rejection", "RowError", "SourceError", "PlanFolderError", "Refused", "rejected"}
GOOD = dict(
    zip(
        KPI_HEADER,
        ["p", "kpi", "観光", "", "件数", "", "2024", "", "target", "3", "件", "3件", "", "certain"],
        strict=True,
    )
)
MARKED = dict.fromkeys(INDICATOR_HEADER, "") | {"table": "kpi", "indicator": "件数"}


def _labels() -> Iterator[str]:
    data = tomllib.loads(files("corpus").joinpath("suspicion.toml").read_text(encoding="utf-8"))
    yield from (one["name"] for one in (*data["rule"], *data["hidden"]))
    for place in CORPUS.glob("readers/*/*.toml"):
        rules = tomllib.loads(place.read_text(encoding="utf-8"))
        for table in ("left_out", "left_out_outside", "roles", "names", "counted"):
            yield from (label for label in rules.get(table, {}).values() if label)


def test_every_label_of_the_rules_is_a_part() -> None:
    labels = set(_labels())
    assert len(labels) > 20
    assert [label for label in sorted(labels) if PARTS.read(label) is None] == []


def _spoken(path: Path) -> Iterator[str]:
    """Yield where a rejection or notice is given words of its own instead of a code's."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            for value in (*node.args, *(word.value for word in node.keywords)):
                fixed = isinstance(value, ast.Constant) and isinstance(value.value, str) and " " in value.value
                if fixed or isinstance(value, ast.JoinedStr):
                    yield f"{path.relative_to(CORPUS)}:{value.lineno}"


def test_nothing_is_said_without_a_code() -> None:
    found = [place for path in CORPUS.rglob("*.py") for place in _spoken(path)]
    assert found == []


def test_what_is_said_of_the_bundled_plans_is_known() -> None:
    for folder in find_plan_folders([CORPUS / "documents"]):
        plan = read_plan(folder)
        lines = [*(one.reason for one in plan.rejections), *(one.message for one in plan.notices)]
        assert [line for line in lines if remark_of(line) is None] == []
        places = [*(one.place for one in plan.rejections), *(one.place for one in plan.notices)]
        assert [place for place in places if place and place_of(place) is None] == []
        assert [one.evidence for one in plan.kpis if evidence_of(one.evidence) is None] == []


def _table(header: tuple[str, ...], row: dict[str, str]) -> str:
    return f"{','.join(header)}\n{','.join(row.values())}\n"


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("table", "table", PartCode.CHOICES),
        ("indicator", "", PartCode.MISSING),
        ("indicator", "あ" * 501, PartCode.TOO_LONG),
        ("fiscal_year", "R6", PartCode.INTEGER),
        ("fiscal_year", "9" * 5000, PartCode.HUGE_INTEGER),
        ("fiscal_year", "6", PartCode.AT_LEAST),
        ("fiscal_year", "20240", PartCode.AT_MOST),
        ("kind", "", PartCode.CHOICES),
        ("value", "475億", PartCode.DECIMAL),
        ("certainty", "maybe", PartCode.CHOICES),
    ],
)
def test_what_is_wrong_with_a_cell_of_kpi_csv_is_known(column: str, value: str, part: PartCode) -> None:
    text = _table(KPI_HEADER, GOOD | {column: value})
    (rejection,) = read_kpis(text, 0, len(text), name="kpi.csv", plan_id="p").rejections
    remark = rejection.remark
    assert remark is not None
    assert remark.code is (LineCode.CELL if value else LineCode.CELL_EMPTY)
    assert remark.figures["column"] == column
    assert [one.code for one in remark.parts] == [part]


@pytest.mark.parametrize(("column", "value"), [("direction", "sideways"), ("leading", "yes")])
def test_what_is_wrong_with_a_cell_of_indicators_csv_is_known(column: str, value: str) -> None:
    text = _table(INDICATOR_HEADER, MARKED | {column: value})
    (rejection,) = read_indicators(text, 0, len(text), name="indicators.csv").rejections
    assert rejection.remark is not None
    assert [one.code for one in rejection.remark.parts] == [PartCode.CHOICES]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("p,kpi", LineCode.WIDTH),
        ("q,kpi,観光,,件数,,2024,,target,3,件,3件,,certain", LineCode.OTHER_PLAN),
        ("p,kpi,観光,,件数,,2024,,target,,件,,,certain", LineCode.NOTHING_SAID),
        ('p,"kpi', LineCode.NOT_CSV),
        ('p,"kpi"x,観光', LineCode.NOT_CSV),
        (f"p,{'あ' * 140_000}", LineCode.NOT_CSV),
        (",".join(GOOD.values()) + "\n" + ",".join(GOOD.values()), LineCode.SAID_AGAIN),
    ],
)
def test_what_is_wrong_with_a_row_is_known(row: str, code: LineCode) -> None:
    text = f"{','.join(KPI_HEADER)}\n{row}\n"
    (rejection,) = read_kpis(text, 0, len(text), name="kpi.csv", plan_id="p").rejections
    assert rejection.remark is not None
    assert rejection.remark.code is code


def test_a_wrong_header_is_known() -> None:
    (rejection,) = read_kpis("a,b\n", 0, 4, name="kpi.csv", plan_id="p").rejections
    assert rejection.remark is not None
    assert rejection.remark.code is LineCode.HEADER
