"""A small vocabulary and a trained model of it."""

import numpy as np

from index.training.settings import StaticModelSettings, TrainingSettings
from index.training.trained import Trained
from index.training.vocabulary import Vocabulary, vocabulary_of
from index.training.word_vectors import WordVectors

WORDS = ("手続き", "窓口", "市民", "判子", "押印", "人口")
SETTINGS = StaticModelSettings(
    words=6,
    dimension=3,
    smoothing=1e-3,
    training=TrainingSettings(
        seed=1,
        runs=2,
        epochs=40,
        batch=8,
        plan_batch=4,
        rate=0.05,
        temperature=0.1,
        pull=0.01,
        dropout=0,
        lexicon=1,
        plans=1,
        whole=0.5,
        indicators=0.5,
    ),
)


def vocabulary() -> Vocabulary:
    """Return six words over four rows; 判子 and 押印, 窓口 and 人口 share one."""
    rows = np.random.default_rng(5).standard_normal((4, 6)).astype(np.float32)
    return vocabulary_of(WordVectors(WORDS, (0, 1, 2, 3, 3, 1), rows), 6)


def untrained() -> Trained:
    """Return the model that training starts from, with maps to three dimensions."""
    rows = vocabulary().rows
    half = np.eye(6, dtype=np.float32)[:3]
    return Trained(rows, (), np.zeros(0, dtype=np.float32), half, half[::-1].copy(), "x")
