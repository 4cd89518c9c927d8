"""Citation precision: how many of the citations are of a passage that answers."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow, GivenCitation
from eval.cases import AnyCase
from eval.measures.expected import answered, gold_of
from eval.measures.passages import gold_spans
from eval.measures.shown import is_exact


def citation_precision(case: AnyCase, row: AnswerRow, sources: Mapping[str, str]) -> float:
    """Return the share, 0 to 1, of citations whose span overlaps a gold passage (Gao et al. 2023, ALCE, by overlap).

    Only a quote that stands at its offsets counts. 0 for an answer without citations and for a row without an answer;
    NaN where the question was held back, has no gold passage, or none can be found in the plans' texts.
    """
    spans = [(gold.plan_id, *span) for gold in gold_of(case) for span in gold_spans(gold, sources)]
    answer = answered(row)
    if not spans or (answer is None and row.answer is not None):
        return math.nan
    if answer is None or not answer.citations:
        return 0.0
    right = sum(is_exact(one, sources) and _overlaps(one, spans) for one in answer.citations)
    return right / len(answer.citations)


def _overlaps(citation: GivenCitation, spans: list[tuple[str, int, int]]) -> bool:
    return any(
        citation.plan_id == plan_id and citation.start < end and start < citation.end for plan_id, start, end in spans
    )
