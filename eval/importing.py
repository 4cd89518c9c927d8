"""Tables of questions, as officials write them, made into typed rows; ``docs/evaluation.md`` lists the columns."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import ValidationError

from corpus.japanese.era import find_years
from corpus.japanese.width import normalise
from eval.cases import AnyCase, case_of, problem_of
from eval.errors import RowsError
from eval.table_cells import CellError, Cells, at_column, columns_of, head_of
from eval.tables import read_table

_PLAN_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_SPELLINGS = "／"
_ID = "question-{number:03}"


def import_cases(path: Path, plan_ids: Mapping[str, str]) -> list[AnyCase]:
    """Return the cases of a table; ``plan_ids`` are plan ids by the titles and cities that name them.

    Raises:
        EvalError: the file cannot be read.
        RowsError: columns are unknown or missing, or rows cannot be taken; every one is named with its line.

    """
    (head_line, head), *rows = read_table(path)
    columns = columns_of(path, head_line, head)
    cases: dict[str, AnyCase] = {}
    bad: list[str] = []
    for count, (number, cells) in enumerate(rows, 1):
        try:
            case = case_of(_row(Cells(columns, cells), count, plan_ids))
        except CellError as error:
            bad.append(f"{path}:{number}: {error}")
        except ValidationError as error:
            bad.append(f"{path}:{number}: {at_column(problem_of(error))}; see docs/evaluation.md")
        else:
            bad += [f"{path}:{number}: 番号 {case.id!r} stands twice; number each question once"] * (case.id in cases)
            cases[case.id] = case
    if bad or not rows:
        raise RowsError(tuple(bad) or (f"{path}: no question below the heads; write one a row",))
    return list(cases.values())


def _row(cells: Cells, count: int, plan_ids: Mapping[str, str]) -> dict[str, object]:
    """Return a table's row as a row of a question set."""
    if cells.surplus:
        raise CellError(f"「{cells.surplus[0]}」 stands outside the columns; quote cells that hold a comma")
    kind = cells.word("kind") or ("passage" if cells.text("facts") else "")
    if not kind:
        raise CellError(
            f"{head_of('kind')}: empty; fill it in, or {head_of('facts')} for a question that the text answers"
        )
    row: dict[str, object] = {
        "id": cells.text("id") or _ID.format(number=count),
        "kind": kind,
        "half": cells.word("half") or ("tune" if count % 2 else "report"),
        "question": cells.text("question"),
        "plan_ids": [_plan(name, "plan_ids", plan_ids) for name in cells.parts("plan_ids")],
    }
    row |= {column: cells.word(column) for column in ("wording", "audience", "difficulty", "type")}
    return row | _OF_KIND[kind](cells, plan_ids)


def _plan(name: str, column: str, plan_ids: Mapping[str, str]) -> str:
    if found := plan_ids.get(name) or (name if _PLAN_ID.fullmatch(name) else ""):
        return found
    raise CellError(
        f"{head_of(column)}: 「{name or '空'}」 is no plan id, and no title or city of one plan in ASSISTANT_PLANS"
    )


def _gold(cells: Cells, plan_ids: Mapping[str, str]) -> list[dict[str, object]]:
    facts = [[one.strip() for one in part.split(_SPELLINGS) if one.strip()] for part in cells.parts("facts")]
    for column, filled in (("facts", facts), ("heading", cells.text("heading"))):
        if not filled:
            raise CellError(f"{head_of(column)}: empty; a question that the text answers needs it")
    plan = _plan(cells.text("plan"), "plan", plan_ids)
    return [{"plan_id": plan, "heading": cells.text("heading"), "facts": facts}]


def _values(cells: Cells, plan_ids: Mapping[str, str]) -> list[dict[str, object]]:
    """Return the one value of a row; none where no value is recorded."""
    if not cells.text("value"):
        return []
    value: dict[str, object] = {column: cells.text(column) for column in ("field", "indicator", "project_id", "unit")}
    value |= {"plan_id": _plan(cells.text("plan"), "plan", plan_ids), "table": cells.word("table")}
    value |= {"fiscal_year": _fiscal_year(cells.text("fiscal_year")), "kind": cells.word("value_kind")}
    return [value | {"value": normalise(cells.text("value")).text.replace(",", "")}]


def _fiscal_year(text: str) -> int | None:
    """Return the Western year of 令和6年度, R6 or 2024."""
    if not text:
        return None
    years = {mention.year for mention in find_years(text)}
    if len(years) != 1:
        raise CellError(f"{head_of('fiscal_year')}: 「{text}」 is not one year; write 令和6年度 or 2024")
    return years.pop()


def _kpi(cells: Cells, plan_ids: Mapping[str, str]) -> dict[str, object]:
    row: dict[str, object] = {"ask": cells.word("ask"), "language": cells.word("language"), "difference": None}
    row |= {"expected_status": cells.word("expected_status") or "answered", "verdict": cells.word("verdict") or None}
    return row | {"values": _values(cells, plan_ids)}


def _unanswerable(cells: Cells, plan_ids: Mapping[str, str]) -> dict[str, object]:
    near = cells.text("plan")
    return {"near_plan_id": _plan(near, "plan", plan_ids) if near else None, "why": cells.word("why")}


def _follow_up(cells: Cells, plan_ids: Mapping[str, str]) -> dict[str, object]:
    values = _values(cells, plan_ids)
    row: dict[str, object] = {"history": cells.parts("history"), "carried": cells.parts("carried"), "values": values}
    return row | {"gold": [] if values else _gold(cells, plan_ids)}


def _access(cells: Cells, _: Mapping[str, str]) -> dict[str, object]:
    return {"access": cells.word("access"), "must_not_show": cells.parts("must_not_show")}


def _injection(cells: Cells, _: Mapping[str, str]) -> dict[str, object]:
    status = cells.word("expected_status") or None
    return {"must_not_show": cells.parts("must_not_show"), "expected_status": status}


_OF_KIND: dict[str, Callable[[Cells, Mapping[str, str]], dict[str, object]]] = {
    "passage": lambda cells, plan_ids: {"gold": _gold(cells, plan_ids)},
    "kpi": _kpi,
    "unanswerable": _unanswerable,
    "follow_up": _follow_up,
    "access": _access,
    "injection": _injection,
}
