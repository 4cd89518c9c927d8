"""The content of the chat page, before and after a question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Self

from assistant.turn import AnswerStatus, Citation, KpiSeries, Language, Reason
from corpus.access import Access
from index.plans import PlanRecord
from web import limits
from web.answer_text import Block, by_place, to_blocks
from web.chips import Chip, chips_of
from web.deps import Room
from web.kpi_keys import key_of
from web.kpi_rows import ValueInWords, rows_of
from web.recording import GivenAnswer
from web.rendering import Renderer
from web.schemas import AskForm
from web.store.conversations import questions_of


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan that can be chosen in the form."""

    plan_id: str
    title: str
    checked: bool


@dataclass(frozen=True, slots=True)
class CityChoices:
    """The plans of one city."""

    city: str
    plans: tuple[PlanChoice, ...]


@dataclass(frozen=True, slots=True)
class ChatPage:
    """What the chat page shows.

    ``asked`` is the question just answered and ``earlier`` those before it, oldest first; ``history`` is what the
    next question carries along, ``box`` what stands in the question box, ``problem`` the key of a line above it;
    ``places`` are the citations, those of one place together; ``form`` is what was sent, for asking again;
    ``chips`` are what was carried over, ``rows`` the KPI values cited from ``kpi.csv``, by marker;
    ``whole`` are the answer's first KPI series with all their years, by key;
    ``stored`` is what this browser session asked so far, ``token`` what its forms carry.
    """

    language: Language
    cities: tuple[CityChoices, ...]
    limit: int
    examples: tuple[str, ...] = ()
    asked: str | None = None
    earlier: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    box: str = ""
    problem: str | None = None
    answer: GivenAnswer | None = None
    blocks: tuple[Block, ...] = ()
    places: tuple[tuple[Citation, ...], ...] = ()
    form: AskForm | None = None
    chips: tuple[Chip, ...] = ()
    rows: Mapping[int, ValueInWords] = field(default_factory=dict)
    whole: Mapping[str, KpiSeries] = field(default_factory=dict)
    stored: tuple[str, ...] = ()
    token: str = ""

    @classmethod
    def empty(cls, room: Room, language: Language, access: Access) -> Self:
        """Return the page before any question, with example questions."""
        return cls(
            language=language,
            cities=_cities(room, (), access),
            limit=room.assistant.settings.question_limit,
            examples=_examples(room, language, access),
            stored=_stored(room),
            token=room.token,
        )

    @classmethod
    def unasked(cls, room: Room, form: AskForm, access: Access) -> Self:
        """Return the page after a form without a question: all that was filled in, and what is missing."""
        return cls(
            language=form.language,
            cities=_cities(room, form.plan_ids, access),
            limit=room.assistant.settings.question_limit,
            earlier=form.history,
            history=form.history,
            problem="form.empty",
        )

    @classmethod
    def answered(cls, room: Room, form: AskForm, answer: GivenAnswer, access: Access) -> Self:
        """Return the page with an answer; a question that was refused is not carried on."""
        refused = answer.status is AnswerStatus.REFUSED
        carried = form.history if refused else (*form.history, form.question)
        return cls(
            language=form.language,
            cities=_cities(room, form.plan_ids, access),
            limit=room.assistant.settings.question_limit,
            asked=form.question,
            earlier=form.history,
            history=carried[-limits.CARRIED_ROWS :],
            box=form.question if answer.reason is Reason.TOO_LONG else "",
            answer=answer,
            blocks=to_blocks(answer),
            places=by_place(answer.citations),
            form=form,
            token=room.token,
            chips=chips_of(answer, room.index, access, room.renderer.wording(form.language)),
            rows=rows_of(answer.citations, room.index, access=access, language=form.language),
            whole=_whole(room, answer.kpis[: limits.ANSWER_CHARTS], access),
        )

    def html(self, renderer: Renderer) -> str:
        """Return the page as HTML."""
        return renderer.page("chat.html", self.language, here="/", page=self)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the chosen plans; none means all."""
        return tuple(plan.plan_id for city in self.cities for plan in city.plans if plan.checked)

    @property
    def plan_count(self) -> int:
        """Return how many plans can be chosen."""
        return sum(len(city.plans) for city in self.cities)


def by_city(plans: Iterable[PlanRecord]) -> tuple[tuple[str, tuple[PlanRecord, ...]], ...]:
    """Return the plans of each city, cities and titles sorted."""
    ordered = sorted(plans, key=lambda plan: (plan.manifest.city, plan.manifest.title))
    return tuple((city, tuple(group)) for city, group in groupby(ordered, key=lambda plan: plan.manifest.city))


def _whole(room: Room, series: tuple[KpiSeries, ...], access: Access) -> dict[str, KpiSeries]:
    if not series:
        return {}
    shelf = room.kpis.of(room.assistant, access)
    return {row.key: row.shown for one in series if (row := shelf.row(key_of(one))) is not None}


def _stored(room: Room) -> tuple[str, ...]:
    """Return what this browser session asked, as far as it is kept."""
    if not room.visitor:
        return ()
    last = partial(questions_of, session=room.visitor, most=limits.STORED_ROWS)
    return room.desk.database.quietly(last, (), reading=True)


def _cities(room: Room, chosen: tuple[str, ...], access: Access) -> tuple[CityChoices, ...]:
    return tuple(
        CityChoices(city, tuple(_choice(plan, chosen) for plan in plans))
        for city, plans in by_city(room.index.plans(access=access))
    )


def _choice(plan: PlanRecord, chosen: tuple[str, ...]) -> PlanChoice:
    return PlanChoice(plan.manifest.id, plan.manifest.title, plan.manifest.id in chosen)


def _examples(room: Room, language: Language, access: Access) -> tuple[str, ...]:
    wording = room.renderer.wording(language)
    return tuple(
        wording("chat.example", city=example.city, heading=example.heading) for example in room.examples.seen_by(access)
    )
