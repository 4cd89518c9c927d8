"""From a finished run to the answer that is shown."""

from assistant.phrases import phrase
from assistant.pipeline import Run
from assistant.plain_words import with_words, words_beside
from assistant.suggestions import nearest_headings, suggestions_of
from assistant.turn import Answer, AnswerSentence, AnswerStatus, Reason, Receipt, Turn
from index.reader import IndexReader

_HELPED = (AnswerStatus.ABSTAINED, AnswerStatus.CLARIFY)
_TITLES = 5  # plans that an abstention names: it stays short over any number of them


def answer_of(run: Run, index: IndexReader) -> Answer:
    """Return the answer of a finished run, with text, suggestions, contact and receipt."""
    turn = run.turn
    status = turn.status or AnswerStatus.ABSTAINED
    suggestions = (turn.suggestions or suggestions_of(turn, index)) if status in _HELPED else ()
    body = _body(turn, status, index, suggestions)
    notices = [phrase(turn.question.language, "notices", code) for code in turn.notices]
    words = words_beside(turn, "\n".join([body, *notices]))
    return Answer(
        status=status,
        reason=turn.reason,
        notices=turn.notices,
        text="\n".join([with_words(body, words), *notices]),
        sentences=turn.sentences,
        citations=turn.citations,
        kpis=turn.kpis,
        context=turn.context,
        suggestions=suggestions,
        contact=_contact(turn, index),
        receipt=Receipt(index.index_id, index.model_id, turn.answerer, turn.today.isoformat(), run.seconds),
        words=words,
    )


def _body(turn: Turn, status: AnswerStatus, index: IndexReader, suggestions: tuple[str, ...]) -> str:
    language = turn.question.language
    lines = [*map(_marked, turn.sentences)]
    if status is not AnswerStatus.ANSWERED:
        lines = [*(lines or [_declined(turn, status)]), *_looked_at(turn, status, index)]
    if suggestions:
        lines += [phrase(language, "abstained", "suggest"), *(f"・{one}" for one in suggestions)]
    return "\n".join(lines)


def _declined(turn: Turn, status: AnswerStatus) -> str:
    """Return the sentence that declines: the one that ``said`` names among the fill, else the reason's own."""
    names = dict(turn.fill)
    key = names.pop("said", (turn.reason or Reason.NOT_IN_PLANS).value)
    return phrase(turn.question.language, status.value, key, **names)


def _looked_at(turn: Turn, status: AnswerStatus, index: IndexReader) -> list[str]:
    """Return what was searched in vain, and the nearest sections where no sentence says what is nearest."""
    if status is not AnswerStatus.ABSTAINED or not turn.hits:
        return []
    language, titles = turn.question.language, _searched(turn, index)
    headings = () if turn.sentences else nearest_headings(turn.hits)
    lines = [phrase(language, "abstained", "searched", titles=titles)]
    if headings:
        lines.append(phrase(language, "abstained", "nearest", headings="".join(f"「{one}」" for one in headings)))
    return lines


def _marked(sentence: AnswerSentence) -> str:
    return sentence.text + "".join(f"[{marker}]" for marker in sentence.markers)


def _searched(turn: Turn, index: IndexReader) -> str:
    """Return the titles of the plans that were searched, the first few of many and how many more."""
    chosen = turn.context.plan_ids
    plans = index.plans(access=turn.question.access)
    titles = [plan.manifest.title for plan in plans if not chosen or plan.manifest.id in chosen]
    named = "、".join(titles[:_TITLES])
    if len(titles) <= _TITLES:
        return named
    return phrase(turn.question.language, "abstained", "and_more", titles=named, count=str(len(titles) - _TITLES))


def _contact(turn: Turn, index: IndexReader) -> str | None:
    """Return the contact of the plan in question, None where several or none are."""
    plan_ids = {citation.plan_id for citation in turn.citations} or set(turn.context.plan_ids)
    plans = [plan for plan in index.plans(access=turn.question.access) if plan.manifest.id in plan_ids]
    return plans[0].manifest.contact if len(plans) == 1 else None
