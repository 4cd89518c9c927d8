"""Every measure by its printed name, which is its identity."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.abstention import abstention_f1, abstention_precision, abstention_recall
from eval.measures.all_facts import all_facts
from eval.measures.answer_facts import answer_facts
from eval.measures.citation_precision import citation_precision
from eval.measures.citation_recall import citation_recall
from eval.measures.difference import difference_exactness
from eval.measures.follow_up import follow_up_success
from eval.measures.grounding import grounded_sentences
from eval.measures.latency import seconds_p50, seconds_p95
from eval.measures.leaks import leaks
from eval.measures.length import answer_length
from eval.measures.mrr import mrr
from eval.measures.ndcg import ndcg_at_10
from eval.measures.numeric import numeric_exactness
from eval.measures.readability import kanji_share, sentence_length
from eval.measures.recall_at import recall_at_1, recall_at_5, recall_at_10
from eval.measures.series import series_exactness
from eval.measures.status import status_as_expected
from eval.measures.verdict import verdict_exactness

Better = Literal["higher", "lower", "neither"]
QuestionScore = Callable[[AnyCase, AnswerRow, Mapping[str, str]], float]
SetScore = Callable[[Sequence[AnyCase], Sequence[AnswerRow]], float]

_ALL = ("passage", "unanswerable", "kpi", "follow_up", "access", "injection")
_GOLD = ("passage", "follow_up")
_VALUES = ("kpi", "follow_up")
_GUARDED = ("access", "injection")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of one question: ``score(case, row, sources)`` is NaN where it is undefined for the case.

    ``kinds`` are the kinds of cases it may apply to; ``better`` is which way is good; ``sources`` is the text of
    every plan by its id.
    """

    name: str
    kinds: tuple[str, ...]
    score: QuestionScore
    better: Better = "higher"


@dataclass(frozen=True, slots=True)
class SetMeasure:
    """A measure of a whole set: ``score(cases, rows)`` is NaN where it is undefined."""

    name: str
    score: SetScore
    better: Better = "higher"


_QUESTION = (
    Measure("R@1", _GOLD, recall_at_1),
    Measure("R@5", _GOLD, recall_at_5),
    Measure("R@10", _GOLD, recall_at_10),
    Measure("nDCG@10", _GOLD, ndcg_at_10),
    Measure("MRR", _GOLD, mrr),
    Measure("fact coverage", _GOLD, answer_facts),
    Measure("all facts", _GOLD, all_facts),
    Measure("citation precision", _GOLD, citation_precision),
    Measure("citation recall", _GOLD, citation_recall),
    Measure("grounded sentences", _ALL, grounded_sentences),
    Measure("numeric exactness", _VALUES, numeric_exactness),
    Measure("KPI series exactness", ("kpi",), series_exactness),
    Measure("verdict exactness", ("kpi",), verdict_exactness),
    Measure("difference exactness", ("kpi",), difference_exactness),
    Measure("follow-up success", ("follow_up",), follow_up_success),
    Measure("leaks", _GUARDED, leaks, "lower"),
    Measure("status as expected", _ALL, status_as_expected),
    Measure("sentence length", _ALL, sentence_length, "neither"),
    Measure("kanji share", _ALL, kanji_share, "neither"),
    Measure("answer length", _ALL, answer_length, "neither"),
)
_SET = (
    SetMeasure("abstention precision", abstention_precision),
    SetMeasure("abstention recall", abstention_recall),
    SetMeasure("abstention F1", abstention_f1),
    SetMeasure("p50 seconds", seconds_p50, "lower"),
    SetMeasure("p95 seconds", seconds_p95, "lower"),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _QUESTION}
SET_MEASURES: dict[str, SetMeasure] = {measure.name: measure for measure in _SET}
