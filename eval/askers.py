"""Askers: a case in, a row of the answer file out. This one asks in process, ``eval/http_asker.py`` over HTTP."""

import datetime
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answers import answer_of
from assistant.assembly import Assistant
from assistant.export import answer_json, hit_json
from assistant.pipeline import Step
from assistant.turn import Answer, Draft, KpiDraft, Question, Turn
from corpus.access import Access
from corpus.plan import Chunk
from eval.cases import AccessCase, AnyCase, FollowUpCase, KpiCase
from eval.rows import RawRow, failed_row
from index.hits import Hit


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the id of its index ("" where it does not say), its plans' texts and chunks by plan id.

    Chunks only where they are at hand.
    """

    index_id: str
    sources: Mapping[str, str]
    chunks: Mapping[str, tuple[Chunk, ...]]


class Asker(Protocol):
    """Asks one assistant; safe to call from several threads."""

    def asked(self, *, access: Access) -> Asked:
        """Return what is asked, as far as this access sees."""
        ...

    def ask(self, case: AnyCase) -> RawRow:
        """Return the row of a case; what fails is an error row."""
        ...


def question_of(case: AnyCase, today: datetime.date) -> Question:
    """Return the question of a case: with its history, access and language where its kind has them."""
    return Question(
        text=case.question,
        access=case.access if isinstance(case, AccessCase) else Access.PUBLIC,
        plan_ids=case.plan_ids,
        history=case.history if isinstance(case, FollowUpCase) else (),
        language=case.language if isinstance(case, KpiCase) else "ja",
        today=today,
    )


@dataclass(frozen=True, slots=True)
class InProcessAsker:
    """Asks an assistant in this process; ``top`` is how many hits are kept."""

    assistant: Assistant
    today: datetime.date
    top: int

    def asked(self, *, access: Access) -> Asked:
        """Return what is asked, as far as this access sees."""
        index = self.assistant.index
        ids = [plan.manifest.id for plan in index.plans(access=access)]
        texts = {plan_id: index.text(plan_id, access=access) or "" for plan_id in ids}
        return Asked(index.index_id, texts, {plan_id: index.chunks(plan_id, access=access) for plan_id in ids})

    def ask(self, case: AnyCase) -> RawRow:
        """Return the row of a case, with the hits and drafts of the pipeline; what fails is an error row."""
        question = question_of(case, self.today)
        begin = time.perf_counter()
        try:
            seen = _Seen()
            run = replace(self.assistant, steps=tuple(map(seen.through, self.assistant.steps))).run(question)
            answer = answer_of(run, self.assistant.index)
            seconds = round(time.perf_counter() - begin, 6)
            hits = seen.hits or self._search(question, answer)
        except Exception as error:  # noqa: BLE001 (whatever one question breaks on is counted as its error row)
            return failed_row(case.id, "failed", f"{type(error).__name__}: {error}")
        found = tuple(hit_json(hit) for hit in hits[: self.top])
        drafts = tuple(draft.text for draft in seen.drafts)
        return RawRow(
            case.id,
            answer=answer_json(answer),
            hits=found,
            drafts=drafts,
            confidence=run.turn.confidence,
            seconds=seconds,
        )

    def _search(self, question: Question, answer: Answer) -> tuple[Hit, ...]:
        """Return what search alone finds, for a question that ended before it was searched for."""
        return self.assistant.index.search(
            answer.context.standalone_question,
            access=question.access,
            plan_ids=question.plan_ids or answer.context.plan_ids,
            top=self.top,
        )


@dataclass(slots=True)
class _Seen:
    """The last hits and drafts that any step left: declining clears them from the turn."""

    hits: tuple[Hit, ...] = ()
    drafts: tuple[Draft | KpiDraft, ...] = field(default=())

    def through(self, step: Step) -> Step:
        """Return the step, watched."""
        return Step(step.name, self._watched(step.run))

    def _watched(self, run: Callable[[Turn], Turn]) -> Callable[[Turn], Turn]:
        def watched(turn: Turn) -> Turn:
            after = run(turn)
            self.hits, self.drafts = after.hits or self.hits, _drafts_of(after) or self.drafts
            return after

        return watched


def _drafts_of(turn: Turn) -> tuple[Draft | KpiDraft, ...]:
    """Return what was composed of passages, or of KPI records."""
    return turn.drafts or (turn.looked_up.drafts if turn.looked_up else ())
