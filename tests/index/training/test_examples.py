"""Rows as known words: sections by plan, names of indicators, compounds."""

from index.training.examples import Bag, Examples, SectionBags, examples_of
from index.training.rows import IndicatorName, Pair, Passage, PlanSection, TrainingRows
from index.training.vocabulary import Vocabulary
from tests.index.training.tiny import vocabulary

KNOWN = vocabulary().words


def bag(*words: str) -> Bag:
    """Return known words as a bag."""
    return tuple(KNOWN[word] for word in words)


def section(plan: str, sentence: str, question: str) -> PlanSection:
    """Return a section of one sentence and one question."""
    return PlanSection(plan=plan, heading="1 はじめに", sentences=(sentence,), questions=(question,))


def name(written: str, *questions: str) -> IndicatorName:
    """Return an indicator in a field without a known word."""
    return IndicatorName(name=written, field="zzz", questions=questions)


def test_sections_are_grouped_by_plan_in_order() -> None:
    rows = (section("a", "手続き", "窓口"), section("b", "人口", "市民"), section("a", "押印です", "判子は"))
    assert examples_of(TrainingRows(sections=rows), vocabulary()).plans == (
        (SectionBags((bag("手続き"),), (bag("窓口"),)), SectionBags((bag("押印"),), (bag("判子"),))),
        (SectionBags((bag("人口"),), (bag("市民"),)),),
    )


def test_what_a_section_holds_without_a_known_word_is_left_out() -> None:
    mixed = PlanSection(plan="a", heading="x", sentences=("zzz", "手続き"), questions=("qqq", "窓口"))
    rows = (section("a", "zzz", "窓口"), section("b", "人口", "qqq"), mixed)
    found = examples_of(TrainingRows(sections=rows), vocabulary())
    assert found.plans == ((SectionBags((bag("手続き"),), (bag("窓口"),)),),)


def test_indicators_of_one_name_share_a_source() -> None:
    rows = (
        name("人口", "市民は", "窓口は"),
        name("手続き", "判子は", "zzz"),
        name("人口", "押印は"),
        name("zzz", "市民は"),
    )
    found = examples_of(TrainingRows(indicators=rows), vocabulary())
    assert [(one.question, one.passage, one.source) for one in found.names] == [
        (bag("市民"), bag("人口"), 0),
        (bag("窓口"), bag("人口"), 0),
        (bag("判子"), bag("手続き"), 1),
        (bag("押印"), bag("人口"), 0),
    ]
    assert not any(one.near for one in found.names)
    assert found.questions == ()


def test_a_name_is_read_with_its_field() -> None:
    row = IndicatorName(name="人口", field="窓口", questions=("市民",))
    assert examples_of(TrainingRows(indicators=(row,)), vocabulary()).names[0].passage == bag("人口", "窓口")


def test_questions_of_one_passage_share_a_source() -> None:
    pair = Pair(question="窓口", passage="手続き")
    passage = Passage(passage="市民", questions=("判子", "押印"), near="人口")
    found = examples_of(TrainingRows((pair,), (passage,)), vocabulary()).questions
    assert [one.source for one in found] == [0, 1, 1]
    assert [one.near for one in found] == [(), bag("人口"), bag("人口")]


def test_a_compound_counts_beside_its_parts() -> None:
    words = {"図書": (0, 0), "館": (1, 1), "図書館": (2, 2)}
    rows = TrainingRows((Pair(question="図書館", passage="館"),))
    (found,) = examples_of(rows, Vocabulary(words, vocabulary().rows)).questions
    assert found.question == ((0, 0), (1, 1), (2, 2))


def test_bags_are_those_of_every_kind() -> None:
    rows = TrainingRows(
        (Pair(question="判子", passage="押印"),), sections=(section("a", "手続き", "窓口"),),
        indicators=(name("人口", "市民"),),
    )  # fmt: skip
    found = [one for one in examples_of(rows, vocabulary()).bags() if one]
    assert sorted(found) == sorted(bag(word) for word in KNOWN)
    assert list(Examples().bags()) == []
