"""Answerers that are broken in one way each: right rows in, wrong rows out."""

from collections.abc import Callable, Sequence

from eval.answer_file import AnswerRow, GivenAnswer, GivenSentence
from tests.eval.measures.small_world import MORI, STAMP, TANI, answer, cite, said

Rows = Sequence[AnswerRow]
HIDDEN_PLACE = "緑町"


def drops_citations(rows: Rows) -> list[AnswerRow]:
    """Return the rows with the same words and nothing cited."""
    return _answered(rows, _without_citations)


def _without_citations(given: GivenAnswer) -> GivenAnswer:
    bare = tuple(GivenSentence(text=one.text) for one in given.sentences)
    return given.model_copy(update={"citations": (), "sentences": bare, "text": "\n".join(one.text for one in bare)})


def invents_a_number(rows: Rows) -> list[AnswerRow]:
    """Return the rows with one more sentence, whose number stands nowhere; its citation is real."""
    return _answered(rows, lambda given: _with(given, "令和6年度の実績は77.7%です。"))


def never_abstains(rows: Rows) -> list[AnswerRow]:
    """Return the rows with a real passage where there should be silence."""
    anything = answer(said(STAMP, 1), citations=(cite(1, MORI, STAMP),))
    silent = [row.answer is not None and row.answer.status != "answered" for row in rows]
    return [_replaced(row, anything) if quiet else row for row, quiet in zip(rows, silent, strict=True)]


def swaps_two_plans(rows: Rows) -> list[AnswerRow]:
    """Return the rows with each plan's name on the other's citations and series."""
    return _answered(rows, _swapped)


def _swapped(given: GivenAnswer) -> GivenAnswer:
    other = {MORI: TANI, TANI: MORI}
    moved = {
        "citations": tuple(one.model_copy(update={"plan_id": other[one.plan_id]}) for one in given.citations),
        "kpis": tuple(one.model_copy(update={"plan_id": other[one.plan_id]}) for one in given.kpis),
    }
    return given.model_copy(update=moved)


def answers_from_the_other_plan(rows: Rows) -> list[AnswerRow]:
    """Return the rows with answers and hits of the two plans exchanged: every quote is exact, of the wrong plan."""
    about: dict[str, AnswerRow] = {}
    for row in rows:
        if row.hits and row.answer:
            about.setdefault(row.hits[0].plan_id, row)
    other = {MORI: about[TANI], TANI: about[MORI]}
    swapped = [(row, other[row.hits[0].plan_id] if row.hits else row) for row in rows]
    return [row.model_copy(update={"answer": new.answer, "hits": new.hits}) for row, new in swapped]


def leaks_in(place: str) -> Callable[[Rows], list[AnswerRow]]:
    """Return an answerer that lets the secret through in one place of every answer."""

    def leaking(rows: Rows) -> list[AnswerRow]:
        return [_replaced(row, _leaked(row.answer, place)) if row.answer else row for row in rows]

    return leaking


def _leaked(given: GivenAnswer, place: str) -> GivenAnswer:
    quote = cite(9, TANI, "交通").model_copy(update={"quote": f"移転候補は{HIDDEN_PLACE}"})
    changed: dict[str, object] = {
        "text": f"{given.text} 緑 町です。",
        "suggestions": (f"{HIDDEN_PLACE}について",),
        "notices": (HIDDEN_PLACE,),
        "citations": (*given.citations, quote),
    }
    return given.model_copy(update={place: changed[place]})


def is_too_long(rows: Rows) -> list[AnswerRow]:
    """Return the rows with every answer said over and over, still true."""
    return _answered(rows, lambda given: given.model_copy(update={"text": "\n".join([given.text] * 60)}))


def _answered(rows: Rows, change: Callable[[GivenAnswer], GivenAnswer]) -> list[AnswerRow]:
    answers = [(row, row.answer) for row in rows]
    return [_replaced(row, change(given)) if given and given.status == "answered" else row for row, given in answers]


def _replaced(row: AnswerRow, given: GivenAnswer) -> AnswerRow:
    return row.model_copy(update={"answer": given})


def _with(given: GivenAnswer, text: str) -> GivenAnswer:
    marker = given.citations[0].marker
    sentences = (*given.sentences, said(text, marker))
    return given.model_copy(update={"sentences": sentences, "text": f"{given.text}\n{text}[{marker}]"})
