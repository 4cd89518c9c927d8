"""The bundled training data: each question once, none copied, no plan of development among them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from index.training.rows import PlanSection, TrainingRows, training_rows

_FITTING = Path(__file__).resolve().parents[3] / "eval" / "fitting"
_COPIED = 0.5  # share of letter pairs; a question in everyday words has less in common with its section


@pytest.fixture(scope="module")
def rows() -> TrainingRows:
    return training_rows()


def pairs_of(text: str) -> set[str]:
    """Return the pairs of neighbouring letters and digits."""
    return {one + other for one, other in pairwise(letter for letter in text if letter.isalnum())}


def everyday(section: PlanSection) -> tuple[str, ...]:
    """Return the questions in everyday words: the last one is in the section's own."""
    return section.questions[:-1]


def development() -> Iterator[tuple[str, str]]:
    """Yield heading and question of every row about the plans of development."""
    for line in (_FITTING / "plan_passage.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["gold"][0]["heading"], row["question"]


def test_no_question_about_plans_stands_twice(rows: TrainingRows) -> None:
    asked = Counter(question for section in rows.sections for question in section.questions)
    assert [question for question, times in asked.items() if times > 1] == []


def test_no_section_stands_twice_and_none_is_split_over_the_file(rows: TrainingRows) -> None:
    assert len({(one.plan, one.sentences) for one in rows.sections}) == len(rows.sections)
    changes = [one.plan for one, other in pairwise(rows.sections) if one.plan != other.plan]
    assert len(changes) == len(set(changes))


def test_an_indicator_is_asked_for_in_different_words(rows: TrainingRows) -> None:
    assert [one.name for one in rows.indicators if len(set(one.questions)) < len(one.questions)] == []


def test_no_everyday_question_is_copied_from_its_section(rows: TrainingRows) -> None:
    copied = []
    for section in rows.sections:
        written = set[str]().union(*map(pairs_of, section.sentences))
        for question in everyday(section):
            asked = pairs_of(question)
            if len(asked & written) >= _COPIED * max(1, len(asked)):
                copied.append(question)
    assert copied == []


def test_no_plan_of_development_is_trained_on(rows: TrainingRows) -> None:
    kept_out = {folder.name for folder in (_FITTING / "plans").iterdir()}
    assert kept_out
    assert all(name.startswith("dev-") for name in kept_out)
    assert {name.removeprefix("dev-") for name in kept_out} & {one.plan for one in rows.sections} == set()


def test_no_section_of_development_is_trained_on(rows: TrainingRows) -> None:
    trained = {(one.heading, question) for one in rows.sections for question in one.questions}
    assert trained & set(development()) == set()


def test_no_everyday_question_of_development_is_trained_on(rows: TrainingRows) -> None:
    trained = {question for one in rows.sections for question in everyday(one)}
    assert trained & {question for _, question in development()} == set()


def test_no_sentence_of_development_is_trained_on(rows: TrainingRows) -> None:
    of_every_plan = re.compile("期間は.*年間とする。$")
    written = {sentence for one in rows.sections for sentence in one.sentences}
    trained = {sentence for sentence in written if len(sentence) > 20 and not of_every_plan.search(sentence)}
    files = sorted((_FITTING / "plans").glob("*/*.md"))
    lines = {line.strip() for path in files for line in path.read_text(encoding="utf-8").splitlines()}
    assert trained & lines == set()
