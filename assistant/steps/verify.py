"""Sixth step: every draft is checked against its span; what does not check out is not shown."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.citations import CitationDesk
from assistant.steps.check import named_in_frame, split_lead, stands_in, unsupported_numbers
from assistant.steps.verify_kpis import verify_kpis
from assistant.turn import AnswerSentence, AnswerStatus, Draft, Reason, Turn
from index.plans import PlanRecord
from index.reader import IndexReader

_NUMBER = re.compile(r"\d+")


def verify(turn: Turn, *, index: IndexReader) -> Turn:
    """Return the turn answered with the drafts that hold, each with its citation; declined where none does."""
    if turn.looked_up is not None:
        return verify_kpis(turn, turn.looked_up, index)
    desk = CitationDesk()
    sentences: list[AnswerSentence] = []
    substance = False
    for draft in turn.drafts:
        plan = index.plan(draft.chunk.plan_id, access=turn.question.access)
        quote = index.span(draft.chunk.plan_id, draft.start, draft.end, access=turn.question.access)
        if plan is None or not quote or not _holds(draft, quote, plan, turn.drafts):
            continue
        citation = desk.issue(draft.chunk, plan, draft.start, draft.end, quote)
        sentences.append(AnswerSentence(draft.text, (citation.marker,)))
        substance = substance or bool(draft.quoted)
    if not substance:
        return turn.decline(AnswerStatus.ABSTAINED, Reason.WEAK_EVIDENCE)
    return replace(
        turn, sentences=tuple(sentences), citations=tuple(desk.issued.values()), status=AnswerStatus.ANSWERED
    )


def _holds(draft: Draft, quote: str, plan: PlanRecord, drafts: Sequence[Draft]) -> bool:
    if stands_in(draft.quoted, quote):
        return _frame_holds(draft, plan, drafts)
    lead, note = split_lead(draft.quoted)
    tied = bool(lead) and stands_in(lead, draft.chunk.text + "".join(draft.chunk.heading)) and stands_in(note, quote)
    return tied and _frame_holds(draft, plan, drafts)


def _frame_holds(draft: Draft, plan: PlanRecord, drafts: Sequence[Draft]) -> bool:
    """Return whether our own wording claims only what is so: titles, headings, and the number of items."""
    frame = draft.frame.replace("{quoted}", "")
    heading = draft.chunk.heading[-1] if draft.chunk.heading else plan.manifest.title
    claims = (plan.manifest.title, heading)
    named = all(name in claims for name in named_in_frame(frame))
    for claim in (*claims, plan.manifest.city):
        frame = frame.replace(claim, "")
    items = sum(other.item for other in drafts)
    counted = all(int(number) == draft.count == items for number in _NUMBER.findall(frame))
    return named and counted and (draft.count is not None or not unsupported_numbers(frame, []))
