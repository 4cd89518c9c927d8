"""What a reader needs to see of a failed question: what was expected, what came, what search had found."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.japanese.width import fold
from eval.answer_file import GivenCitation, GivenHit
from eval.cases import AccessCase, AnyCase, Gold, InjectionCase
from eval.figures import report_settings
from eval.measures.expected import gold_of
from eval.measures.leaks import leaks
from eval.measures.shown import is_exact, shown_text
from eval.scored_run import Question


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in its spellings, and whether the answer holds one of them."""

    spellings: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class ExpectedPassage:
    """A gold passage: where it stands and its facts."""

    plan_id: str
    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FoundChunk:
    """One of the first hits: ``text`` is its beginning; ``facts`` as ``1/2`` for a hit of a gold plan, else empty."""

    rank: int
    plan_id: str
    heading: tuple[str, ...]
    text: str
    facts: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed question with what is shown of it; ``forbidden`` pairs each forbidden text with whether it shows.

    ``citations`` pairs each with whether its quote is exactly the plan's text; None where the run keeps no such text.
    """

    question: Question
    passages: tuple[ExpectedPassage, ...]
    forbidden: tuple[tuple[str, bool], ...]
    citations: tuple[tuple[GivenCitation, bool | None], ...]
    found: tuple[FoundChunk, ...]
    found_count: int


def failure(question: Question, sources: Mapping[str, str]) -> Failure:
    """Return what the report shows of a failed question."""
    gold = gold_of(question.case)
    hits = question.row.hits if question.row else ()
    answer = fold(shown_text(question.answer)) if question.answer else ""
    return Failure(
        question=question,
        passages=tuple(_passage(one, answer) for one in gold),
        forbidden=tuple((text, _leaks(question, text)) for text in _forbidden(question.case)),
        citations=tuple((one, _exact(one, sources)) for one in (question.answer.citations if question.answer else ())),
        found=tuple(_found(hit, gold) for hit in hits[: report_settings().shown.hits]),
        found_count=len(hits),
    )


def _forbidden(case: AnyCase) -> tuple[str, ...]:
    return case.must_not_show if isinstance(case, AccessCase | InjectionCase) else ()


def _leaks(question: Question, text: str) -> bool:
    alone = question.case.model_copy(update={"must_not_show": (text,)})
    return question.row is not None and leaks(alone, question.row, {}) > 0


def _exact(citation: GivenCitation, sources: Mapping[str, str]) -> bool | None:
    return is_exact(citation, sources) if citation.plan_id in sources else None


def _passage(gold: Gold, answer: str) -> ExpectedPassage:
    return ExpectedPassage(gold.plan_id, gold.heading, tuple(Fact(fact, _holds(answer, fact)) for fact in gold.facts))


def _holds(folded: str, fact: tuple[str, ...]) -> bool:
    return any(fold(spelling) in folded for spelling in fact)


def _found(hit: GivenHit, gold: tuple[Gold, ...]) -> FoundChunk:
    letters = report_settings().shown.hit_letters
    text = " ".join(hit.text.split())
    whole = fold("\n".join((*hit.heading, hit.text)))
    held = [
        (sum(_holds(whole, fact) for fact in one.facts), len(one.facts)) for one in gold if one.plan_id == hit.plan_id
    ]
    best = max(held, key=lambda pair: pair[0] / pair[1], default=None)
    return FoundChunk(
        rank=hit.rank,
        plan_id=hit.plan_id,
        heading=hit.heading,
        text=text if len(text) <= letters else f"{text[:letters]}…",
        facts=f"{best[0]}/{best[1]}" if best else "",
    )
