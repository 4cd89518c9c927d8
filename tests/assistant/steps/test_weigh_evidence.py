"""Silence: what was found must hold what is asked for, near to what it is asked of."""

import datetime
from collections.abc import Sequence

import pytest

from assistant.steps.weigh_evidence import Evidence, WeighEvidence, confidence, encode_ahead, evidence_settings
from assistant.steps.weigh_evidence import evidence_of as weighed
from assistant.turn import AnswerContext, AnswerStatus, Question, Reason, Turn
from corpus.access import Access
from corpus.plan import Chunk, ChunkKind, Sentence
from index.embedders.hashing import HashingEmbedder
from index.embedding import Vectors
from index.hits import Hit

TEXTS = ("参加者は増えました。", "会場は3か所です。", "参加者は1,200人です。", "予約もできます。")
NEAR = (0.8, 0.2, 0.5, 0.1)
EMBEDDER = HashingEmbedder()
weigh_evidence = WeighEvidence(EMBEDDER)


def evidence_of(turn: Turn) -> Evidence:
    """Return the evidence of a turn, its clauses compared by their letters."""
    return weighed(turn, EMBEDDER)


def _turn(question: str, similarities: tuple[float, ...] = NEAR, heading: str = "令和6年度の催し") -> Turn:
    sentences = tuple(Sentence(text, at, at + 1) for at, text in enumerate(TEXTS))
    chunk = Chunk("a.1.1", "a", 1, ChunkKind.PROSE, (heading,), "".join(TEXTS), 0, 4, None, sentences)
    hit = Hit(1, 1.0, chunk, 1, 2, similarities, 0.7, support=0.4)
    context = AnswerContext(standalone_question=question)
    asked = Question(question, Access.PUBLIC)
    return Turn(asked, datetime.date(2026, 4, 1), context, search_text=question, hits=(hit,))


def test_the_nearest_sentence_that_holds_it_or_stands_beside_counts() -> None:
    assert evidence_of(_turn("参加者は何人ですか")).fitting == 0.5
    assert evidence_of(_turn("会場は何か所ですか")).fitting == 0.8
    assert evidence_of(_turn("費用はいくらですか")).fitting == 0.0
    assert evidence_of(_turn("参加者のようす")).fitting == 0.8


@pytest.mark.parametrize(("year", "fitting"), [("令和6年度", 0.5), ("2024年度", 0.5), ("令和2年度", 0.0)])
def test_a_year_of_the_question_must_stand_there(year: str, fitting: float) -> None:
    assert evidence_of(_turn(f"{year}の参加者は何人ですか")).fitting == fitting


def test_a_question_that_quotes_a_heading_is_answered_by_it() -> None:
    assert evidence_of(_turn("「令和6年度の催し」には何が書かれていますか")).fitting == 1.0


def test_the_other_features() -> None:
    evidence = evidence_of(_turn("参加者は何人ですか"))
    assert (evidence.similarity, evidence.coverage, evidence.support) == (0.8, 0.7, 0.4)
    assert (evidence.agreement, evidence.kind) == (1.0, "people")


def test_a_clause_counts_by_itself_where_it_holds_what_is_asked_for() -> None:
    held, missing = evidence_of(_turn("参加者は何人ですか")), evidence_of(_turn("費用はいくらですか"))
    assert 0 < held.clause_fitting <= held.clause <= 1
    assert (held.nothing, missing.nothing, missing.clause_fitting) == (0.0, 1.0, 0.0)
    assert evidence_of(_turn("参加者のようす")).nothing == 0.0


def test_no_hits_are_no_evidence() -> None:
    nothing = Turn(_turn("何").question, datetime.date(2026, 4, 1), AnswerContext(standalone_question="何"))
    assert evidence_of(nothing) == Evidence(0.0, 0.0, 0.0, 0.0, 0.0)
    assert weigh_evidence(nothing).reason is Reason.NOT_IN_PLANS


def test_near_without_what_is_asked_for_is_weak() -> None:
    turn = weigh_evidence(_turn("費用はいくらですか"))
    assert (turn.status, turn.reason) == (AnswerStatus.ABSTAINED, Reason.WEAK_EVIDENCE)
    assert weigh_evidence(_turn("参加者のようす")).status is None


def test_what_fits_better_is_trusted_more() -> None:
    settings = evidence_settings()
    weak, strong = (Evidence(0.8, 0.7, fitting, 0.4, 1.0, "people") for fitting in (0.1, 0.8))
    assert 0 < confidence(weak, settings) < confidence(strong, settings) < 1


class CountingEmbedder(HashingEmbedder):
    """Says how many texts of plans it was given."""

    given = 0

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        self.given += len(texts)
        return super().encode_document(texts)


class CountingWordEmbedder(CountingEmbedder):
    """Knows single words, too."""

    def query_words(self, words: Sequence[str]) -> Vectors:
        return self.encode_query(words)

    def document_words(self, words: Sequence[str]) -> Vectors:
        return self.encode_query(words)


def test_clauses_encoded_ahead_are_not_encoded_again() -> None:
    turn, embedder = _turn("参加者は何人ですか"), CountingWordEmbedder()
    encode_ahead([turn.hits[0].chunk], embedder)
    given = embedder.given
    assert given >= len(TEXTS)
    assert weighed(turn, embedder) == evidence_of(turn)
    assert embedder.given == given


def test_a_neural_model_is_not_asked_ahead() -> None:
    embedder = CountingEmbedder()
    encode_ahead([_turn("参加者は何人ですか").hits[0].chunk], embedder)
    assert embedder.given == 0
