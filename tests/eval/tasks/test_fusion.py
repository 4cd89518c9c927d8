"""Fitting finds the weights that rank the answering candidates first."""

from dataclasses import replace

import numpy as np

from eval.tasks.fusion import JudgedCandidates, fit_fusion, lost_to_one_kind, worth
from index.fusion import ArmWeight

START = {"words": ArmWeight(), "best_sentence": ArmWeight(weight=1.0)}


def question(right_arm: str, coverage: float) -> JudgedCandidates:
    """Return a question whose answer, the second candidate, only one arm ranks first; the other misleads."""
    right, wrong = np.array([-1.0, 1.5, -0.5]), np.array([1.5, -1.0, -0.5])
    columns = {name: right if name == right_arm else wrong for name in START}
    return JudgedCandidates(columns, np.array([False, True, False]), coverage, "everyday")


def test_keyword_arms_are_given_weight_where_they_cover_the_question() -> None:
    questions = [question("words", 0.9), question("best_sentence", 0.1), question("best_sentence", 0.2)]
    found = fit_fusion([questions], START, lambda _line: None)
    assert worth(questions, START) < worth(questions, found)
    assert found["words"].at(0.9) > 1.0 > found["words"].at(0.1)
    assert found["best_sentence"] == START["best_sentence"]


def test_an_arm_that_misleads_is_given_none() -> None:
    start = {**START, "words": ArmWeight(weight=2.0)}
    found = fit_fusion([[question("best_sentence", 0.5)] * 3], start, lambda _line: None)
    assert found["words"].at(0.5) < 1.0


def test_a_small_group_counts_as_much_as_a_large_one() -> None:
    large, small = [question("best_sentence", 0.5)] * 9, [question("words", 0.5)]
    told: list[str] = []
    found = fit_fusion([large, small], START, told.append)
    assert found == fit_fusion([small, large], START, told.append)
    assert told[0] == f"as set: {(worth(large, START) + worth(small, START)) / 2:.4f}"
    assert fit_fusion([[*large, *small]], START, told.append)["words"].at(0.5) < found["words"].at(0.5)


def test_a_question_whose_answer_no_arm_found_is_worth_nothing() -> None:
    lost = JudgedCandidates({"best_sentence": np.array([1.0, 0.0])}, np.array([False, False]), 0.5, "plain")
    assert worth([lost], {"best_sentence": ArmWeight(weight=1.0)}) == 0.0


def test_a_plain_question_that_words_alone_find_must_not_be_lost() -> None:
    plain = replace(question("words", 0.9), wording="plain")
    columns = {**plain.columns, "bigrams": plain.columns["words"]}
    questions = [replace(plain, columns=columns)]
    assert lost_to_one_kind(questions, START) == 1.0
    assert lost_to_one_kind(questions, {**START, "words": ArmWeight(weight=2.0)}) == 0.0
