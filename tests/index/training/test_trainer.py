"""Training moves a question towards its passage, and the same data give the same model."""

import numpy as np
import pytest

from index.embedding import Vectors, unit_rows
from index.lexicon.concepts import Concept
from index.training.examples import ConceptBags, Examples, examples_of
from index.training.rows import IndicatorName, Pair, Passage, PlanSection, TrainingRows
from index.training.settings import StaticModelSettings
from index.training.trained import Trained
from tests.index.training.tiny import SETTINGS, vocabulary

torch = pytest.importorskip("torch")

ROWS = TrainingRows(
    (Pair(question="判子", passage="窓口の手続き"), Pair(question="人口", passage="市民")),
    (Passage(passage="市民の手続き", questions=("押印", "窓口"), near="人口"),),
    (Concept(formal=("押印", "手続き"), everyday=("市民",)),),
)

SECTIONS = (
    PlanSection(plan="a", heading="1", sentences=("手続き", "zzz"), questions=("人口",)),
    PlanSection(plan="a", heading="2", sentences=("市民", "手続き"), questions=("判子",)),
    PlanSection(plan="b", heading="1", sentences=("窓口",), questions=("市民",)),
)
NAMES = (
    IndicatorName(name="市民", field="zzz", questions=("判子は", "押印は")),
    IndicatorName(name="手続き", field="zzz", questions=("人口は",)),
)


def changed(**settings: float) -> StaticModelSettings:
    """Return the settings of tests with other settings of training, and every dimension kept."""
    return SETTINGS.model_copy(update={"dimension": 6, "training": SETTINGS.training.model_copy(update=settings)})


def trained(rows: TrainingRows = ROWS, settings: StaticModelSettings = SETTINGS) -> Trained:
    """Return a model trained on a few rows."""
    from index.training.trainer import train  # noqa: PLC0415 (torch takes seconds to load)

    return train(examples_of(rows, vocabulary()), vocabulary(), settings, "x")


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


def cosine(model: Trained, question: str, passage: str) -> float:
    """Return how near a question is to a passage, of one word each."""
    query, document = vectors(model, [question], model.query), vectors(model, [passage], model.passage)
    return float((query @ document.T).item())


@pytest.mark.parametrize("whole", [0.0, 0.5, 1.0])
def test_a_question_about_a_plan_moves_towards_its_section(whole: float) -> None:
    rows = TrainingRows(sections=SECTIONS)
    before, after = trained(rows, changed(epochs=0)), trained(rows, changed(whole=whole))
    for question, sentence, other in (("人口", "手続き", "市民"), ("判子", "市民", "窓口"), ("市民", "窓口", "手続き")):
        assert cosine(after, question, sentence) > cosine(before, question, sentence)
        assert cosine(after, question, sentence) > cosine(after, question, other)


def test_a_section_is_found_by_its_best_sentence_or_by_all_of_them() -> None:
    rows = TrainingRows(sections=SECTIONS)
    best, mean = (trained(rows, changed(whole=whole)) for whole in (0.0, 1.0))
    assert not np.allclose(best.rows, mean.rows)


def test_a_question_for_a_figure_moves_towards_the_name_of_its_indicator() -> None:
    rows = TrainingRows(indicators=NAMES)
    before, after = trained(rows, changed(epochs=0)), trained(rows, changed())
    for question, name, other in (("判子", "市民", "手続き"), ("人口", "手続き", "市民")):
        assert cosine(after, question, name) > cosine(before, question, name)
        assert cosine(after, question, name) > cosine(after, question, other)


def test_no_epoch_leaves_the_starting_vectors() -> None:
    assert np.array_equal(trained(ROWS, changed(epochs=0)).rows, vocabulary().rows)


@pytest.mark.parametrize("dropout", [0.0, 0.3])
def test_training_twice_gives_the_same_model(dropout: float) -> None:
    rows = TrainingRows(ROWS.pairs, ROWS.passages, ROWS.concepts, SECTIONS, NAMES)
    one, other = (trained(rows, changed(dropout=dropout)) for _ in range(2))
    for part in ("rows", "weights", "query", "passage"):
        assert np.array_equal(getattr(one, part), getattr(other, part)), part
    assert trained(rows).query.shape == (SETTINGS.dimension, 6)
    assert not np.array_equal(one.rows, trained(rows, changed(dropout=dropout, seed=2)).rows)


def test_texts_without_a_known_word_are_left_out() -> None:
    rows = TrainingRows((Pair(question="zzz", passage="窓口"),), (), (Concept(formal=("qqq",), everyday=("市民",)),))
    assert examples_of(rows, vocabulary()) == Examples((), ())


def test_concepts_keep_their_sides() -> None:
    known = vocabulary().words
    assert examples_of(ROWS, vocabulary()).concepts == (
        ConceptBags(((known["押印"],), (known["手続き"],)), ((known["市民"],),)),
    )
