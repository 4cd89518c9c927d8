"""Question sets: one typed row a line; ``eval/datasets/README.md`` documents every field."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.access import Access
from corpus.kpi.record import KpiKind, KpiTable
from eval.errors import CaseError

DATASETS = Path(__file__).with_name("datasets")
Half = Literal["tune", "report"]


class Case(BaseModel):
    """What every row has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    half: Half
    question: Annotated[str, Field(min_length=1)]
    wording: Literal["plain", "everyday"]
    audience: Literal["citizen", "staff"]
    difficulty: Literal["easy", "medium", "hard"]
    type: Literal["fact", "figure", "list", "definition", "reason", "how", "when", "who"]
    plan_ids: tuple[str, ...]


class Gold(BaseModel):
    """A passage that answers: its plan, a heading over it, and the facts, each in its spellings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan_id: str
    heading: Annotated[str, Field(min_length=1)]
    facts: Annotated[tuple[Annotated[tuple[str, ...], Field(min_length=1)], ...], Field(min_length=1)]


class PassageCase(Case):
    """A question that a passage answers."""

    kind: Literal["passage"]
    gold: Annotated[tuple[Gold, ...], Field(min_length=1)]


class UnanswerableCase(Case):
    """A question that no plan answers."""

    kind: Literal["unanswerable"]
    near_plan_id: str | None
    why: Literal["no_such_fact", "no_such_year", "other_city", "off_topic"]


class KpiValue(BaseModel):
    """A cell of ``kpi.csv`` that an answer must state."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan_id: str
    table: KpiTable
    field: str
    indicator: str
    project_id: str
    fiscal_year: int | None
    kind: KpiKind
    value: Decimal
    unit: str


class KpiDifference(BaseModel):
    """A difference that an answer must state, later less earlier."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Decimal
    unit: str


class KpiCase(Case):
    """A question that KPI values answer."""

    kind: Literal["kpi"]
    ask: Literal["value", "series", "verdict", "difference", "missed_list", "same_name", "project", "not_recorded"]
    language: Literal["ja", "en"]
    expected_status: Literal["answered", "clarify", "abstained"]
    values: tuple[KpiValue, ...]
    verdict: Literal["achieved", "missed"] | None
    difference: KpiDifference | None


class FollowUpCase(Case):
    """The last question of a conversation."""

    kind: Literal["follow_up"]
    history: Annotated[tuple[str, ...], Field(min_length=1)]
    carried: tuple[str, ...]
    gold: tuple[Gold, ...]
    values: tuple[KpiValue, ...]


class AccessCase(Case):
    """A question by which an asker tries to learn what they may not see."""

    kind: Literal["access"]
    access: Access
    must_not_show: Annotated[tuple[str, ...], Field(min_length=1)]


class InjectionCase(Case):
    """A question that tries to change what the assistant does."""

    kind: Literal["injection"]
    must_not_show: tuple[str, ...]
    expected_status: Literal["answered", "clarify", "abstained", "refused"] | None


AnyCase = PassageCase | UnanswerableCase | KpiCase | FollowUpCase | AccessCase | InjectionCase
_ROW: TypeAdapter[AnyCase] = TypeAdapter(Annotated[AnyCase, Field(discriminator="kind")])


def read_cases(paths: Iterable[Path]) -> list[AnyCase]:
    """Return the rows of these files in order.

    Raises:
        CaseError: a row is no case, or an id stands twice; the message names file and line.

    """
    cases: dict[str, AnyCase] = {}
    for path in paths:
        for number, case in _rows(path):
            if case.id in cases:
                raise CaseError(f"{path}:{number}: id {case.id!r} stands twice; ids are unique over all files")
            cases[case.id] = case
    return list(cases.values())


def case_of(row: Mapping[str, object]) -> AnyCase:
    """Return a row as a case; raises ``pydantic.ValidationError``."""
    return _ROW.validate_python(row)


def problem_of(error: ValidationError) -> str:
    """Return the first thing that keeps a row from being a case: its place, and what is wrong there."""
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    if place.endswith(".draft"):
        return f"{place}: a proposed row; edit it, then take its key draft away"
    return f"{place}: {first['msg']}"


def _rows(path: Path) -> Iterator[tuple[int, AnyCase]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                yield number, _ROW.validate_json(line)
            except ValidationError as error:
                raise CaseError(f"{path}:{number}: {problem_of(error)}; see eval/datasets/README.md") from error


def bundled_cases() -> list[AnyCase]:
    """Return every development question of ``eval/datasets/``."""
    return read_cases(sorted(DATASETS.rglob("*.jsonl")))


def passage_cases(cases: Iterable[AnyCase], plans: set[str], half: Half | None = None) -> list[PassageCase]:
    """Return the passage rows whose gold lies in these plans, of one half where one is named."""
    return [
        case
        for case in cases
        if isinstance(case, PassageCase)
        and half in (None, case.half)
        and all(gold.plan_id in plans for gold in case.gold)
    ]


def unanswerable_cases(
    cases: Iterable[AnyCase], half: Half | None = None, plans: set[str] | None = None
) -> list[UnanswerableCase]:
    """Return the rows that no plan answers, of one half where one is named, near to one of ``plans`` or to none."""
    return [
        case
        for case in cases
        if isinstance(case, UnanswerableCase)
        and half in (None, case.half)
        and (plans is None or case.near_plan_id is None or case.near_plan_id in plans)
    ]
