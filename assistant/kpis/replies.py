"""From matched indicators to what is said: one function a way of asking."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.kpis.ends import Period, end_years
from assistant.kpis.numbers import said as said_value
from assistant.kpis.numbers import year_in
from assistant.kpis.series import ACTUAL, PLANNED, Series, is_certain, said_of, shown, year_of
from assistant.kpis.verdicts import judged_years, target_of, verdict_of
from assistant.kpis.wanted import Wanted
from assistant.kpis.wordings import Wording
from assistant.turn import AnswerStatus, KpiDraft, KpiFindings, KpiVerdict, Reason
from corpus.kpi.record import KpiKind, KpiRecord

_SUGGESTIONS = 3
_TOLD_AT_ONCE = 4  # values without a fiscal year: when the towns merged, now


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of some indicators; ``this_year`` is the fiscal year of the asker's day, ``text`` the question.

    ``periods`` are the first and last fiscal years of plans by plan id, where they are known.
    """

    wanted: Wanted
    wording: Wording
    this_year: int
    text: str = ""
    periods: Mapping[str, Period] = field(default_factory=dict)


Reply = Callable[[Asked, Series], KpiFindings]


def reply_for(asked: Asked, found: Sequence[Series]) -> KpiFindings:
    """Return what is said of these indicators; several are said one after the other.

    Where none of them has what is asked for, that of the first.
    """
    reply = _REPLIES.get(asked.wanted.ask, value_reply)
    given = [reply(asked, series) for series in found]
    answered = [one for one in given if one.status is AnswerStatus.ANSWERED]
    return joined(answered) if answered else given[0]


def joined(findings: Sequence[KpiFindings]) -> KpiFindings:
    """Return several findings as one."""
    return replace(
        findings[0],
        drafts=tuple(draft for one in findings for draft in one.drafts),
        series=tuple(series for one in findings for series in one.series),
        indicators=tuple(dict.fromkeys(name for one in findings for name in one.indicators)),
        uncertain=any(one.uncertain for one in findings),
    )


def findings(
    asked: Asked, series: Series, drafts: Sequence[KpiDraft], records: Sequence[KpiRecord],
    verdicts: Iterable[KpiVerdict] = (),
) -> KpiFindings:  # fmt: skip
    """Return drafts about one indicator as findings, with a word of doubt where a value is uncertain."""
    doubtful = [record for record in records if not is_certain(record)]
    told = [KpiDraft(asked.wording.say("uncertain"), tuple(doubtful))] if doubtful else []
    drafted = tuple(dict.fromkeys((*drafts, *told)))
    return KpiFindings(
        drafted, (shown(series, records, verdicts),), indicators=(series.indicator,), uncertain=bool(doubtful)
    )


def value_reply(asked: Asked, series: Series) -> KpiFindings:
    """Return the value of each asked year, of the latest where none is asked; target beside actual where both are."""
    if asked.wanted.both:
        return _both(asked, series)
    years = _years(asked, series)
    if not years:
        records = _latest(asked, series)
        return _values(asked, series, records) if records else missing(asked, series, None)
    found = [record for year in years if (record := _at(asked, series, year)) is not None]
    if asked.wanted.kind is None and any(record.kind is KpiKind.ACTUAL for record in found):
        return _both(asked, series)
    return _values(asked, series, found) if found else missing(asked, series, years[0])


def _at(asked: Asked, series: Series, year: int) -> KpiRecord | None:
    """Return the value of a year; a target that surely holds for the whole plan where a target is asked for."""
    recorded = series.at(year, _kinds(asked, year))
    if recorded is not None or asked.wanted.kind is not KpiKind.TARGET:
        return recorded
    lasting = target_of(series, year)
    return lasting if lasting and is_certain(lasting) else None


def _values(asked: Asked, series: Series, records: Sequence[KpiRecord]) -> KpiFindings:
    return findings(asked, series, [asked.wording.value(series, record) for record in records], records)


def _both(asked: Asked, series: Series) -> KpiFindings:
    years = _years(asked, series) or judged_years(series)[-1:]
    drafts: list[KpiDraft] = []
    records: list[KpiRecord] = []
    for year in years:
        target, actual = series.at(year, (KpiKind.TARGET,)), series.at(year, ACTUAL)
        if target and actual:
            drafts.append(asked.wording.both(series, year, target, actual))
        else:
            drafts += [asked.wording.value(series, one) for one in (target, actual) if one]
        records += [one for one in (target, actual) if one]
    if not records:
        return missing(asked, series, years[0] if years else None)
    return findings(asked, series, drafts, records, _verdicts(series, years))


def _verdicts(series: Series, years: Sequence[int]) -> list[KpiVerdict]:
    return [one for year in years if (one := verdict_of(series, year)) is not None]


def series_reply(asked: Asked, series: Series) -> KpiFindings:
    """Return the values of the asked years, of all where none are asked, in a small table."""
    kinds = _asked_kinds(asked)
    covered = _covered(asked, series)
    records = [record for record in series.of(kinds) if _is_covered(record, covered)]
    if not records and asked.wanted.kind is None:
        records = [record for record in series.of(PLANNED) if _is_covered(record, covered)]
    if not records:
        return missing(asked, series, covered[0] if covered else None)
    years = list(dict.fromkeys(record.fiscal_year for record in records if record.fiscal_year is not None))
    verdicts = _verdicts(series, years) if {*kinds} >= {KpiKind.TARGET, KpiKind.ACTUAL} else []
    return findings(asked, series, asked.wording.rows(series, records), records, verdicts)


def _is_covered(record: KpiRecord, years: Sequence[int]) -> bool:
    return not years or any(said_of(record, year) for year in years)


def _covered(asked: Asked, series: Series) -> tuple[int, ...]:
    """Return the years that are meant, those from the one said on where the question says so."""
    years = asked.wanted.years
    if not years.onwards:
        return years.covered
    recorded = (year_of(record) for record in series.records)
    return tuple(dict.fromkeys(year for year in recorded if year is not None and year >= years.years[0])) or years.years


def verdict_reply(asked: Asked, series: Series) -> KpiFindings:
    """Return whether the target of each asked year was reached, of the latest that can be judged where none is."""
    years = _years(asked, series) or judged_years(series)[-1:]
    drafts: list[KpiDraft] = []
    records: list[KpiRecord] = []
    verdicts = _verdicts(series, years)
    for verdict in verdicts:
        target, actual = target_of(series, verdict.fiscal_year), series.at(verdict.fiscal_year, ACTUAL)
        if target and actual:
            drafts.append(asked.wording.verdict(series, verdict, target, actual))
            records += [target, actual]
    if not verdicts:
        return missing(asked, series, years[0] if years else None, pair=True)
    return findings(asked, series, drafts, records, verdicts)


def difference_reply(asked: Asked, series: Series) -> KpiFindings:
    """Return the difference between two years, or of one year between target and actual."""
    years, kinds = _years(asked, series), _asked_kinds(asked)
    if asked.wanted.years.shift and len(years) == 1:
        years = sorted((years[0], years[0] + asked.wanted.years.shift))
    if len(years) == 1:
        return _gap(asked, series, years[0])
    if not years:
        recorded = [one for one in series.of(kinds) if one.fiscal_year is not None and one.value is not None]
        ends = recorded[:1] + recorded[-1:] if len(recorded) > 1 else []
    else:
        ends = [one for year in (min(years), max(years)) if (one := series.at(year, kinds)) and one.value is not None]
    if len(ends) < 2:  # noqa: PLR2004 (two operands)
        return missing(asked, series, next((y for y in years if series.at(y, kinds) is None), None))
    return findings(asked, series, [asked.wording.change(series, ends[0], ends[1])], ends)


def _gap(asked: Asked, series: Series, year: int) -> KpiFindings:
    target, actual = target_of(series, year), series.at(year, ACTUAL)
    if target is None or actual is None or target.value is None or actual.value is None:
        return missing(asked, series, year, pair=True)
    draft = asked.wording.gap(series, year, target, actual)
    return findings(asked, series, [draft], [target, actual], _verdicts(series, [year]))


def missing(asked: Asked, series: Series, year: int | None, *, pair: bool = False) -> KpiFindings:
    """Return that a value is not recorded, and the nearest that is, with questions that can be answered."""
    kinds, wording = _kinds(asked, year), asked.wording
    kind = wording.say(kinds[0].value if asked.wanted.kind or year is not None else "number")
    time = "" if year is None else year_in(year, wording.language)
    joint = "の" if time and kind and not pair and wording.language != "en" else ""
    key = "not_recorded_target" if pair else "not_recorded"
    said = wording.say(key, name=wording.name(series), time=f"{time}{joint}", kind=kind)
    near = _nearest(series, year, kinds)
    basis = (near,) if near else series.records[:1]
    drafts = [KpiDraft(said, basis, absent=year, kinds=() if pair else tuple(kinds))]
    if near:
        told = {"time": wording.time(near), "kind": wording.kind(near), "value": said_value(near, wording.language)}
        drafts.append(KpiDraft(wording.say("nearest", **told), (near,)))
    suggestions = [wording.question(series, one) for one in ([near] if near else [])]
    suggestions += [wording.question(series, one) for one in series.of((*ACTUAL, *PLANNED)) if one is not near]
    return KpiFindings(
        tuple(drafts), (shown(series, [near] if near else []),), AnswerStatus.ABSTAINED, Reason.NO_RECORDED_VALUE,
        tuple(suggestions[:_SUGGESTIONS]), (series.indicator,), uncertain=bool(near and not is_certain(near)),
    )  # fmt: skip


def _nearest(series: Series, year: int | None, kinds: Sequence[KpiKind]) -> KpiRecord | None:
    """Return the value nearest in years, of the asked kinds where there is one."""
    for group in (series.of(kinds), series.of((*ACTUAL, *PLANNED))):
        if group:
            return min(group, key=lambda one: abs((one.fiscal_year or 0) - (year or 9999)))
    return None


def _years(asked: Asked, series: Series) -> list[int]:
    """Return the years that are meant: those said, and the first or last of the plan."""
    years = asked.wanted.years
    said = years.covered if asked.wanted.ask == "series" else years.years
    if years.first or years.last:
        period = asked.periods.get(series.plan_id, (None, None))
        return sorted({*said, *end_years(series, years, period, _asked_kinds(asked))})
    return list(said)


def _kinds(asked: Asked, year: int | None) -> tuple[KpiKind, ...]:
    """Return the kinds that answer: those asked for; else what was measured, then what is planned."""
    if asked.wanted.kind is KpiKind.TARGET:
        return PLANNED
    if asked.wanted.kind is KpiKind.ACTUAL and (asked.wanted.measured or year is None or year <= asked.this_year):
        return ACTUAL
    return (*ACTUAL, *PLANNED)


def _asked_kinds(asked: Asked) -> tuple[KpiKind, ...]:
    if asked.wanted.both:
        return (KpiKind.TARGET, *ACTUAL)
    return PLANNED if asked.wanted.kind is KpiKind.TARGET else ACTUAL


def _latest(asked: Asked, series: Series) -> list[KpiRecord]:
    """Return the latest value of the kind asked for; without one said, what was measured and what is aimed at."""
    if asked.wanted.kind is KpiKind.TARGET:
        return list(series.of(PLANNED)[-1:])
    if all(one.fiscal_year is None for one in series.records):
        told = [one for one in series.of((*ACTUAL, *PLANNED)) if one.period and one.period in asked.text]
        return (told or list(series.of((*ACTUAL, *PLANNED))))[:_TOLD_AT_ONCE]
    measured, planned = series.of(ACTUAL)[-1:], series.of(PLANNED)[-1:]
    return list(measured) if asked.wanted.kind else [*measured, *planned]


_REPLIES: dict[str, Reply] = {
    "value": value_reply, "series": series_reply, "verdict": verdict_reply, "difference": difference_reply,
}  # fmt: skip
