"""The word data: counts as the README tells them, and rows that follow its rules."""

import re
from collections import Counter
from pathlib import Path

from corpus.japanese.width import fold
from index.lexicon.concepts import built_in_concepts, translations
from index.lexicon.vocabulary import keys
from index.tokens import words

README = (Path(__file__).resolve().parents[3] / "index" / "lexicon" / "README.md").read_text(encoding="utf-8")
HIRAGANA = re.compile(r"[ぁ-ゖー]+")


def test_the_readme_tells_the_counts() -> None:
    concepts = built_in_concepts()
    everyday, formal = (sum(map(len, forms)) for forms in zip(*((c.everyday, c.formal) for c in concepts), strict=True))
    assert re.search(rf"`concepts.jsonl` .*\| {len(concepts):,} \|", README)
    assert re.search(rf"`english.tsv` .*\| {len(translations()):,} \|", README)
    assert f"hold {everyday:,} everyday forms and {formal:,} formal ones" in README


def test_there_is_enough_of_both() -> None:
    assert len(built_in_concepts()) >= 2_500
    assert len(translations()) >= 1_500


def test_every_everyday_form_says_something_else_than_its_formal_forms() -> None:
    for concept in built_in_concepts():
        formal = {keys(words(form)) for form in concept.formal}
        assert not [form for form in concept.everyday if keys(words(form)) in formal], concept.formal


def test_every_form_has_words_and_stands_once_in_its_concept() -> None:
    for concept in built_in_concepts():
        assert all(map(words, (*concept.formal, *concept.everyday))), concept.formal
        assert len(set(concept.everyday)) == len(concept.everyday), concept.formal


def test_no_concept_stands_twice() -> None:
    twice = Counter(tuple(sorted(map(fold, concept.formal))) for concept in built_in_concepts())
    assert [formal for formal, count in twice.items() if count > 1] == []


def test_ambiguous_forms_are_left_out() -> None:
    everyday = {form for concept in built_in_concepts() for form in concept.everyday}
    assert everyday.isdisjoint({"足", "山や川", "まし", "デメ", "使う", "どうやって"})
    english = {row.english for row in translations() if row.is_topic}
    assert english.isdisjoint({"change", "possible", "act", "pr", "share", "point"})


def test_english_phrases_are_of_lower_case_and_stand_once() -> None:
    english = [row.english for row in translations()]
    assert english == [phrase.lower() for phrase in english]
    assert len(set(english)) == len(english)
