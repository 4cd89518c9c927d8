"""Readability: length of the sentences and share of kanji (factors of Tateisi, Ono and Yamada 1988 for Japanese)."""

import math
import re
from collections.abc import Mapping

from corpus.japanese.sentences import split_sentences
from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.expected import answered
from eval.measures.shown import without_marks

_KANJI = re.compile(r"[々〇㐀-䶿一-鿿豈-﫿]")


def sentence_length(_case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return the mean length of the answer's sentences in characters, without marks; NaN where it has none."""
    lengths = [end - start for text in _sentences(row) for start, end in split_sentences(text)]
    return sum(lengths) / len(lengths) if lengths else math.nan


def kanji_share(_case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return the share of kanji, 0 to 1, in the characters of the answer's sentences; NaN where it has none.

    White space and marks do not count. About 0.3 is usual in newspapers; plans have more.
    """
    letters = "".join("".join(_sentences(row)).split())
    return len(_KANJI.findall(letters)) / len(letters) if letters else math.nan


def _sentences(row: AnswerRow) -> list[str]:
    answer = answered(row)
    if answer is None:
        return []
    markers = [citation.marker for citation in answer.citations]
    return [without_marks(sentence.text, markers) for sentence in answer.sentences]
