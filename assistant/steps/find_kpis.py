"""Fifth step: KPI questions are answered from typed records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.history import compares
from assistant.kpis.catalog import Catalog, Catalogs
from assistant.kpis.choosing import LONG_NAME, asks_figures, meant, nearly_meant
from assistant.kpis.fields import field_told
from assistant.kpis.lists import list_reply
from assistant.kpis.positions import position_in
from assistant.kpis.ranking import Asked as AskedText
from assistant.kpis.ranking import Ranking, is_called, ranked, ranked_in_reach
from assistant.kpis.replies import Asked, reply_for
from assistant.kpis.series import Series
from assistant.kpis.wanted import LISTS, Wanted, asks_list, going_on, topic_of, wanted_of
from assistant.kpis.wordings import Wording
from assistant.kpis.years import AskedYears, asked_years, fiscal_year_of
from assistant.steps.places import named_in
from assistant.turn import AnswerStatus, KpiDraft, KpiFindings, Reason, Turn
from corpus.kpi.record import KpiTable
from index.lexicon.expansion import expansion
from index.lexicon.translation import translated
from index.tokens import words

_PAIR = 2  # years: the one said, held against the one carried
_MANY = 4  # more series of one name are asked back


@dataclass(frozen=True, slots=True)
class FindKpis:
    """The step: a turn in, the turn with what the KPI records say of its question, if it asks for them."""

    catalogs: Catalogs

    def __call__(self, turn: Turn) -> Turn:
        """Return the turn with findings where the question means certain indicators, else unchanged."""
        catalog = self.catalogs.of(turn.question.access)
        pointed = self._pointed_at(turn, catalog)
        if pointed is not None:
            return pointed
        years = _years(turn)
        wanted = _wanted(turn, years)
        text = catalog.spelled(translated(turn.search_text), turn.context.plan_ids)
        if not _may_ask(wanted, catalog, turn, text):
            return turn
        topic = topic_of(text)
        asked = AskedText(text, wanted, expansion(words(topic), topic), turn.hits, self._own(turn, catalog))
        rank = ranked if wanted.ask in LISTS else ranked_in_reach
        ranking = rank(asked, catalog, turn.context.plan_ids, self.catalogs.embedder)
        if not ranking.matches:
            return turn
        reply = self._asked(turn, wanted)
        if wanted.ask in LISTS and not ranking.fields:
            scope = catalog.scope(turn.context.plan_ids)
            told = field_told(text, catalog.entries, catalog.words, asked.expansion, scope)
            ranking = replace(ranking, fields=told)
        found = _listed(ranking, reply) if wanted.ask in LISTS else _looked_up(turn, ranking, reply)
        if found is None:
            return turn
        context = replace(
            turn.context, indicators=found.indicators, fiscal_years=years.covered, intent=f"kpi_{wanted.ask}"
        )
        return replace(turn, looked_up=found, context=context)

    def _asked(self, turn: Turn, wanted: Wanted) -> Asked:
        plans = self.catalogs.index.plans(access=turn.question.access)
        wording = Wording(turn.question.language, {plan.manifest.id: plan.manifest.city for plan in plans})
        periods = {one.manifest.id: (one.manifest.period_start, one.manifest.period_end) for one in plans}
        return Asked(wanted, wording, fiscal_year_of(turn.today), turn.question.text, periods)

    def _pointed_at(self, turn: Turn, catalog: Catalog) -> Turn | None:
        """Return the turn with what is asked of the indicators that a follow-up points at by their place (2つ目).

        The list is made again from the earlier question, and told again where it has no such place. None where there
        was no list. What is meant is carried as ``indicator:…``; where the asker drops that, the question is taken as
        without the list.
        """
        topic = _topic(turn)
        position = position_in(turn.question.text) if topic else None
        if position is None or not asks_list(topic):
            return None
        years, before = _years(turn), self._list_before(turn, topic)
        wanted = wanted_of(position.named(""), years)
        kept = turn.context.carried
        if wanted.ask == "series" and not asked_years(turn.question.text, turn.today).years:
            years, kept = AskedYears(), tuple(item for item in kept if not item.startswith("fiscal_year:"))
            wanted = wanted_of(position.named(""), years)
        if before.looked_up is None or wanted.in_words or wanted.ask in LISTS:
            return None
        meant_ones = position.among(catalog.series_of(before.looked_up.series))
        if not meant_ones:
            told = before.context
            context = replace(
                turn.context, indicators=told.indicators, fiscal_years=told.fiscal_years, intent=told.intent
            )  # fmt: skip
            return replace(turn, looked_up=before.looked_up, context=context)
        names = tuple(dict.fromkeys(one.indicator for one in meant_ones))
        carried = tuple(f"indicator:{name}" for name in names)
        if not {*carried}.isdisjoint(turn.question.drop):
            return None
        context = replace(
            turn.context, indicators=names, fiscal_years=years.covered, intent=f"kpi_{wanted.ask}",
            carried=(*kept, *carried), standalone_question=position.named("・".join(names)),
        )  # fmt: skip
        return replace(turn, looked_up=reply_for(self._asked(turn, wanted), meant_ones), context=context)

    def _list_before(self, turn: Turn, topic: str) -> Turn:
        """Return the turn of an earlier question that asked for a list, with the list where there was one."""
        carried = tuple(item for item in turn.context.carried if not item.startswith("topic:"))
        spoken = topic
        for word in named_in(topic, self.catalogs.index.plans(access=turn.question.access)).words:
            spoken = spoken.replace(word, " ")
        earlier = replace(
            turn, question=replace(turn.question, text=topic, history=()), search_text=spoken,
            context=replace(turn.context, carried=carried, standalone_question=topic, fiscal_years=()),
        )  # fmt: skip
        return self(earlier)

    def _own(self, turn: Turn, catalog: Catalog) -> str:
        """Return what a follow-up says itself but for cities and plans; nothing where the question stands alone."""
        own = turn.question.text if _topic(turn) else ""
        for word in named_in(own, self.catalogs.index.plans(access=turn.question.access)).words:
            own = own.replace(word, " ")
        return catalog.written.respelled(translated(own), turn.context.plan_ids)


def _may_ask(wanted: Wanted, catalog: Catalog, turn: Turn, text: str) -> bool:
    """Return whether a question may be about KPIs at all: told at once, as most questions are not."""
    if wanted.ask in LISTS:
        return True
    return not wanted.in_words and (asks_figures(wanted) or is_called(catalog, turn.context.plan_ids, text))


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
    carried = turn.context.fiscal_years
    if len(own.years) == 1 and len(carried) == _PAIR and compares(turn.question.text):
        return replace(own, years=tuple(sorted(carried)), onwards=False)
    if own.years or own.first or own.last:
        return own
    if not carried:
        return asked_years(turn.context.standalone_question, turn.today)
    if not own.shift:
        return replace(own, years=carried, span=False)
    beside = carried[0] + own.shift
    compared = wanted_of(turn.question.text, own).ask == "difference"
    return replace(own, years=tuple(sorted((carried[0], beside))) if compared else (beside,), shift=0)


def _listed(ranking: Ranking, asked: Asked) -> KpiFindings | None:
    """Return a list over the named fields' indicators, over all of the one plan asked where no field is named."""
    placed = [
        match
        for match in ranking.matches
        if not ranking.fields or any(name in ranking.fields for name in match.entry.fields)
    ]
    named = [match for match in placed if match.named and len(match.entry.name) >= LONG_NAME]
    inside = [match.entry.series for match in named or placed]
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
    near = nearly_meant(ranking, chosen, asked.wanted)
    found = reply_for(asked, [*chosen, *near])
    if not near or found.status is not AnswerStatus.ANSWERED or len(found.series) < len(chosen) + len(near):
        return found
    records = tuple(dict.fromkeys(record for draft in found.drafts for record in draft.records))
    head = KpiDraft(asked.wording.say("close"), records)
    return replace(found, drafts=(head, *found.drafts))


def _told_apart(wanted: Wanted, chosen: Sequence[Series]) -> bool:
    """Return whether several series may be said side by side: a year is asked, or they are a KPI and its activity."""
    years = wanted.years
    told = bool(years.years) or years.first or years.last
    return told or len({series.table for series in chosen}) == len(chosen)


def _clarify(asked: Asked, series: Sequence[Series]) -> KpiFindings:
    wording = asked.wording
    questions = [wording.question(one, one.records[-1]) for one in series]
    names = tuple(dict.fromkeys(one.indicator for one in series))
    return KpiFindings((), (), AnswerStatus.CLARIFY, Reason.AMBIGUOUS, tuple(dict.fromkeys(questions)), names)
