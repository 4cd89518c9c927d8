"""From a finished run to the answer that is shown."""

from assistant.phrases import phrase
from assistant.pipeline import Run
from assistant.turn import Answer, AnswerSentence, AnswerStatus, Reason, Receipt, Turn
from index.reader import IndexReader

_SUGGESTIONS = 3


def answer_of(run: Run, index: IndexReader) -> Answer:
    """Return the answer of a finished run, with text, suggestions, contact and receipt."""
    turn = run.turn
    status = turn.status or AnswerStatus.ABSTAINED
    suggestions = _suggestions(turn) if status in (AnswerStatus.ABSTAINED, AnswerStatus.CLARIFY) else ()
    return Answer(
        status=status,
        reason=turn.reason,
        notices=turn.notices,
        text=_text(turn, status, index, suggestions),
        sentences=turn.sentences,
        citations=turn.citations,
        kpis=turn.kpis,
        context=turn.context,
        suggestions=suggestions,
        contact=_contact(turn, index),
        receipt=Receipt(index.index_id, index.model_id, "extractive", turn.today.isoformat(), run.seconds),
    )


def _text(turn: Turn, status: AnswerStatus, index: IndexReader, suggestions: tuple[str, ...]) -> str:
    language = turn.question.language
    if status is AnswerStatus.ANSWERED:
        notices = [phrase(language, "notices", code) for code in turn.notices]
        return "\n".join([*map(_marked, turn.sentences), *notices])
    lines = [phrase(language, status.value, (turn.reason or Reason.NOT_IN_PLANS).value, **dict(turn.fill))]
    if status is AnswerStatus.ABSTAINED and turn.hits:
        lines.append(phrase(language, "abstained", "searched", titles="、".join(_searched(turn, index))))
    if suggestions:
        lines += [phrase(language, "abstained", "suggest"), *(f"・{one}" for one in suggestions)]
    return "\n".join(lines)


def _marked(sentence: AnswerSentence) -> str:
    return sentence.text + "".join(f"[{marker}]" for marker in sentence.markers)


def _searched(turn: Turn, index: IndexReader) -> list[str]:
    chosen = turn.context.plan_ids
    plans = index.plans(access=turn.question.access)
    return [plan.manifest.title for plan in plans if not chosen or plan.manifest.id in chosen]


def _suggestions(turn: Turn) -> tuple[str, ...]:
    """Return questions about the sections of the nearest hits, nearest first, each once."""
    headings = [hit.chunk.heading[-1] for hit in turn.hits if hit.chunk.heading]
    questions = [phrase(turn.question.language, "suggestions", "heading", heading=one) for one in headings]
    return tuple(dict.fromkeys(questions))[:_SUGGESTIONS]


def _contact(turn: Turn, index: IndexReader) -> str | None:
    """Return the contact of the plan in question, None where several or none are."""
    plan_ids = {citation.plan_id for citation in turn.citations} or set(turn.context.plan_ids)
    plans = [plan for plan in index.plans(access=turn.question.access) if plan.manifest.id in plan_ids]
    return plans[0].manifest.contact if len(plans) == 1 else None
