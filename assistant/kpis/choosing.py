"""Which series a question means, of those that match it."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.kpis.names import bare_name
from assistant.kpis.ranking import Match, Ranking
from assistant.kpis.ranking_settings import RankingSettings, ranking_settings
from assistant.kpis.series import Series
from assistant.kpis.units import fits
from assistant.kpis.wanted import Wanted
from corpus.kpi.record import KpiKind, KpiTable

_SIDE_BY_SIDE = ("value", "verdict")
LONG_NAME = 5  # letters; a shorter name stands in other words by chance
_NOT_FIGURES = ("definition", "reason", "how", "who", "list")


def nearly_meant(ranking: Ranking, chosen: Sequence[Series], wanted: Wanted) -> list[Series]:
    """Return the indicator of another name that is level with the best, where neither name is said."""
    if len(chosen) != 1 or wanted.ask not in _SIDE_BY_SIDE:
        return []
    best = next(match for match in ranking.matches if match.entry.series == chosen[0])
    others = [one for one in ranking.matches if one.entry.name != best.entry.name and fits(one.entry.series, wanted)]
    if best.named or best.by_project:
        return []
    return [one.entry.series for one in others[:1] if abs(best.score - one.score) <= ranking_settings().level]


def meant(ranking: Ranking, wanted: Wanted, intent: str) -> list[Series]:
    """Return the series that a question means, none where it asks for no KPI.

    By project id all of its series; else the best, and those of the same name that are level with it.
    """
    by_project = [match for match in ranking.matches if match.by_project]
    if by_project:
        return [match.entry.series for match in _named_first(by_project)]
    matches = [match for match in ranking.matches if match.named or fits(match.entry.series, wanted)]
    if not matches:
        return []
    best, settings = matches[0], ranking_settings()
    named = _all_named(matches)
    if len(named) > 1 and asks_figures(wanted):
        return _without_repeating([match.entry.series for match in named])
    if not _sure(best, wanted, intent, settings):
        return []
    best = _repeated(_preferred(best, matches, ranking), matches, ranking.said)
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


def asks_figures(wanted: Wanted) -> bool:
    """Return whether a question asks for a figure: by a way of asking, a year, a KPI word or a unit."""
    return wanted.ask != "value" or bool(wanted.years.years) or wanted.spoken or bool(wanted.units)


def _preferred(best: Match, matches: Sequence[Match], ranking: Ranking) -> Match:
    """Return the match that the best gives way to, else the best itself.

    To one whose longer name is said; to one of a name that several of the named fields have; to the plain indicator
    (職員数) of which the best is a special one (人口1,000人当たりの職員数) that nothing in the question tells of.
    """
    if best.named:
        return best
    near = [one for one in matches if best.score - one.score <= ranking_settings().near]
    named = (one for one in matches if one.named and len(one.entry.name) >= LONG_NAME)
    return next(named, None) or _shared(near, ranking.fields) or _plainer(best, near, ranking.said) or best


def _shared(near: Sequence[Match], fields: Sequence[str]) -> Match | None:
    """Return the best match of a name that two or more of the named fields have."""
    have: dict[str, set[str]] = {}
    for one in near:
        if _in_fields(one, fields):
            have.setdefault(one.entry.name, set()).add(one.entry.series.field)
    named = {one.entry.series.field for one in near if one.entry.series.field in fields}
    return next((one for one in near if len(named) > 1 and len(have.get(one.entry.name, ())) > 1), None)


def _plainer(best: Match, near: Sequence[Match], said: frozenset[str]) -> Match | None:
    own = best.entry
    return next(
        (
            one
            for one in near
            if bare_name(one.entry.name) != bare_name(own.name)
            and bare_name(one.entry.name) in own.name
            and (one.entry.series.plan_id, one.entry.series.table) == (own.series.plan_id, own.series.table)
            and said.isdisjoint(_longer({*own.name_words} - {*one.entry.name_words}))
        ),
        None,
    )


def _longer(found: set[str]) -> set[str]:
    """Return the words of more than one letter, where there are any: 人 is said in any question about people."""
    return {word for word in found if len(word) > 1} or found


def _repeated(best: Match, matches: Sequence[Match], said: frozenset[str]) -> Match:
    """Return the KPI whose values a project's activity repeats under a shorter name, else the match itself.

    Where the activity's own name is said, only if the question has another word of the KPI's, as ホームページ of the
    市ホームページのアクセス数 that the activity calls アクセス数.
    """
    series = best.entry.series
    if series.table is not KpiTable.ACTIVITY or best.by_project:
        return best
    told = {(record.fiscal_year, record.kind, record.value) for record in series.records}
    same_plan = (one for one in matches if one.entry.series.plan_id == series.plan_id)
    return next(
        (
            one
            for one in same_plan
            if one.entry.series.table is KpiTable.KPI
            and (not best.named or _says_more(one, best, said))
            and _said_by(one.entry.series, told)
        ),
        best,
    )


def _says_more(one: Match, other: Match, said: frozenset[str]) -> bool:
    """Return whether a name holds another, and a word that the question says beside it."""
    own = {*one.entry.name_words} - {*other.entry.name_words}
    return other.entry.name in one.entry.name and not said.isdisjoint(own)


def _in_fields(match: Match, fields: Sequence[str]) -> bool:
    return any(name in fields for name in match.entry.fields)


def _without_echoes(series: list[Series]) -> list[Series]:
    """Return the series without those that repeat the first, as a project's activity does its KPI, value for value."""
    first = {(record.fiscal_year, record.kind, record.value) for record in series[0].records}
    told = [one for one in series[1:] if not _said_by(one, first)]
    return [series[0], *told]


def _without_repeating(series: Sequence[Series]) -> list[Series]:
    """Return the series without activities that repeat a KPI of their plan among them."""
    kpis = [one for one in series if one.table is KpiTable.KPI]
    return [one for one in series if one.table is KpiTable.KPI or not any(_repeats(one, kpi) for kpi in kpis)]


def _repeats(one: Series, other: Series) -> bool:
    told = {(record.fiscal_year, record.kind, record.value) for record in other.records}
    return one.plan_id == other.plan_id and _said_by(one, told)


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
    figures = asks_figures(wanted)
    if best.named:
        return figures or intent not in _NOT_FIGURES
    told = bool(wanted.years.years) or wanted.spoken or bool(wanted.units)
    if not (figures and told) or (intent in _NOT_FIGURES and not wanted.spoken):
        return False
    telling = bool(wanted.years.years) and (wanted.spoken or wanted.ask != "value" or bool(wanted.units))
    return best.score >= (settings.sure_spoken if telling else settings.sure)
