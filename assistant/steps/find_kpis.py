"""Fifth step: KPI questions are answered from typed records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.kpis.catalog import Catalogs
from assistant.kpis.lists import list_reply
from assistant.kpis.ranking import Asked as AskedText
from assistant.kpis.ranking import Match, Ranking, RankingSettings, ranked, ranking_settings
from assistant.kpis.replies import Asked, reply_for
from assistant.kpis.series import Series
from assistant.kpis.units import fits
from assistant.kpis.wanted import Wanted, going_on, wanted_of
from assistant.kpis.wordings import Wording
from assistant.kpis.years import AskedYears, asked_years, fiscal_year_of
from assistant.turn import AnswerStatus, KpiDraft, KpiFindings, Reason, Turn
from corpus.kpi.record import KpiKind, KpiTable
from index.lexicon.expansion import expansion
from index.lexicon.translation import translated
from index.tokens import words

_LISTS = ("missed_list", "achieved_list", "field_list")
_MANY = 4  # more series of one name are asked back
_SIDE_BY_SIDE = ("value", "verdict")
_NOT_FIGURES = ("definition", "reason", "how", "who", "list")


@dataclass(frozen=True, slots=True)
class FindKpis:
    """The step: a turn in, the turn with what the KPI records say of its question, if it asks for them."""

    catalogs: Catalogs

    def __call__(self, turn: Turn) -> Turn:
        """Return the turn with findings where the question means certain indicators, else unchanged."""
        catalog = self.catalogs.of(turn.question.access)
        plans = self.catalogs.index.plans(access=turn.question.access)
        years = _years(turn)
        wanted = _wanted(turn, years)
        text = translated(turn.search_text)
        asked = AskedText(text, wanted, expansion(words(text), text), turn.hits, self._own(turn))
        ranking = ranked(asked, catalog, turn.context.plan_ids, self.catalogs.embedder)
        if not ranking.matches:
            return turn
        wording = Wording(turn.question.language, {plan.manifest.id: plan.manifest.city for plan in plans})
        reply = Asked(wanted, wording, fiscal_year_of(turn.today), turn.question.text)
        found = _listed(ranking, reply) if wanted.ask in _LISTS else _looked_up(turn, ranking, reply)
        if found is None:
            return turn
        context = replace(
            turn.context, indicators=found.indicators, fiscal_years=years.covered, intent=f"kpi_{wanted.ask}"
        )
        return replace(turn, looked_up=found, context=context)

    @staticmethod
    def _own(turn: Turn) -> str:
        """Return what a follow-up says itself, nothing where the question stands alone."""
        return turn.question.text if _topic(turn) else ""


def _topic(turn: Turn) -> str:
    """Return the earlier question that this one leans on, nothing where it stands alone."""
    found = (item.removeprefix("topic:") for item in turn.context.carried if item.startswith("topic:"))
    return next(found, "")


def _wanted(turn: Turn, years: AskedYears) -> Wanted:
    own, topic = wanted_of(turn.question.text, years), _topic(turn)
    says_years = bool(asked_years(turn.question.text, turn.today).years)
    return going_on(own, wanted_of(topic, years), says_years=says_years) if topic else own


def _years(turn: Turn) -> AskedYears:
    """Return the years of the question itself, else those that were carried."""
    own = asked_years(turn.question.text, turn.today)
    if own.years or own.last:
        return own
    carried = turn.context.fiscal_years
    if carried and own.after:
        ahead = (carried[0] + 1,)
        compared = wanted_of(turn.question.text, own).ask == "difference"
        return replace(own, years=(*carried[:1], *ahead) if compared else ahead)
    return (
        replace(own, years=carried, span=False)
        if carried
        else asked_years(turn.context.standalone_question, turn.today)
    )


def _listed(ranking: Ranking, asked: Asked) -> KpiFindings | None:
    """Return a list over the named fields' indicators, over all of the one plan asked where no field is named."""
    inside = [
        match.entry.series
        for match in ranking.matches
        if not ranking.fields or any(name in ranking.fields for name in match.entry.fields)
    ]
    plan_ids = {series.plan_id for series in inside}
    if not inside or len(plan_ids) > 1 or not (ranking.fields or asked.wanted.spoken):
        return None
    if asked.wanted.activities:
        inside = [series for series in inside if series.table is KpiTable.ACTIVITY]
    if not inside:
        return None
    city = asked.wording.cities.get(inside[0].plan_id, "")
    ordered = sorted(inside, key=lambda series: series.records[0].start)
    joined = "・".join(ranking.fields)
    what = asked.wording.say("scope_field", what=joined)
    scope = asked.wording.say("scope", city=city, what=what) if joined else asked.wording.say("scope_all", city=city)
    return list_reply(asked, ordered, scope)


def _looked_up(turn: Turn, ranking: Ranking, asked: Asked) -> KpiFindings | None:
    if asked.wanted.in_words:
        return None
    chosen = meant(ranking, asked.wanted, turn.context.intent)
    if not chosen:
        return None
    if len(chosen) > _MANY or (len(chosen) > 1 and not _told_apart(asked.wanted, chosen)):
        return _clarify(asked, chosen)
    near = _nearly_meant(ranking, chosen, asked.wanted)
    found = reply_for(asked, [*chosen, *near])
    if not near or found.status is not AnswerStatus.ANSWERED or len(found.series) < len(chosen) + len(near):
        return found
    records = tuple(dict.fromkeys(record for draft in found.drafts for record in draft.records))
    head = KpiDraft(asked.wording.say("close"), records)
    return replace(found, drafts=(head, *found.drafts))


def _nearly_meant(ranking: Ranking, chosen: Sequence[Series], wanted: Wanted) -> list[Series]:
    """Return the indicator of another name that is level with the best, where neither name is said."""
    if len(chosen) != 1 or wanted.ask not in _SIDE_BY_SIDE:
        return []
    best = next(match for match in ranking.matches if match.entry.series == chosen[0])
    others = [one for one in ranking.matches if one.entry.name != best.entry.name and fits(one.entry.series, wanted)]
    if best.named or best.by_project:
        return []
    return [one.entry.series for one in others[:1] if best.score - one.score <= ranking_settings().level]


def meant(ranking: Ranking, wanted: Wanted, intent: str) -> list[Series]:
    """Return the series that a question means, none where it asks for no KPI.

    By project id all of its series; else the best, and those of the same name that are level with it.
    """
    by_project = [match for match in ranking.matches if match.by_project]
    if by_project:
        return [match.entry.series for match in _named_first(by_project)]
    matches = [match for match in ranking.matches if fits(match.entry.series, wanted)]
    if not matches:
        return []
    best, settings = matches[0], ranking_settings()
    named = _all_named(matches)
    if len(named) > 1 and _asks_figures(wanted):
        return [match.entry.series for match in named]
    if not _sure(best, wanted, intent, settings):
        return []
    best = _repeated(best, matches)
    same = [one for one in matches if one.entry.name == best.entry.name]
    if len(ranking.fields) > 1:
        return [one.entry.series for one in same if _in_fields(one, ranking.fields)] or [best.entry.series]
    return _without_echoes([match.entry.series for match in same if _level(match, best, settings)])


def _all_named(matches: Sequence[Match]) -> list[Match]:
    """Return the best match of each name that is said, where several are; a name inside another is the other's."""
    said: dict[str, Match] = {}
    for match in matches:
        if match.named:
            said.setdefault(match.entry.name, match)
    return [match for name, match in said.items() if not any(name != other and name in other for other in said)]


def _asks_figures(wanted: Wanted) -> bool:
    return wanted.ask != "value" or bool(wanted.years.years) or wanted.spoken or bool(wanted.units)


def _repeated(best: Match, matches: Sequence[Match]) -> Match:
    """Return the KPI whose values a project's activity repeats under a shorter name, else the match itself."""
    series = best.entry.series
    if series.table is not KpiTable.ACTIVITY or best.named:
        return best
    told = {(record.fiscal_year, record.kind, record.value) for record in series.records}
    same_plan = (one for one in matches if one.entry.series.plan_id == series.plan_id)
    return next(
        (one for one in same_plan if one.entry.series.table is KpiTable.KPI and _said_by(one.entry.series, told)), best
    )


def _in_fields(match: Match, fields: Sequence[str]) -> bool:
    return any(name in fields for name in match.entry.fields)


def _without_echoes(series: list[Series]) -> list[Series]:
    """Return the series without those that repeat the first, as a project's activity does its KPI, value for value."""
    first = {(record.fiscal_year, record.kind, record.value) for record in series[0].records}
    told = [one for one in series[1:] if not _said_by(one, first)]
    return [series[0], *told]


def _said_by(series: Series, told: set[tuple[int | None, KpiKind, Decimal | None]]) -> bool:
    own = {(record.fiscal_year, record.kind, record.value) for record in series.records if record.value is not None}
    return 2 * len(own & told) > len(own) and not any(
        (year, kind) == (other_year, other_kind) and value != other
        for year, kind, value in own
        for other_year, other_kind, other in told
    )


def _named_first(matches: Sequence[Match]) -> Sequence[Match]:
    """Return those whose name is said, too, where there are any."""
    return [match for match in matches if match.named] or matches


def _level(one: Match, best: Match, settings: RankingSettings) -> bool:
    return best.score - one.score <= settings.level or (one.entry.series.table != best.entry.series.table and one.named)


def _sure(best: Match, wanted: Wanted, intent: str, settings: RankingSettings) -> bool:
    """Return whether the best match may be what was meant: surer where nothing else in the question tells of KPIs."""
    figures = _asks_figures(wanted)
    if best.named:
        return figures or intent not in _NOT_FIGURES
    if not figures or (intent in _NOT_FIGURES and not wanted.spoken):
        return False
    telling = bool(wanted.years.years) and (wanted.spoken or wanted.ask != "value")
    return best.score >= (settings.sure_spoken if telling else settings.sure)


def _told_apart(wanted: Wanted, chosen: Sequence[Series]) -> bool:
    """Return whether several series may be said side by side: a year is asked, or they are a KPI and its activity."""
    return bool(wanted.years.years) or wanted.years.last or len({series.table for series in chosen}) == len(chosen)


def _clarify(asked: Asked, series: Sequence[Series]) -> KpiFindings:
    wording = asked.wording
    questions = [wording.question(one, one.records[-1]) for one in series]
    names = tuple(dict.fromkeys(one.indicator for one in series))
    return KpiFindings((), (), AnswerStatus.CLARIFY, Reason.AMBIGUOUS, tuple(dict.fromkeys(questions)), names)
