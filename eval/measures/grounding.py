"""Grounded sentences: whether what is shown rests on what is cited."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.steps.check import named_in_frame, unsupported_numbers
from corpus.japanese.numerals import find_quantities
from corpus.japanese.width import fold
from eval.answer_file import AnswerRow, GivenAnswer, GivenCitation, GivenSentence
from eval.cases import AnyCase
from eval.measures.expected import answered
from eval.measures.kpi_rows import cells_in_words, differences_in_words, rows_in_words
from eval.measures.passages import read_chunks
from eval.measures.shown import is_exact, readable, shown_text, without_marks

_COUNTED = ("", "件", "つ", "個", "点", "項")  # what a list's items are counted in


def grounded_sentences(_case: AnyCase, row: AnswerRow, sources: Mapping[str, str]) -> float:
    """Return the share, 0 to 1, of sentences that rest on their citations (attribution: Rashkin et al. 2023).

    A sentence does where it has markers, each marker's quote is exactly the plan's text at its offsets, and every
    number of it (value with unit, year) stands in a quote, in a heading over it, in a title that it names, is the
    count of the items that follow, or is the difference of two cited KPI values. Text that is in no sentence counts
    as one more where it holds a number. 0 for an answer without sentences and a row without an answer; NaN where
    the question was held back.
    """
    answer = answered(row)
    if answer is None:
        return math.nan if row.answer is not None else 0.0
    if not answer.sentences:
        return 0.0
    held = [_is_grounded(at, answer, sources) for at in range(len(answer.sentences))] + _rest(answer, sources)
    return sum(held) / len(held)


def support(citations: Sequence[GivenCitation], sources: Mapping[str, str]) -> list[str]:
    """Return the texts in which a number may stand: exact quotes, headings of the plan, differences of KPI values."""
    exact = [one for one in citations if is_exact(one, sources)]
    headings = [part for one in exact for part in one.heading if _is_heading(one.plan_id, part, sources)]
    quotes = [rows_in_words(one.plan_id, one.quote) or readable(one.quote) for one in exact]
    cells = [cells_in_words(line) for one in exact for line in one.quote.splitlines()]
    return [*quotes, *headings, *filter(None, cells), differences_in_words([one.quote for one in exact])]


def _is_grounded(at: int, answer: GivenAnswer, sources: Mapping[str, str]) -> bool:
    sentence = answer.sentences[at]
    cited = [one for one in answer.citations if one.marker in sentence.markers]
    known = {one.marker for one in cited}
    if not sentence.markers or known != set(sentence.markers) or not all(is_exact(one, sources) for one in cited):
        return False
    text, standing = without_marks(sentence.text, known), support(cited, sources)
    lacking = unsupported_numbers(text, [*standing, *_titles(text, standing)])
    return all(_counts(piece, sentence, answer.sentences[at + 1 :]) for piece in lacking)


def _rest(answer: GivenAnswer, sources: Mapping[str, str]) -> list[bool]:
    """Return whether the numbers outside all sentences stand in what is cited; nothing where there are none."""
    rest = shown_text(answer)
    markers = [one.marker for one in answer.citations]
    for text in sorted((without_marks(one.text, markers) for one in answer.sentences), key=len, reverse=True):
        rest = rest.replace(text, "\n")
    return [not unsupported_numbers(rest, support(answer.citations, sources))] if unsupported_numbers(rest, []) else []


def _titles(text: str, standing: Sequence[str]) -> list[str]:
    """Return the plan's title where a sentence names one: the first name in 「」, before one that it cites.

    An answer file is scored with the plans' texts alone, which need not hold their titles.
    """
    names, cited = named_in_frame(text), fold("\n".join(standing))
    return names[:1] if any(fold(name) in cited for name in names[1:]) else []


def _counts(piece: str, sentence: GivenSentence, following: Sequence[GivenSentence]) -> bool:
    """Return whether a number counts the items that follow: all, or those that share a citation with the sentence."""
    sharing = sum(not set(sentence.markers).isdisjoint(other.markers) for other in following)
    return any(q.value in (sharing, len(following)) and q.unit in _COUNTED and q.value for q in find_quantities(piece))


def _is_heading(plan_id: str, part: str, sources: Mapping[str, str]) -> bool:
    return fold(part) in _headings(plan_id, sources.get(plan_id, ""))


@lru_cache(maxsize=32)
def _headings(plan_id: str, text: str) -> frozenset[str]:
    return frozenset(fold(part) for chunk in read_chunks(plan_id, text) for part in chunk.heading)
