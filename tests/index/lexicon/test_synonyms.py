"""A city's own words, from the file to the search."""

import math
from pathlib import Path

import pytest

from corpus.access import Access
from corpus.ingest import find_plan_folders
from index.build import IngestReport, ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.lexicon.synonyms import read_synonyms
from tests.conftest import quiet
from tests.plans import write_plans

OWN = '[[concept]]\nformal = ["押印の見直し"]\neveryday = ["ぺったん", "ほたる印"]\n'


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return write_plans(tmp_path / "plans")


def _ingest(plans: Path) -> IngestReport:
    return ingest(find_plan_folders([plans]), plans.parent / "index", HashingEmbedder(), quiet)


def _faults(plans: Path, text: str) -> tuple[str, ...]:
    (plans / "synonyms.toml").write_text(text, encoding="utf-8")
    return read_synonyms(find_plan_folders([plans])).faults


def test_the_words_are_kept_in_the_index_and_found_without_the_source(plans: Path) -> None:
    _ingest(plans)
    before = _score_of_seals(plans.parent / "index")
    (plans / "synonyms.toml").write_text(OWN, encoding="utf-8")
    assert _ingest(plans).failures == ()
    (plans / "synonyms.toml").unlink()
    assert _score_of_seals(plans.parent / "index") > before


def _score_of_seals(index: Path) -> float:
    """Return the score of the chunk on seals for a question that names them by the city's own word alone."""
    reader = engine_of(index).open(HashingEmbedder())
    try:
        assert reader.problems() == ()
        hits = reader.search("ほたる印は？", access=Access.PUBLIC)
        return next((hit.score for hit in hits if hit.chunk.heading[-1] == "(1) 押印の見直し"), -math.inf)
    finally:
        reader.close()


def test_a_changed_file_makes_a_new_index_and_reads_no_plan_again(plans: Path) -> None:
    first = _ingest(plans)
    (plans / "synonyms.toml").write_text(OWN, encoding="utf-8")
    second = _ingest(plans)
    third = _ingest(plans)
    (plans / "synonyms.toml").unlink()
    fourth = _ingest(plans)
    assert [report.swapped for report in (first, second, third, fourth)] == [True, True, False, True]
    assert first.index_id == fourth.index_id != second.index_id == third.index_id
    assert all(plan.reused for plan in second.plans)


def test_one_file_counts_once_for_all_plans_beside_it(plans: Path) -> None:
    (plans / "synonyms.toml").write_text(OWN, encoding="utf-8")
    found = read_synonyms(find_plan_folders([plans, plans / "morikawa-dx"]))
    assert [row.formal for row in found.concepts] == [("押印の見直し",)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[concept]\n", "broken TOML"),
        ("concept = 3\n", "concept is no list of tables"),
        ('[[concepts]]\nformal = ["印"]\n', "unknown key concepts; remove it (known: concept)"),
        ('[[concept]]\nformal = ["押印"]\n', "concept 1, everyday: Field required"),
        ('[[concept]]\nformal = "押印"\neveryday = ["ぺったん"]\n', "concept 1, formal: Input should be a valid"),
        ('[[concept]]\nformal = []\neveryday = ["ぺったん"]\n', "concept 1, formal: "),
        ('[[concept]]\nformal = ["押印"]\neveryday = ["ぺったん", 3]\n', "concept 1, everyday.1: Input should be"),
        ('[[concept]]\nformal = ["押印"]\neveryday = ["ぺったん"]\nnote = "x"\n', "concept 1, note: Extra inputs"),
        ('[[concept]]\nformal = ["押印"]\neveryday = ["。"]\n', "concept 1: 「。」 holds no word to search for"),
    ],
)  # fmt: skip
def test_each_fault_is_one_line_with_the_way_out(plans: Path, text: str, said: str) -> None:
    (fault,) = _faults(plans, text)
    assert said in fault
    assert str(plans / "synonyms.toml") in fault
    assert "\n" not in fault
    assert "write [[concept]]" in fault or "remove it" in fault


def test_a_faulty_concept_is_named_and_the_others_count(plans: Path) -> None:
    (plans / "synonyms.toml").write_text('[[concept]]\nformal = ["押印"]\neveryday = []\n' + OWN, encoding="utf-8")
    report = _ingest(plans)
    assert len(report.failures) == 1
    assert "concept 1, everyday: " in report.failures[0]
    found = read_synonyms(find_plan_folders([plans]))
    assert [row.formal for row in found.concepts] == [("押印の見直し",)]


def test_a_file_that_is_no_text_is_a_fault(plans: Path) -> None:
    (plans / "synonyms.toml").mkdir()
    (fault,) = read_synonyms(find_plan_folders([plans])).faults
    assert "no ordinary file" in fault
