"""Batches: every question once an epoch, seeded, plans two at a time, concepts spread over all."""

import random
from collections.abc import Iterator

import pytest

from index.training.batches import Batch, Batches, Pairs, PlanQuestions, Questions
from index.training.examples import Bag, ConceptBags, Example, Examples, SectionBags
from index.training.settings import TrainingSettings
from tests.index.training.tiny import SETTINGS

PLANS, SECTIONS, ASKED = 5, 3, 2
Epoch = list[tuple[Batch, Pairs]]


def bag(number: int) -> Bag:
    """Return a bag of two words that no other number has."""
    return (2 * number, number), (2 * number + 1, number)


def example(number: int, first: int) -> Example:
    """Return an example with words of its own."""
    question, passage, near = map(bag, range(first + 3 * number, first + 3 * number + 3))
    return Example(question, passage, near, number)


def section(plan: int, number: int) -> SectionBags:
    """Return a section of two sentences, named by plan and number in its first word's row."""
    first = 1000 * (plan + 1) + 10 * number
    return SectionBags((bag(first), bag(first + 1)), tuple(bag(first + 2 + at) for at in range(ASKED)))


def everything() -> Examples:
    """Return 20 questions, 11 names, 13 concepts and five plans of three sections with two questions each."""
    return Examples(
        tuple(example(number, 0) for number in range(20)),
        tuple(ConceptBags((bag(500 + number),), (bag(600 + number),)) for number in range(13)),
        tuple(tuple(section(plan, number) for number in range(SECTIONS)) for plan in range(PLANS)),
        tuple(example(number, 200) for number in range(11)),
    )


def settings(**changed: float) -> TrainingSettings:
    """Return the settings of tests, changed."""
    return SETTINGS.training.model_copy(update=changed)


def epochs(examples: Examples, settings: TrainingSettings, seed: int = 3) -> Iterator[Epoch]:
    """Yield one epoch after another."""
    batches = Batches(examples, settings, random.Random(seed))  # noqa: S311 (order of examples)
    while True:
        yield list(batches.epoch())


def plan_questions(epoch: Epoch) -> list[PlanQuestions]:
    """Return the batches about plans."""
    return [batch for batch, _ in epoch if isinstance(batch, PlanQuestions)]


def examples_in(epoch: Epoch, *, names: bool) -> list[Example]:
    """Return the examples of one kind of batch."""
    batches = [batch for batch, _ in epoch if isinstance(batch, Questions) and batch.names is names]
    return [one for batch in batches for one in batch.examples]


def test_every_question_comes_once_an_epoch() -> None:
    examples = everything()
    for _, epoch in zip(range(3), epochs(examples, settings()), strict=False):
        assert sorted(examples_in(epoch, names=False), key=lambda one: one.source) == list(examples.questions)
        assert sorted(examples_in(epoch, names=True), key=lambda one: one.source) == list(examples.names)
        asked = [bag for batch in plan_questions(epoch) for bag in batch.questions]
        assert sorted(asked) == sorted(bag for plan in examples.plans for one in plan for bag in one.questions)


def test_no_batch_is_larger_than_set() -> None:
    epoch = next(epochs(everything(), settings()))
    assert max(len(batch.questions) for batch in plan_questions(epoch)) == settings().plan_batch
    sizes = [len(batch.examples) for batch, _ in epoch if isinstance(batch, Questions)]
    assert sorted(sizes) == [3, 4, 8, 8, 8]


def test_a_question_about_a_plan_points_at_its_section() -> None:
    owner = {bag: one.sentences for plan in everything().plans for one in plan for bag in one.questions}
    for batch in plan_questions(next(epochs(everything(), settings()))):
        found = [batch.sections[at].sentences for at in batch.targets]
        assert found == [owner[bag] for bag in batch.questions]


def test_plans_come_two_at_a_time_with_all_their_sections() -> None:
    seen: list[frozenset[int]] = []
    for batch in plan_questions(next(epochs(everything(), settings()))):
        plans = [one.sentences[0][0][1] // 1000 for one in batch.sections]
        assert all(plans.count(plan) == SECTIONS for plan in plans)
        seen.append(frozenset(plans))
    assert sorted(map(len, set(seen))) == [1, 2, 2]
    assert frozenset.union(*seen) == set(range(1, PLANS + 1))


def test_the_order_follows_the_seed_and_changes_with_every_epoch() -> None:
    thinned = settings(dropout=0.3)
    one, same, other = (epochs(everything(), thinned, seed) for seed in (3, 3, 4))
    first, second = next(one), next(one)
    assert (first, second) == (next(same), next(same))
    assert first != second
    assert first != next(other)


def test_each_batch_has_a_share_of_the_concepts() -> None:
    examples = everything()
    epoch = next(epochs(examples, settings()))
    shares = [pairs for _, pairs in epoch]
    pairs = sorted(pair for share in shares for pair in share)
    assert pairs == sorted((one.everyday[0], one.formal[0]) for one in examples.concepts)
    assert max(map(len, shares)) == -(-len(pairs) // len(epoch))


def test_official_words_of_one_concept_are_paired_too() -> None:
    concept = ConceptBags((bag(1), bag(2), bag(3)), (bag(4), bag(5)))
    ((_, pairs),) = next(epochs(Examples(concepts=(concept,)), settings()))
    everyday = {one: other for one, other in pairs if one in concept.everyday}
    assert set(everyday) == set(concept.everyday)
    assert set(everyday.values()) <= set(concept.formal)
    ((one, other),) = [pair for pair in pairs if pair[0] in concept.formal]
    assert one != other
    assert other in concept.formal


def test_empty_examples_give_one_empty_batch() -> None:
    assert next(epochs(Examples(), settings())) == [(Questions((), names=False), ())]


def test_concepts_alone_come_in_one_batch() -> None:
    ((batch, pairs),) = next(epochs(Examples(concepts=everything().concepts), settings()))
    assert batch == Questions((), names=False)
    assert len(pairs) == 13


@pytest.mark.parametrize(("weight", "kinds"), [("plans", {False, True}), ("indicators", {False, None})])
def test_a_kind_without_weight_is_left_out(weight: str, kinds: set[bool | None]) -> None:
    epoch = next(epochs(everything(), settings(**{weight: 0})))
    assert {batch.names if isinstance(batch, Questions) else None for batch, _ in epoch} == kinds


def test_words_are_left_out_but_never_all() -> None:
    examples = Examples(everything().questions, plans=everything().plans)
    epoch = next(epochs(examples, settings(dropout=0.5)))
    sentences = [bag for batch in plan_questions(epoch) for one in batch.sections for bag in one.sentences]
    asked = [bag for batch in plan_questions(epoch) for bag in batch.questions]
    for bags in (sentences, asked, [one.question for one in examples_in(epoch, names=False)]):
        assert {len(bag) for bag in bags} == {1, 2}
    assert all(one.near for one in examples_in(epoch, names=False))
