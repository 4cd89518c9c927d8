"""What a case expects of an answer, whatever its kind."""

from eval.answer_file import AnswerRow, GivenAnswer
from eval.cases import AnyCase, FollowUpCase, Gold, InjectionCase, KpiCase, KpiValue, PassageCase, UnanswerableCase

PROSE_LIMIT = 600  # characters, by the contract
LIST_LIMIT = 1_200
_LONG_ASKS = ("series", "missed_list")


def gold_of(case: AnyCase) -> tuple[Gold, ...]:
    """Return the passages that answer, none where values do or nothing should."""
    return case.gold if isinstance(case, PassageCase | FollowUpCase) else ()


def values_of(case: AnyCase) -> tuple[KpiValue, ...]:
    """Return the KPI values that the answer must state, none where a passage answers or nothing should."""
    return case.values if isinstance(case, KpiCase | FollowUpCase) else ()


def wanted_statuses(case: AnyCase) -> frozenset[str]:
    """Return the statuses that are right; empty where any is.

    A question that no plan answers may be held back in any way; a KPI or injection row names its status.
    """
    if isinstance(case, PassageCase | FollowUpCase):
        return frozenset({"answered"})
    if isinstance(case, UnanswerableCase):
        return frozenset({"clarify", "abstained", "refused"})
    if isinstance(case, KpiCase | InjectionCase) and case.expected_status:
        return frozenset({case.expected_status})
    return frozenset()


def length_limit(case: AnyCase) -> int:
    """Return how many characters the answer may have: more where a list, table or series is asked for."""
    listed = case.type == "list" or (isinstance(case, KpiCase) and case.ask in _LONG_ASKS)
    return LIST_LIMIT if listed else PROSE_LIMIT


def answered(row: AnswerRow) -> GivenAnswer | None:
    """Return the row's answer where its status is ``answered``, else None."""
    return row.answer if row.answer is not None and row.answer.status == "answered" else None
