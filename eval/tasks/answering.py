"""Answers: every question through the assistant, judged without a judge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.assembly import Assistant
from assistant.turn import Answer, AnswerStatus, Question
from corpus.access import Access
from eval.cases import PassageCase, UnanswerableCase
from eval.measures.facts import fact_coverage
from eval.measures.retrieval import mean


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """Figures of one run: shares 0 to 1, NaN where there was nothing to count."""

    facts: float
    held_back_answerable: float
    held_back_unanswerable: float
    grounded: float
    passages: int
    unanswerable: int

    def line(self) -> str:
        """Return the figures as one line."""
        return (
            f"all facts in the answer {self.facts:.3f}  answerable held back {self.held_back_answerable:.3f}"
            f" (n={self.passages})  unanswerable held back {self.held_back_unanswerable:.3f} (n={self.unanswerable})"
            f"  quotes exact {self.grounded:.3f}"
        )


def score_answers(
    assistant: Assistant,
    passages: Sequence[PassageCase],
    unanswerable: Sequence[UnanswerableCase],
    done: Callable[[], None],
) -> AnswerScores:
    """Return the figures of asking every question; ``done`` is called after each."""
    answered = [(case, _ask(assistant, case, done)) for case in passages]
    withheld = [_ask(assistant, case, done) for case in unanswerable]
    everything = [answer for _, answer in answered] + withheld
    return AnswerScores(
        facts=mean([float(holds_all_facts(answer, case)) for case, answer in answered]),
        held_back_answerable=mean([float(answer.status is not AnswerStatus.ANSWERED) for _, answer in answered]),
        held_back_unanswerable=mean([float(answer.status is not AnswerStatus.ANSWERED) for answer in withheld]),
        grounded=mean([float(_exact(assistant, answer)) for answer in everything if answer.citations]),
        passages=len(passages),
        unanswerable=len(unanswerable),
    )


def _ask(assistant: Assistant, case: PassageCase | UnanswerableCase, done: Callable[[], None]) -> Answer:
    answer = assistant.ask(Question(case.question, Access.PUBLIC, case.plan_ids))
    done()
    return answer


def holds_all_facts(answer: Answer, case: PassageCase) -> bool:
    """Return whether an answer holds every fact of one of the gold passages and cites that passage's plan."""
    plans = {citation.plan_id for citation in answer.citations}
    return any(fact_coverage(answer.text, gold) == 1.0 and gold.plan_id in plans for gold in case.gold)


def _exact(assistant: Assistant, answer: Answer) -> bool:
    """Return whether every citation's quote is exactly the plan's text at its offsets."""
    texts = {c.plan_id: assistant.index.text(c.plan_id, access=Access.PUBLIC) or "" for c in answer.citations}
    return all(texts[c.plan_id][c.start : c.end] == c.quote for c in answer.citations)
