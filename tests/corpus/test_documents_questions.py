"""The questions of eval/datasets/: every plan, passage and value that they name is there."""

from collections.abc import Iterable

from corpus.plan import Plan
from eval.cases import AnyCase, FollowUpCase, Gold, KpiCase, KpiValue, PassageCase, UnanswerableCase, bundled_cases
from tests.corpus.documents import stands


def _golds(case: AnyCase) -> tuple[Gold, ...]:
    return case.gold if isinstance(case, PassageCase | FollowUpCase) else ()


def _cells(case: AnyCase) -> tuple[KpiValue, ...]:
    return case.values if isinstance(case, KpiCase | FollowUpCase) else ()


def _named(case: AnyCase) -> Iterable[str]:
    """Yield every plan id that the row names."""
    yield from case.plan_ids
    yield from (gold.plan_id for gold in _golds(case))
    yield from (cell.plan_id for cell in _cells(case))
    if isinstance(case, UnanswerableCase) and case.near_plan_id:
        yield case.near_plan_id
    if isinstance(case, FollowUpCase):
        yield from (one.removeprefix("plan:") for one in case.carried if one.startswith("plan:"))


def test_every_question_names_bundled_plans(bundled: dict[str, Plan]) -> None:
    assert not [(case.id, name) for case in bundled_cases() for name in _named(case) if name not in bundled]


def test_every_passage_that_a_question_asks_for_stands_in_the_restatement(bundled: dict[str, Plan]) -> None:
    cases = [(case.id, _golds(case)) for case in bundled_cases() if _golds(case)]
    assert len(cases) >= 300
    assert not [id_ for id_, golds in cases if not any(stands(gold, bundled[gold.plan_id]) for gold in golds)]


def test_every_value_that_a_question_asks_for_is_recorded(bundled: dict[str, Plan]) -> None:
    recorded = {
        KpiValue(
            plan_id=one.plan_id, table=one.table, field=one.field, indicator=one.indicator, project_id=one.project_id,
            fiscal_year=one.fiscal_year, kind=one.kind, value=one.value, unit=one.unit,
        )
        for plan in bundled.values()
        for one in plan.kpis
        if one.value is not None
    }  # fmt: skip
    assert not [(case.id, cell) for case in bundled_cases() for cell in _cells(case) if cell not in recorded]
