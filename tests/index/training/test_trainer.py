"""Training moves a question towards its passage, and the same data give the same model."""

import numpy as np
import pytest

from index.embedding import Vectors, unit_rows
from index.lexicon.concepts import Concept
from index.training.examples import ConceptBags, Examples, examples_of
from index.training.rows import Pair, Passage, TrainingRows
from index.training.trained import Trained
from tests.index.training.tiny import SETTINGS, vocabulary

torch = pytest.importorskip("torch")

ROWS = TrainingRows(
    (Pair(question="判子", passage="窓口の手続き"), Pair(question="人口", passage="市民")),
    (Passage(passage="市民の手続き", questions=("押印", "窓口"), near="人口"),),
    (Concept(formal=("押印", "手続き"), everyday=("市民",)),),
)


def trained(rows: TrainingRows = ROWS) -> Trained:
    """Return a model trained on a few rows."""
    from index.training.trainer import train  # noqa: PLC0415 (torch takes seconds to load)

    return train(examples_of(rows, vocabulary()), vocabulary(), SETTINGS, "x")


def vectors(model: Trained, texts: list[str], route: Vectors) -> Vectors:
    """Return the unit vectors of texts of one word each."""
    words = vocabulary().words
    weights = dict(zip(model.ranks, model.weights, strict=True))
    rows = np.array([model.rows[words[text][1]] * weights[words[text][0]] for text in texts])
    return unit_rows(rows @ route.T)


def test_a_question_comes_nearer_to_its_passage_than_to_others() -> None:
    model = trained()
    questions = vectors(model, ["人口"], model.query)
    passages = vectors(model, ["市民", "手続き", "窓口"], model.passage)
    assert (questions @ passages.T).argmax() == 0


def test_training_twice_gives_the_same_model() -> None:
    one, other = trained(), trained()
    assert np.array_equal(one.rows, other.rows)
    assert np.array_equal(one.query, other.query)
    assert one.query.shape == (SETTINGS.dimension, 6)


def test_texts_without_a_known_word_are_left_out() -> None:
    rows = TrainingRows((Pair(question="zzz", passage="窓口"),), (), (Concept(formal=("qqq",), everyday=("市民",)),))
    assert examples_of(rows, vocabulary()) == Examples((), ())


def test_concepts_keep_their_sides() -> None:
    known = vocabulary().words
    assert examples_of(ROWS, vocabulary()).concepts == (
        ConceptBags(((known["押印"],), (known["手続き"],)), ((known["市民"],),)),
    )
