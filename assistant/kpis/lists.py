"""Lists of indicators: which missed their target, which reached it, which there are in a field."""

from collections.abc import Sequence

from assistant.kpis.numbers import counted, year_in
from assistant.kpis.replies import Asked
from assistant.kpis.series import ACTUAL, Series, is_certain, shown
from assistant.kpis.verdicts import judged_years, verdict_of
from assistant.turn import KpiDraft, KpiFindings
from corpus.kpi.record import KpiKind, KpiRecord, KpiTable

_LETTERS = 1_000  # of a list answer's 1,200
_DOUBTS = 3  # indicators that are told of beside a list
_MISSED, _ACHIEVED = "missed", "achieved"


def list_reply(asked: Asked, series: Sequence[Series], scope: str) -> KpiFindings | None:
    """Return a list over these indicators; None where there is nothing to list. ``scope`` is our name for them."""
    of_kpis = [one for one in series if one.table is KpiTable.KPI] or list(series)
    if asked.wanted.ask == "field_list":
        return _all_of(asked, of_kpis, scope)
    return _judged(asked, of_kpis, scope, _MISSED if asked.wanted.ask == "missed_list" else _ACHIEVED)


def _judged(asked: Asked, series: Sequence[Series], scope: str, wanted: str) -> KpiFindings | None:
    year = _year(asked, series)
    if year is None:
        return None
    judged = [(one, verdict) for one in series if (verdict := verdict_of(one, year)) is not None]
    if not judged:
        return None
    kept = [(one, verdict) for one, verdict in judged if verdict.verdict == wanted]
    items = [
        (one, verdict, asked.wording.item(one, target, actual))
        for one, verdict in kept
        if (target := one.at(year, (KpiKind.TARGET,))) and (actual := one.at(year, ACTUAL))
    ]
    doubtful = _doubtful(asked, year, [one for one, verdict in judged if verdict.verdict is None])
    fitting = items[: max(0, _fitting([*doubtful, *(draft for _, _, draft in items)]) - len(doubtful))]
    records = [record for _, _, draft in fitting for record in draft.records]
    key = f"{wanted}_list" if items else f"none_{wanted}"
    time = year_in(year, asked.wording.language)
    head = asked.wording.say(key, scope=scope, time=time, count=counted(len(items), asked.wording.language))
    basis = tuple(records) or tuple(_of_year(judged[0][0], year))
    drafts = [KpiDraft(head, basis, count=len(items) if items else None), *(draft for _, _, draft in fitting)]
    if len(fitting) < len(items):
        drafts.append(KpiDraft(asked.wording.say("more"), tuple(records)))
    return KpiFindings(
        (*drafts, *doubtful),
        tuple(shown(one, draft.records, [verdict]) for one, verdict, draft in fitting),
        indicators=tuple(dict.fromkeys(one.indicator for one, _, _ in fitting)),
        uncertain=bool(doubtful),
    )


def _doubtful(asked: Asked, year: int, series: Sequence[Series]) -> list[KpiDraft]:
    """Return a line about each indicator that is in no list because a value of the year is uncertain; few of them."""
    pairs = [(one, one.at(year, (KpiKind.TARGET,)), one.at(year, ACTUAL)) for one in series]
    unsure = [
        asked.wording.item(one, target, actual, "not_judged")
        for one, target, actual in pairs
        if target and actual and not (is_certain(target) and is_certain(actual))
    ]
    return unsure[:_DOUBTS]


def _of_year(series: Series, year: int) -> list[KpiRecord]:
    return [one for one in (series.at(year, (KpiKind.TARGET,)), series.at(year, ACTUAL)) if one]


def _all_of(asked: Asked, series: Sequence[Series], scope: str) -> KpiFindings | None:
    items = [
        KpiDraft(asked.wording.say("list_item", indicator=one.indicator, of=asked.wording.of(one)), one.records[:1])
        for one in series
    ]
    if not items:
        return None
    fitting = items[: _fitting(items)]
    records = tuple(record for draft in fitting for record in draft.records)
    head = KpiDraft(asked.wording.say("listed", scope=scope, count=len(items)), records, count=len(items))
    more = [KpiDraft(asked.wording.say("more"), records)] if len(fitting) < len(items) else []
    names = tuple(dict.fromkeys(one.indicator for one in series[: len(fitting)]))
    return KpiFindings(
        (head, *fitting, *more), tuple(shown(one, one.records) for one in series[: len(fitting)]), indicators=names
    )


def _fitting(drafts: Sequence[KpiDraft]) -> int:
    """Return how many lines fit into an answer."""
    letters = 0
    for count, draft in enumerate(drafts):
        letters += len(draft.text) + 12
        if letters > _LETTERS:
            return count
    return len(drafts)


def _year(asked: Asked, series: Sequence[Series]) -> int | None:
    """Return the asked year, else the latest in which most indicators can be judged."""
    if asked.wanted.years.years:
        return asked.wanted.years.years[0]
    years = [year for one in series if is_certain(one.records[0]) for year in judged_years(one)]
    return max(years, key=lambda year: (years.count(year), year)) if years else None
