"""Numeric exactness: whether every value asked for is stated, with its unit and its year."""

import math
from collections.abc import Mapping
from decimal import Decimal

from assistant.steps.check import unsupported_numbers
from corpus.japanese.width import fold
from eval.answer_file import AnswerRow, GivenAnswer
from eval.cases import AnyCase, KpiCase, KpiValue
from eval.measures.expected import answered, values_of
from eval.measures.grounding import support
from eval.measures.kpi_values import base_of, decimal_of, in_english, points_for, same_value, stated_values


def numeric_exactness(case: AnyCase, row: AnswerRow, sources: Mapping[str, str]) -> float:
    """Return 1 where every gold value is stated and no wrong one is presented in its place, else 0.

    Stated: as a point of the shown series (indicator, year, kind, value, unit), or in the text with unit and year
    where the value's plan is cited. Presented in its place: a point of the same indicator, year and kind with another
    value; or a number in the text with the same unit and year that stands in no cited quote. Other numbers (further
    years, the target beside the actual) do no harm. 0 where the question was not answered; NaN without gold values.
    """
    values = values_of(case)
    if not values:
        return math.nan
    answer = answered(row)
    return float(answer is not None and states_values(case, answer) and not _misstates(case, answer, sources))


def states_values(case: AnyCase, answer: GivenAnswer) -> bool:
    """Return whether an answer states every gold value of a case."""
    return all(_in_points(answer, value) or _in_text(case, answer, value) for value in values_of(case))


def _in_points(answer: GivenAnswer, value: KpiValue) -> bool:
    return any(
        decimal_of(point) == value.value and fold(series.unit) == fold(value.unit)
        for series, point in points_for(answer, value)
    )


def _in_text(case: AnyCase, answer: GivenAnswer, value: KpiValue) -> bool:
    cited = any(citation.plan_id == value.plan_id for citation in answer.citations)
    return cited and any(
        value.fiscal_year in (None, said.year)
        and same_value(said.base, value.value, value.unit, english=in_english(case))
        for said in stated_values(answer)
    )


def _misstates(case: AnyCase, answer: GivenAnswer, sources: Mapping[str, str]) -> bool:
    values = values_of(case)
    wrong = any(_is_wrong(value, [decimal_of(point) for _, point in points_for(answer, value)]) for value in values)
    return wrong or _invents(case, answer, sources)


def _is_wrong(value: KpiValue, shown: list[Decimal | None]) -> bool:
    """Return whether points shown for a value say another; of values without a year several periods may be shown."""
    others = [number for number in shown if number not in (None, value.value)]
    return bool(others) and (value.fiscal_year is not None or value.value not in shown)


def _invents(case: AnyCase, answer: GivenAnswer, sources: Mapping[str, str]) -> bool:
    """Return whether the text has a number of an asked unit and year that stands in nothing cited."""
    asked = {(value.fiscal_year, base_of(value.value, value.unit)[1]) for value in values_of(case)}
    quoted = [*support(answer.citations, sources), _difference(case)]
    return any(
        said.base[1] == unit and year in (None, said.year) and unsupported_numbers(said.written, quoted)
        for said in stated_values(answer)
        for year, unit in asked
    )


def _difference(case: AnyCase) -> str:
    """Return the difference that is asked for, which may be stated and stands in no quote."""
    asked = case.difference if isinstance(case, KpiCase) else None
    return f"{asked.value:f}{asked.unit} {abs(asked.value):f}{asked.unit}" if asked else ""
