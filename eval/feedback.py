"""Rows proposed from a feedback file: what people really asked, with what search now finds for it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.access import Access
from eval.drafting import Proposal, bare, common, drafting_wording, facts_of, passage
from eval.errors import RowsError
from index.reader import IndexReader


class FeedbackRow(BaseModel):
    """A row of a feedback file; keys that are not used here are let pass."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    question: Annotated[str, Field(min_length=1, max_length=2_000)]
    rating: Literal["good", "bad"]
    reason: str | None = None
    comment: str | None = None
    plan_ids: tuple[str, ...] = ()


def read_feedback(path: Path) -> list[tuple[int, FeedbackRow]]:
    """Return the rows of a feedback file with their line numbers, from 1; blank lines are passed over.

    Raises:
        RowsError: rows cannot be read, each named with its line, or there is none.

    """
    rows: list[tuple[int, FeedbackRow]] = []
    bad: list[str] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if line.strip():
            try:
                rows.append((number, FeedbackRow.model_validate_json(line)))
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                place = ".".join(map(str, first["loc"])) or "row"
                bad.append(f"{path}:{number}: {place}: {first['msg']}; docs/evaluation.md describes a row")
    if bad or not rows:
        raise RowsError(tuple(bad) or (f"{path}: empty; a row is a JSON object with question and rating",))
    return rows


def propose_from_feedback(
    index: IndexReader, rows: Sequence[tuple[int, FeedbackRow]], plan_ids: Sequence[str]
) -> list[Proposal]:
    """Return a row for each question, the first time that it stands there; ``plan_ids`` narrows what is searched."""
    seen: dict[str, Proposal] = {}
    for number, row in rows:
        seen.setdefault(row.question, _proposal(index, number, row, plan_ids))
    return list(seen.values())


def _proposal(index: IndexReader, number: int, row: FeedbackRow, plan_ids: Sequence[str]) -> Proposal:
    """Return what the best hit with facts suggests; an unanswerable row where there is none."""
    words = drafting_wording().notes
    said = "".join(f"「{' '.join(part.split())}」" for part in (row.reason, row.comment) if part)
    told = {"line": str(number), "rating": row.rating, "said": said}
    basis = common(row.question, row.plan_ids, "fact") | {"wording": "everyday"}
    for plan_id, heading, facts in _found(index, row, plan_ids):
        return Proposal(passage(basis, plan_id, heading, facts), words["feedback"].format(**told))
    unanswerable = basis | {"kind": "unanswerable", "near_plan_id": None, "why": "no_such_fact"}
    return Proposal(unanswerable, words["feedback_unanswered"].format(**told))


def _found(index: IndexReader, row: FeedbackRow, plan_ids: Sequence[str]) -> Iterator[tuple[str, str, list[list[str]]]]:
    for hit in index.search(row.question, access=Access.PUBLIC, plan_ids=row.plan_ids or plan_ids, top=5):
        facts = facts_of([hit.best.text] if hit.similarities else [], row.question)
        if facts and hit.chunk.heading:
            yield hit.chunk.plan_id, bare(hit.chunk.heading[-1]), facts
