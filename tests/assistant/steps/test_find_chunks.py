"""The glossary entry of a term that is to be explained comes before passages that use the word."""

import datetime
from typing import cast

from assistant.steps.find_chunks import find_chunks
from assistant.turn import AnswerContext, Question, Turn
from corpus.access import Access
from corpus.plan import Chunk, ChunkKind, Sentence, SentenceKind
from index.hits import Hit
from index.reader import IndexReader

USES = Sentence("RPAを窓口に入れます。", 0, 12)
OTHER = Sentence("BPR：業務の流れを組み替えること。", 0, 17, SentenceKind.ENTRY)
ENTRY = Sentence("RPA：決まった操作を機械に任せること。", 0, 20, SentenceKind.ENTRY)


class _Index:
    def search(self, _question: str, **_choice: object) -> tuple[Hit, ...]:
        return tuple(_hit(rank, sentence) for rank, sentence in enumerate((USES, OTHER, ENTRY), 1))


def _hit(rank: int, sentence: Sentence) -> Hit:
    chunk = Chunk(f"a.{rank}.1", "a", rank, ChunkKind.PROSE, ("用語",), sentence.text, 0, 20, None, (sentence,))
    return Hit(rank, 4.0 - rank, chunk, rank, rank, (0.5,), 0.5)


def _found(question: str) -> list[tuple[int, str]]:
    asked = Question(question, Access.PUBLIC)
    turn = Turn(asked, datetime.date(2026, 4, 1), AnswerContext(standalone_question=question), search_text=question)
    return [(hit.rank, hit.chunk.text) for hit in find_chunks(turn, index=cast("IndexReader", _Index())).hits]


def test_the_entry_of_the_term_comes_first() -> None:
    assert _found("RPAとは何ですか") == [(1, ENTRY.text), (2, USES.text), (3, OTHER.text)]


def test_other_questions_keep_the_order_of_the_search() -> None:
    assert _found("RPAはいつ窓口に入りますか") == [(1, USES.text), (2, OTHER.text), (3, ENTRY.text)]
